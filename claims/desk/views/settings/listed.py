"""The newsroom's own lists, topics and the checklist: adding, editing, moving, taking out of use."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims import rights
from claims.actions import listed
from claims.actions.errors import ActionError, Conflict, Invalid, require
from claims.actions.settings import version_of
from claims.desk.forms.settings import (
    ChecklistItemForm,
    EditChecklistItemForm,
    EditTopicForm,
    SettingsForm,
    TopicForm,
)
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.settings.page import settings_page
from claims.models import ChecklistItem
from claims.queries.listed import topics_with_claims
from claims.vocabulary import SettingsArea


@dataclass(frozen=True)
class Kind:
    """What differs between the two lists. `page`, `item`, `move` and `use` are the names of their addresses."""

    new_form: type[SettingsForm]
    edit_form: type[SettingsForm]
    page: str
    item: str
    move: str
    use: str
    lead: str | Promise
    adding: str | Promise


KINDS: dict[SettingsArea, Kind] = {
    SettingsArea.TOPICS: Kind(
        TopicForm,
        EditTopicForm,
        *("desk:topics", "desk:topic", "desk:topic_move", "desk:topic_use"),
        gettext_lazy("What claims are about. A claim may have several; the queue can be narrowed to one."),
        gettext_lazy("Add a topic"),
    ),
    SettingsArea.CHECKLIST: Kind(
        ChecklistItemForm,
        EditChecklistItemForm,
        *("desk:checklist", "desk:checklist_item", "desk:checklist_move", "desk:checklist_use"),
        gettext_lazy("What a reviewer goes through before approving. Each review keeps the ticks, in today’s words."),
        gettext_lazy("Add a question"),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def item_list(request: HttpRequest, area: SettingsArea) -> HttpResponse:
    """The list in order; a POST adds to its end."""
    kind = KINDS[area]
    require(rights.may_set(request.user, area))
    if request.method != "POST":
        return _list_page(request, area, kind.new_form())
    form = kind.new_form(request.POST)
    if not form.is_valid():
        return _list_page(request, area, form)
    try:
        item = listed.add_listed(actor=request.user, area=area, **form.cleaned_data)
    except Invalid as error:
        return _list_page(request, area, form, error)
    say_saved(request, _("%(name)s is added.") % {"name": item.name}, f"new-{area}")
    return redirect(kind.page)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def item_edit(request: HttpRequest, area: SettingsArea, pk: int) -> HttpResponse:
    kind = KINDS[area]
    require(rights.may_set(request.user, area))
    item = listed.LISTS[area].objects.get(pk=pk)
    if request.method != "POST":
        first = {name: getattr(item, name) for name in kind.new_form.base_fields}
        return _edit_page(request, area, pk, kind.edit_form(initial=first))
    form = kind.edit_form(request.POST)
    if not form.is_valid():
        return _edit_page(request, area, pk, form)
    try:
        item = listed.edit_listed(actor=request.user, area=area, item_id=pk, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        return _edit_page(request, area, pk, form, error)
    say_saved(request, _("%(name)s is saved.") % {"name": item.name}, f"{area}-{pk}")
    return redirect(kind.page)


@require_POST
@answers_errors
def item_move(request: HttpRequest, area: SettingsArea, pk: int) -> HttpResponse:
    """One place up or down; back to the row that moved."""
    is_up = request.POST.get("to") == "up"
    listed.move_listed(actor=request.user, area=area, item_id=pk, is_up=is_up)
    response = redirect(KINDS[area].page)
    response["Location"] += f"#item-{pk}"
    return response


@require_POST
@answers_errors
def item_use(request: HttpRequest, area: SettingsArea, pk: int) -> HttpResponse:
    """Take out of use, or (`active` is "yes") put back."""
    is_active = request.POST.get("active") == "yes"
    item = listed.use_listed(actor=request.user, area=area, item_id=pk, is_active=is_active)
    text = _("%(name)s is in use again.") if is_active else _("%(name)s is out of use. What has it keeps it.")
    messages.success(request, text % {"name": item.name})
    return redirect(KINDS[area].page)


def _list_page(
    request: HttpRequest, area: SettingsArea, form: SettingsForm, error: ActionError | None = None
) -> HttpResponse:
    is_topics = area == SettingsArea.TOPICS
    items: QuerySet = topics_with_claims() if is_topics else ChecklistItem.objects.order_by("-is_active", "position")
    rows = list(items)
    context = {
        "kind": KINDS[area],
        "form": form,
        "items": [item for item in rows if item.is_active],
        "out_of_use": [item for item in rows if not item.is_active],
        "key": f"new-{area}",
        "is_topics": is_topics,
    }
    return settings_page(request, area, "desk/settings/listed.html", context, form=form, error=error)


def _edit_page(
    request: HttpRequest, area: SettingsArea, pk: int, form: SettingsForm, error: ActionError | None = None
) -> HttpResponse:
    subject = listed.subject_of(area, pk)
    context = {
        "kind": KINDS[area],
        "form": form,
        "item": listed.LISTS[area].objects.get(pk=pk),
        "version": version_of(area, subject),
        "key": f"{area}-{pk}",
    }
    return settings_page(
        request, area, "desk/settings/listed_edit.html", context, subject=subject, form=form, error=error
    )
