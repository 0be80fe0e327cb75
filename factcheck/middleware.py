"""What is refused before any view sees it, and who may go on without signing in."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

# PostgreSQL cannot store NUL, and a lone surrogate is not text in any encoding. Written by hand in a URL or a form
# they would surface as a 500 deep in the database driver.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class RefuseUnstorableText:
    """Answers 400 to a query string, path or form field that holds NUL or a lone surrogate.

    JSON bodies are looked at by the API's own parser, and uploaded files by the form that reads them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_unstorable(request):
            message = _(
                "The request holds a character that cannot be stored (a NUL or half a character)."
                " Remove it and try again."
            )
            if request.path.startswith("/api/"):
                return JsonResponse({"code": "unstorable_text", "detail": message}, status=400)
            return render(request, "400.html", {"message": message}, status=400)
        return self.get_response(request)

    @staticmethod
    def _is_unstorable(request: HttpRequest) -> bool:
        if _UNSTORABLE.search(request.path):
            return True
        fields = [request.GET]
        # The API takes JSON only and never looks at a form.
        is_form = request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
        if is_form and not request.path.startswith("/api/"):
            fields.append(request.POST)
        return any(
            _UNSTORABLE.search(text) for data in fields for key, values in data.lists() for text in (key, *values)
        )


class SignInRequired(LoginRequiredMiddleware):
    """Django's own, asking the view before the user.

    Django asks for the user first, which reads the session of anybody who has its cookie from the database. The public
    site has to stay up without one.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseBase:
        """Send to the sign-in page, and from there back to a page that can be read.

        What was posted cannot be posted again after signing in, and many of those addresses answer nothing else; so the
        way back is the page that the form was on. It says that the session has ended. A request by htmx takes the
        whole page there instead of putting the sign-in form into a part of it.
        """
        is_read = request.method in ("GET", "HEAD") and not is_by_htmx(request)
        way_back = request.get_full_path() if is_read else page_of_the_form(request)
        response = redirect_to_login(way_back, self.get_login_url(view_func))
        if is_read:
            return response
        messages.warning(
            request,
            _("Your session has ended, and what you sent was not saved. Sign in; you get back to where you were."),
        )
        if is_by_htmx(request):
            return HttpResponse(status=204, headers={"HX-Redirect": response.url})
        return response


def is_by_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def page_of_the_form(request: HttpRequest) -> str:
    """Path and query of the page that sent this request, if it is one of ours; else the start of the desk."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        parts = urlsplit(page)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return reverse("desk:my_work")
