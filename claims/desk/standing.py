"""Where the work on a claim stands, in words for its page: what was asked for, what is under way, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from claims import guards, workflow
from claims.models import Claim, Event, Review, Revision, Schedule, User
from claims.queries import claim as queries
from claims.vocabulary import Action, Decision, State
from claims.workflow import Because, Denied


@dataclass(frozen=True)
class Correction:
    """A correction in progress: who began it and why, and the page that readers see meanwhile."""

    event: Event
    reason: str
    live_url: str


def correction_of(claim: Claim) -> Correction | None:
    """The correction that is in progress, if one is."""
    if not claim.slug or not workflow.is_possible(Action.CANCEL_CORRECTION, claim):
        return None
    event = queries.newest_correction(claim)
    if event is None:
        return None
    return Correction(event, event.data.get("reason", ""), reverse("public:file", args=[f"checks/{claim.slug}/"]))


def schedule_of(claim: Claim) -> Schedule | None:
    """When it is published by itself, and in whose name."""
    if claim.state != State.APPROVED:
        return None
    return Schedule.objects.filter(claim=claim).select_related("scheduled_by").first()


def changes_asked_for(claim: Claim, revisions: list[Revision], correction: Correction | None) -> Review | None:
    """The newest request for changes, until a new revision is sent. `revisions` are the claim's, newest first."""
    if not revisions or claim.state not in (State.TO_CHECK, State.ASSIGNED, State.CHECKING, State.CHANGES_REQUESTED):
        return None
    reviews = list(revisions[0].reviews.all())
    newest = reviews[-1] if reviews else None
    if newest is None or newest.decision != Decision.CHANGES_REQUESTED:
        return None
    # What was asked of a correction that was cancelled is not asked of the next one.
    is_settled = correction is not None and newest.created_at < correction.event.created_at
    return None if is_settled else newest


def who_is_next(user: User, claim: Claim, revision: Revision | None = None) -> str | Promise:
    """Whom the claim waits for, when it is not this person. `revision` is its newest, with the `reviews` they see."""
    is_voter = revision is not None and any(
        review.reviewer_id == user.pk and review.decision in guards.VOTES for review in revision.reviews.all()
    )
    if claim.state == State.IN_REVIEW and is_voter:
        return _("Your review is in. The verdict waits for others.")
    if claim.state == State.CHECKING:
        return _who_sends(user, claim)
    action = workflow.awaited_action(claim)
    if action is None:
        return ""
    answer = workflow.can(user, action, claim)
    if isinstance(answer, Denied) and answer.because is Because.ROLE:
        return _("Next step: %(action)s. %(reason)s") % {"action": action.label, "reason": answer.reason}
    return ""


def why_no_editing(user: User, claim: Claim, denied: Denied) -> str | Promise:
    """Why there is no form for sources and the verdict: what to do first, rather than what is not possible."""
    if workflow.can(user, Action.START, claim):
        return _("Press “%(start)s” to add sources and write the verdict.") % {"start": start_label(claim)}
    if claim.state == State.DISMISSED:
        return _("The claim is dismissed.")
    if denied.because is Because.STATE or not workflow.is_possible(Action.EDIT_VERDICT, claim):
        return _("Checking has not started.")
    return denied.reason


def start_label(claim: Claim) -> str | Promise:
    """What is on the button that starts the checking."""
    return _("Go on checking") if claim.state == State.CHANGES_REQUESTED else Action.START.label


def _who_sends(user: User, claim: Claim) -> str | Promise:
    """For somebody who may write the verdict but not send it."""
    answer = workflow.can(user, Action.SUBMIT, claim)
    if not isinstance(answer, Denied) or answer.because is not Because.ROLE:
        return ""
    if not workflow.can(user, Action.EDIT_VERDICT, claim):
        return ""
    if claim.checker is None:
        return _("Nobody can send it to review before it is assigned.")
    return _("Only %(name)s can send it to review; reassign it to yourself to send it.") % {
        "name": claim.checker.display_name
    }
