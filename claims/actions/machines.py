"""The files of the readers' site that machines read. Called by actions/site.py, which holds the public folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.core.files.storage import storages
from django.utils import timezone

from claims.models import Placement
from claims.publishing import content, datafeed, feeds, lists, sitemaps, writer
from claims.publishing.paging import FRONT
from claims.queries.public_lists import beside
from claims.queries.public_site import begins_list_chunk, chunk_of_lists, chunk_of_places, list_chunks, news
from claims.queries.published import placed, shown

# What is always there; the newsroom's own pages come after them.
_PAGES = ("/", "/topics/", "/speakers/", "/months/", "/corrections/", "/search/", datafeed.PAGE)


def write_touched(places: Mapping[str, Sequence[int]], newsroom: content.Newsroom) -> list[str]:
    """Write what names one check, whose numbers in the lists are `places`. Returns the changed paths."""
    changed = write_chunks(places.get(lists.CHECKS, ()), newsroom) + write_list_chunks(list_chunks(places), newsroom)
    for listing, numbers in places.items():
        if any(number > Placement.objects.total(listing) - feeds.NEWEST for number in numbers):
            changed += write_feeds(listing, newsroom)
    # After the chunks: what names them may not name one that is not there. Asked of what began a chunk, not of whether
    # its file was there, so that who does again what was cut off writes them, too.
    numbers = places.get(lists.CHECKS, ())
    if any(map(_begins_chunk, numbers)) or begins_list_chunk(places):
        changed += write_catalogues(newsroom)
    return changed


def _begins_chunk(number: int) -> bool:
    return any(number == kind.numbers_of(kind.chunk_of(number))[0] for kind in (sitemaps, datafeed))


def write_chunks(numbers: Iterable[int], newsroom: content.Newsroom) -> list[str]:
    """Write the chunks in which the checks with these numbers stand."""
    numbers, changed = list(numbers), []
    for chunk in sorted({sitemaps.chunk_of(number) for number in numbers}):
        changed += _write(sitemaps.chunk_path(chunk), sitemaps.render_places(newsroom, chunk_of_places(chunk)))
    for chunk in sorted({datafeed.chunk_of(number) for number in numbers}):
        checks = [shown(one, newsroom) for one in placed(lists.CHECKS, *datafeed.numbers_of(chunk))]
        changed += _write(datafeed.chunk_path(chunk), datafeed.render_chunk(newsroom, chunk, checks))
    return changed


def write_list_chunks(chunks: Iterable[int], newsroom: content.Newsroom) -> list[str]:
    """Write the sitemaps of the lists by topic, speaker and month."""
    changed = []
    for chunk in chunks:
        changed += _write(sitemaps.list_chunk_path(chunk), sitemaps.render_places(newsroom, chunk_of_lists(chunk)))
    return changed


def write_every_list_chunk(newsroom: content.Newsroom) -> list[str]:
    return write_list_chunks(list_chunks(), newsroom)


def write_feeds(listing: str, newsroom: content.Newsroom) -> list[str]:
    """Write a list's feeds, of its newest entries."""
    feed = _feed_of(listing, newsroom)
    if feed is None:
        return []
    entry_of = feeds.correction_entry if listing == lists.CORRECTIONS else feeds.check_entry
    total = Placement.objects.total(listing)
    entries = [entry_of(shown(one, newsroom)) for one in placed(listing, total - feeds.NEWEST + 1, total)]
    changed = []
    for kind in feeds.TYPES:
        changed += _write(feed.path_of(kind), feeds.render(kind, feed, newsroom, entries))
    return changed


def _feed_of(listing: str, newsroom: content.Newsroom) -> feeds.Feed | None:
    """The list's feed. There is none of a month: nobody follows what is over."""
    kind, _slash, slug = listing.partition("/")
    if listing == lists.CORRECTIONS:
        return feeds.corrections_feed(newsroom)
    if listing == lists.CHECKS:
        return feeds.checks_feed(newsroom)
    if kind not in ("topic", "speaker"):
        return None
    return feeds.list_feed(newsroom, lists.listing_of(listing).path_of(FRONT), beside(listing).name or slug)


def write_constant(newsroom: content.Newsroom) -> list[str]:
    """Write what stands in no list and is as long with one check as with many: the news, robots.txt ..."""
    pages = [sitemaps.Place(path) for path in (*_PAGES, *(one.path for one in newsroom.pages))]
    return [
        *_write(sitemaps.ROBOTS, sitemaps.render_robots(newsroom)),
        *_write(sitemaps.PAGES, sitemaps.render_places(newsroom, pages)),
        *write_news(newsroom),
    ]


def write_catalogues(newsroom: content.Newsroom) -> list[str]:
    """Write what names every chunk there is. They are the longer the more checks there are."""
    total = Placement.objects.total(lists.CHECKS)
    chunks, data_chunks = sitemaps.chunk_of(total), datafeed.chunk_of(total)
    paths = [
        sitemaps.PAGES,
        *map(sitemaps.list_chunk_path, list_chunks()),
        *(sitemaps.chunk_path(chunk) for chunk in range(1, chunks + 1)),
    ]
    return [
        *_write(datafeed.CATALOGUE, datafeed.render_catalogue(newsroom, data_chunks)),
        *_write(f"{datafeed.PAGE}index.html", datafeed.render_page(newsroom, data_chunks)),
        *_write(sitemaps.INDEX, sitemaps.render_index(newsroom, paths)),
    ]


def write_news(newsroom: content.Newsroom) -> list[str]:
    """Write the news sitemap as it is right now."""
    return _write(sitemaps.NEWS, sitemaps.render_news(newsroom, news(timezone.now())))


def _write(path: str, text: str) -> list[str]:
    return writer.write(storages["public"], path.lstrip("/"), text)
