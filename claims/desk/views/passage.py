"""A page to say what a claim is: move its borders, split it, merge it with a neighbour, mark it as a repeat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims import workflow
from claims.actions import passage
from claims.actions.errors import ActionError, Invalid, Refused
from claims.desk import refusals
from claims.desk.forms.claim import ActionForm
from claims.desk.forms.passage import BordersForm, MergeForm, RepeatForm, SplitForm
from claims.desk.notices import say_saved
from claims.desk.refusals import answers_errors
from claims.desk.views.claim import Problem, claim_url, find_claim
from claims.models import Claim, User
from claims.queries import claim as queries
from claims.queries.passage import repeats_of, similar_in_text
from claims.vocabulary import Action, State
from claims.workflow import Denied


@dataclass(frozen=True)
class Way:
    """One thing to do here: its form, its action, what to say afterwards, and where an error that is not about a field
    of the form belongs."""

    form: type[ActionForm]
    run: Callable[..., Any]
    done: str | Promise
    errors_at: str | None = None


WAYS: dict[Action, Way] = {
    Action.CHANGE_BORDERS: Way(BordersForm, passage.change_borders, _("The claim has new borders."), "passage"),
    Action.SPLIT_CLAIM: Way(SplitForm, passage.split_claim, _("The claim is split in two."), "at"),
    Action.MERGE: Way(MergeForm, passage.merge_claims, _("The two claims are one now.")),
    Action.MARK_REPEAT: Way(RepeatForm, passage.mark_repeat, _("The claim is marked as a repeat."), "original"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@answers_errors
def claim_passage(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms; a POST names in `do` which of them it is."""
    claim = find_claim(request, pk)
    if request.method != "POST":
        return _page(request, claim)
    action = next((action for action in WAYS if action == request.POST.get("do")), None)
    if action is None:
        raise Invalid(do=_("Choose what to do with the claim."))
    way = WAYS[action]
    form = way.form(request.POST, claim=claim, user=request.user, action=action)
    try:
        if not form.is_valid():
            _refuse_first(request.user, action, claim)
            return _page(request, claim, bound={action: form}, status=400)
        result = way.run(actor=request.user, claim_id=claim.pk, version=form.cleaned_data["version"], **form.answers())
    except ActionError as error:
        return _refused(request, claim.pk, action, form, error)
    say_saved(request, way.done, f"{action}-{claim.pk}")
    # A border is often moved word by word.
    if form.cleaned_data.get("nudge"):
        return redirect("desk:claim_passage", claim.pk)
    return redirect(_place_in_article(_claim_of(result)))


def _refuse_first(user: User, action: Action, claim: Claim) -> None:
    """Who may not do it at all is told that, however the form is filled in."""
    answer = workflow.can(user, action, claim)
    if isinstance(answer, Denied):
        raise Refused(answer)


def _refused(request: HttpRequest, pk: int, action: Action, form: ActionForm, error: ActionError) -> HttpResponse:
    """The page as the claim is now, with the reason and what was typed."""
    claim, problem = find_claim(request, pk), None
    if isinstance(error, Invalid):
        for name, message in error.errors.items():
            form.add_error(name if name in form.fields else WAYS[action].errors_at, message)
    else:
        title, message = refusals.words_for(error, request.user)
        problem = Problem(title, message, last=refusals.last_change(error))
    return _page(request, claim, bound={action: form}, problem=problem, status=error.status)


def _page(
    request: HttpRequest,
    claim: Claim,
    *,
    bound: dict[Action, ActionForm] | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    answers = {action: workflow.can(user, action, claim) for action in WAYS}
    forms = {
        action: (bound or {}).get(action) or way.form(claim=claim, user=user, action=action)
        for action, way in WAYS.items()
        if answers[action]
    }
    refusal = next((answer.reason for answer in answers.values() if isinstance(answer, Denied)), "")
    neighbours = queries.neighbours_of(user, claim)
    context = {
        "claim": claim,
        "passage": queries.passage_of(claim),
        "borders": forms.get(Action.CHANGE_BORDERS),
        "split": forms.get(Action.SPLIT_CLAIM),
        "merge": forms.get(Action.MERGE),
        "mergeable": [
            (side, other)
            for side, other in (("before", neighbours.previous), ("after", neighbours.next))
            if other is not None and Action.MERGE in forms and workflow.can(user, Action.MERGE, other)
        ],
        "repeat": forms.get(Action.MARK_REPEAT),
        "similar": similar_in_text(user, claim) if Action.MARK_REPEAT in forms else [],
        "repeats": repeats_of(user, claim),
        "refusal": refusal,
        "problem": problem,
        "back_url": _place_in_article(claim),
    }
    return render(request, "desk/claim_passage.html", context, status=status)


def _claim_of(result: Any) -> Claim:
    """What is left of the claim: of two parts the first, of two merged claims the one that was kept."""
    return result[0] if isinstance(result, tuple) else result


def _place_in_article(claim: Claim) -> str:
    if claim.state == State.DISMISSED and not claim.repeat_of_id:
        return claim_url(claim.pk)
    return f"{reverse('desk:article', args=[claim.article_id])}?claim={claim.pk}#claim-{claim.pk}"
