"""One step for several people: another role, out, or in again. Each goes through its own action."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy
from django.views.decorators.http import require_POST

from claims import rights
from claims.access import everybody_visible_to
from claims.actions import people
from claims.actions.errors import ActionError, require
from claims.desk.outcome import refused_list
from claims.desk.refusals import answers_errors
from claims.desk.returning import address_asked_for
from claims.models import User
from claims.models.ids import id_in
from claims.vocabulary import Role, SettingsArea

# A page of the list; more at once is a mistake.
LIMIT = 50

_STEPS: dict[str, Callable[[User, int, str], User]] = {
    "role": lambda actor, pk, role: people.change_role(actor=actor, person_id=pk, role=role),
    "activate": lambda actor, pk, _role: people.set_active(actor=actor, person_id=pk, is_active=True),
}
_DONE: dict[str, str | Promise] = {
    "role": ngettext_lazy("%(count)d person has this role now.", "%(count)d people have this role now.", "count"),
    "activate": ngettext_lazy("%(count)d person can come in.", "%(count)d people can come in.", "count"),
}


@require_POST
@answers_errors
def people_bulk(request: HttpRequest) -> HttpResponse:
    """Do it to each that is ticked, then say how many were done, and which were refused and why."""
    require(rights.may_set(request.user, SettingsArea.PEOPLE))
    do, role = request.POST.get("do", ""), request.POST.get("role", "")
    ticked = [pk for value in request.POST.getlist("people") if (pk := id_in(value)) is not None]
    if do == "deactivate" and ticked and len(ticked) <= LIMIT:
        # It is asked first, with what waits for them.
        asked = QueryDict(mutable=True)
        asked.setlist("people", [str(pk) for pk in dict.fromkeys(ticked)])
        asked["next"] = address_asked_for(request)
        return redirect(f"{reverse('desk:people_leaving')}?{asked.urlencode()}")
    if do not in _STEPS or not ticked or len(ticked) > LIMIT or (do == "role" and role not in Role.values):
        messages.warning(request, _("Tick the people first, then choose what to do, and for a role, which."))
    else:
        _do(request, do, role, list(dict.fromkeys(ticked)))
    return redirect(address_asked_for(request) or "desk:people")


def _do(request: HttpRequest, do: str, role: str, ticked: list[int]) -> None:
    known = everybody_visible_to(request.user).in_bulk(ticked)
    refused: dict[str, list[int]] = {}
    done = 0
    for pk in known:
        try:
            _STEPS[do](request.user, pk, role)
        except ActionError as error:
            refused.setdefault(str(error), []).append(pk)
        else:
            done += 1
    if done:
        messages.success(request, _DONE[do] % {"count": done})
    if refused:
        count = sum(map(len, refused.values()))
        head = ngettext("%(count)d person was refused:", "%(count)d people were refused:", count) % {"count": count}
        links = {pk: (reverse("desk:person", args=[pk]), person.display_name) for pk, person in known.items()}
        messages.warning(request, refused_list(head, refused, links))
