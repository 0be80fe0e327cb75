"""Asking one person for the review."""

from __future__ import annotations

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


def leave_out_an_author(change: Change, revision: Revision) -> None:
    """Who was asked and has written a part of it since is not asked any more."""
    if change.claim.reviewer_id in revision.author_ids:
        change.data["reviewer_was"] = change.claim.reviewer_id
        change.claim.reviewer = None
