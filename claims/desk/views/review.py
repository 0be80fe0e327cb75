"""The review screen: what changed, the exact revision, the checklist, and a decision that leads to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from claims import workflow
from claims.actions import review, review_points
from claims.actions.errors import ActionError, Conflict, Invalid, require
from claims.desk import refusals
from claims.desk.changes import Changes, changes_between, place_now
from claims.desk.checking import entries_of
from claims.desk.forms.review import DecisionForm, Points, moved
from claims.desk.notices import say_saved
from claims.desk.views.claim import Problem, find_claim
from claims.models import ChecklistItem, Claim, Look, Review, Revision
from claims.queries import claim as claim_queries
from claims.queries import review as queries
from claims.vocabulary import Action, Decision, State

# What the buttons send, and the action behind each.
_ACTIONS = {
    "approve": Action.APPROVE,
    "request_changes": Action.REQUEST_CHANGES,
    "dissent": Action.DISSENT,
}
_DECISION_OF = {
    Action.APPROVE: Decision.APPROVED,
    Action.REQUEST_CHANGES: Decision.CHANGES_REQUESTED,
    Action.DISSENT: Decision.DISSENTED,
}
_DONE: dict[Action, str | Promise] = {
    Action.APPROVE: gettext_lazy("Approved: “%(claim)s”"),
    Action.REQUEST_CHANGES: gettext_lazy("Sent back: “%(claim)s”"),
    Action.DISSENT: gettext_lazy("Your dissent is kept: “%(claim)s”"),
}


@dataclass
class Side:
    """What this person can compare with: `since` is the choice in the address, `base` the revision it means."""

    since: str
    label: str | Promise
    base: Revision | None
    is_chosen: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@refusals.answers_errors
def claim_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest revision of a claim, to be read and decided about."""
    claim = find_claim(request, pk)
    revisions = claim_queries.revisions_of(request.user, claim)
    if not revisions:
        return render(request, "desk/review/none.html", {"claim": claim})
    if request.method == "POST":
        require(workflow.may_do_any(request.user, _ACTIONS.values()))
        return _decide(request, claim, revisions)
    return _page(request, claim, revisions)


@require_safe
def next_review(request: HttpRequest) -> HttpResponse:
    """The first claim that waits for this person's review; with `ended`, what to say behind the last one."""
    waiting = queries.waiting_for_review(request.user)
    first = None if "ended" in request.GET else waiting.values_list("pk", flat=True).first()
    if first is not None:
        return redirect("desk:claim_review", first)
    may_approve = workflow.can_role(request.user, Action.APPROVE)
    return render(request, "desk/review/ended.html", {"left": waiting.count() if may_approve else 0})


def _page(
    request: HttpRequest,
    claim: Claim,
    revisions: list[Revision],
    *,
    status: int = 200,
    problem: Problem | None = None,
    form: DecisionForm | None = None,
    points: Points | None = None,
    read: Revision | None = None,
    unticked: Sequence[ChecklistItem] = (),
) -> HttpResponse:
    """`unticked` is what was left unticked at an approval, though it need not be ticked: it is pointed out. `read` is
    the revision that was on the screen when a newer one came: then that is what is compared with."""
    newest = revisions[0]
    look = queries.look_of(request.user, claim)
    sides = _sides(revisions, look, read, request.GET.get("since", ""))
    chosen = next(side for side in sides if side.is_chosen)
    changes = changes_between(chosen.base, newest) if chosen.base else None
    answers = {action: workflow.can(request.user, action, claim) for action in _ACTIONS.values()}
    context = {
        "claim": claim,
        "revision": newest,
        "entries": entries_of(newest),
        "wording": newest.wording or claim.quote,
        "passage": claim_queries.passage_of(claim),
        "look": look,
        "has_read_it": look is not None and look.revision_id == newest.pk,
        "sides": sides if len(sides) > 1 else [],
        "changes": changes,
        "changed": _changed_parts(changes),
        "asked_before": _asked_before(revisions),
        "said": newest.reviews.all(),
        "may_approve": answers[Action.APPROVE],
        "may_request": answers[Action.REQUEST_CHANGES],
        "may_dissent": answers[Action.DISSENT],
        "may_decide": any(answers.values()),
        "may_read": workflow.can_role(request.user, Action.APPROVE) and claim.state == State.IN_REVIEW,
        "may_override": isinstance(answers[Action.APPROVE], workflow.Denied)
        and workflow.may_override(request.user, answers[Action.APPROVE]),
        "form": form or DecisionForm(claim=claim, user=request.user, action="review", revision_id=newest.pk),
        "points": points or Points(newest),
        "waiting": queries.waiting_for_review(request.user).count() if answers[Action.REQUEST_CHANGES] else 0,
        "problem": problem,
        "unticked": unticked,
    }
    return render(request, "desk/review.html", context, status=status)


