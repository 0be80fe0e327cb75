"""What the lists and indexes of the readers' site show besides checks: names of today, and counts as they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count as CountOf
from django.db.models import F
from django.db.models.functions import Left

from claims.models import Newsroom, Placement, PublicList, Speaker, Tally, Topic
from claims.publishing import lists
from claims.publishing.alphabet import CUT_AT, DEPTH
from claims.publishing.index_pages import Group, speaker_entry
from claims.publishing.list_pages import topic_path
from claims.publishing.summaries import NOTHING, Beside, Correction, Count, Entry
from claims.queries.published import newsroom_of, placed, rating_of, shown

# So many corrections stand on the home page.
LATELY = 3
# And so many topics, those with the most checks first; the page of topics has all.
TOPICS_AT_HOME = 12


def beside(key: str) -> Beside:
    """What the pages of the list with that key say of it besides its checks."""
    kind, _slash, slug = key.partition("/")
    if key == lists.CHECKS:
        largest = sorted(topic_entries(), key=lambda one: -one.checks)[:TOPICS_AT_HOME]
        return Beside(topics=tuple(largest), corrections=_newest_corrections())
    if kind == "topic" and (topic := Topic.objects.filter(slug=slug).first()):
        return Beside(name=topic.name, description=topic.description)
    if kind == "speaker" and (speaker := Speaker.objects.filter(slug=slug).first()):
        return Beside(name=speaker.name, description=speaker.description, record=record_of(key))
    return NOTHING


def record_of(key: str) -> tuple[Count, ...]:
    """How many checks of the list have each rating: the falsest first, those off the axis last.

    Ratings of the same name from several versions of a scale count as one.
    """
    rows = Tally.objects.filter(public_list__key=key, checks__gt=0).select_related("rating")
    counts: dict[str, Count] = {}
    for row in rows.order_by(F("rating__value").asc(nulls_last=True), "rating__position", "-rating"):
        before = counts.get(row.rating.label)
        counts[row.rating.label] = Count(
            before.rating if before else rating_of(row.rating), row.checks + (before.checks if before else 0)
        )
    return tuple(counts.values())


def topic_entries() -> list[Entry]:
    """The topics that have checks, in the newsroom's order."""
    checks = _counts("topic")
    topics = Topic.objects.filter(slug__in=checks)
    return [Entry(one.name, topic_path(one.slug), checks[one.slug], one.description) for one in topics if one.slug]


def months() -> list[tuple[str, int]]:
    """The months that have checks, each with how many."""
    return list(_counts("month").items())


@dataclass(frozen=True)
class SpeakerGroup:
    """A group of speakers by the first letters of their names: those of it, or where it is cut, the groups in it."""

    total: int
    speakers: tuple[Entry, ...] = ()
    groups: tuple[Group, ...] = ()


def speaker_group(group: str) -> SpeakerGroup:
    """The group with those letters, "" for all."""
    rows = PublicList.objects.filter(kind="speaker", initials__startswith=group, checks__gt=0)
    if is_cut(group):
        inside = rows.values(letters=Left("initials", len(group) + 1)).annotate(number=CountOf("pk"))
        groups = tuple(Group(one["letters"], one["number"]) for one in inside)
        return SpeakerGroup(sum(one.speakers for one in groups), groups=groups)
    checks = {key.partition("/")[2]: number for key, number in rows.values_list("key", "checks")}
    speakers = Speaker.objects.filter(slug__in=checks)
    entries = [speaker_entry(one.name, one.slug, checks[one.slug], one.description) for one in speakers if one.slug]
    return SpeakerGroup(len(entries), speakers=tuple(entries))


def is_cut(group: str) -> bool:
    """Whether the group is too long for a page. Once it is it stays so: who has no check any more counts, too."""
    return len(group) < DEPTH and _size(group) > CUT_AT


def groups_inside(group: str) -> list[str]:
    """The next longer groups of a group that is cut."""
    rows = PublicList.objects.filter(kind="speaker", initials__startswith=group)
    return list(rows.values_list(Left("initials", len(group) + 1), flat=True).distinct())


def was_just_cut(group: str) -> bool:
    """Whether one speaker less would leave it on one page: then its parts have no pages yet."""
    return len(group) < DEPTH and _size(group) == CUT_AT + 1


def _size(group: str) -> int:
    return PublicList.objects.filter(kind="speaker", initials__startswith=group).count()


def _counts(kind: str) -> dict[str, int]:
    """How many checks each list of that kind has, by the second part of its key; without the empty ones."""
    rows = PublicList.objects.filter(kind=kind, checks__gt=0)
    return {key.partition("/")[2]: checks for key, checks in rows.values_list("key", "checks")}


def _newest_corrections() -> tuple[Correction, ...]:
    total = Placement.objects.total(lists.CORRECTIONS)
    newest = placed(lists.CORRECTIONS, total - LATELY + 1, total)
    newsroom = newsroom_of(Newsroom.current())
    return tuple(Correction.newest_of(shown(public, newsroom)) for public in newest)
