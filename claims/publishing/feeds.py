"""Feeds of checks and of corrections: RSS 2.0, Atom and JSON Feed 1.1, each of the newest entries alone.

An entry keeps its id for ever, also when the check's address changes: it is made of the moment in which the check was
first published. A correction's has its number, too, so that a reader's program shows each of two corrections of one
check, and neither of them twice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.publishing.content import Check, Newsroom
from claims.publishing.labels import CHANGES
from claims.publishing.text import NOT_IN_XML, plain, shorten
from claims.vocabulary import NamesShown

# How many entries a feed holds; what is older stands in the lists that people read.
NEWEST = 30

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}

_FORMATS = {"rss": "RSS", "atom": "Atom", "json": "JSON"}

# What Atom and RSS call the time of the last change in a feed that holds nothing yet.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is called. `path` is its address without the ending, for example `/feeds/topics/economy`.

    `page` is the address of the page with the same list.
    """

    path: str
    page: str
    title: str

    def path_of(self, kind: str) -> str:
        """Where it is as a "rss", "atom" or "json"."""
        return f"{self.path}.{kind}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A check or a correction of one. `body` is HTML, `id` never changes, nor is it ever another entry's."""

    id: str
    url: str
    title: str
    body: SafeString
    text: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()


def checks_feed(newsroom: Newsroom) -> Feed:
    """The feed of every check."""
    with translation.override(newsroom.language):
        return Feed("/feeds/checks", "/", _("Fact checks by %(name)s") % {"name": plain(newsroom.name)})


def corrections_feed(newsroom: Newsroom) -> Feed:
    """The feed of every correction, changed rating and withdrawal."""
    with translation.override(newsroom.language):
        title = _("Corrections by %(name)s") % {"name": plain(newsroom.name)}
    return Feed("/feeds/corrections", "/corrections/", title)


def list_feed(newsroom: Newsroom, page: str, name: str) -> Feed:
    """The feed of the checks about a topic or of what a speaker said, whose front page is at `page`."""
    with translation.override(newsroom.language):
        title = _("%(list)s: fact checks by %(name)s") % {"list": plain(name), "name": plain(newsroom.name)}
    return Feed(f"/feeds{page.rstrip('/')}", page, title)


def site_feeds(newsroom: Newsroom) -> list[Feed]:
    """The feeds of the whole site, as every page names them in its head."""
    return [checks_feed(newsroom), corrections_feed(newsroom)]


def formats(feeds: Sequence[Feed]) -> list[tuple[str, str]]:
    """What people are offered of these feeds: the name of each format, and where it is."""
    return [(_FORMATS[kind], one.path_of(kind)) for one in feeds for kind in TYPES]


def links(feeds: Sequence[Feed]) -> list[dict[str, str]]:
    """What a page's head says of these feeds."""
    return [
        {"title": one.title, "type": type_, "path": one.path_of(kind)} for one in feeds for kind, type_ in TYPES.items()
    ]


def check_entry(check: Check) -> Entry:
    """A standing check as an entry. A withdrawn one has none: raises ValueError."""
    if check.withdrawn:
        raise ValueError("A withdrawn check stands in no feed of checks.")
    with translation.override(check.newsroom.language):
        label, claim, summary = plain(check.rating.label), plain(check.claim.text), plain(check.summary)
        speaker = plain(check.speaker.name) if check.speaker else ""
        notes = [
            _("%(change)s, %(day)s: %(reason)s")
            % {
                "change": CHANGES[one.change],
                "day": date_format(one.published_at, "DATE_FORMAT"),
                "reason": plain(one.reason),
            }
            for one in check.corrections
        ]
        said = _("The claim, by %(speaker)s:") % {"speaker": speaker} if speaker else _("The claim:")
        rated = _("Our rating: %(label)s.") % {"label": label}
        return Entry(
            id=_id(check),
            url=check.url,
            title=_("%(label)s: %(claim)s") % {"label": label, "claim": shorten(claim, 140)},
            body=format_html(
                "{}<p>{}</p><blockquote>{}</blockquote><p>{}</p><p>{}</p>",
                format_html_join("", "<p><strong>{}</strong></p>", ((note,) for note in notes)),
                *(said, claim, rated, summary),
            ),
            text=" ".join([*notes, said, claim, rated, summary]),
            published=check.first_published,
            updated=check.updated,
            authors=_authors(check),
        )