def _decide(request: HttpRequest, claim: Claim, revisions: list[Revision]) -> HttpResponse:
    newest, decision = revisions[0], request.POST.get("decision", "")
    form = DecisionForm(request.POST, claim=claim, user=request.user, action="review", revision_id=newest.pk)
    rows = _number(request.POST.get("rows"))
    points = Points(newest, request.POST, shown=rows + 1 if decision == "more" else rows)
    if (answer := _not_yet(request, claim, revisions, form, points)) is not None:
        return answer
    # Asked before the decision takes the claim off the list.
    after = queries.next_to_review(request.user, claim)
    try:
        said = _carry_out(request, claim, decision, form.answers(), points)
    except Conflict as error:
        return _newer_came(request, claim, error)
    except ActionError as error:
        if not _was_said(request, decision, form.answers(), points):
            return _refused(request, claim, error, form)
        said = _done(claim, _ACTIONS[decision])
    # A remark is not kept with a look: it stays in the browser until something is decided.
    say_saved(request, said, *([] if decision == "read" else [f"review-{claim.pk}"]))
    return redirect("desk:claim_review", after) if after else redirect(reverse("desk:next_review") + "?ended")


def _not_yet(
    request: HttpRequest, claim: Claim, revisions: list[Revision], form: DecisionForm, points: Points
) -> HttpResponse | None:
    """The screen again, while something has to be looked at before the decision; None when nothing has."""
    decision = request.POST.get("decision", "")
    if decision == "more":
        return _page(request, claim, revisions, form=form, points=points)
    if not form.is_valid() or not points.are_valid() or decision not in (*_ACTIONS, "read"):
        return _page(request, claim, revisions, status=400, problem=_look_again(), form=form, points=points)
    if points.used() and decision != "request_changes":
        form.add_error(None, _("You asked for something to be changed. Ask for changes, or empty the points first."))
        return _page(request, claim, revisions, status=400, problem=_look_again(), form=form, points=points)
    if decision == "approve" and (left := form.unticked()):
        # Pointed out once; who approves again means it.
        known = request.POST.get("unticked", "").split()
        if known != [str(item.pk) for item in left]:
            return _page(request, claim, revisions, form=form, points=points, unticked=left)
    return None


def _carry_out(
    request: HttpRequest, claim: Claim, decision: str, answers: dict[str, Any], points: Points
) -> str | Promise:
    """Do it; what to say of it."""
    who = {"actor": request.user, "claim_id": claim.pk}
    if decision == "read":
        review_points.mark_read(**who, revision_id=answers["revision_id"])
        return _("Read and left for later: “%(claim)s”") % {"claim": _short(claim)}
    action = _ACTIONS[decision]
    if action == Action.APPROVE:
        review.approve_revision(**who, **answers)
        if Claim.objects.get(pk=claim.pk).state == State.IN_REVIEW:
            return _("Your approval is in; it needs another person’s, too: “%(claim)s”") % {"claim": _short(claim)}
    elif action == Action.DISSENT:
        answers.pop("checklist", None)
        review.dissent_from_revision(**who, **answers)
    else:
        review.request_changes(**who, **answers, points=points.points())
    return _done(claim, action)


