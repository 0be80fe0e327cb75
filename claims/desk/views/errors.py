"""The answers to requests that no view could take."""

import sys

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views import defaults

from factcheck.middleware import page_of_the_form


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; but 413, with a sentence that says so, for a request that is too large to be read."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("413.html"), status=413)
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the desk's own page for somebody who is at work there, else the page for everybody."""
    if request.path.startswith("/desk/") and request.user.is_authenticated:
        return render(request, "desk/not_found.html", status=404)
    return defaults.page_not_found(request, exception)


def nothing_here(request: HttpRequest, path: str) -> HttpResponse:
    """Any other address of the desk. One that only lacks its last slash leads on; the rest is a 404."""
    if request.method in ("GET", "HEAD") and not path.endswith("/"):
        query = request.META.get("QUERY_STRING", "")
        try:
            is_known = resolve(f"{request.path_info}/").func is not nothing_here
        except Resolver404:
            is_known = False
        if is_known:
            return HttpResponsePermanentRedirect(f"{request.path}/" + (f"?{query}" if query else ""))
    raise Http404


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the token of this session: the way back to the page it was on, past the sign-in if that
    is what has ended."""
    page = page_of_the_form(request)
    is_signed_in = request.user.is_authenticated
    context = {
        "is_signed_in": is_signed_in,
        "way_back": page if is_signed_in else redirect_to_login(page).url,
    }
    return render(request, "403_csrf.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; but 503, with a sentence that says so, while the database is away. As JSON under /api/."""
    # Django calls this while it handles the exception.
    is_database_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if is_database_away else 500
    if request.path.startswith("/api/"):
        code, detail = (
            ("unavailable", _("The database is away. Try again in a moment."))
            if is_database_away
            else (
                "error",
                _("Something went wrong here. Nothing was saved."),
            )
        )
        response: HttpResponse = JsonResponse({"code": code, "detail": detail}, status=status)
    elif is_database_away:
        response = HttpResponse(render_to_string("503.html"), status=status)
    else:
        return defaults.server_error(request)
    if is_database_away:
        response["Retry-After"] = "5"
    return response