def correction_entry(check: Check) -> Entry:
    """The correction with which this content of a check was published, as an entry; withdrawing is one, too."""
    one = check.revisions[-1]
    with translation.override(check.newsroom.language):
        change, claim, reason = str(CHANGES[one.change]), plain(check.claim.text), plain(one.reason)
        return Entry(
            id=f"{_id(check)}/{one.number}",
            url=check.url,
            title=_("%(change)s: %(claim)s") % {"change": change, "claim": shorten(claim, 140)},
            body=format_html("<p><strong>{}</strong></p><blockquote>{}</blockquote><p>{}</p>", change, claim, reason),
            text=" ".join([f"{change}:", claim, reason]),
            published=one.published_at,
            updated=one.published_at,
        )


def _authors(check: Check) -> tuple[str, ...]:
    """Who wrote it, where the newsroom's policy of today names people; else the feed's own author stands for all."""
    named = check.authors if check.newsroom.names == NamesShown.NAMES else ()
    return tuple(filter(None, map(plain, named)))


def _id(check: Check) -> str:
    """A tag URI (RFC 4151). No two checks are published in the same microsecond: they wait for each other."""
    host = urlsplit(check.newsroom.url).hostname
    first = check.first_published.astimezone(UTC)
    return f"tag:{host},{first:%Y-%m-%d}:check/{first:%H%M%S.%f}"


def render(kind: str, feed: Feed, newsroom: Newsroom, entries: Sequence[Entry]) -> str:
    """The feed as a "rss", "atom" or "json". `entries` are the newest, newest first."""
    with translation.override(newsroom.language):
        description = plain(newsroom.tagline) or feed.title
        if kind == "json":
            return _json(feed, newsroom, description, entries)
        return _xml(kind, feed, newsroom, description, entries)


class _Steady(SyndicationFeed):
    """A feed that was not changed has the same bytes tomorrow."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=_NEVER)


class _Rss(_Steady, Rss201rev2Feed):
    pass


class _Atom(_Steady, Atom1Feed):
    pass


def _xml(kind: str, feed: Feed, newsroom: Newsroom, description: str, entries: Sequence[Entry]) -> str:
    address = newsroom.url + feed.path_of(kind)
    made = (_Rss if kind == "rss" else _Atom)(
        title=_clean(feed.title),
        link=newsroom.url + feed.page,
        description=_clean(description),
        language=newsroom.language,
        feed_url=address,
        feed_guid=address,
        author_name=_clean(plain(newsroom.name)),
    )
    for entry in entries:
        made.add_item(
            title=_clean(entry.title),
            link=entry.url,
            description=_clean(entry.body),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=_clean(", ".join(entry.authors)) or None,
        )
    return made.writeString("utf-8")


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _json(feed: Feed, newsroom: Newsroom, description: str, entries: Sequence[Entry]) -> str:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": newsroom.url + feed.page,
        "feed_url": newsroom.url + feed.path_of("json"),
        "description": description,
        "language": newsroom.language,
        "authors": [{"name": plain(newsroom.name), "url": newsroom.url + "/"}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.body,
                "content_text": entry.text,
                "date_published": entry.published.isoformat(timespec="seconds"),
                "date_modified": entry.updated.isoformat(timespec="seconds"),
            }
            | ({"authors": [{"name": name} for name in entry.authors]} if entry.authors else {})
            for entry in entries
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)
