"""What is refused before any view sees it, and who may go on without signing in."""

import contextlib
import re
import zoneinfo
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

# PostgreSQL cannot store NUL, and a lone surrogate is not text in any encoding. Written by hand in a URL or a form
# they would surface as a 500 deep in the database driver.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# Who the page belongs to that a script's request comes from.
PERSON_HEADER = "Factcheck-Person"


class RefuseUnreadable:
    """Answers 413 or 415 to a body that is too large or in another charset, before anything reads it.

    Django limits the fields of a form but writes uploaded files to the disk first, whoever sends them and wherever to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        is_upload = re.fullmatch(settings.UPLOAD_PATH, request.path_info)
        if length > (settings.LARGEST_UPLOAD_REQUEST if is_upload else settings.LARGEST_REQUEST):
            return self._refuse(request, 413, "413.html", _("The request is too large."))
        if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            return self._refuse(request, 415, "400.html", _("Send text as UTF-8."))
        return self.get_response(request)

    @staticmethod
    def _refuse(request: HttpRequest, status: int, template: str, message: str) -> HttpResponse:
        response: HttpResponse
        if request.path.startswith("/api/"):
            response = JsonResponse({"code": "unreadable", "detail": message}, status=status)
        else:
            response = render(request, template, {"message": message}, status=status)
        response["Connection"] = "close"  # The body is not read any more.
        return response


class RefuseUnstorableText:
    """Answers 400 to a query string, path or form field that holds NUL or a lone surrogate.

    A form is only looked at once it is clear that its sender may send it: reading it takes time and space. JSON bodies
    are looked at by the API's own parser, and uploaded files by the form that reads them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _UNSTORABLE.search(request.path) or holds_unstorable(request.GET):
            return self._refuse(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        # The API takes JSON only and never looks at a form; the readers' site takes nothing at all.
        reads_forms = request.resolver_match is not None and request.resolver_match.namespace not in ("api", "public")
        is_form = request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
        return self._refuse(request) if reads_forms and is_form and holds_unstorable(request.POST) else None

    @staticmethod
    def _refuse(request: HttpRequest) -> HttpResponse:
        message = _(
            "The request holds a character that cannot be stored (a NUL or half a character). Remove it and try again."
        )
        if request.path.startswith("/api/"):
            return JsonResponse({"code": "unstorable_text", "detail": message}, status=400)
        return render(request, "400.html", {"message": message}, status=400)


def holds_unstorable(fields: QueryDict) -> bool:
    """Also for a query string that came in a field of a form: percent signs hide there what is looked for here."""
    return any(_UNSTORABLE.search(text) for key, values in fields.lists() for text in (key, *values))


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
        # A script of a page asks in the name of the person whose page it is (static/js/session.js). It wants no
        # sign-in form in answer, and must not write for whoever has signed in meanwhile in another tab.
        person = request.headers.get(PERSON_HEADER)
        if person is not None and person != str(request.user.pk):
            return HttpResponse(status=412 if request.user.is_authenticated else 401)
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


class BrowsersLanguage(LocaleMiddleware):
    """Django's own: answers in the language that the browser asks for, until somebody has signed in.

    A readers' page is a file in its newsroom's language, whoever asks: nothing here is said of it.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Django leaves the language to the thread, and with it to whatever the thread does before the next request.
        with translation.override(translation.get_language()):
            return super().__call__(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.resolver_match is not None and request.resolver_match.namespace == "public":
            return response
        return super().process_response(request, response)


class PersonsLanguageAndTime:
    """Speaks the person's language, and shows times as the clock on their wall does, where they have chosen one.

    Only on pages that ask who it is anyway: the readers' site stays up without a database, and the API speaks
    the language that the program asks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(self, request: HttpRequest, view_func: Callable[..., Any], *args: Any) -> None:
        if not getattr(view_func, "login_required", True):
            return
        if request.user.is_authenticated:
            # Whoever reads the person from the database brings the newsroom's language along: claims.desk.accounts.
            language = request.user.language_in(getattr(request.user, "newsroom_language", ""))
            translation.activate(language)
            request.LANGUAGE_CODE = language
        name = getattr(request.user, "time_zone", "")
        if name:
            # The name was one when it was chosen; a host may know fewer.
            with contextlib.suppress(zoneinfo.ZoneInfoNotFoundError):
                timezone.activate(zoneinfo.ZoneInfo(name))


def is_by_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def page_of_the_form(request: HttpRequest) -> str:
    """Path and query of the page that sent this request, if it is one of ours; else the start of the desk."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        parts = urlsplit(page)
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        # Once more without the host: a path that begins with two slashes would be read as another host.
        if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
            return address
    return reverse("desk:my_work")
