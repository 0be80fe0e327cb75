"""What readers find: the one page of the search that is no file. It reads no cookie and sets none."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from claims.models import Newsroom
from claims.public.guarding import network_of, taking_turns
from claims.public.views import plain_page
from claims.publishing import search_pages, writer
from claims.publishing.summaries import CheckSummary
from claims.queries.near_words import mended
from claims.queries.public_search import MOST, asked, find_checks
from claims.queries.published import newsroom_of

# How often one network may search in so many seconds.
SEARCHES, SECONDS = 40, 60
_LAST_PAGE = 50


@csrf_exempt  # Writes nothing.
@login_not_required
@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """The published checks that hold what was typed (`q`), a page at a time (`page`)."""
    typed = asked(request.GET.get("q", ""))
    try:
        with taking_turns():
            response: HttpResponseBase = _results(request, typed)
    except (DatabaseError, InterfaceError):
        response = _away(request)
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _results(request: HttpRequest, typed: str) -> HttpResponse:
    newsroom = newsroom_of(Newsroom.current())
    if typed and _is_too_often(request):
        with translation.override(newsroom.language):
            message = _("You have searched very often. Please wait a minute.")
        page = search_pages.render_no_results(newsroom, typed, message)
        return HttpResponse(page, status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(SECONDS)})
    number = _page(request)
    if not typed:
        return HttpResponse(search_pages.render_no_results(newsroom, "", ""))
    found, instead = find_checks(typed, number), ""
    if not found.total and (near := mended(typed)):
        found = find_checks(near, number)
        instead = near if found.total else ""
    summaries = [CheckSummary.of(check) for check in found.checks]
    has_more = found.has_more and number < _LAST_PAGE
    return HttpResponse(
        search_pages.render_results(
            newsroom,
            typed,
            summaries,
            total=found.total,
            page=number,
            has_more=has_more,
            is_cut=found.total == MOST,
            instead=instead,
        )
    )


def _page(request: HttpRequest) -> int:
    asked_for = request.GET.get("page", "")
    is_number = asked_for.isascii() and asked_for.isdigit() and len(asked_for) < 4
    return min(max(int(asked_for), 1), _LAST_PAGE) if is_number else 1


def _is_too_often(request: HttpRequest) -> bool:
    """Counted by network; while Redis is away nobody is counted."""
    network = network_of(request)
    return bool(network) and cache.count(f"searches:{network}", timeout=SECONDS) > SEARCHES  # type: ignore[attr-defined]


def _away(request: HttpRequest) -> HttpResponseBase:
    """The page that was written for this moment, in the site's look."""
    title, text = _("Search is not possible at the moment"), _("Please try again in some minutes.")
    content = writer.read(storages["public"], search_pages.AWAY)
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = plain_page(request, title, text, status) if content is None else HttpResponse(content, status=status)
    response["Retry-After"] = "60"
    return response
