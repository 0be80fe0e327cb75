"""The answers to requests that no view could take."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; but 413, with a sentence that says so, for a request that is too large to be read."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("413.html"), status=413)
    return defaults.bad_request(request, exception)


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
