"""What changed from one revision of a verdict to another, part by part, for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.checking import entries_of
from claims.desk.media_words import media_words
from claims.models import Rating, Revision
from claims.publishing.changes import PieceChange, TextChange, records_changed
from claims.publishing.diff import diff_text, folded, is_changed
from claims.publishing.diff_records import Record, match_records
from claims.vocabulary import Question, RevisionPart, Stance

# The texts of a revision, in the order of the page.
_TEXTS = (RevisionPart.WORDING, RevisionPart.SUMMARY, RevisionPart.EXPLANATION, RevisionPart.NOT_FOUND)

# The first question, the log, and what was found of a picture or recording, as one text each.
_SAID, _LOG, _MEDIA = "was_said", "replies", "media"

# What is compared of a piece of evidence, by the name it has here.
_OF_EVIDENCE: dict[str, str | Promise] = {
    "question": gettext_lazy("Question"),
    "stance": gettext_lazy("Stance"),
    "passage": gettext_lazy("Passage"),
    "locator": gettext_lazy("Where"),
    "note": gettext_lazy("Note"),
    "primary": gettext_lazy("Kind"),
    "title": gettext_lazy("Title"),
    "url": gettext_lazy("Address"),
    "publisher": gettext_lazy("Publisher"),
    "published_on": gettext_lazy("Published on"),
    "interest": gettext_lazy("Interest"),
}
_SAME_EVIDENCE = (("source", "passage"), ("source",))


@dataclass
class Changes:
    """Everything that is not the same in two revisions."""

    before: Revision
    after: Revision
    ratings: tuple[Rating, Rating] | None = None
    texts: list[TextChange] = field(default_factory=list)
    pieces: list[PieceChange] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.ratings or self.texts or self.pieces)


def changes_between(before: Revision, after: Revision) -> Changes:
    """What a person who has read `before` must look at in `after`."""
    changes = Changes(before, after)
    if before.rating_id != after.rating_id:
        changes.ratings = (before.rating, after.rating)
    for name, label, text_of in (
        (_SAID, _("Was it said?"), _said),
        (_LOG, _("Asked for a reply"), _log),
        (_MEDIA, _("The picture or recording"), _media),
    ):
        blocks = diff_text(text_of(before), text_of(after))
        if is_changed(blocks):
            changes.texts.append(TextChange(name, label, folded(blocks)))
    for part in _TEXTS:
        blocks = diff_text(getattr(before, part), getattr(after, part))
        if is_changed(blocks):
            changes.texts.append(TextChange(part, part.label, folded(blocks)))
    changes.pieces = records_changed(
        _records(before.evidence), _records(after.evidence), labels=_OF_EVIDENCE, known_by=_SAME_EVIDENCE
    )
    return changes


def _said(revision: Revision) -> str:
    return f"{revision.get_said_display()}\n{revision.said_note}" if revision.said else ""


def _media(revision: Revision) -> str:
    return media_words(revision.media)


def _log(revision: Revision) -> str:
    """The right-of-reply log, a paragraph an entry."""
    entries = [
        [f"{entry.frozen['person']}: {entry.sentence}", entry.frozen["answer"], entry.frozen["quotable"]]
        for entry in entries_of(revision)
    ]
    return "\n\n".join("\n".join(filter(None, lines)) for lines in entries) or revision.why_not_asked


def place_now(before: Revision, after: Revision, place: int) -> int | None:
    """Where the piece at `place` (from 1) of an earlier revision stands in a later one; None if it is gone."""
    became = match_records(
        _records(before.evidence), _records(after.evidence), known_by=[list(_OF_EVIDENCE), *_SAME_EVIDENCE]
    )
    return became[place - 1] + 1 if place - 1 in became else None


def _records(evidence: Sequence[dict[str, Any]]) -> list[Record]:
    return [_record(piece) for piece in evidence]


def _record(piece: dict[str, Any]) -> Record:
    source = piece["source"]
    return {
        "number": str(piece.get("number") or ""),
        "source": str(source.get("id") or (source.get("url"), source.get("title"))),
        "question": str(Question(piece.get("question", Question.TRUE)).label),
        "stance": str(Stance(piece["stance"]).label),
        "primary": _("Primary source") if piece.get("is_primary") else _("Not a primary source"),
        **{name: str(piece.get(name) or "") for name in ("passage", "locator", "note")},
        **{name: str(source.get(name) or "") for name in ("title", "url", "publisher", "published_on", "interest")},
    }
