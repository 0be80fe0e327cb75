"""How verdicts are reviewed: how many approvals, blind or not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims import rights, workflow
from claims.actions.errors import ActionError, Conflict, Invalid, require
from claims.actions.newsroom import REVIEW_RULES, set_review_rules
from claims.actions.settings import version_of
from claims.desk.forms.settings import ReviewRulesForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.settings.page import settings_page
from claims.models import Newsroom
from claims.vocabulary import SettingsArea

AREA = SettingsArea.REVIEW


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def review_rules(request: HttpRequest) -> HttpResponse:
    require(rights.may_set(request.user, AREA))
    if request.method != "POST":
        newsroom = Newsroom.current()
        first = {name: getattr(newsroom, name) for name in REVIEW_RULES}
        return _page(request, ReviewRulesForm(initial=first))
    form = ReviewRulesForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        set_review_rules(actor=request.user, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        return _page(request, form, error)
    say_saved(request, _("The rules are saved. They hold for verdicts sent to review from now on."), "review-rules")
    return redirect("desk:review_rules")


def _page(request: HttpRequest, form: ReviewRulesForm, error: ActionError | None = None) -> HttpResponse:
    context = {"form": form, "version": version_of(AREA), "approvers": workflow.people_who_approve().count()}
    return settings_page(request, AREA, "desk/settings/review_rules.html", context, form=form, error=error)
