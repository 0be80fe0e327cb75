"""The buttons of a claim: one address for each action, all of them through claims.actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims import workflow
from claims.actions import addresses, publish, review, reviewer
from claims.actions import claim as claim_actions
from claims.actions import verdict as verdict_actions
from claims.actions.errors import ActionError
from claims.desk import refusals
from claims.desk.forms.claim import ActionForm, RevisionForm
from claims.desk.notices import say_saved
from claims.desk.returning import address_asked_for
from claims.desk.views.claim import claim_url, find_claim, form_of, invalid_page, refused_page
from claims.desk.views.verdict import save_typed, verdict_refused
from claims.models import Claim
from claims.vocabulary import Action, State

_PERFORM: dict[Action, Callable[..., Any]] = {
    Action.ACCEPT: claim_actions.accept_claim,
    Action.DISMISS: claim_actions.dismiss_claim,
    Action.REOPEN: claim_actions.reopen_claim,
    Action.ASSIGN: claim_actions.assign_claim,
    Action.TAKE: claim_actions.take_claim,
    Action.HAND_BACK: claim_actions.hand_back_claim,
    Action.START: claim_actions.start_checking,
    Action.SUBMIT: verdict_actions.submit_verdict,
    Action.RECALL: verdict_actions.recall_verdict,
    Action.ASK_REVIEWER: reviewer.ask_reviewer,
    Action.APPROVE: review.approve_revision,
    Action.DISSENT: review.dissent_from_revision,
    Action.REQUEST_CHANGES: review.request_changes,
    Action.PUBLISH: publish.publish_claim,
    Action.START_CORRECTION: publish.start_correction,
    Action.CANCEL_CORRECTION: publish.cancel_correction,
    Action.PUBLISH_CORRECTION: publish.publish_correction,
    Action.WITHDRAW: publish.withdraw_claim,
    Action.CHANGE_ADDRESS: addresses.change_address,
    Action.EDIT_CLAIM: claim_actions.edit_claim,
    Action.PRIORITISE: claim_actions.prioritise_claim,
    Action.UNDO: claim_actions.undo_step,
    Action.SET_TOPICS: claim_actions.set_topics,
}

_DONE: dict[Action, str | Promise] = {
    Action.ACCEPT: gettext_lazy("The claim is accepted for checking."),
    Action.DISMISS: gettext_lazy("The claim is dismissed."),
    Action.REOPEN: gettext_lazy("The claim is open again."),
    Action.ASSIGN: gettext_lazy("The claim is assigned."),
    Action.TAKE: gettext_lazy("The claim is yours."),
    Action.HAND_BACK: gettext_lazy("The claim is handed back."),
    Action.START: gettext_lazy("Checking has started. Add sources, then write the verdict."),
    Action.SUBMIT: gettext_lazy("The verdict is sent to review."),
    Action.RECALL: gettext_lazy("The verdict is back with you."),
    Action.ASK_REVIEWER: gettext_lazy("Who is asked for the review is saved."),
    Action.APPROVE: gettext_lazy("The verdict is approved."),
    Action.DISSENT: gettext_lazy("Your dissent is kept with the revision."),
    Action.REQUEST_CHANGES: gettext_lazy("The checker is asked for changes."),
    Action.PUBLISH: gettext_lazy("The verdict is published. Its page will be up in a moment."),
    Action.START_CORRECTION: gettext_lazy(
        "The correction has been started. Readers see the page as it was until it is published."
    ),
    Action.CANCEL_CORRECTION: gettext_lazy("The correction is cancelled."),
    Action.PUBLISH_CORRECTION: gettext_lazy("The correction is published. Its page will be up in a moment."),
    Action.WITHDRAW: gettext_lazy("The check is withdrawn. Its page says so in a moment."),
    Action.CHANGE_ADDRESS: gettext_lazy("The page is at its new address in a moment. The old one leads there."),
    Action.EDIT_CLAIM: gettext_lazy("The claim is saved."),
    Action.PRIORITISE: gettext_lazy("Priority and due date are saved."),
    Action.UNDO: gettext_lazy("The last step is undone."),
    Action.SET_TOPICS: gettext_lazy("The topics are saved."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def claim_action(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do one thing to a claim. A GET shows the question on a page of its own."""
    if action not in _PERFORM:
        raise Http404(_("There is no such action."))
    return _answer(request, find_claim(request, pk), Action(action))


