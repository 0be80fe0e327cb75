"""Moving the borders of a passage: by the words it should have, by one word, or by a cut between two words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.intake.text import PassageNotFound, PassageNotUnique

_WORD = re.compile(r"\S+")
# How far to look for the next word. Nothing that is longer is one.
_REACH = 1000

EARLIER_START, LATER_START, EARLIER_END, LATER_END = "start-earlier", "start-later", "end-earlier", "end-later"
NUDGES = (EARLIER_START, LATER_START, EARLIER_END, LATER_END)


@dataclass(frozen=True)
class Gap:
    """A place between two words: the offset of the second in the text, and some words on both sides."""

    at: int
    before: str
    after: str


def find_near(text: str, passage: str, start: int, end: int) -> tuple[int, int]:
    """Where `passage` stands, as `[start, end)`; of several places the one that shares most with the given one.

    White space may differ. Raises PassageNotFound, or PassageNotUnique when it stands only elsewhere, and twice.
    """
    words = passage.split()
    if not words:
        raise PassageNotFound(_("Leave at least one word."))
    spans = [found.span() for found in re.finditer(r"\s+".join(map(re.escape, words)), text)]
    if not spans:
        raise PassageNotFound(_("The article does not hold these very words. Copy them from its text."))
    shared, best = max((min(end, span[1]) - max(start, span[0]), span) for span in spans)
    if shared <= 0 and len(spans) > 1:
        raise PassageNotUnique(_("The article holds these words more than once. Add the words before or after them."))
    return best


def nudged(text: str, start: int, end: int, nudge: str) -> tuple[int, int]:
    """`[start, end)` with one border moved by a word; as it was where there is no word to take in or to leave out."""
    if nudge == EARLIER_START:
        before = list(_WORD.finditer(text, max(0, start - _REACH), start))
        return (before[-1].start() if before else start), end
    if nudge == LATER_END:
        after = _WORD.search(text, end, end + _REACH)
        return start, (after.end() if after else end)
    words = list(_WORD.finditer(text, start, end))
    if len(words) < 2:
        return start, end
    return (words[1].start(), end) if nudge == LATER_START else (start, words[-2].end())


def gaps(text: str, start: int, end: int, *, words_around: int = 4) -> list[Gap]:
    """Every place between two words of the passage."""
    words = list(_WORD.finditer(text, start, end))
    return [
        Gap(
            words[at].start(),
            " ".join(word.group() for word in words[max(0, at - words_around) : at]),
            " ".join(word.group() for word in words[at : at + words_around]),
        )
        for at in range(1, len(words))
    ]


def likely_gap(found: list[Gap]) -> int | None:
    """Where a passage most likely falls into two: behind a semicolon or a comma, the one nearest to the middle."""
    for marks in (";:", ","):
        after_mark = [gap for gap in found if gap.before.endswith(tuple(marks))]
        if after_mark:
            middle = (found[0].at + found[-1].at) / 2
            return min(after_mark, key=lambda gap: abs(gap.at - middle)).at
    return None
