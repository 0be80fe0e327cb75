"""A sentence made ready to be read: its tokens, and which of them stand in a quotation."""

from dataclasses import dataclass

from claims.splitting.quotations import Quotation
from claims.splitting.sentences import Sentence
from claims.splitting.tokens import Token, tokenise

# From this many words on a quotation is somebody's sentence; below it is a phrase inside the reporter's.
SENTENCE_QUOTE = 4


@dataclass(frozen=True, slots=True)
class View:
    """A sentence ready to be read: its tokens, the quotations that touch it, and for each token the index of its
    quotation or -1.

    Only quotations that are somebody's words and no phrase in the reporter's are told apart (see speaks); `numbers` are
    their places in the article's list.
    """

    sentence: Sentence
    tokens: list[Token]
    quotations: tuple[Quotation, ...]
    numbers: tuple[int, ...]
    inside: list[int]


def view_sentence(text: str, sentence: Sentence, numbered: list[tuple[int, Quotation]]) -> View:
    """Prepare a sentence; `numbered` are the quotations that touch it with their places in the article."""
    tokens = tokenise(text, sentence.start, sentence.end)
    inside = [-1] * len(tokens)
    long_ones = [(number, quotation) for number, quotation in numbered if speaks(text, quotation)]
    at = 0
    for place, (_, quotation) in enumerate(long_ones):
        while at < len(tokens) and tokens[at].start < quotation.start:
            at += 1
        while at < len(tokens) and tokens[at].start < quotation.end:
            inside[at] = place
            at += 1
    return View(sentence, tokens, tuple(q for _, q in long_ones), tuple(n for n, _ in long_ones), inside)


def speaks(text: str, quotation: Quotation) -> bool:
    """Say whether a quotation is somebody's words: long enough, or a sentence by its capital, its stop and what stands
    before it ("Neither, Senator," but not the "freedom caucus,").
    """
    start, end = quotation.inner_start, quotation.inner_end
    if text.count(" ", start, min(end, start + 200)) + 1 >= SENTENCE_QUOTE:
        return True
    if not (text[start : start + 1].isupper() and text[end - 1] in ",.!?…"):
        return False
    before = text[max(0, quotation.start - 2) : quotation.start].rstrip()
    return not before[-1:].isalnum()


def last_quote(view: View, index: int) -> int:
    """Give the place of the quotation that closes right before `index` (a comma between), or -1."""
    for at in range(index - 1, max(-1, index - 4), -1):
        if view.inside[at] >= 0:
            return view.inside[at]
        if view.tokens[at].text not in ",.-–—":
            return -1
    return -1


def quotes_after(view: View, start: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Give the quotations from token `start` on, and their tokens."""
    places: list[int] = []
    for at in range(start, len(view.tokens)):
        place = view.inside[at]
        if place < 0 or place in places[-1:]:
            continue
        before = view.tokens[at - 1].tag if at > 0 and view.inside[at - 1] != place else ""
        if before not in ("PREP", "DET", "POSS"):  # A title: 'says on "The Countdown"'.
            places.append(place)
    return places, [quote_tokens(view, place) for place in places]


def quote_tokens(view: View, place: int) -> tuple[int, int]:
    """Give the token span of one quotation within this sentence."""
    first = view.inside.index(place)
    last = first
    while last < len(view.inside) and view.inside[last] == place:
        last += 1
    return first, last