@require_POST
def claim_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The wording as checked and the speaker."""
    return _answer(request, find_claim(request, pk), Action.EDIT_CLAIM)


def _answer(request: HttpRequest, claim: Claim, action: Action) -> HttpResponse:
    if request.method != "POST":
        revision = claim.revisions.newest()
        answer = workflow.can(request.user, action, claim)
        context = {
            "claim": claim,
            "action": action,
            "form": form_of(action, claim, request.user, revision=revision),
            "why_not": answer.reason if isinstance(answer, workflow.Denied) else "",
            "next": address_asked_for(request),
        }
        return render(request, "desk/claim_action.html", context)
    if action == Action.SUBMIT and "summary" in request.POST:
        return _save_and_submit(request, claim)
    return _perform(request, claim, action, request.POST)


def _save_and_submit(request: HttpRequest, claim: Claim) -> HttpResponse:
    """The button stands in the verdict's form: what is on the screen is saved first, so that this is what is sent."""
    data: dict[str, Any] = {name: request.POST.get(name, "") for name in ("claim_version", "reviewer")}
    data["version"] = data.pop("claim_version")
    saving = save_typed(request, claim)
    if not saving.unsaved:
        data |= {} if saving.claim_version is None else {"version": saving.claim_version}
        return _perform(request, claim, Action.SUBMIT, data, saved=saving.saved)
    form = form_of(Action.SUBMIT, claim, request.user, data)
    # Saving the wording on the way was a step of its own.
    steps = 1 if saving.claim_version is None else 2
    if form.is_valid() and _was_done_already(request, claim, Action.SUBMIT, form, steps=steps):
        return _done(request, claim, Action.SUBMIT, saved=[f"verdict-{claim.pk}", *saving.saved])
    return verdict_refused(request, claim, saving)


def _perform(
    request: HttpRequest, claim: Claim, action: Action, data: Any, *, saved: Iterable[str] = ()
) -> HttpResponse:
    form = form_of(action, claim, request.user, data)
    if not form.is_valid():
        return invalid_page(request, claim, {action: form})
    version = {} if isinstance(form, RevisionForm) else {"version": form.cleaned_data["version"]}
    try:
        _PERFORM[action](actor=request.user, claim_id=claim.pk, **version, **form.answers())
    except ActionError as error:
        if not _was_done_already(request, claim, action, form):
            return refused_page(request, claim.pk, error, {action: form})
    return _done(request, claim, action, saved=saved)


def _was_done_already(request: HttpRequest, claim: Claim, action: Action, form: ActionForm, *, steps: int = 1) -> bool:
    # Saying something of a revision without ending its review leaves the version alone.
    ways = (steps, 0) if action in (Action.APPROVE, Action.DISSENT) else (steps,)
    return any(
        refusals.was_done_already(
            actor=request.user,
            claim_id=claim.pk,
            version=form.cleaned_data["version"],
            kind=action,
            answers=form.answers(),
            steps=way,
        )
        for way in ways
    )


def _done(request: HttpRequest, claim: Claim, action: Action, *, saved: Iterable[str] = ()) -> HttpResponse:
    """Say that it is done, and that the text of its form (and of those in `saved`) is safe."""
    place = "as-checked" if action == Action.EDIT_CLAIM else ""
    text = _DONE[action]
    if action == Action.APPROVE and Claim.objects.get(pk=claim.pk).state == State.IN_REVIEW:
        text = _("Your approval is in. The verdict needs another person’s, too.")
    say_saved(request, text, f"{action}-{claim.pk}", *saved, at=place)
    return redirect(address_asked_for(request) or claim_url(claim.pk, f"#{place}" if place else ""))
