"""oEmbed: how another site shows a check as a card. One answer a check, as a file; `fitted` bends it to a request.

https://oembed.com describes the fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.publishing import share
from claims.publishing.content import Check
from claims.publishing.text import NOT_IN_XML, plain, shorten

WIDTH, HEIGHT = 560, 380
# Narrower than this the card cannot be read.
LEAST_WIDTH, LEAST_HEIGHT = 280, 200

# Nothing else is looked for among the files: whatever was asked for may be longer than a file's name can be.
_SLUG = re.compile(r"[a-z0-9-]{1,100}")

# Without scripts; the one thing that a reader can do is to follow a link in the whole window.
SANDBOX = "allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"


def path_of(check: Check) -> str:
    """Where the answer of a check stands, for example `/checks/taxes-fell/oembed.json`."""
    return f"{check.path}oembed.json"


def card_path(check: Check) -> str:
    return f"{check.path}card/"


def frame(check: Check) -> SafeString:
    """The element that another site puts where the card is to stand."""
    with translation.override(check.newsroom.language):
        return _frame(check.newsroom.url + card_path(check), _title(check), WIDTH, HEIGHT)


def answer(check: Check) -> dict[str, Any]:
    """The oEmbed of a check. That of a withdrawn one says so, and has no picture."""
    with translation.override(check.newsroom.language):
        data = {
            "version": "1.0",
            "type": "rich",
            "title": _title(check),
            "provider_name": plain(check.newsroom.name),
            "provider_url": check.newsroom.url + "/",
            "cache_age": 300,
            "html": str(frame(check)),
            "width": WIDTH,
            "height": HEIGHT,
            "url": check.url,
        }
    if not check.withdrawn:
        data |= {
            "thumbnail_url": f"{check.newsroom.url}/{share.name_of(check)}",
            "thumbnail_width": share.WIDTH,
            "thumbnail_height": share.HEIGHT,
        }
    return data


def render(check: Check) -> str:
    return json.dumps(answer(check), ensure_ascii=False, indent=1) + "\n"


def slug_of(address: str, site: str) -> str:
    """The slug of the check whose page or card is at that address of the site; "" for any other address."""
    try:
        given, own = urlsplit(address), urlsplit(site)
    except ValueError:
        return ""
    steps = [step for step in given.path.split("/") if step]
    is_ours = given.netloc.lower() == own.netloc.lower() and given.scheme in ("http", "https")
    is_check = steps[:1] == ["checks"] and (len(steps) == 2 or steps[2:] == ["card"])
    return steps[1] if is_ours and is_check and _SLUG.fullmatch(steps[1]) else ""


def fitted(data: Mapping[str, Any], *, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    """The answer for somebody who has only so much room. A picture that does not fit is left out."""
    fitting = dict(data)
    width = min(WIDTH, max(max_width or WIDTH, LEAST_WIDTH))
    # A narrow card needs more lines.
    height = HEIGHT if width >= WIDTH else HEIGHT + 120
    height = min(height, max(max_height or height, LEAST_HEIGHT))
    fitting |= {"width": width, "height": height}
    fitting["html"] = str(_frame(_card_of(data), data["title"], width, height))
    most = (max_width or share.WIDTH, max_height or share.HEIGHT)
    if data.get("thumbnail_width", 0) > most[0] or data.get("thumbnail_height", 0) > most[1]:
        fitting = {name: value for name, value in fitting.items() if not name.startswith("thumbnail_")}
    return fitting


def as_xml(data: Mapping[str, Any]) -> str:
    """The answer in oEmbed's other format."""
    fields = "".join(f"<{name}>{escape(NOT_IN_XML.sub('', str(value)))}</{name}>" for name, value in data.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{fields}</oembed>\n'


def _card_of(data: Mapping[str, Any]) -> str:
    return f"{data['url']}card/"


def _title(check: Check) -> str:
    claim = shorten(check.claim.text, 140)
    if check.withdrawn:
        return _("Withdrawn: %(claim)s") % {"claim": claim}
    return _("%(label)s: %(claim)s") % {"label": plain(check.rating.label), "claim": claim}


def _frame(address: str, title: str, width: int, height: int) -> SafeString:
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" sandbox="{}" loading="lazy" frameborder="0"></iframe>',
        *(address, title, width, height, SANDBOX),
    )
