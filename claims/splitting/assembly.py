"""Step 7, over a sentence: attributions taken away, the rest cut into pieces, each with its voice and exact offsets."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from claims.splitting.attribution import Attributed, View
from claims.splitting.clauses import cut_clauses, relative_clauses
from claims.splitting.tokens import FINITE, Token
from claims.splitting.voices import Chain
from claims.splitting.wordlists import cue_classes, cue_forms

STRIPPED = frozenset(".,;:–—-…·•*")
MARKS = frozenset("\"“”„«»")
SINGLES = frozenset("'‘’")
# Words that tie a clause to the one before and are no part of what it says.
OPENERS = frozenset({"while", "whereas", "although", "though", "where", "yet"})
# A piece of reported speech below this many words says nothing by itself.
SMALLEST_PIECE = 3


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


def assemble(text: str, view: View, attributions: list[Attributed], chains: list[Chain], quoted: list[Chain]) -> Iterator[Piece]:
    """Give the pieces of one sentence in order. `chains` belong to the attributions, `quoted` to the view's quotations."""
    owner = assign_owners(view, attributions)
    pieces: list[Piece] = []
    for start, end, holder in regions(owner, view.inside):
        links, role = voice(view, start, attributions, chains, quoted, holder)
        pieces.extend(cut_region(text, view, start, end, links, role, attributions))
    for index, attributed in enumerate(attributions):
        if attributed.kind == "name" and chains[index]:
            start, end = attributed.contents[0]
            span = trim(text, view.tokens[start:end])
            if span:
                pieces.append(Piece(*span, chains[index][-1:], has_quote(text, *span), "name"))
    own = [(token, place) for token, place in zip(view.tokens, owner, strict=True)]
    if own and any(place != REMOVED for _, place in own):
        for start, end in relative_clauses(view.tokens, view.inside, 0, len(view.tokens)):
            if any(owner[at] in (NOBODY, REMOVED) for at in range(start, end)) and all(owner[at] in (NOBODY, REMOVED) for at in range(start, end)):
                span = trim(text, view.tokens[start:end])
                if span and all(owner[at] == REMOVED for at in range(start, end)):
                    pieces.append(Piece(*span, (), has_quote(text, *span), "own"))
    yield from sorted(pieces, key=lambda piece: (piece.start, piece.end))


NOBODY, REMOVED = -1, -2


def assign_owners(view: View, attributions: list[Attributed]) -> list[int]:
    """Give for each token the attribution whose content it is, NOBODY for the outlet's voice, REMOVED for attribution itself."""
    owner = [NOBODY] * len(view.tokens)
    for index, attributed in enumerate(attributions):
        if attributed.kind in ("act", "name") and not attributed.quoted:
            continue
        if attributed.beside and attributed.frame[0] < attributed.frame[1]:
            for at in range(attributed.frame[0], len(owner)):
                if owner[at] != REMOVED:
                    owner[at] = NOBODY
        for start, end in attributed.contents:
            for at in range(start, end):
                if owner[at] != REMOVED:
                    owner[at] = index
        for at in range(*attributed.frame):
            owner[at] = REMOVED
    for attributed in attributions:
        if attributed.kind == "name":
            # The antecedent stays with its clause; what follows it is said by the named source.
            for at in range(attributed.source[0] - 1 if attributed.source else attributed.cue[0], attributed.contents[0][1]):
                owner[at] = REMOVED
    return owner


def regions(owner: list[int], inside: list[int]) -> Iterator[tuple[int, int, int]]:
    """Give runs of tokens with one owner: (start, end, owner). A whole quotation without an owner is a run of its own."""
    start = 0
    for at in range(1, len(owner) + 1):
        same = at < len(owner) and owner[at] == owner[start]
        if same and owner[start] == NOBODY and inside[at] != inside[at - 1] and 0 in (start, at_edge(inside, at)):
            same = not opens_or_closes(inside, start, at)
        if not same:
            if owner[start] != REMOVED:
                yield start, at, owner[start]
            start = at


def at_edge(inside: list[int], at: int) -> int:
    """Give 0 where a quotation that opened the sentence ends at `at`."""
    return 0 if inside[at - 1] >= 0 and inside[0] == inside[at - 1] else 1


def opens_or_closes(inside: list[int], start: int, at: int) -> bool:
    """Say whether the run from start to at is all one quotation, so that the border is real."""
    return inside[start] >= 0 and all(place == inside[start] for place in inside[start:at])


def voice(
    view: View, start: int, attributions: list[Attributed], chains: list[Chain], quoted: list[Chain], holder: int
) -> tuple[Chain, str]:
    """Give the chain and role of a region."""
    if holder >= 0:
        chain = chains[holder]
        # "according to Yonhap, quoting KCNA": the source that is quoted speaks.
        for index in range(holder + 1, len(attributions)):
            if attributions[index].kind == "quote" and chains[index][:-1] == chain:
                chain = chains[index]
        return chain, attributions[holder].kind
    place = view.inside[start]
    if place >= 0 and quoted[place]:
        return quoted[place], "say"
    return (), "own"


