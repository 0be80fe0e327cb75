"""What all pages of the settings share: the list of pages beside them, the history below, and what errors become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims import rights
from claims.actions.errors import ActionError, Invalid, require
from claims.desk.refusals import put_errors, words_for
from claims.desk.settings_history import settings_timeline
from claims.models import User
from claims.queries.settings import settings_events
from claims.vocabulary import SettingsArea

# Each page with its address, and what it is for.
PAGES: dict[SettingsArea, tuple[str, str | Promise]] = {
    SettingsArea.PEOPLE: ("desk:people", _("Who may come in, and as what. Invite, change roles, deactivate.")),
    SettingsArea.SCALES: (
        "desk:scales",
        _("The words in which verdicts are given, and their places between false and true."),
    ),
    SettingsArea.TOPICS: ("desk:topics", _("What claims are about, to file and find them by.")),
    SettingsArea.SPEAKERS: ("desk:speakers", _("Whose words are checked, and which party or group they belong to.")),
    SettingsArea.CHECKLIST: ("desk:checklist", _("The questions that a reviewer goes through.")),
    SettingsArea.REVIEW: ("desk:review_rules", _("How many must approve a verdict, and whether they see each other.")),
    SettingsArea.IDENTITY: ("desk:identity", _("The newsroom’s name, address and languages, as readers see them.")),
    SettingsArea.POLICIES: ("desk:policies", _("What the codes of principles ask a newsroom to say about itself.")),
    SettingsArea.VIEWS: ("desk:views", _("Names for filters of the queue, and the view that your queue opens with.")),
    SettingsArea.TOKENS: ("desk:tokens", _("Keys for programs that act in your name.")),
    SettingsArea.NOTIFICATIONS: ("desk:notification_settings", _("What you are told of, and how: here, or by mail.")),
    SettingsArea.ACCOUNT: ("desk:account", _("Your name, password, time zone and sessions.")),
}


@dataclass(frozen=True)
class PageLink:
    """A page of the settings that this person may open."""

    area: SettingsArea
    label: str | Promise
    about: str | Promise
    url: str


def page_links(user: User) -> list[PageLink]:
    """The pages that `user` may open, in the order of the areas."""
    return [
        PageLink(area, area.label, PAGES[area][1], reverse(PAGES[area][0]))
        for area in SettingsArea
        if area in PAGES and rights.may_set(user, area)
    ]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/settings/overview.html", {"pages": page_links(request.user)})


def settings_page(
    request: HttpRequest,
    area: SettingsArea,
    template: str,
    context: dict[str, Any],
    *,
    subject: str | None = None,
    error: ActionError | None = None,
    form: BaseForm | None = None,
) -> HttpResponse:
    """A page of the settings. Raises Refused for whom it is not.

    `subject` narrows its history. After an `error`, what `form` held is on the page, with the reason beside its field
    or on top.
    """
    require(rights.may_set(request.user, area))
    status = 200 if form is None or not form.is_bound else 400
    problem = None
    if error is not None:
        status = error.status
        if isinstance(error, Invalid) and form is not None:
            put_errors(form, error)
        else:
            problem = words_for(error, request.user)
    shared = {
        "area": area,
        "pages": page_links(request.user),
        "problem": problem,
        "history": settings_timeline(settings_events(request.user, area, subject)),
    }
    return render(request, template, shared | context, status=status)