def _newer_came(request: HttpRequest, claim: Claim, error: Conflict) -> HttpResponse:
    """Show what is new against what was read, with everything that was typed."""
    claim = find_claim(request, claim.pk)
    revisions = claim_queries.revisions_of(request.user, claim)
    newest = revisions[0]
    read = next((one for one in revisions if str(one.pk) == request.POST.get("revision_id")), None)
    data = request.POST.copy()
    if read is not None:
        data = moved(data, lambda place: place_now(read, newest, place))
    data["revision_id"], data["version"] = str(newest.pk), str(claim.version)
    form = DecisionForm(data, claim=claim, user=request.user, action="review", revision_id=newest.pk)
    problem = Problem(
        _("A newer revision came while you read"),
        _("Nothing was decided. See below what is new, then decide again; what you typed is still here."),
        last=refusals.last_change(error),
    )
    return _page(
        request,
        claim,
        revisions,
        status=error.status,
        problem=problem,
        form=form,
        points=Points(newest, data, shown=_number(data.get("rows"))),
        read=read,
    )


def _refused(request: HttpRequest, claim: Claim, error: ActionError, form: DecisionForm) -> HttpResponse:
    if isinstance(error, Invalid):
        refusals.put_errors(form, error)
    claim = find_claim(request, claim.pk)
    revisions = claim_queries.revisions_of(request.user, claim)
    points = Points(revisions[0], request.POST, shown=_number(request.POST.get("rows")))
    problem = Problem(*refusals.words_for(error, request.user))
    if not workflow.can(request.user, Action.REQUEST_CHANGES, claim):
        # There is no form any more: what was typed is shown to be copied.
        typed = [
            (_("Remark"), form["comment"].value()),
            *((_("Point"), row["reason"].value()) for row in points.used()),
        ]
        problem.kept = [(label, text) for label, text in typed if text]
    return _page(request, claim, revisions, status=error.status, problem=problem, form=form, points=points)


def _was_said(request: HttpRequest, decision: str, answers: dict[str, Any], points: Points) -> bool:
    """Whether it was done a moment ago: the second press of a button."""
    if decision not in _ACTIONS:
        return False
    words = [answers["comment"]]
    if decision == "request_changes":
        words = [point.reason for point in points.points()] + [text for text in words if text]
    said = _DECISION_OF[_ACTIONS[decision]]
    return queries.said_already(request.user, answers["revision_id"], said, words)


def _sides(revisions: list[Revision], look: Look | None, read: Revision | None, since: str) -> list[Side]:
    """What the newest revision can be compared with; the last look is only named where there was one."""
    newest, before = revisions[0], revisions[1] if len(revisions) > 1 else None
    seen = read or next((one for one in revisions[1:] if look is not None and one.pk == look.revision_id), None)
    sides = []
    if seen is not None and seen.pk != newest.pk:
        label = _("since your last look (revision %(number)d)") % {"number": seen.number}
        sides.append(Side("look", label, seen))
    if before is not None:
        label = _("since the revision before (%(number)d)") % {"number": before.number}
        sides.append(Side("before", label, before))
    sides.append(Side("whole", _("the whole text only"), None))
    next((side for side in sides if side.since == since and read is None), sides[0]).is_chosen = True
    return sides


def _asked_before(revisions: list[Revision]) -> Review | None:
    """The last request for changes, with its points; what was asked before an earlier approval is settled."""
    for revision in revisions:
        asked = [one for one in revision.reviews.all() if one.decision == Decision.CHANGES_REQUESTED]
        if asked:
            return asked[-1]
        if revision is not revisions[0] and revision.approvals >= revision.approvals_needed:
            break
    return None


def _changed_parts(changes: Changes | None) -> set[str]:
    """The parts and the pieces of evidence ("evidence-2") that are not what they were."""
    if changes is None:
        return set()
    parts = {str(change.part) for change in changes.texts}
    parts |= {f"evidence-{change.found.place}" for change in changes.pieces}
    return parts | ({"rating"} if changes.ratings else set())


def _look_again() -> Problem:
    return Problem(
        _("Please look at this again"), _("Nothing was decided yet. Correct what is marked, then try again.")
    )


def _done(claim: Claim, action: Action) -> str:
    return str(_DONE[action]) % {"claim": _short(claim)}


def _short(claim: Claim) -> str:
    return Truncator(claim.text).chars(70)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 4 else 1
