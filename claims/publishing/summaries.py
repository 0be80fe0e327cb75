"""What lists hold: a check, a correction, a topic or a speaker in one line, and how many checks there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from claims.publishing.content import Check, Rating, Scale


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """A line of the home page."""

    path: str
    claim: str
    rating: Rating
    scale: Scale
    published: datetime
    updated: datetime
    speaker: str = ""
    speaker_slug: str = ""
    summary: str = ""
    change: str = "first"

    @classmethod
    def of(cls, check: Check) -> Self:
        return cls(
            path=check.path,
            claim=check.claim.text,
            rating=check.rating,
            scale=check.scale,
            published=check.first_published,
            updated=check.updated,
            speaker=check.speaker.name if check.speaker else "",
            speaker_slug=check.speaker.slug if check.speaker else "",
            summary=check.summary,
            change=check.revisions[-1].change,
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the corrections page."""

    path: str
    claim: str
    change: str
    reason: str
    published_at: datetime

    @classmethod
    def newest_of(cls, check: Check) -> Self:
        """The correction that the check's content was published with."""
        one = check.revisions[-1]
        return cls(
            path=check.path,
            claim=check.claim.text,
            change=one.change,
            reason=one.reason,
            published_at=one.published_at,
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How many checks have a rating."""

    rating: Rating
    checks: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: a topic or a speaker, with how many checks it has."""

    name: str
    path: str
    checks: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What the pages of a list show beside its checks, as it is today.

    `name` and `description` say whose list it is; `record` is a speaker's. `topics` and `corrections` (the newest) are
    the home page's.
    """

    name: str = ""
    description: str = ""
    record: tuple[Count, ...] = ()
    topics: tuple[Entry, ...] = ()
    corrections: tuple[Correction, ...] = ()


NOTHING = Beside()
