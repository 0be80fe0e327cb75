"""Deactivating people: what waits for them is said first, and can be handed over in the same step."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from claims import rights
from claims.access import everybody_visible_to
from claims.actions import people
from claims.actions.errors import ActionError, require
from claims.desk import bulk
from claims.desk.forms.settings import LeavingForm
from claims.desk.outcome import refused_list, say_outcome
from claims.desk.refusals import answers_errors
from claims.desk.returning import address_asked_for
from claims.desk.views.settings.page import settings_page
from claims.models import User
from claims.models.ids import id_in
from claims.queries import settings as queries
from claims.vocabulary import Action, SettingsArea

# A page of the list of people; more at once is a mistake.
LIMIT = 50


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def people_leaving(request: HttpRequest) -> HttpResponse:
    """Ask before somebody is deactivated, then do it: they are kept out first, and then their claims change hands."""
    require(rights.may_set(request.user, SettingsArea.PEOPLE))
    sent = request.POST if request.method == "POST" else request.GET
    ticked = [pk for value in sent.getlist("people") if (pk := id_in(value)) is not None][:LIMIT]
    leaving = list(everybody_visible_to(request.user).filter(pk__in=ticked, is_active=True).order_by("name", "id"))
    if not leaving:
        messages.warning(
            request, _("Choose first who is to be deactivated. Those who are deactivated already are left out.")
        )
        return redirect(address_asked_for(request) or "desk:people")
    form = LeavingForm(request.POST if request.method == "POST" else None, leaving=leaving)
    if request.method == "POST" and form.is_valid():
        _deactivate(request, leaving, form.cleaned_data["to"])
        return redirect(address_asked_for(request) or _back_to(leaving))
    context = {
        "held": queries.held_by(request.user, leaving),
        "form": form,
        "next": address_asked_for(request),
        "back_url": address_asked_for(request) or _back_to(leaving),
    }
    return settings_page(request, SettingsArea.PEOPLE, "desk/settings/leaving.html", context, form=form)


def _deactivate(request: HttpRequest, leaving: list[User], to: User | None) -> None:
    gone: list[User] = []
    refused: dict[str, list[int]] = {}
    for person in leaving:
        try:
            gone.append(people.set_active(actor=request.user, person_id=person.pk, is_active=False))
        except ActionError as error:
            refused.setdefault(str(error), []).append(person.pk)
    if len(gone) == 1:
        text = _("%(name)s is deactivated, and signed out everywhere. The tokens are revoked.")
        messages.success(request, text % {"name": gone[0].display_name})
    elif gone:
        text = ngettext("%(count)d person is deactivated.", "%(count)d people are deactivated.", len(gone))
        messages.success(request, text % {"count": len(gone)})
    if refused:
        count = sum(map(len, refused.values()))
        head = ngettext("%(count)d person was refused:", "%(count)d people were refused:", count) % {"count": count}
        links = {person.pk: (reverse("desk:person", args=[person.pk]), person.display_name) for person in leaving}
        messages.warning(request, refused_list(head, refused, links))
    claims = queries.claims_to_hand_over(request.user, gone) if to is not None and gone else []
    if claims:
        picked = [bulk.Picked(*one) for one in claims]
        step = bulk.Step(action=Action.ASSIGN, checker=to)
        say_outcome(request, Action.ASSIGN, bulk.apply(actor=request.user, picked=picked, step=step))


def _back_to(leaving: list[User]) -> str:
    return reverse("desk:person", args=[leaving[0].pk]) if len(leaving) == 1 else reverse("desk:people")
