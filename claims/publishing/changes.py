"""What changed from one published version of a check to the next, for readers: every part that its page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.publishing.content import Check, Evidence, Rating
from claims.publishing.diff import Block, diff_text, folded, is_changed
from claims.publishing.diff_records import Record, RecordDiff, diff_records
from claims.publishing.labels import SAID, STANCES, asked
from claims.publishing.text import markdown_words

Label = str | Promise


@dataclass(frozen=True)
class TextChange:
    """A text that is another one now. `part` is its name."""

    part: str
    label: Label
    blocks: list[Block]


@dataclass(frozen=True)
class PieceChange:
    """A piece of evidence, or a reply, that came, went or says something else; `texts` are what changed of it."""

    found: RecordDiff
    texts: list[TextChange]


@dataclass
class Changes:
    """Everything that is not the same in two versions. `ratings` are the old and the new one, where they differ."""

    ratings: tuple[Rating, Rating] | None = None
    texts: list[TextChange] = field(default_factory=list)
    evidence: list[PieceChange] = field(default_factory=list)
    replies: list[PieceChange] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.ratings or self.texts or self.evidence or self.replies)


def changes_between(before: Check, after: Check) -> Changes:
    """What a reader of `before` must look at in `after`."""
    changes = Changes()
    if (before.rating.label, before.rating.meaning) != (after.rating.label, after.rating.meaning):
        changes.ratings = (before.rating, after.rating)
    for part, (label, text_of) in _TEXTS.items():
        blocks = diff_text(text_of(before), text_of(after))
        if is_changed(blocks):
            changes.texts.append(TextChange(part, label, folded(blocks)))
    changes.evidence = records_changed(
        _evidence(before), _evidence(after), labels=_OF_EVIDENCE, known_by=_SAME_EVIDENCE
    )
    changes.replies = records_changed(_replies(before), _replies(after), labels=_OF_A_REPLY, known_by=_SAME_REPLY)
    return changes


def records_changed(
    before: Sequence[Record], after: Sequence[Record], *, labels: dict[str, Label], known_by: Sequence[Sequence[str]]
) -> list[PieceChange]:
    """The records that came, went or changed under the names of `labels`, each with what changed of it."""
    found = diff_records(before, after, names=list(labels), known_by=known_by)
    return [
        PieceChange(one, [TextChange(name, labels[name], folded(blocks)) for name, blocks in one.texts.items()])
        for one in found
    ]


def _speaker(check: Check) -> str:
    speaker = check.speaker
    return "\n".join(filter(None, (speaker.name, speaker.description, speaker.as_printed))) if speaker else ""


def _way(check: Check) -> str:
    steps = [": ".join(filter(None, (one.speaker, one.cue))) for one in check.attribution]
    article = check.article
    day = date_format(article.published_on, "DATE_FORMAT") if article.published_on else ""
    return "\n".join(filter(None, (*steps, article.title, article.author, article.publisher, day, article.url)))


def _said(check: Check) -> str:
    return f"{SAID[check.said]}\n{check.said_note}" if check.said else ""


# The texts of a check in the order of its page.
_TEXTS: dict[str, tuple[Label, Callable[[Check], str]]] = {
    "claim": (gettext_lazy("The claim as checked"), lambda check: check.claim.text),
    "quote": (gettext_lazy("The claim as said"), lambda check: check.claim.quote if check.claim.wording else ""),
    "speaker": (gettext_lazy("Who said it"), _speaker),
    "summary": (gettext_lazy("In short"), lambda check: check.summary),
    "way": (gettext_lazy("How it reached the reader"), _way),
    "said": (gettext_lazy("Was it said?"), _said),
    "explanation": (gettext_lazy("What we found"), lambda check: markdown_words(check.explanation)),
    "not_found": (gettext_lazy("What we could not find out"), lambda check: check.not_found),
    "why_not_asked": (gettext_lazy("Why nobody was asked for a reply"), lambda check: check.why_not_asked),
    "override": (gettext_lazy("Published without a second pair of eyes"), lambda check: check.override_reason),
}

_OF_EVIDENCE: dict[str, Label] = {
    "stance": gettext_lazy("Stance"),
    "passage": gettext_lazy("Passage"),
    "locator": gettext_lazy("Where"),
    "note": gettext_lazy("Note"),
    "primary": pgettext_lazy("of a source", "Kind"),
    "title": gettext_lazy("Title"),
    "url": gettext_lazy("Address"),
    "publisher": gettext_lazy("Publisher"),
    "published_on": gettext_lazy("Published on"),
    "interest": gettext_lazy("Declared interest"),
    "archived_url": gettext_lazy("Archived copy"),
}
# Numbers stay with their pieces, but content from before there were any has places instead.
_SAME_EVIDENCE = (("number", "url"), ("number", "title"), ("title", "url", "passage"), ("title", "url"))

_OF_A_REPLY: dict[str, Label] = {
    "sentence": gettext_lazy("What came of it"),
    "office": gettext_lazy("Office"),
    "quote": gettext_lazy("Answer"),
}
_SAME_REPLY = (("title",),)


def _evidence(check: Check) -> list[Record]:
    return [_piece(number, one) for number, one in sorted(check.pieces.items())]


def _piece(number: int, one: Evidence) -> dict[str, Any]:
    return {
        "number": str(number),
        "stance": str(STANCES[one.stance]),
        "primary": _("Primary source") if one.is_primary else _("Secondary source"),
        "published_on": date_format(one.published_on, "DATE_FORMAT") if one.published_on else "",
        "title": one.title,
        "url": one.url,
        "publisher": one.publisher,
        "passage": one.passage,
        "locator": one.locator,
        "note": one.note,
        "interest": one.interest,
        "archived_url": one.archived_url,
    }


def _replies(check: Check) -> list[Record]:
    return [
        {"title": one.person, "sentence": asked(one), "office": one.office, "quote": one.quote} for one in check.replies
    ]
