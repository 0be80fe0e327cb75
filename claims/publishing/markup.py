"""All that machines read in the head of a page: the JSON-LD of checks and of the newsroom, and how it is embedded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims.publishing.claimreview import claim_review
from claims.publishing.content import Check, Newsroom
from claims.publishing.mediareview import media_review
from claims.publishing.text import plain, shorten

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def of_check(check: Check) -> list[dict[str, Any]]:
    """What the page of a check carries besides the newsroom. A withdrawn one reviews nothing any more."""
    crumbs = breadcrumbs(check.newsroom, [(_("Checks"), "/"), (shorten(check.claim.text, 60), check.path)])
    reviews = [] if check.withdrawn else [claim_review(check)]
    if check.media and not check.withdrawn:
        reviews.append(media_review(check))
    return [*reviews, crumbs]


def breadcrumbs(newsroom: Newsroom, steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way to a page as it shows it: (what a step is called, its address on the site), the page itself last."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": plain(name), "item": newsroom.url + path}
            for at, (name, path) in enumerate(steps, start=1)
        ],
    }


def embed(data: dict[str, Any]) -> SafeString:
    """The data as the content of a script element: no character in it can end the element or open a comment."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped on this line
