"""What a page tells of the picture or recording that a claim is about (templates/public/_media.html)."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html

from claims.publishing.content import Media
from claims.publishing.labels import MEDIA, MEDIA_KINDS
from claims.publishing.text import host_of, http_url, visible


def shown(media: Media | None) -> dict[str, Any] | None:
    """Its words and addresses for the template; None for a claim about no media."""
    if media is None:
        return None
    return {
        "kind": MEDIA_KINDS[media.kind],
        "finding": MEDIA[media.category],
        "interpreted_as": visible(media.interpreted_as),
        "context": visible(media.context),
        "creator": format_html("<bdi>{}</bdi>", visible(media.creator)) if media.creator else "",
        "url": http_url(media.url),
        "host": host_of(media.url),
        "archived_url": http_url(media.archived_url),
        "original_url": http_url(media.original_url),
        "original_host": host_of(media.original_url),
    }
