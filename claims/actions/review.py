"""The second pair of eyes: approving, or asking for changes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.actions.change import changing_claim
from claims.actions.claim import limited, needed
from claims.actions.errors import Conflict
from claims.models import Claim, Review, Revision, User
from claims.vocabulary import Action, Decision


def approve_revision(
    *, actor: User, claim_id: int, revision_id: int, comment: str = "", override_reason: str = ""
) -> Review:
    """in review -> approved, naming the exact revision that was read.

    An admin may approve a text of their own only with `override_reason`, which readers are shown. Raises Conflict when
    the revision is not the newest any more, Refused for an author.
    """
    override_reason = override_reason.strip()
    with changing_claim(
        actor=actor, claim_id=claim_id, action=Action.APPROVE, version=None, overriding=bool(override_reason)
    ) as change:
        revision = newest_revision(change.claim, revision_id)
        # A reason typed by somebody who needs none is not an override.
        override_reason = override_reason if actor.pk in revision.author_ids else ""
        change.data |= {"revision": revision.number, "override_reason": override_reason}
        return Review.objects.create(
            revision=revision,
            reviewer=actor,
            decision=Decision.APPROVED,
            comment=limited(comment, "comment"),
            override_reason=limited(override_reason, "override_reason"),
        )


def request_changes(*, actor: User, claim_id: int, revision_id: int, comment: str) -> Review:
    """in review (or approved) -> changes requested, saying which."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.REQUEST_CHANGES, version=None) as change:
        revision = newest_revision(change.claim, revision_id)
        comment = needed(comment, "comment", _("Say what should change."), limit=10_000)
        change.data |= {"revision": revision.number, "comment": comment}
        return Review.objects.create(
            revision=revision, reviewer=actor, decision=Decision.CHANGES_REQUESTED, comment=comment
        )


def newest_revision(claim: Claim, revision_id: int) -> Revision:
    """The claim's newest revision, which must be the one that the person read. Raises Conflict."""
    newest = claim.revisions.select_related("rating").newest()
    if newest is None or newest.pk != revision_id:
        raise Conflict(claim, claim.events.select_related("actor").newest())
    return newest
