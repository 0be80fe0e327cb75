"""What machines are told of the readers' site: where checks stand, and since when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from claims.models import Placement, PublicList, PublicRevision
from claims.publishing import sitemaps
from claims.publishing.lists import CHECKS, listing_of
from claims.publishing.paging import FRONT
from claims.vocabulary import ChangeClass


def chunk_of_places(chunk: int) -> list[sitemaps.Place]:
    """The checks with the numbers of this chunk, as they stand now; withdrawn ones are left out."""
    places = Placement.objects.filter(listing=CHECKS, number__range=sitemaps.numbers_of(chunk))
    rows = (
        PublicRevision.objects.filter(claim__in=places.values("claim"))
        .order_by("claim_id", "-number")
        .distinct("claim_id")
        .values_list("claim_id", "claim__slug", "published_at", "change")
    )
    latest = {pk: (slug, moment) for pk, slug, moment, change in rows if change != ChangeClass.WITHDRAWN}
    found = (latest.get(pk) for pk in places.order_by("number").values_list("claim_id", flat=True))
    return [sitemaps.Place(f"/checks/{slug}/", moment) for slug, moment in filter(None, found)]


def list_chunks(keys: Collection[str] | None = None) -> list[int]:
    """The chunks in which the lists by topic, speaker and month with these keys stand; None asks for all of them."""
    rows = PublicList.objects.filter(key__contains="/")
    if keys is not None:
        rows = rows.filter(key__in=keys)
    # As sitemaps.chunk_of has it: whole numbers divide without a rest here.
    chunks = rows.annotate(chunk=(F("pk") - 1) / sitemaps.CHUNK + 1).values_list("chunk", flat=True)
    return list(chunks.distinct().order_by("chunk"))


def begins_list_chunk(keys: Collection[str]) -> bool:
    """Whether one of the lists by topic, speaker and month with these keys is the first of its chunk."""
    of_a_chunk = PublicList.objects.filter(key__contains="/")
    for pk in of_a_chunk.filter(key__in=keys).values_list("pk", flat=True):
        first, _last = sitemaps.numbers_of(sitemaps.chunk_of(pk))
        if not of_a_chunk.filter(pk__range=(first, pk - 1)).exists():
            return True
    return False


def chunk_of_lists(chunk: int) -> list[sitemaps.Place]:
    """The lists by topic, speaker and month with the numbers of this chunk that hold a check."""
    rows = PublicList.objects.filter(pk__range=sitemaps.numbers_of(chunk), checks__gt=0, key__contains="/")
    return [sitemaps.Place(listing_of(key).path_of(FRONT)) for key in rows.order_by("pk").values_list("key", flat=True)]


def news(now: datetime) -> list[sitemaps.News]:
    """The checks that were first published in the last two days and stand, newest first."""
    young = PublicRevision.objects.filter(
        number=1, published_at__gt=now - sitemaps.NEWS_AGE, published_at__lte=now, claim__is_public=True
    ).order_by("-published_at", "-id")[: sitemaps.NEWS_LIMIT]
    published = dict(young.values_list("claim_id", "published_at"))
    rows = (
        PublicRevision.objects.filter(claim__in=published)
        .order_by("claim_id", "-number")
        .distinct("claim_id")
        .values_list("claim_id", "claim__slug", "content__claim__wording", "content__claim__quote")
    )
    shown = {pk: (slug, wording or quote) for pk, slug, wording, quote in rows}
    return [
        sitemaps.News(f"/checks/{shown[pk][0]}/", shown[pk][1], moment)
        for pk, moment in published.items()
        if pk in shown
    ]
