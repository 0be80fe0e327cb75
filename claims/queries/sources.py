"""The sources of the newsroom: finding them, and where each was used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.access import claims_visible_to, sources_visible_to
from claims.models import Claim, Event, Evidence, Source, User
from claims.models import words as vectors
from claims.queries.search import every_word, words_of

# How many sources the picker shows, and of each how many claims.
PICKED_FROM = 8
CLAIMS_SHOWN = 3
CLAIMS_READ = 300  # For all of them together: some are used everywhere.
HISTORY_LENGTH = 50


# What the list can be sorted by; the key is the word in the address.
SORTS: dict[str, list[str]] = {
    "new": ["-created_at", "-id"],
    "used": ["-uses", "-id"],
    "title": ["title", "id"],
    "publisher": ["publisher", "title", "id"],
}


@dataclass(frozen=True)
class SourcesWanted:
    """What the list is narrowed to. `use` is "primary", "secondary", "unused" or "" for any; `kind` is "address",
    "file", "neither" or ""."""

    words: str = ""
    publisher: str = ""
    use: str = ""
    kind: str = ""
    sort: str = "new"


@dataclass
class Use:
    """A source among others to pick from, with the newest claims that used it."""

    source: Source
    uses: int
    claims: list[Claim] = field(default_factory=list)


def sources_found(user: User, wanted: SourcesWanted) -> QuerySet[Source]:
    """Each with `uses`, by how many claims it is used, and `is_primary`, whether for one as a primary source."""
    used = Evidence.objects.filter(source=OuterRef("pk"), claim__in=claims_visible_to(user))
    counted = used.order_by().values("source").annotate(n=Count("claim", distinct=True))
    sources = sources_visible_to(user).annotate(
        uses=Coalesce(Subquery(counted.values("n")), 0), is_primary=Exists(used.filter(is_primary=True))
    )
    if words := words_of(wanted.words):
        sources = sources.annotate(words=vectors.SOURCE).filter(words=every_word(words))
    if wanted.publisher:
        sources = sources.filter(publisher__icontains=wanted.publisher)
    if wanted.use:
        sources = sources.filter(**_USES[wanted.use])
    if wanted.kind:
        sources = sources.filter(**_KINDS[wanted.kind])
    return sources.order_by(*SORTS[wanted.sort])


_USES: dict[str, dict[str, object]] = {
    "primary": {"is_primary": True},
    "secondary": {"is_primary": False, "uses__gt": 0},
    "unused": {"uses": 0},
}
_KINDS: dict[str, dict[str, object]] = {
    "address": {"url__gt": ""},
    "file": {"file__gt": ""},
    "neither": {"url": "", "file": ""},
}


def sources_to_pick(user: User, words: str) -> list[Use]:
    """The best known sources that hold all of `words`, the most used first, in two queries."""
    if not words_of(words):
        return []
    found = sources_found(user, SourcesWanted(words=words, sort="used"))[:PICKED_FROM]
    uses = {source.pk: Use(source, source.uses) for source in found}  # type: ignore[attr-defined]
    claims: dict[int, dict[int, Claim]] = defaultdict(dict)
    for piece in evidence_from(user, list(uses)).select_related("claim")[:CLAIMS_READ]:
        claims[piece.source_id][piece.claim_id] = piece.claim
    for pk, use in uses.items():
        use.claims = list(claims[pk].values())[:CLAIMS_SHOWN]
    return list(uses.values())


def evidence_from(user: User, sources: list[int]) -> QuerySet[Evidence]:
    """What was taken from these sources, for claims that `user` may see, the newest first."""
    return Evidence.objects.filter(source__in=sources, claim__in=claims_visible_to(user)).order_by("-id")


def history_of(source: Source) -> list[Event]:
    """What was changed of the source itself, newest first."""
    return list(source.events.select_related("actor").order_by("-number")[:HISTORY_LENGTH])


def publishers_known(user: User, limit: int = 200) -> list[str]:
    """The publishers of sources, the most used first."""
    named = sources_visible_to(user).exclude(publisher="").order_by()
    counted = named.values("publisher").annotate(n=Count("pk"), newest=Max("pk")).order_by("-n", "-newest")
    return list(counted.values_list("publisher", flat=True)[:limit])
