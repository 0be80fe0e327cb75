"""My work: what waits for this person, and for editors what waits for anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims import rights, workflow
from claims.access import saved_views_visible_to
from claims.desk.saved_views import Views
from claims.queries import desk
from claims.queries.jobs import jobs_in_trouble
from claims.queries.notifications import unread_mentions
from claims.queries.reply import answers_due
from claims.vocabulary import Action, SettingsArea


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    user = request.user
    context = {
        "may_be_assigned": workflow.may_be_assigned(user),
        "is_editor": workflow.can_role(user, Action.APPROVE),
        "to_do": desk.claims_to_do(user),
        "sent_back": desk.claims_sent_back(user),
        "awaiting": desk.claims_awaiting_others(user),
        "answers_due": answers_due(user),
        "mentions": unread_mentions(user),
        # The parts of the queue that this person has given a name, or the newsroom for everybody.
        "views": Views.of(user, QueryDict()).links() if saved_views_visible_to(user).exists() else [],
    }
    if context["is_editor"]:
        context |= {
            "to_review": desk.claims_to_review(user),
            "to_publish": desk.claims_to_publish(user),
            "unassigned": desk.claims_unassigned(user),
            "overdue": desk.claims_overdue(user),
            "to_triage": desk.articles_to_triage(user),
            "failed_jobs": jobs_in_trouble(user),
            "is_untouched": desk.is_untouched(user),
            "may_invite": bool(rights.may_set(user, SettingsArea.PEOPLE)),
            "may_retry": bool(workflow.may_retry(user)),
        }
    elif not context["may_be_assigned"]:
        context |= {
            "in_review": desk.claims_in_review(user),
            "overdue": desk.claims_overdue(user),
            "public": desk.claims_public(user),
        }
    return render(request, "desk/my_work.html", context)
