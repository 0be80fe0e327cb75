"""Saving a view of the queue, and the page on which they are looked after."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import workflow
from claims.access import saved_views_visible_to
from claims.actions import saved_view as actions
from claims.actions.errors import ActionError, Invalid, require
from claims.desk.filters import queue_address
from claims.desk.forms.saved_view import EditViewForm, SaveViewForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors, put_errors
from claims.desk.saved_views import Views, query_to_save
from claims.desk.views.queue import query_to_return_to, queue_page
from claims.desk.views.settings.page import settings_page
from claims.models.ids import id_in
from claims.vocabulary import SettingsArea


@require_POST
@answers_errors
def view_save(request: HttpRequest) -> HttpResponse:
    """Give the filters of the page the button was on a name, then go back to it."""
    query = query_to_return_to(request)
    form = SaveViewForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            view = actions.save_view(actor=request.user, query=query_to_save(query), **form.answers())
        except Invalid as error:
            put_errors(form, error)
        else:
            say_saved(request, _("The view “%(name)s” is saved.") % {"name": view.name})
            return redirect(f"{reverse('desk:queue')}{queue_address(QueryDict(view.query))}")
    request.GET = query  # type: ignore[assignment]  # The page the form was on, with its filters.
    return queue_page(request, view_form=form, status=400)


@require_safe
def view_list(request: HttpRequest) -> HttpResponse:
    """The views with their filters in words, to rename, share, begin with, or delete."""
    return _page(request)


@require_POST
@answers_errors
def view_edit(request: HttpRequest, pk: int) -> HttpResponse:
    if saved_views_visible_to(request.user).get(pk=pk).is_shared:
        require(workflow.may_share_views(request.user))
    form = EditViewForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, pk, form)
    try:
        view = actions.edit_view(actor=request.user, view_id=pk, seen=request.POST.get("seen"), **form.answers())
    except ActionError as error:
        return _page(request, pk, form, error)
    say_saved(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect("desk:views")


@require_POST
@answers_errors
def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    actions.delete_view(actor=request.user, view_id=pk, seen=request.POST.get("seen"))
    messages.success(request, _("The view is deleted."))
    return redirect("desk:views")


@require_POST
@answers_errors
def view_begin(request: HttpRequest) -> HttpResponse:
    """What the queue shows first: a view, or (for an empty answer) all open work."""
    actions.begin_with_view(actor=request.user, view_id=id_in(request.POST.get("view")))
    messages.success(request, _("What your queue begins with is saved."))
    return redirect("desk:views")


def _page(
    request: HttpRequest, pk: int | None = None, form: EditViewForm | None = None, error: ActionError | None = None
) -> HttpResponse:
    """With `form`, which came back with errors, at the view with the id `pk`."""
    views = Views.of(request.user, QueryDict())
    may_share = bool(workflow.may_share_views(request.user))
    rows: list[dict[str, Any]] = [
        {
            "link": link,
            "chips": views.filter_of(QueryDict(link.view.query)).chips(),
            "form": form if link.view.pk == pk and form else EditViewForm(user=request.user, view=link.view),
            "is_open": link.view.pk == pk,
            "may_change": may_share or not link.view.is_shared,
        }
        for link in views.links()
    ]
    context = {"rows": rows, "begins_with_view": any(row["link"].is_first for row in rows)}
    return settings_page(request, SettingsArea.VIEWS, "desk/settings/views.html", context, form=form, error=error)
