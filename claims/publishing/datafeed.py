"""The data of all checks for those who work with them: Data Commons' DataFeed of ClaimReviews, in chunks.

A check stands in the chunk of the number that it keeps, so that publishing one more touches one chunk. The catalogue
names all chunks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from claims.publishing import organisation
from claims.publishing.claimreview import claim_review
from claims.publishing.content import Check, Newsroom
from claims.publishing.feeds import formats, site_feeds
from claims.publishing.mediareview import media_review
from claims.publishing.pages import render
from claims.publishing.text import http_url, plain

CHUNK = 100

# Where a program asks how to show a check; the web process answers.
OEMBED = "/oembed"

PAGE, CATALOGUE = "/claimreview/", "/claimreview/catalogue.json"


def chunk_of(number: int) -> int:
    """The chunk, from 1 on, in which the check with that number stands."""
    return (number - 1) // CHUNK + 1


def numbers_of(chunk: int) -> tuple[int, int]:
    """The first and the last number of a chunk."""
    return (chunk - 1) * CHUNK + 1, chunk * CHUNK


def chunk_path(chunk: int) -> str:
    return f"/claimreview/{chunk}.json"


def render_chunk(newsroom: Newsroom, chunk: int, checks: Sequence[Check]) -> str:
    """The DataFeed of these checks, newest first; a withdrawn one is not in it any more."""
    standing = [check for check in checks if not check.withdrawn]
    data = _head("DataFeed", newsroom, chunk_path(chunk))
    if standing:
        data["dateModified"] = _moment(max(check.updated for check in standing))
    data["dataFeedElement"] = [
        {
            "@type": "DataFeedItem",
            "dateCreated": _moment(check.first_published),
            "dateModified": _moment(check.updated),
            "url": check.url,
            "item": [{**one, "sdPublisher": organisation.reference(newsroom)} for one in _reviews(check)],
        }
        for check in standing
    ]
    return _text(data)


def render_catalogue(newsroom: Newsroom, chunks: int) -> str:
    """The catalogue of the chunks from 1 to `chunks`."""
    feeds = [
        {"@type": "DataFeed", "url": newsroom.url + chunk_path(chunk), "encodingFormat": "application/json"}
        for chunk in range(1, chunks + 1)
    ]
    return _text(_head("DataCatalog", newsroom, CATALOGUE) | {"dataset": feeds})


def render_page(newsroom: Newsroom, chunks: int) -> str:
    """The page that tells people what there is for machines: feeds, the data and its licence, the chunks."""
    with translation.override(newsroom.language):
        return render(
            "public/machines.html",
            newsroom,
            path=PAGE,
            title=_("Feeds and data"),
            description=_("What %(name)s publishes, as feeds and as data") % {"name": plain(newsroom.name)},
            licence=http_url(newsroom.data_licence),
            site_feeds=[(one.title, formats([one])) for one in site_feeds(newsroom)],
            oembed=newsroom.url + OEMBED,
            chunks=[(chunk, chunk_path(chunk)) for chunk in range(1, chunks + 1)],
            catalogue=CATALOGUE,
        )


def _head(kind: str, newsroom: Newsroom, path: str) -> dict[str, Any]:
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": plain(newsroom.name),
        "url": newsroom.url + path,
        "publisher": organisation.reference(newsroom),
    }
    if licence := http_url(newsroom.data_licence):
        data["sdLicense"] = licence
    return data


def _reviews(check: Check) -> list[dict[str, Any]]:
    return [claim_review(check), *([media_review(check)] if check.media else [])]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
