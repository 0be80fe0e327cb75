"""The WSGI entry for gunicorn."""

import os
from collections.abc import Callable
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

# In slots of 8 bytes: a little more than fits into 64 kB.
_SLOTS = 8_300


def with_room_for_calls(application: Callable[..., Any]) -> Callable[..., Any]:
    """`application`, called so that whatever it calls finds room on one piece of Python's own stack.

    CPython keeps the frames of a thread in pieces of 16 kB, and gives a piece back to the system the moment its last
    frame returns. Where a loop happens to stand at the end of a piece, each call in it costs a new piece: a template
    within templates, which is such a loop, took up to half as long again. A frame gets a piece large enough for it, in
    powers of two; this one is declared large enough for 128 kB, and leaves half of them to those above it. Nothing is
    ever stored in what it claims.
    """

    def roomy(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return application(environ, start_response)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=_SLOTS)
    return roomy


class Unreadable(Exception):
    """Django cannot make a request of what came."""


class Request(WSGIRequest):
    """Django's own, but whatever it stumbles over while it is made is Unreadable."""

    def __init__(self, environ: dict[str, Any]) -> None:
        try:
            super().__init__(environ)
        except Exception as error:
            raise Unreadable from error


class Handler(WSGIHandler):
    """Django's own, answering 400 to what is Unreadable: no middleware has run by then that could."""

    request_class = Request

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        try:
            return super().__call__(environ, start_response)
        except Unreadable:
            response = _refusal(environ.get("PATH_INFO", ""))
            start_response(f"400 {response.reason_phrase}", list(response.items()))
            return response


def _refusal(path: str) -> HttpResponse:
    message = _("The head of this request cannot be read. Its Content-Type may name a charset that there is not.")
    response = (
        JsonResponse({"code": "unreadable", "detail": message}, status=400)
        if path.startswith("/api/")
        else HttpResponse(f"{message}\n", status=400, content_type="text/plain; charset=utf-8")
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Connection"] = "close"  # The body is not read any more.
    return response


django.setup(set_prefix=False)
application = with_room_for_calls(Handler())
