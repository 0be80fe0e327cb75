"""Step 7, over a sentence: attributions taken away, the rest cut into pieces, each with its voice and exact offsets."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.splitting.attributed import Attributed
from claims.splitting.clauses import cut_clauses, relative_clauses
from claims.splitting.completeness import is_speech_act, says_something
from claims.splitting.noun_phrases import LONGEST
from claims.splitting.tokens import FINITE, Token
from claims.splitting.trimming import MARKS, trim
from claims.splitting.views import View
from claims.splitting.voices import Chain
from claims.splitting.wordlists import base_of

# Whose a token is: an attribution's (its index), nobody's but the outlet's, or no claim's because it is attribution
# itself.
NOBODY, REMOVED = -1, -2
# Fewer words than this beside somebody's words are no report of their own that somebody spoke.
SMALLEST_ACT = 5
# "The yearbook, which was published in May, shows ..." tells nothing about what it shows.
PUBLISHING = frozenset({"publish", "release", "post", "print", "launch", "unveil"})
# "The International Relief Mission, which | runs a clinic nearby": a head of this share of its clause is left out.
LONG_HEAD = 0.6
CONTRASTS = frozenset({"although", "though", "while", "whereas"})
# What is known is so: the sentence is about the one who knows it.
FACTIVE = frozenset({"know", "realise", "realize", "forget", "remember", "discover", "learn"})
SPANS_OF_TIME = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence with its attributions, the chain of speakers of each, and the chain of each of its quotations.

    floor: who has the floor in a transcript; what nobody else says there is theirs. headline: it is the headline,
    which needs no verb.
    """

    text: str
    view: View
    attributions: list[Attributed]
    chains: list[Chain]
    quoted: list[Chain]
    floor: Chain = ()
    headline: bool = False


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
    for start, end, holder in regions(owner, told_apart(heard)):
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
        if attributed.kind == "name" or keeps_whole(heard, attributed):
            continue
        if attributed.beside and attributed.frame[0] < attributed.frame[1]:
            give(attributed.frame[0], len(owner), NOBODY)
        for start, end in attributed.contents:
            give(start, end, index)
        if is_inserted(heard, attributed):
            give(attributed.contents[0][0], attributed.contents[-1][1] if attributed.quoted else len(owner), index)
        else:
            give(*attributed.frame, REMOVED)
    for attributed in heard.attributions:
        if attributed.kind == "name" and attributed.source:
            # The antecedent stays with its clause; what follows it is said by the named source.
            give(attributed.source[0] - 1, attributed.contents[0][1], REMOVED)
    return owner


def keeps_whole(heard: Heard, attributed: Attributed) -> bool:
    """Say whether a cue stays in its claim: nothing is said by it, or what is said is part of what is told.

    "She praised the mayor"; "called the remark "beneath contempt""; "The agency knew that the flock was ill".
    """
    tokens = heard.view.tokens
    if attributed.kind == "act":
        return not attributed.quoted or tokens[attributed.contents[0][0] - 1].text not in ":,"
    return attributed.kind == "think" and base_of(tokens[attributed.cue[0]].lower) in FACTIVE


def is_inserted(heard: Heard, attributed: Attributed) -> bool:
    """Say whether an attribution stands in the middle of one proposition: "It was found, he alleged, on a hook"."""
    tokens, after = heard.view.tokens, attributed.cue[1]
    if resumes(heard, attributed):
        return True
    left, stop = attributed.contents[0] if attributed.contents else (0, 0)
    if attributed.kind != "say" or attributed.quoted or not 0 < stop <= attributed.cue[0] or stop - left < 2:
        return False
    closed = tokens[attributed.frame[0] - 1].text == "," and after + 3 < len(tokens) and tokens[after].text == ","
    if not closed or tokens[after + 1].tag not in ("PREP", "ADV", "NOUN", "DET"):
        return False
    return not any(token.tag in FINITE or token.text == "," for token in tokens[after + 1 : after + LONGEST])


def resumes(heard: Heard, attributed: Attributed) -> bool:
    """Say whether a quotation goes on behind its attribution in the middle of a clause: '"He knew it," she said,
    "because he was told"'.
    """
    if attributed.kind != "say" or len(attributed.contents) != 2 or len(attributed.quoted) < 2:
        return False
    tokens = heard.view.tokens
    (_, left), (right, end) = attributed.contents
    if not left <= attributed.cue[0] < right < end - 2 or tokens[right].tag != "MARK":
        return False
    return tokens[right + 1].text.islower() and tokens[right + 1].tag in ("SUB", "PREP", "REL", "THAT", "ING", "PART")


def told_apart(heard: Heard) -> list[int]:
    """Give for each token its quotation or -1, leaving out quotations that are part of what is told."""
    tokens = heard.view.tokens
    part = {
        place
        for one in heard.attributions
        if one.kind == "act" and one.quoted and tokens[one.contents[0][0] - 1].text not in ":,"
        for place in one.quoted
    }
    return [-1 if place in part else place for place in heard.view.inside] if part else heard.view.inside


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
            if span is None or not says_something(tokens, first, last, role, headline=heard.headline):
                continue
            chain, part_role = ((), "own") if background else (links, role)
            if part_role == "own" and is_speech_act(tokens, first, last):
                part_role = "act"
                if last - first < SMALLEST_ACT and last < len(tokens):
                    continue  # "Doe spoke out | as the council said ..."
            yield Piece(*span, chain, is_quoted(heard, span), part_role)


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
    for head, end in relative_clauses(tokens, heard.view.inside, 0, len(tokens)):
        if all(owner[at] == REMOVED for at in range(head, end)) and tells_more(tokens, head, end):
            start = beside_head(tokens, head, end)
            span = trim(heard.text, tokens[start:end])
            if span:
                yield Piece(*span, (), is_quoted(heard, span), "own")


def beside_head(tokens: list[Token], head: int, end: int) -> int:
    """Give where the claim of a relative clause begins: with its head, or behind "which" where the head is long."""
    relative = next(at for at in range(head, end) if tokens[at].tag == "REL")
    size = tokens[end - 1].end - tokens[relative + 1].start
    return head if tokens[relative].start - tokens[head].start < LONG_HEAD * size else relative + 1


def tells_more(tokens: list[Token], start: int, end: int) -> bool:
    """Say whether a relative clause about a source tells more than who somebody is ("who asked not to be named")."""
    who = next(token for token in tokens[start:end] if token.tag == "REL")
    if who.lower == "which":
        return not any(base_of(token.lower) in PUBLISHING for token in tokens[start:end])
    return any(token.tag == "NUM" or token.text in "%$£€" for token in tokens[start:end])


def is_quoted(heard: Heard, span: tuple[int, int]) -> bool:
    """Say whether a span has double quotation marks in it or stands in a quotation that began or ends outside it."""
    start, end = span
    if any(mark in MARKS for mark in heard.text[start:end]):
        return True
    return any(quotation.start < end and start < quotation.end for quotation in heard.view.quotations)
