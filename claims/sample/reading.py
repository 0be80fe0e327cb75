"""Reads the stories beside this file: NN-slug.txt is the article, NN-slug.toml what the desk made of its claims.

Pure data, no Django. A key that is not a field below is an error, so that a typing slip cannot pass unseen.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "stories"


@dataclass(frozen=True)
class SampleEvidence:
    title: str
    url: str
    publisher: str
    interest: str
    stance: str  # A value of vocabulary.Stance.
    passage: str
    locator: str
    is_primary: bool
    note: str = ""
    question: str = "true"  # A value of vocabulary.Question.
    archived_url: str = ""


@dataclass(frozen=True)
class SampleReply:
    """Somebody who was asked for a reply. Days are given as they were, or counted from the day of loading."""

    person: str
    way: str  # A value of vocabulary.ReplyWay.
    office: str = ""
    status: str = "open"  # A value of vocabulary.ReplyStatus.
    asked_on: date | None = None
    asked_days_ago: int = 0
    due_on: date | None = None
    due_in_days: int | None = None  # Negative is overdue.
    answered_on: date | None = None
    answer: str = ""
    quotable: str = ""
    note: str = ""
    is_late: bool = False  # Recorded when everything else was done: an answer that came after publishing.


@dataclass(frozen=True)
class SampleReview:
    by: str  # A username, as everywhere below.
    decision: str  # A value of vocabulary.Decision.
    comment: str


@dataclass(frozen=True)
class SampleDraft:
    """A verdict as it was saved, and what the second person said of it. What is not given is as in the draft before."""

    rating: str = ""  # A label of the rating scale; empty while undecided.
    summary: str = ""
    explanation: str = ""
    not_found: str = ""
    said: str = ""  # A value of vocabulary.Said.
    said_note: str = ""
    why_not_asked: str = ""
    media: dict[str, str] | None = None  # As actions/media.py has it.
    review: SampleReview | None = None


@dataclass(frozen=True)
class SampleCorrection:
    """A correction: under way when it has no draft, else reviewed and published."""

    by: str
    start_reason: str
    change: str = ""  # A value of vocabulary.ChangeClass.
    reason: str = ""
    evidence: tuple[SampleEvidence, ...] = ()
    draft: SampleDraft | None = None


@dataclass(frozen=True)
class SampleWithdrawal:
    by: str
    reason: str


@dataclass(frozen=True)
class SampleComment:
    by: str
    body: str
    resolved_by: str = ""
    replies: tuple[SampleComment, ...] = ()


@dataclass(frozen=True)
class SampleClaim:
    """One claim and how far the work on it has come. `quote` stands exactly once in the story."""

    quote: str
    state: str  # A value of vocabulary.State: where the claim ends up.
    speaker: str = ""
    wording: str = ""
    editor: str = "ingrid"  # Who accepts, assigns or dismisses it.
    checker: str = ""
    priority: str = "normal"
    due_in_days: int | None = None  # Counted from the day of loading; negative is overdue.
    topics: tuple[str, ...] = ()
    dismissed_reason: str = ""
    evidence: tuple[SampleEvidence, ...] = ()
    replies: tuple[SampleReply, ...] = ()
    drafts: tuple[SampleDraft, ...] = ()
    correction: SampleCorrection | None = None
    withdrawal: SampleWithdrawal | None = None
    comments: tuple[SampleComment, ...] = ()


@dataclass(frozen=True)
class Story:
    slug: str
    title: str
    publisher: str
    author: str
    published_on: date
    url: str
    language: str
    text: str
    claims: tuple[SampleClaim, ...]


def stories() -> list[Story]:
    """All stories, the oldest first."""
    return [_story(path) for path in sorted(FOLDER.glob("*.txt"))]


def _story(path: Path) -> Story:
    data = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    claims = tuple(_claim(item) for item in data.pop("claims"))
    return Story(slug=path.stem, text=path.read_text(encoding="utf-8"), claims=claims, **data)


def _claim(data: dict[str, Any]) -> SampleClaim:
    drafts: list[SampleDraft] = []
    for item in data.pop("drafts", []):
        drafts.append(_draft(item, drafts[-1] if drafts else SampleDraft()))
    correction = data.pop("correction", None)
    withdrawal = data.pop("withdrawal", None)
    return SampleClaim(
        evidence=_evidence(data.pop("evidence", [])),
        topics=tuple(data.pop("topics", [])),
        replies=tuple(SampleReply(**item) for item in data.pop("replies", [])),
        drafts=tuple(drafts),
        correction=_correction(correction) if correction else None,
        withdrawal=SampleWithdrawal(**withdrawal) if withdrawal else None,
        comments=_comments(data.pop("comments", [])),
        **data,
    )


def _draft(data: dict[str, Any], before: SampleDraft) -> SampleDraft:
    review = data.pop("review", None)
    return replace(before, review=SampleReview(**review) if review else None, **data)


def _correction(data: dict[str, Any]) -> SampleCorrection:
    draft = data.pop("draft", None)
    return SampleCorrection(
        evidence=_evidence(data.pop("evidence", [])),
        draft=_draft(draft, SampleDraft()) if draft else None,
        **data,
    )


def _evidence(items: list[dict[str, Any]]) -> tuple[SampleEvidence, ...]:
    return tuple(SampleEvidence(**item) for item in items)


def _comments(items: list[dict[str, Any]]) -> tuple[SampleComment, ...]:
    return tuple(SampleComment(replies=_comments(item.pop("replies", [])), **item) for item in items)
