"""Step 7, over a sentence: attributions taken away, the rest cut into pieces, each with its voice and exact offsets."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.splitting.attributed import Attributed
from claims.splitting.clauses import cut_clauses, relative_clauses
from claims.splitting.tokens import FINITE, Token
from claims.splitting.trimming import MARKS, OPENERS, trim
from claims.splitting.views import View
from claims.splitting.voices import Chain
from claims.splitting.wordlists import cue_classes, cue_forms

# Whose a token is: an attribution's (its index), nobody's but the outlet's, or no claim's because it is attribution
# itself.
NOBODY, REMOVED = -1, -2
# Fewer words than this say nothing by themselves; without a finite verb it takes two more.
SMALLEST_PIECE = 2
CONTRASTS = frozenset({"although", "though", "while", "whereas"})
SPANS_OF_TIME = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence with its attributions, the chain of speakers of each, and the chain of each of its quotations.

    floor: who has the floor in a transcript; what nobody else says there is theirs.
    """

    text: str
    view: View
    attributions: list[Attributed]
    chains: list[Chain]
    quoted: list[Chain]
    floor: Chain = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A proposition: offsets in the text, its chain of speakers, whether any of it is in quotation marks, and its role.

    role: own (the outlet's voice), act (it only reports that somebody spoke), or the kind of attribution it stands in.
    """

    start: int
    end: int
    links: Chain
    quote: bool
    role: str


def assemble(heard: Heard) -> list[Piece]:
    """Give the pieces of one sentence in order."""
    owner = assign_owners(heard)
    pieces: list[Piece] = []
    for start, end, holder in regions(owner, heard.view.inside):
        links, role = voice(heard, start, holder)
        pieces.extend(cut_region(heard, (start, end), links, role))
    pieces.extend(named_pieces(heard))
    pieces.extend(source_pieces(heard, owner))
    return sorted(pieces, key=lambda piece: (piece.start, piece.end))


def assign_owners(heard: Heard) -> list[int]:
    """Give for each token whose it is; a later attribution that stands beside takes over from where it begins."""
    owner = [NOBODY] * len(heard.view.tokens)

    def give(start: int, end: int, to: int) -> None:
        for at in range(start, end):
            if owner[at] != REMOVED:
                owner[at] = to

    for index, attributed in enumerate(heard.attributions):
        if attributed.kind == "name" or (attributed.kind == "act" and not attributed.quoted):
            continue
        if attributed.beside and attributed.frame[0] < attributed.frame[1]:
            give(attributed.frame[0], len(owner), NOBODY)
        for start, end in attributed.contents:
            give(start, end, index)
        give(*attributed.frame, REMOVED)
    for attributed in heard.attributions:
        if attributed.kind == "name" and attributed.source:
            # The antecedent stays with its clause; what follows it is said by the named source.
            give(attributed.source[0] - 1, attributed.contents[0][1], REMOVED)
    return owner


def regions(owner: list[int], inside: list[int]) -> Iterator[tuple[int, int, int]]:
    """Give runs of tokens with one owner: (start, end, owner). A quotation that nobody owns is a run of its own."""
    start = 0
    for at in range(1, len(owner) + 1):
        same = at < len(owner) and owner[at] == owner[start]
        if same and owner[start] == NOBODY and inside[at] != inside[at - 1] and inside[start] >= 0:
            same = any(place != inside[start] for place in inside[start:at])
        if not same:
            if owner[start] != REMOVED:
                yield start, at, owner[start]
            start = at


def voice(heard: Heard, start: int, holder: int) -> tuple[Chain, str]:
    """Give the chain and role of a region that begins at token `start`."""
    if holder >= 0:
        chain = heard.chains[holder]
        # "according to Yonhap, quoting KCNA": the source that is quoted speaks.
        for index in range(holder + 1, len(heard.attributions)):
            if heard.attributions[index].kind == "quote" and heard.chains[index][:-1] == chain:
                chain = heard.chains[index]
        return chain, heard.attributions[holder].kind
    place = heard.view.inside[start]
    if place >= 0 and heard.quoted[place]:
        return heard.quoted[place], "say"
    return (heard.floor, "say") if heard.floor else ((), "own")


def cut_region(heard: Heard, region: tuple[int, int], links: Chain, role: str) -> Iterator[Piece]:
    """Cut one region into propositions; background and speech acts get their own role."""
    tokens = heard.view.tokens
    for left, right in cut_clauses(tokens, heard.view.inside, *region):
        for first, last, background in cut_background(heard, left, right, role):
            span = trim(heard.text, tokens[first:last])
            if span is None or not says_something(tokens, first, last, role):
                continue
            chain, part_role = ((), "own") if background else (links, role)
            if part_role == "own" and is_speech_act(tokens, first, last):
                part_role = "act"
            yield Piece(*span, chain, is_quoted(heard, span), part_role)


def says_something(tokens: list[Token], first: int, last: int, role: str) -> bool:
    """Say whether a piece is more than a leftover: it has a finite verb, is an accusation, or is all there is."""
    if first > 0 and tokens[first].tag == "REL" and tokens[first].text.islower() and tokens[first].text not in OPENERS:
        return False  # "which posted it first", behind an attribution
    if role == "own" and first > 0 and not has_main_verb(tokens, first, last):
        return False
    words = sum(token.tag != "MARK" for token in tokens[first:last])
    if any(token.tag in FINITE for token in tokens[first:last]) or role == "accuse":
        return words >= SMALLEST_PIECE
    if first == 0 and last == len(tokens):
        return words > SMALLEST_PIECE
    return role != "own" and words > SMALLEST_PIECE + 2


def has_main_verb(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether a finite verb is left when each "who", "when" and "that" has taken one."""
    balance = 0
    while first < last and (tokens[first].text in OPENERS or tokens[first].tag in ("MARK", "CC")):
        first += 1
    for token in tokens[first:last]:
        if token.tag in ("REL", "SUB", "THAT"):
            balance -= 1
        elif token.tag in FINITE:
            balance += 1
            if balance > 0:
                return True
    return False


def cut_background(heard: Heard, left: int, right: int, role: str) -> list[tuple[int, int, bool]]:
    """Cut off what the reporter adds to somebody's words, as (start, end, is it background).

    "..., a day after a docker was killed"; "said it was investigating | after footage circulated"; ", although ...".
    """
    tokens, whole = heard.view.tokens, [(left, right, False)]
    if role not in ("own", "say") or left >= right or heard.view.inside[left] >= 0:
        return whole
    if role == "say" and tokens[left].lower in CONTRASTS and left > 0 and tokens[left - 1].text == ",":
        return [(left, right, True)]
    about_oneself = role == "say" and tokens[left].lower in ("it", "he", "she", "they")
    for at in range(left + 4, right - 3):
        if tokens[at].lower != "after" or not any(token.tag in FINITE for token in tokens[at + 2 : min(right, at + 8)]):
            continue
        comma = next((i for i in range(at - 1, max(left, at - 5), -1) if tokens[i].text == ","), -1)
        if comma > 0 and tokens[at - 1].lower in SPANS_OF_TIME:
            return [(left, comma, False), (at + 1, right, True)]
        if about_oneself:
            return [(left, at, False), (at + 1, right, True)]
    return whole


def named_pieces(heard: Heard) -> Iterator[Piece]:
    """Give "a man whom activists identified as a member" as a claim of the activists."""
    for attributed, chain in zip(heard.attributions, heard.chains, strict=True):
        if attributed.kind == "name" and chain:
            start, end = attributed.contents[0]
            span = trim(heard.text, heard.view.tokens[start:end])
            if span:
                yield Piece(*span, chain[-1:], is_quoted(heard, span), "name")


def source_pieces(heard: Heard, owner: list[int]) -> Iterator[Piece]:
    """Give what the outlet tells about a source in passing: "The same group, which has received backing, said ..."."""
    tokens = heard.view.tokens
    if REMOVED not in owner:
        return
    for start, end in relative_clauses(tokens, heard.view.inside, 0, len(tokens)):
        if all(owner[at] == REMOVED for at in range(start, end)):
            span = trim(heard.text, tokens[start:end])
            if span:
                yield Piece(*span, (), is_quoted(heard, span), "own")


def is_speech_act(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether the main verb of an own-voice piece is a speech act ("criticised", "referred to")."""
    for token in tokens[first:last]:
        if token.tag in FINITE and token.tag not in ("HAVE", "BE"):
            known = cue_forms().get(token.lower)
            return known is not None and "act" in cue_classes()[known[0]]
    return False


def is_quoted(heard: Heard, span: tuple[int, int]) -> bool:
    """Say whether a span has double quotation marks in it or stands in a quotation that began or ends outside it."""
    start, end = span
    if any(mark in MARKS for mark in heard.text[start:end]):
        return True
    return any(quotation.start < end and start < quotation.end for quotation in heard.view.quotations)
