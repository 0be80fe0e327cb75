"""oEmbed for whoever asks with a check's address. It reads the files of the public folder alone, and no database."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from claims.public.views import PAGE_CACHING
from claims.publishing import oembed, writer
from claims.publishing.moved import moved_to


@csrf_exempt  # Writes nothing: any other method is 405, with or without a token.
@login_not_required
@require_safe
def oembed_answer(request: HttpRequest) -> HttpResponse:
    """`?url=` is the address of a check's page or card, `maxwidth` and `maxheight` are pixels, `format` json or xml."""
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return _plain(_("Only the formats json and xml are spoken here."), HTTPStatus.NOT_IMPLEMENTED)
    room = [request.GET.get(name, "") for name in ("maxwidth", "maxheight")]
    if not all(given == "" or (given.isascii() and given.isdigit() and len(given) < 6) for given in room):
        return _plain(_("Give maxwidth and maxheight as numbers of pixels."), HTTPStatus.BAD_REQUEST)
    slug = oembed.slug_of(request.GET.get("url", ""), settings.SITE_URL)
    content = _content_of(slug) if slug else None
    if content is None:
        return _plain(_("There is no fact check at this address."), HTTPStatus.NOT_FOUND)
    max_width, max_height = (int(given) if given else None for given in room)
    answer = oembed.fitted(json.loads(content), max_width=max_width, max_height=max_height)
    if form == "xml":
        return _answer(oembed.as_xml(answer), "text/xml; charset=utf-8")
    return _answer(json.dumps(answer, ensure_ascii=False), "application/json")


def _content_of(slug: str) -> bytes | None:
    """The oEmbed of the check with that slug, or that had it before; None where there is none."""
    storage = storages["public"]
    content = writer.read(storage, f"checks/{slug}/oembed.json")
    if content is None and (target := moved_to(writer.read(storage, f"checks/{slug}/index.html") or b"")):
        return writer.read(storage, f"{target.strip('/')}/oembed.json")
    return content


def _answer(text: str, content_type: str) -> HttpResponse:
    # Pages on other sites may ask, too: it is public, and the same for everybody.
    headers = {"Cache-Control": PAGE_CACHING, "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type=content_type, headers=headers)


def _plain(text: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(text + "\n", status=status, content_type="text/plain; charset=utf-8")
