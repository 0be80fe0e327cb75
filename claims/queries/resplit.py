"""What a new split would change of an article's suggestions. A comparison is made when it is looked at, never stored:
so it always knows what people have touched in the meantime.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet

from claims import workflow
from claims.access import jobs_visible_to
from claims.models import Article, Claim, Event, Job, Snapshot, User
from claims.splitting.languages.registry import READERS
from claims.splitting.split import split
from claims.vocabulary import EventKind, JobKind, State

# A new passage is the same claim as one that people have touched when they share half of what they cover together.
SAME = 0.5

ADD, REMOVE, DESCRIBE = "add", "remove", "describe"


@dataclass(frozen=True)
class Found:
    """What a version of the splitter finds in a text: {"start", "end", "fields"} for each claim."""

    version: str
    claims: list[dict[str, Any]]


@dataclass(frozen=True)
class Change:
    """One thing that a new split would do.

    `kind`: ADD a suggestion (`claim` is one that a split took back earlier, or None), REMOVE `claim` from the
    suggestions, or DESCRIBE it anew. `fields`: what the splitter says of it now; empty for REMOVE.
    """

    kind: str
    start: int
    end: int
    claim: Claim | None = None
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Names this change to this version of the claim: it is another one as soon as somebody has been at work."""
        standing = f"{self.claim.pk}.{self.claim.version}" if self.claim else "new"
        return f"{self.kind}-{self.start}-{self.end}-{standing}"

    @property
    def different(self) -> list[str]:
        """The columns that the splitter fills otherwise than the claim has them."""
        return _different(self.claim, self.fields) if self.claim else []


@dataclass(frozen=True)
class Kept:
    """A claim that a new split leaves alone because people have worked on it.

    `recut`: where the new split sees the same claim between other words, these places.
    """

    claim: Claim
    recut: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Comparison:
    """`changes`: what comes and goes in reading order, then what is described anew. `kept`: in reading order.

    `unchanged` counts the suggestions that were found again as they are.
    """

    changes: list[Change]
    kept: list[Kept]
    unchanged: int

    @property
    def fingerprint(self) -> str:
        """The same for as long as the same changes would be made."""
        return hashlib.sha256("\n".join(change.key for change in self.changes).encode()).hexdigest()

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.changes)


def newest_preview(user: User, article: Article) -> Job | None:
    """The article's newest job that works out what a new split would change, with its result."""
    return jobs_visible_to(user).filter(article=article).defer(None).newest(JobKind.PREVIEW_SPLIT)


@cache
def present_versions() -> frozenset[str]:
    """What the splitter that is installed calls itself, for each language that it knows and for all others."""
    return frozenset(split("", language=code).version for code in ("en", *READERS, "und"))


def found_by(preview: Job | None, snapshot: Snapshot) -> Found | None:
    """What a preview found, if that can be carried out: in this text, by the splitter that is installed. Else None."""
    if preview is None or preview.result is None or preview.result["snapshot"] != snapshot.pk:
        return None
    version = preview.result["splitter"]
    return Found(version, preview.result["claims"]) if version in present_versions() else None


def is_due(article: Article) -> bool:
    """Whether another version of the splitter has split the article, and nobody has compared with the present one."""
    return _due(Article.objects.filter(pk=article.pk)).exists()


def articles_due() -> QuerySet[Article]:
    """All articles of which `is_due` is true, the oldest first."""
    return _due(Article.objects.order_by("id"))


def _due(articles: QuerySet[Article]) -> QuerySet[Article]:
    events = Event.objects.filter(article=OuterRef("pk"))
    present = sorted(present_versions())
    was_split = events.filter(kind=EventKind.SPLIT).exclude(data__splitter__in=present)
    was_compared = events.filter(kind=EventKind.RESPLIT, data__splitter__in=present)
    return articles.filter(Exists(was_split), ~Exists(was_compared))


def claims_to_compare(snapshot_id: int) -> QuerySet[Claim]:
    """The claims of one text, each with `is_left`: whether a new split may change it."""
    is_left = ExpressionWrapper(workflow.left_to_the_splitter(), output_field=BooleanField())
    return Claim.objects.filter(snapshot=snapshot_id).annotate(is_left=is_left).select_related("speaker")


def compare(found: Found, standing: Iterable[Claim]) -> Comparison:
    """What a new split would change of the claims that stand, as claims_to_compare reads them."""
    by_place = {(claim.start, claim.end): claim for claim in standing}
    kept = {place: claim for place, claim in by_place.items() if not claim.is_left}  # type: ignore[attr-defined]
    touched = _Places(kept)
    changes, again, recut = [], set(), dict[tuple[int, int], list[tuple[int, int]]]()
    unchanged = 0
    for row in found.claims:
        place = (row["start"], row["end"])
        again.add(place)
        claim = by_place.get(place)
        if place in kept:
            continue
        if claim is None or claim.state == State.DISMISSED:
            if same := touched.same_as(place):
                recut.setdefault(same, []).append(place)
            else:
                changes.append(Change(ADD, *place, claim, row["fields"]))
        elif _different(claim, row["fields"]):
            changes.append(Change(DESCRIBE, *place, claim, row["fields"]))
        else:
            unchanged += 1
    for place, claim in by_place.items():
        if place not in again and place not in kept and claim.state == State.SUGGESTED:
            changes.append(Change(REMOVE, *place, claim))
    changes.sort(key=lambda change: (change.kind == DESCRIBE, change.start, -change.end, change.kind))
    return Comparison(
        changes,
        [Kept(claim, tuple(recut.get(place, ()))) for place, claim in sorted(kept.items())],
        unchanged,
    )


class _Places:
    """Finds the place that is the same claim as another one, among places that overlap little.

    Looks only at those that begin near enough, so that thousands of claims cost little.
    """

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self.places = sorted(places)
        self.longest = max((end - start for start, end in self.places), default=0)

    def same_as(self, place: tuple[int, int]) -> tuple[int, int] | None:
        start, end = place
        at = bisect_left(self.places, (start - min(self.longest, 2 * (end - start)), 0))
        while at < len(self.places) and self.places[at][0] < end:
            if overlap(self.places[at], place) >= SAME:
                return self.places[at]
            at += 1
        return None


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans, 0 to 1."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / ((one[1] - one[0]) + (other[1] - other[0]) - shared)


def _different(claim: Claim, fields: dict[str, Any]) -> list[str]:
    """The columns in which a claim is not what the splitter says; the version alone is no difference."""
    now = {name: getattr(claim, name) for name in fields} | {"speaker": claim.speaker.name if claim.speaker else None}
    return [name for name, value in fields.items() if name != "splitter" and now[name] != value]
