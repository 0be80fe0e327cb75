"""How a page looks where it is shared: Open Graph, Twitter's card, and the address of its oEmbed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, to_locale

from claims.publishing import oembed, share
from claims.publishing.content import Check, Newsroom
from claims.publishing.text import plain


def of_page(newsroom: Newsroom, title: str) -> dict[str, Any]:
    """What templates/public/_head.html needs of any page. Call it within the newsroom's language."""
    return {
        "type": "website",
        "title": plain(title),
        "site_name": plain(newsroom.name),
        "locale": to_locale(get_language() or "en"),
    }


def of_check(check: Check, title: str) -> dict[str, Any]:
    """And of a check's page; a withdrawn one has no picture."""
    page = of_page(check.newsroom, title) | {
        "type": "article",
        "published": check.first_published,
        "updated": check.updated,
        "oembed": check.newsroom.url + oembed.path_of(check),
    }
    if check.withdrawn:
        return page
    return page | {
        "picture": f"{check.newsroom.url}/{share.name_of(check)}",
        "width": share.WIDTH,
        "height": share.HEIGHT,
        "alt": share.alt_text(check),
    }
