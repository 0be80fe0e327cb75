"""Keeping what is typed and not saved, for scripts (static/js/autosave.js) and, to give it up, for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.actions.errors import ActionError
from claims.actions.typed import OtherText, give_up_typed, keep_typed
from claims.desk.forms.typed import GiveUpForm, TypedForm
from claims.desk.typed import as_offer
from factcheck.middleware import PERSON_HEADER, page_of_the_form


@require_POST
def typed_keep(request: HttpRequest) -> HttpResponse:
    """Keep what stands in a form. When another text of this person's is kept for it, that one, to be shown (409)."""
    form = TypedForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    try:
        typed = keep_typed(actor=request.user, **form.cleaned_data)
    except OtherText as error:
        context = {"offer": as_offer(error.typed)}
        offer = render_to_string("desk/parts/typed_offer.html", context, request=request)
        return JsonResponse({"offer": offer}, status=error.status)
    except ActionError as error:
        return JsonResponse({"detail": str(error)}, status=error.status)
    return JsonResponse({"stamp": typed.stamp, "at": f"{timezone.localtime(typed.updated_at):%H:%M}"})


@require_POST
def typed_give_up(request: HttpRequest) -> HttpResponse:
    """Throw a kept text away; then back to the page that showed it."""
    form = GiveUpForm(request.POST)
    is_given_up = form.is_valid() and give_up_typed(actor=request.user, **form.cleaned_data)
    if PERSON_HEADER in request.headers:
        return HttpResponse(status=204)
    if is_given_up:
        messages.success(request, _("The unsaved text is given up."))
    else:
        messages.warning(request, _("That text is not there any more, or was changed since. Nothing was discarded."))
    return redirect(page_of_the_form(request))


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Says nothing: that there is an answer says that the person is still signed in (factcheck/middleware.py)."""
    return HttpResponse(status=204)
