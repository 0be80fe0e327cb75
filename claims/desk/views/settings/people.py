"""People and roles: the list, one person, inviting."""

from __future__ import annotations

import dataclasses

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import rights
from claims.actions import invitation, people
from claims.actions.errors import ActionError, Conflict, Invalid, require
from claims.actions.settings import version_of
from claims.desk.forms.settings import InviteForm, PeopleFilterForm, RoleForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.settings.mail import where_mail_goes
from claims.desk.views.settings.page import settings_page
from claims.models import User
from claims.queries import settings as queries
from claims.vocabulary import Role, SettingsArea

PAGE_LENGTH = 50


@require_safe
@answers_errors
def people_list(request: HttpRequest) -> HttpResponse:
    return _list_page(request, InviteForm())


@require_POST
@answers_errors
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the list again, with what is wrong beside the field."""
    require(rights.may_set(request.user, SettingsArea.PEOPLE))
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _list_page(request, form)
    try:
        invited = invitation.invite_person(actor=request.user, **form.cleaned_data)
    except Invalid as error:
        return _list_page(request, form, error)
    say_saved(request, _("%(email)s is invited. The mail leaves in a moment.") % {"email": invited.email}, "invite")
    return redirect("desk:people")


@require_POST
@answers_errors
def invitation_again(request: HttpRequest, pk: int) -> HttpResponse:
    invited = invitation.send_invitation_again(actor=request.user, invitation_id=pk)
    messages.success(request, _("%(email)s gets a new link; the old one has ended.") % {"email": invited.email})
    return redirect("desk:people")


@require_POST
@answers_errors
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invited = invitation.withdraw_invitation(actor=request.user, invitation_id=pk)
    messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invited.email})
    return redirect("desk:people")


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: their role, whether they may come in, what waits for them, what was changed."""
    require(rights.may_set(request.user, SettingsArea.PEOPLE))
    someone = _person(request, pk)
    if request.method != "POST":
        return _person_page(request, someone, RoleForm(initial={"role": someone.role}))
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _person_page(request, someone, form)
    try:
        people.change_role(actor=request.user, person_id=pk, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        return _person_page(request, _person(request, pk), RoleForm(request.POST), error)
    messages.success(request, _("The role is changed; it holds from the next click of that person on."))
    return redirect("desk:person", pk)


@require_POST
@answers_errors
def person_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Let in again. (Deactivating asks first: leaving.py.)"""
    someone = people.set_active(actor=request.user, person_id=pk, is_active=True)
    messages.success(request, _("%(name)s can come in again.") % {"name": someone.display_name})
    return redirect("desk:person", pk)


def _list_page(request: HttpRequest, form: InviteForm, error: ActionError | None = None) -> HttpResponse:
    asked = PeopleFilterForm(request.GET)
    asked.is_valid()
    given = {name: value for name, value in asked.cleaned_data.items() if value}
    given["words"] = given.pop("q", "")
    wanted = queries.PeopleWanted(**given)
    page = Paginator(queries.people_found(request.user, wanted), PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {
        "filters": PeopleFilterForm(initial=dataclasses.asdict(wanted) | {"q": wanted.words}),
        "is_filtered": wanted != queries.PeopleWanted(),
        "page": page,
        "roles": Role.choices,
        "invitations": queries.open_invitations(request.user),
        "invite": form,
        "mail": where_mail_goes(),
    }
    return settings_page(request, SettingsArea.PEOPLE, "desk/settings/people.html", context, form=form, error=error)


def _person_page(request: HttpRequest, someone: User, form: RoleForm, error: ActionError | None = None) -> HttpResponse:
    subject = people.subject_of(someone.pk)
    context = {
        "person": someone,
        "form": form,
        "version": version_of(SettingsArea.PEOPLE, subject),
        "is_oneself": someone.pk == request.user.pk,
        "claims": queries.open_claims_of(request.user, someone),
    }
    template = "desk/settings/person.html"
    return settings_page(request, SettingsArea.PEOPLE, template, context, subject=subject, form=form, error=error)


def _person(request: HttpRequest, pk: int) -> User:
    wanted = queries.PeopleWanted(show="all")
    found = queries.people_found(request.user, wanted).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such person."))
    return found
