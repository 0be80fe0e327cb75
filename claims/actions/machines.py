"""The files of the readers' site that machines read. Called by actions/site.py, which holds the public folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.core.files.storage import storages
from django.utils import timezone

from claims.models import Placement
from claims.publishing import content, datafeed, feeds, sitemaps, writer
from claims.queries.public_site import chunk_of_places, news
from claims.queries.published import placed, shown


def write_touched(places: Mapping[str, Sequence[int]], newsroom: content.Newsroom) -> list[str]:
    """Write what names one check, whose numbers in the lists are `places`. Returns the changed paths."""
    changed = write_chunks(places.get(writer.CHECKS.name, ()), newsroom)
    for listing, numbers in places.items():
        if any(number > Placement.objects.total(listing) - feeds.NEWEST for number in numbers):
            changed += write_feeds(listing, newsroom)
    return changed


def write_chunks(numbers: Iterable[int], newsroom: content.Newsroom) -> list[str]:
    """Write the chunks in which the checks with these numbers stand."""
    numbers, changed = list(numbers), []
    for chunk in sorted({sitemaps.chunk_of(number) for number in numbers}):
        changed += _write(sitemaps.chunk_path(chunk), sitemaps.render_places(newsroom, chunk_of_places(chunk)))
    for chunk in sorted({datafeed.chunk_of(number) for number in numbers}):
        checks = [shown(one, newsroom) for one in placed(writer.CHECKS.name, *datafeed.numbers_of(chunk))]
        changed += _write(datafeed.chunk_path(chunk), datafeed.render_chunk(newsroom, chunk, checks))
    return changed


def write_feeds(listing: str, newsroom: content.Newsroom) -> list[str]:
    """Write a list's feeds, of its newest entries."""
    is_of_corrections = listing == writer.CORRECTIONS.name
    feed = feeds.corrections_feed(newsroom) if is_of_corrections else feeds.checks_feed(newsroom)
    entry_of = feeds.correction_entry if is_of_corrections else feeds.check_entry
    total = Placement.objects.total(listing)
    entries = [entry_of(shown(one, newsroom)) for one in placed(listing, total - feeds.NEWEST + 1, total)]
    changed = []
    for kind in feeds.TYPES:
        changed += _write(feed.path_of(kind), feeds.render(kind, feed, newsroom, entries))
    return changed


def write_fixed(newsroom: content.Newsroom) -> list[str]:
    """Write what each publishing may change and what stands in no list: the index of the sitemaps, the news ..."""
    total = Placement.objects.total(writer.CHECKS.name)
    chunks, data_chunks = sitemaps.chunk_of(total), datafeed.chunk_of(total)
    paths = [sitemaps.PAGES, *(sitemaps.chunk_path(chunk) for chunk in range(1, chunks + 1))]
    pages = map(sitemaps.Place, ("/", "/corrections/", datafeed.PAGE))
    # The indexes after all: they may name a chunk that was not there before.
    return [
        *_write(sitemaps.ROBOTS, sitemaps.render_robots(newsroom)),
        *_write(sitemaps.PAGES, sitemaps.render_places(newsroom, pages)),
        *write_news(newsroom),
        *_write(datafeed.CATALOGUE, datafeed.render_catalogue(newsroom, data_chunks)),
        *_write(f"{datafeed.PAGE}index.html", datafeed.render_page(newsroom, data_chunks)),
        *_write(sitemaps.INDEX, sitemaps.render_index(newsroom, paths)),
    ]


def write_news(newsroom: content.Newsroom) -> list[str]:
    """Write the news sitemap as it is right now."""
    return _write(sitemaps.NEWS, sitemaps.render_news(newsroom, news(timezone.now())))


def _write(path: str, text: str) -> list[str]:
    return writer.write(storages["public"], path.lstrip("/"), text)
