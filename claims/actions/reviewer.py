"""Asking one person for the review."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from claims import workflow
from claims.actions.change import Change, changing_claim
from claims.actions.errors import Invalid
from claims.models import Claim, Revision, User
from claims.vocabulary import Action


def ask_reviewer(*, actor: User, claim_id: int, version: int, reviewer: User | None) -> Claim:
    """Say who is to review the claim; also instead of somebody else. None leaves it to whoever comes first."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.ASK_REVIEWER, version=version) as change:
        if change.claim.reviewer_id == (reviewer.pk if reviewer else None):
            change.is_empty = True
        else:
            put_reviewer(change, reviewer)
    return change.claim


def put_reviewer(change: Change, reviewer: User | None) -> None:
    """Put the person into the claim and the event. Raises Invalid for somebody who cannot review it."""
    if reviewer is not None and isinstance(answer := workflow.may_be_asked(reviewer, change.claim), workflow.Denied):
        raise Invalid(reviewer=_("Ask somebody else: %(reason)s") % {"reason": answer.reason})
    change.data |= {"reviewer": reviewer.pk if reviewer else None, "reviewer_was": change.claim.reviewer_id}
    change.claim.reviewer = reviewer


def leave_out_who_cannot(change: Change, revision: Revision) -> None:
    """Who was asked and has written a part of it since, or approves nothing any more, is not asked any more."""
    reviewer = change.claim.reviewer
    if reviewer is None:
        return
    is_author = reviewer.pk in revision.author_ids
    if is_author or not workflow.can_role(reviewer, Action.APPROVE):
        change.data |= {"reviewer_was": reviewer.pk, "cannot_review": not is_author}
        change.claim.reviewer = None


def asked_of(person_id: int) -> list[Claim]:
    """The claims whose review waits for that person, locked until the transaction ends.

    To be called before the settings are locked: publishing takes the two locks in this order.
    """
    states = workflow.RULES[Action.ASK_REVIEWER].states
    return list(Claim.objects.select_for_update().filter(reviewer=person_id, state__in=states).order_by("pk"))


def leave_to_others(*, actor: User, claims: Iterable[Claim]) -> None:
    """Who was asked to review these claims approves nothing any more: let others know that they wait for them."""
    for claim in claims:
        asked = changing_claim(actor=actor, claim_id=claim.pk, action=Action.ASK_REVIEWER, version=claim.version)
        with asked as change:
            put_reviewer(change, None)
            change.data["cannot_review"] = True
            change.is_final = True
