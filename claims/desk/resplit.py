"""What the page about a new split shows: each change in its paragraph, with a box to tick."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.resplit import AT_ONCE
from claims.desk.marks import speaker_of
from claims.models import Article, Claim, Snapshot, User
from claims.queries.resplit import (
    ADD,
    DESCRIBE,
    REMOVE,
    Change,
    Comparison,
    claims_to_compare,
    compare,
    found_by,
    newest_preview,
)
from claims.templatetags.desk import percent
from claims.vocabulary import ClaimKind

# How many changes, and how many kept claims, the page shows at once.
LIST_LENGTH = 200
# How many characters of the paragraph are shown before and after a passage.
AROUND = 120

WORDS: dict[str, str | Promise] = {
    ADD: gettext_lazy("New"),
    REMOVE: gettext_lazy("No longer suggested"),
    DESCRIBE: gettext_lazy("Described anew"),
}


@dataclass(frozen=True)
class Passage:
    """A passage with some words of its paragraph around it."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One thing that is said otherwise of a suggestion; "" where nothing was or is said."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Item:
    """One change in the list."""

    change: Change
    label: str | Promise
    passage: Passage
    facts: list[str]
    differences: list[Difference]
    is_ticked: bool


@dataclass(frozen=True)
class KeptItem:
    """One claim that people have worked on, and how the new split would cut it."""

    claim: Claim
    recut: list[str]


class Preview:
    """The page of one article for one person. Costs four queries: the job, the text, its claims, whether it is due.

    `ticked`: the keys that were ticked when the form was sent; None ticks all. `first`: the number of the change that
    the list begins with.
    """

    def __init__(self, user: User, article: Article, *, ticked: Collection[str] | None = None, first: int = 0) -> None:
        self.article = article
        # Before the claims, so that no change of them is missed that the preview has seen.
        self.job = newest_preview(user, article)
        self.snapshot = article.current_snapshot
        self.found = found_by(self.job, self.snapshot)
        self.ticked = ticked
        self.comparison: Comparison | None = None
        if self.found is not None:
            self.comparison = compare(self.found, claims_to_compare(self.snapshot.pk))
        total = len(self.comparison.changes) if self.comparison else 0
        self.first = min(max(first, 0), max(total - 1, 0)) // LIST_LENGTH * LIST_LENGTH

    def context(self) -> dict[str, Any]:
        context: dict[str, Any] = {
            "article": self.article,
            "job": self.job,
            "is_underway": self.job is not None and self.job.is_underway,
            # It was done for another text, or by a splitter that is no longer installed.
            "is_outdated": self.job is not None and self.job.result is not None and self.found is None,
        }
        if self.comparison is None or self.found is None:
            return context
        changes, kept = self.comparison.changes, self.comparison.kept
        items = [self._item(change) for change in changes[self.first : self.first + LIST_LENGTH]]
        return context | {
            "version": self.found.version,
            "comparison": self.comparison,
            "items": items,
            "coming_and_going": [item for item in items if item.change.kind != DESCRIBE],
            "anew": [item for item in items if item.change.kind == DESCRIBE],
            "added": self.comparison.count(ADD),
            "removed": self.comparison.count(REMOVE),
            "described": self.comparison.count(DESCRIBE),
            "total": len(changes),
            "may_all": LIST_LENGTH < len(changes) <= AT_ONCE,
            "at_once": AT_ONCE,
            "is_too_many": len(changes) > AT_ONCE,
            "first": self.first,
            "earlier": self.first - LIST_LENGTH if self.first else None,
            "later": self.first + LIST_LENGTH if self.first + LIST_LENGTH < len(changes) else None,
            "kept": [self._kept(one.claim, one.recut) for one in kept[:LIST_LENGTH]],
            "kept_total": len(kept),
            "kept_hidden": max(len(kept) - LIST_LENGTH, 0),
        }

    def _item(self, change: Change) -> Item:
        return Item(
            change=change,
            label=WORDS[change.kind],
            passage=passage_of(self.snapshot, change.start, change.end),
            facts=_facts(change),
            differences=_differences(change),
            is_ticked=self.ticked is None or change.key in self.ticked,
        )

    def _kept(self, claim: Claim, recut: tuple[tuple[int, int], ...]) -> KeptItem:
        return KeptItem(claim, [self.snapshot.text[start:end] for start, end in recut])


def passage_of(snapshot: Snapshot, start: int, end: int) -> Passage:
    """The passage in its paragraph, cut at words where the paragraph is long."""
    text = snapshot.text
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = text[line_start:start]
    after = text[end : line_end if line_end >= 0 else len(text)]
    if len(before) > AROUND:
        # Cut at a space, unless there is none: a text without spaces is one word.
        before = "… " + re.sub(r"^\S*\s", "", before[-AROUND:], count=1)
    if len(after) > AROUND:
        after = re.sub(r"\s\S*$", "", after[:AROUND], count=1) + " …"
    return Passage(before, text[start:end], after)


def _facts(change: Change) -> list[str]:
    """Who says it, what it is and how worthy of checking, in words."""
    if change.kind == DESCRIBE:
        return []
    said = change.fields or (_said_of(change.claim) if change.claim else {})
    facts = [_speaker(said), _kind(said["kind"]), _score(said["score"])]
    if change.kind == ADD and change.claim is not None:
        facts.append(_("An earlier split had taken it back."))
    return [fact for fact in facts if fact]


def _differences(change: Change) -> list[Difference]:
    if change.kind != DESCRIBE or change.claim is None:
        return []
    was, now = _said_of(change.claim), change.fields
    shown = [
        Difference(_("Speaker"), _speaker(was), _speaker(now)),
        Difference(_("Kind"), _kind(was["kind"]) or _plain(), _kind(now["kind"]) or _plain()),
        Difference(_("Worth checking"), _share(was["score"]), _share(now["score"])),
        Difference(_("Reasons"), _reasons(was["reasons"]), _reasons(now["reasons"])),
    ]
    shown = [one for one in shown if one.before != one.after]
    return shown or [Difference(_("Details"), "", _("small differences"))]


def _said_of(claim: Claim) -> dict[str, Any]:
    return {
        "speaker": speaker_of(claim),
        "speaker_as_printed": claim.speaker_as_printed,
        "kind": claim.kind,
        "score": claim.score,
        "reasons": claim.reasons,
    }


def _speaker(said: dict[str, Any]) -> str:
    return said["speaker"] or said["speaker_as_printed"] or _("In the article’s own voice")


def _kind(kind: str) -> str:
    """What it is where it is no plain claim, else ""."""
    if kind in ("", ClaimKind.CLAIM):
        return ""
    return str(ClaimKind(kind).label) if kind in ClaimKind.values else kind


def _plain() -> str:
    return str(ClaimKind.CLAIM.label)


def _reasons(reasons: list[str]) -> str:
    # The splitter writes its reasons in English; they are message ids like any other sentence.
    return ", ".join(_(reason) for reason in reasons)


def _score(score: float | None) -> str:
    return "" if score is None else _("%(share)s worth checking") % {"share": percent(score)}


def _share(score: float | None) -> str:
    return "" if score is None else percent(score)
