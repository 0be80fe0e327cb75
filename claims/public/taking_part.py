"""Readers take part: a claim to check, a challenge of a check, and the receipt that both give.

These few pages are answered by the web process, unlike everything else here. They set no cookie and read none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from claims.actions.errors import Invalid
from claims.actions.receipts import is_proven, submission_of, token_of
from claims.actions.submission import TooMany, not_me, send_in
from claims.models import Address, Claim, Newsroom, Submission
from claims.public.forms import ChallengeForm, ClaimForm, TakePartForm
from claims.public.guarding import (
    HONEYPOT,
    LARGEST_FORM,
    Held,
    StampTooOld,
    network_of,
    require_person,
    stamp,
    taking_turns,
)
from claims.public.receipts import shown
from claims.publishing import content, pages
from claims.queries.published import latest_of, newsroom_of
from claims.vocabulary import AddressKind, SubmissionKind

View = Callable[..., HttpResponse]
_DATABASE_AWAY = (OperationalError, InterfaceError)


def _page(view: View) -> View:
    """Anybody may ask, in the newsroom's language; while the database is away, a plain page says so."""

    @csrf_exempt  # See guarding.py.
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with taking_turns():
                newsroom = newsroom_of(Newsroom.current())
                with translation.override(newsroom.language):
                    response = view(request, newsroom, *args, **kwargs)
        except _DATABASE_AWAY:
            text = _("This page cannot be answered at the moment. Nothing was sent. Please try again in some minutes.")
            typed = [value for name, value in (_typed(request) or {}).items() if name != "stamp" and value]
            context = {"title": _("One moment"), "text": text, "typed": typed}
            response = HttpResponse(render_to_string("public/take_part/away.html", context), status=503)
            response["Retry-After"] = "60"
        # What is typed, and what is shown of a receipt, is for one person.
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@_page
def claim_form(request: HttpRequest, newsroom: content.Newsroom) -> HttpResponse:
    form = ClaimForm(_typed(request))
    return _answer(request, newsroom, form, "public/take_part/claim.html", _("Send us a claim to check"))


@login_not_required
@require_safe
def challenge_of(request: HttpRequest) -> HttpResponse:
    """The link of a check's page, `?check=<slug>`: its path is a file as well, for when this process is stopped."""
    slug = request.GET.get("check", "")
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        raise Http404(_("There is no check at this address."))
    return redirect("public:challenge", slug)


@_page
def challenge_form(request: HttpRequest, newsroom: content.Newsroom, slug: str) -> HttpResponse:
    # A withdrawn check has its page, too. What readers see counts, not what is being written.
    had_it = Address.objects.filter(kind=AddressKind.CHECK, slug=slug).values("owner")
    claim = Claim.objects.filter(Q(slug=slug) | Q(pk__in=had_it)).first()
    public = latest_of([claim.pk]).get(claim.pk) if claim else None
    if claim is None or public is None:
        raise Http404(_("There is no check at this address."))
    form = ChallengeForm(_typed(request))
    check = content.Check.from_json(public.content)
    title = _("What is wrong with this check?")
    return _answer(request, newsroom, form, "public/take_part/challenge.html", title, claim=claim, check=check)


@_page
def receipt(request: HttpRequest, newsroom: content.Newsroom, token: str) -> HttpResponse:
    """What was sent and what became of it, for whoever has the address. A POST says: this was not me.

    It needs nothing but the address as it was mailed: that cannot be guessed, and so no other site can send that form.
    """
    proof = request.GET.get("mailed", "")
    try:
        submission = not_me(token=token, proof=proof) if request.method == "POST" else submission_of(token)
    except Submission.DoesNotExist as error:
        raise Http404(_("There is no receipt at this address.")) from error
    if request.method == "POST":
        response: HttpResponse = HttpResponseRedirect(f"{request.path}?removed", status=HTTPStatus.SEE_OTHER)
    else:
        title = _("Your receipt, number %(number)d") % {"number": submission.pk}
        news = next((one for one in _NEWS if one in request.GET), "")
        context = {"receipt": shown(submission), "news": news, "is_mailed": is_proven(submission, proof)}
        page = pages.render_answer("public/take_part/receipt.html", newsroom, title=title, **context)
        response = HttpResponse(page)
    # The address opens the receipt: it is told to nobody.
    response["Referrer-Policy"] = "no-referrer"
    return response


# What the address of a receipt can begin with: that it was just sent, sent once before, or that a name was removed.
_NEWS = ("sent", "again", "removed")


def _typed(request: HttpRequest) -> Any:
    """The form's fields; None where it is only shown, or too large to be read."""
    if request.method != "POST" or _is_too_large(request):
        return None
    return request.POST


def _is_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > LARGEST_FORM


def _answer(
    request: HttpRequest,
    newsroom: content.Newsroom,
    form: TakePartForm,
    template: str,
    title: str,
    *,
    claim: Claim | None = None,
    check: content.Check | None = None,
) -> HttpResponse:
    """The form; or what was sent with it taken in, and the way to its receipt. Nothing that was typed is lost."""
    held, status, kept_stamp = "", HTTPStatus.OK, ""
    if request.method == "POST":
        try:
            return _take_in(request, form, claim)
        except Invalid as error:
            form.put(error)
            status, kept_stamp = HTTPStatus.BAD_REQUEST, request.POST["stamp"]
        except TooMany as error:
            held, status, kept_stamp = str(error), HTTPStatus.TOO_MANY_REQUESTS, request.POST["stamp"]
        except Held as error:
            held, status = str(error), error.status
            if not isinstance(error, StampTooOld) and form.is_bound:
                kept_stamp = request.POST.get("stamp", "")
        except _DATABASE_AWAY:
            held = _("This cannot be taken in at the moment. What you typed stands below; send it again in a minute.")
            status, kept_stamp = HTTPStatus.SERVICE_UNAVAILABLE, request.POST["stamp"]
    context = {
        "form": form,
        "held": held,
        "stamp": kept_stamp or stamp(),
        "honeypot": HONEYPOT,
        "check": check,
        "check_path": check.path if check else "",
        "network_days": settings.READERS_NETWORK_DAYS,
        "contact_days": settings.READERS_CONTACT_DAYS,
    }
    return HttpResponse(pages.render_answer(template, newsroom, title=title, **context), status=status)


def _take_in(request: HttpRequest, form: TakePartForm, claim: Claim | None) -> HttpResponse:
    if _is_too_large(request):
        raise Held(_("This is far too long. Shorten it, and send it again."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    network = network_of(request)
    require_person(request, network)
    kind = SubmissionKind.CHALLENGE if claim else SubmissionKind.CLAIM
    submission, is_new = send_in(kind=kind, claim=claim, network=network, **form.said())
    address = reverse("public:receipt", args=[token_of(submission.nonce)])
    # "See other": going back and forth sends nothing twice.
    return HttpResponseRedirect(f"{address}?{'sent' if is_new else 'again'}", status=HTTPStatus.SEE_OTHER)
