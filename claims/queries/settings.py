"""What the settings' pages show: people, invitations, and what was changed by whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, OrderBy, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.access import (
    claims_visible_to,
    everybody_visible_to,
    invitations_visible_to,
    settings_events_visible_to,
    tokens_visible_to,
)
from claims.models import ApiToken, Claim, Event, Invitation, Rating, RatingScale, Revision, User, Verdict
from claims.queries.due import overdue
from claims.vocabulary import Action, SettingsArea
from claims.workflow import OPEN_STATES, RULES

# How many changes a page shows.
HISTORY_LENGTH = 50

# What the list of people can be sorted by; the key is the word in the address.
PEOPLE_SORTS: dict[str, OrderBy] = {
    "name": F("name").asc(),
    "role": F("role").asc(),
    "claims": F("open_claims").desc(),
    "seen": F("last_login").desc(nulls_last=True),
}


@dataclass(frozen=True)
class PeopleWanted:
    """What the list of people is narrowed to. `show` is "active", "away" or "all"; `role` is "" for any."""

    words: str = ""
    role: str = ""
    show: str = "active"
    sort: str = "name"


@dataclass(frozen=True)
class ScaleVersions:
    """A rating scale: its newest version, and the older ones."""

    newest: RatingScale
    older: list[RatingScale]

    @property
    def is_current(self) -> bool:
        return any(scale.is_current for scale in (self.newest, *self.older))


def people_found(user: User, wanted: PeopleWanted) -> QuerySet[User]:
    """The people of the newsroom, each with `open_claims`, how many claims wait for them."""
    held = Claim.objects.filter(checker=OuterRef("pk"), state__in=OPEN_STATES).order_by().values("checker")
    people = everybody_visible_to(user).annotate(
        open_claims=Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0)
    )
    if wanted.words:
        people = people.filter(
            Q(name__icontains=wanted.words) | Q(email__icontains=wanted.words) | Q(username__icontains=wanted.words)
        )
    if wanted.role:
        people = people.filter(role=wanted.role)
    if wanted.show != "all":
        people = people.filter(is_active=wanted.show == "active")
    return people.order_by(PEOPLE_SORTS[wanted.sort], "name", "id")


def open_invitations(user: User) -> QuerySet[Invitation]:
    """Those that nobody accepted or withdrew yet, the newest first."""
    return invitations_visible_to(user).filter(accepted_at=None, withdrawn_at=None).select_related("invited_by")


def open_claims_of(user: User, person: User, limit: int = 20) -> list[Claim]:
    """What waits for `person`, the earliest due first."""
    held = claims_visible_to(user).filter(checker=person, state__in=OPEN_STATES).select_related("article")
    return list(held.order_by(F("due_on").asc(nulls_last=True), "-priority", "id")[:limit])


@dataclass(frozen=True)
class Held:
    """What waits for a person: how many open claims, how many of them overdue, and how many reviews asked of them."""

    person: User
    claims: int
    overdue: int
    reviews: int


def held_by(user: User, people: Collection[User]) -> list[Held]:
    """What waits for each of `people`, in two queries."""
    open_claims = claims_visible_to(user).filter(state__in=OPEN_STATES).order_by()
    held = open_claims.filter(checker__in=people).values_list("checker")
    claims = {pk: (n, late) for pk, n, late in held.annotate(n=Count("pk"), late=Count("pk", filter=overdue()))}
    reviews = dict(open_claims.filter(reviewer__in=people).values_list("reviewer").annotate(n=Count("pk")))
    return [Held(person, *claims.get(person.pk, (0, 0)), reviews.get(person.pk, 0)) for person in people]


def claims_to_hand_over(user: User, people: Collection[User]) -> list[tuple[int, int]]:
    """The open claims of `people` that can be assigned to somebody else now: (id, version)."""
    found = claims_visible_to(user).filter(checker__in=people, state__in=RULES[Action.ASSIGN].states)
    return list(found.order_by("pk").values_list("pk", "version"))


def scales_in_versions() -> list[ScaleVersions]:
    """Every scale with its versions, the current one first, then by name; with how many verdicts each version has."""
    used = Revision.objects.filter(rating__scale=OuterRef("pk")).order_by().values("rating__scale")
    drafted = Verdict.objects.filter(rating__scale=OuterRef("pk")).order_by().values("rating__scale")
    rows = RatingScale.objects.annotate(
        claims=Coalesce(Subquery(used.annotate(n=Count("claim", distinct=True)).values("n")), 0),
        drafts=Coalesce(Subquery(drafted.annotate(n=Count("pk")).values("n")), 0),
    ).prefetch_related(Prefetch("ratings", queryset=Rating.objects.order_by("position")))
    by_name: dict[str, list[RatingScale]] = {}
    for scale in rows.order_by("name", "-version"):
        by_name.setdefault(scale.name, []).append(scale)
    found = [ScaleVersions(versions[0], versions[1:]) for versions in by_name.values()]
    return sorted(found, key=lambda one: not one.is_current)


def tokens_of(user: User, limit: int = 200) -> list[ApiToken]:
    """The tokens `user` may see, those that still work first, then the newest."""
    rows = tokens_visible_to(user).select_related("owner")
    return list(rows.order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-id")[:limit])


def settings_events(user: User, area: SettingsArea, subject: str | None = None) -> list[Event]:
    """What was changed in an area (or only of one subject of it), newest first."""
    events = settings_events_visible_to(user).filter(area=area).select_related("actor")
    if subject is not None:
        events = events.filter(data__subject=subject)
    return list(events.order_by("-number")[:HISTORY_LENGTH])
