"""Step 9: a claim as it can be checked on its own: its own words, with what the article gives put in and marked.

Only what is sure is put in. Words are never changed without a mark: taking the insertions out again leaves words of the
claim in their order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

# No space stands behind an opening mark, and none before a closing one.
OPENING = "([{\"“‘'«-–—/"
CLOSING = ".,;:!?)]}\"”’'»-–—/"


class Insertion(NamedTuple):
    """Words of a wording that the claim does not have: wording.text[start:end], in code points.

    why: "who" (a name for a pronoun or a short name), "when" (a date) or "what" (what "that incident" or a missing
    subject refers to).
    """

    start: int
    end: int
    why: str


class Edit(NamedTuple):
    """A change to the article's words: `new` in place of text[start:end], or before `start` where both are the same."""

    start: int
    end: int
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A self-contained wording of a claim, and which of its words are not the claim's own."""

    text: str
    insertions: tuple[Insertion, ...]


def word(text: str, start: int, end: int, edits: Iterable[Edit]) -> Wording | None:
    """Apply the edits that lie inside text[start:end]; None when there are none. Of two that overlap one counts."""
    made = ""
    insertions: list[Insertion] = []
    at = start
    for edit in sorted(set(edits)):
        if edit.start < at or edit.end > end:
            continue
        made += text[at : edit.start]
        if made and not (made[-1].isspace() or made[-1] in OPENING):
            made += " "
        insertions.append(Insertion(len(made), len(made) + len(edit.new), edit.why))
        made += edit.new
        after = text[edit.end : end][:1]
        if after and not (after.isspace() or after in CLOSING):
            made += " "
        at = edit.end
    return Wording(made + text[at:end], tuple(insertions)) if insertions else None
