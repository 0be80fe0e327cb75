"""Sitemaps and robots.txt: where a search engine finds what is published, and what it need not look at.

Checks stand in chunks by the number that each keeps, so that publishing one more touches one chunk, and the index of
the chunks only once in a while. The protocol allows 50,000 addresses a file; a chunk is smaller, because it is written
anew each time one of its checks changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from claims.publishing.content import Newsroom
from claims.publishing.text import NOT_IN_XML, plain

CHUNK = 500

# A news sitemap holds what is younger than two days, and no more than this.
NEWS_AGE = timedelta(days=2)
NEWS_LIMIT = 1000

INDEX, PAGES, NEWS, ROBOTS = "/sitemap.xml", "/sitemaps/pages.xml", "/news-sitemap.xml", "/robots.txt"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_PROTOCOL = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS_PROTOCOL = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

# Rooms of the newsroom, and pages that are one person's: nothing there is for a search engine.
_CLOSED = ("/desk/", "/api/", "/accounts/", "/admin/", "/take-part/receipt/", "/search/results", "/oembed")


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the site and when it last changed, where that is known."""

    path: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """A check that was published in the last days."""

    path: str
    title: str
    published: datetime


def chunk_of(number: int) -> int:
    """The chunk, from 1 on, in which the check with that number stands."""
    return (number - 1) // CHUNK + 1


def numbers_of(chunk: int) -> tuple[int, int]:
    """The first and the last number of a chunk."""
    return (chunk - 1) * CHUNK + 1, chunk * CHUNK


def chunk_path(chunk: int) -> str:
    return f"/sitemaps/checks-{chunk}.xml"


def list_chunk_path(chunk: int) -> str:
    return f"/sitemaps/lists-{chunk}.xml"


def render_places(newsroom: Newsroom, places: Iterable[Place]) -> str:
    """A sitemap of these pages."""
    lines = (
        f"<url><loc>{_address(newsroom, one.path)}</loc>"
        + (f"<lastmod>{_moment(one.changed)}</lastmod>" if one.changed else "")
        + "</url>"
        for one in places
    )
    return "\n".join([_HEAD, f"<urlset {_PROTOCOL}>", *lines, "</urlset>", ""])


def render_index(newsroom: Newsroom, paths: Sequence[str]) -> str:
    """The index of the sitemaps at these paths. It does not say when each last changed: so it need not change, too."""
    lines = (f"<sitemap><loc>{_address(newsroom, path)}</loc></sitemap>" for path in paths)
    return "\n".join([_HEAD, f"<sitemapindex {_PROTOCOL}>", *lines, "</sitemapindex>", ""])


def render_news(newsroom: Newsroom, news: Iterable[News]) -> str:
    """The news sitemap: what was published in the last two days, newest first."""
    publication = (
        f"<news:publication><news:name>{_text(newsroom.name)}</news:name>"
        f"<news:language>{_news_language(newsroom.language)}</news:language></news:publication>"
    )
    lines = (
        f"<url><loc>{_address(newsroom, one.path)}</loc><news:news>{publication}"
        f"<news:publication_date>{_moment(one.published)}</news:publication_date>"
        f"<news:title>{_text(one.title)}</news:title></news:news></url>"
        for one in news
    )
    return "\n".join([_HEAD, f"<urlset {_PROTOCOL} {_NEWS_PROTOCOL}>", *lines, "</urlset>", ""])


def render_robots(newsroom: Newsroom) -> str:
    closed = "\n".join(f"Disallow: {path}" for path in _CLOSED)
    maps = "\n".join(f"Sitemap: {newsroom.url}{path}" for path in (INDEX, NEWS))
    return f"User-agent: *\n{closed}\n\n{maps}\n"


def _address(newsroom: Newsroom, path: str) -> str:
    return escape(newsroom.url + path)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _text(text: str) -> str:
    return escape(NOT_IN_XML.sub("", plain(text)))


def _news_language(code: str) -> str:
    """News sitemaps want a language alone, except for Chinese, of which there are two."""
    code = code.lower()
    return code if code in ("zh-cn", "zh-tw") else code.split("-")[0]