def cut_region(
    text: str, view: View, start: int, end: int, links: Chain, role: str, attributions: list[Attributed]
) -> Iterator[Piece]:
    """Cut one region into propositions, and tell what a background clause is."""
    tokens = view.tokens
    own_voice = role == "own"
    for left, right in cut_clauses(tokens, view.inside, start, end):
        chain, part_role = links, role
        for first, last, background in cut_background(tokens, left, right, role):
            span = trim(text, tokens[first:last])
            if span is None:
                continue
            inner = tokens[first:last]
            finite = any(token.tag in FINITE for token in inner)
            words = sum(token.tag != "MARK" for token in inner)
            whole = first == 0 and last == len(tokens)
            if own_voice and not finite and not whole:
                continue
            if not finite and words < SMALLEST_PIECE + 2 and role != "accuse" and not whole:
                continue
            if words < SMALLEST_PIECE:
                continue
            if background:
                chain, part_role = (), "own"
            if part_role == "own" and is_speech_act(tokens, first, last, attributions):
                yield Piece(*span, (), has_quote(text, *span) or in_quotation(view, *span), "act")
                continue
            yield Piece(*span, chain, has_quote(text, *span) or in_quotation(view, *span), part_role)


def cut_background(tokens: list[Token], left: int, right: int, role: str) -> list[tuple[int, int, bool]]:
    """Cut off what the reporter adds to somebody's words about themselves ("said it was investigating after footage circulated")."""
    if role != "say" or left >= right or tokens[left].tag != "PRON" or tokens[left].lower not in ("it", "he", "she", "they"):
        return [(left, right, False)]
    for at in range(left + 4, right - 4):
        if tokens[at].lower == "after" and any(token.tag in FINITE for token in tokens[at + 2 : min(right, at + 8)]):
            return [(left, at, False), (at + 1, right, True)]
    return [(left, right, False)]


def is_speech_act(tokens: list[Token], first: int, last: int, attributions: list[Attributed]) -> bool:
    """Say whether the main verb of an own-voice piece is a speech act ("criticised", "referred to")."""
    main = next((at for at in range(first, last) if tokens[at].tag in FINITE and tokens[at].tag not in ("HAVE", "BE")), -1)
    if main < 0:
        return False
    known = cue_forms().get(tokens[main].lower)
    if known is None:
        return False
    classes = cue_classes()[known[0]]
    return "act" in classes or any(attributed.kind == "act" and attributed.cue[0] == main for attributed in attributions)


def in_quotation(view: View, start: int, end: int) -> bool:
    """Say whether a span stands in a quotation that began or ends outside it."""
    return any(quotation.start < end and start < quotation.end for quotation in view.quotations)


def has_quote(text: str, start: int, end: int) -> bool:
    """Say whether a span has double quotation marks in it."""
    return any(mark in MARKS for mark in text[start:end])


def trim(text: str, tokens: list[Token]) -> tuple[int, int] | None:
    """Take conjunctions, commas, outer quotation marks and the final full stop off; None when no word is left."""
    first, last = 0, len(tokens)
    changed = True
    while changed and first < last:
        changed = False
        opening, closing = tokens[first], tokens[last - 1]
        if opening.text in STRIPPED or opening.tag == "CC" or (opening.tag == "THAT" and last - first > 1) or opening.text in ")]" or opening.lower in OPENERS:
            first += 1
            changed = True
        elif closing.text in STRIPPED and not keeps_stop(tokens, last - 1) or closing.text in "([" or closing.tag in ("CC", "THAT", "SUB", "REL") or closing.lower == "with":
            last -= 1
            changed = True
        elif first < last and unbalanced(text, tokens, first, last):
            first, last = unquote(text, tokens, first, last)
            changed = True
    if first >= last or all(token.tag == "MARK" for token in tokens[first:last]):
        return None
    start, end = tokens[first].start, tokens[last - 1].end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def keeps_stop(tokens: list[Token], at: int) -> bool:
    """Say whether the full stop at `at` belongs to an abbreviation ("U.S.", "Jr.")."""
    return at > 0 and tokens[at].text == "." and tokens[at - 1].end == tokens[at].start and "." in tokens[at - 1].text


def unbalanced(text: str, tokens: list[Token], first: int, last: int) -> bool:
    """Say whether quotation marks at the edges can go: both edges are marks, or one edge has no partner inside."""
    opening, closing = tokens[first].text in MARKS | SINGLES, tokens[last - 1].text in MARKS
    if not opening and not closing:
        return False
    inner = sum(token.text in MARKS for token in tokens[first + 1 : last - 1])
    if opening and closing:
        return last - first > 1 and inner % 2 == 0
    if tokens[first].text in SINGLES:
        return False
    return inner % 2 == 0


def unquote(text: str, tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """Drop the quotation marks found by `unbalanced`."""
    opening, closing = tokens[first].text in MARKS | SINGLES, tokens[last - 1].text in MARKS
    return (first + 1 if opening else first), (last - 1 if closing else last)
