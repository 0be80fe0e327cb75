"""What is refused before any view sees it, and who may go on without signing in."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
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
