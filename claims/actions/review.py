"""The second pair of eyes, and the third and fourth: approving, disagreeing, or asking for changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from claims.access import claim_events_visible_to
from claims.actions.change import changing_claim
from claims.actions.claim import limited, needed
from claims.actions.errors import Conflict, Invalid
from claims.actions.review_points import Point, checked_points, in_words, record_look, write_points
from claims.models import ChecklistItem, Claim, Review, Revision, User
from claims.vocabulary import Action, Decision


def approve_revision(
    *,
    actor: User,
    claim_id: int,
    revision_id: int,
    comment: str = "",
    override_reason: str = "",
    checklist: Collection[int] = (),
) -> Review:
    """Approve the exact revision that was read: in review -> approved, once as many people have as it needs.

    `checklist` are the ids of the items that were ticked; the review keeps them in words. An admin may approve a text
    of their own only with `override_reason`, which readers are shown. Raises Conflict when the revision is not the
    newest any more, Refused for an author and for whoever has said something of it already.
    """
    override_reason = override_reason.strip()
    with changing_claim(
        actor=actor, claim_id=claim_id, action=Action.APPROVE, version=None, overriding=bool(override_reason)
    ) as change:
        revision = newest_revision(actor, change.claim, revision_id)
        # A reason typed by somebody who needs none is not an override.
        override_reason = override_reason if actor.pk in revision.author_ids else ""
        change.data |= {"revision": revision.number, "override_reason": override_reason}
        record_look(actor, revision)
        return Review.objects.create(
            revision=revision,
            reviewer=actor,
            decision=Decision.APPROVED,
            comment=limited(comment, "comment"),
            override_reason=limited(override_reason, "override_reason"),
            checklist=_answered(checklist, is_approval=True),
        )


def dissent_from_revision(*, actor: User, claim_id: int, revision_id: int, comment: str) -> Review:
    """Say no to a revision that several people must approve, without stopping it; it is kept with its reason."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.DISSENT, version=None) as change:
        revision = newest_revision(actor, change.claim, revision_id)
        comment = needed(comment, "comment", _("Say why you disagree."), limit=10_000)
        change.data |= {"revision": revision.number, "comment": comment}
        record_look(actor, revision)
        return Review.objects.create(revision=revision, reviewer=actor, decision=Decision.DISSENTED, comment=comment)


def request_changes(
    *,
    actor: User,
    claim_id: int,
    revision_id: int,
    comment: str = "",
    points: Sequence[Point] = (),
    checklist: Collection[int] = (),
) -> Review:
    """in review (or approved) -> changes requested, saying which: point by point, or in one comment, which is a point.

    The review's own comment holds all of it in words.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.REQUEST_CHANGES, version=None) as change:
        revision = newest_revision(actor, change.claim, revision_id)
        points = checked_points(revision, points, comment)
        words = in_words(revision, points)
        change.data |= {"revision": revision.number, "comment": words, "points": len(points)}
        record_look(actor, revision)
        review = Review.objects.create(
            revision=revision,
            reviewer=actor,
            decision=Decision.CHANGES_REQUESTED,
            comment=words,
            checklist=_answered(checklist, is_approval=False),
        )
        write_points(review, points)
        return review


def newest_revision(actor: User, claim: Claim, revision_id: int) -> Revision:
    """The claim's newest revision, which must be the one that the person read. Raises Conflict."""
    newest = claim.revisions.select_related("rating").newest()
    if newest is None or newest.pk != revision_id:
        raise Conflict(claim, claim_events_visible_to(actor, claim).select_related("actor").newest())
    return newest


def _answered(ticked: Collection[int], *, is_approval: bool) -> list[dict[str, object]]:
    """The newsroom's checklist with its ticks, in words. Raises Invalid when an approval lacks one that it needs."""
    items = list(ChecklistItem.objects.filter(is_active=True))
    missing = [item.name for item in items if item.is_required and item.pk not in ticked]
    if is_approval and missing:
        raise Invalid(checklist=_("To approve, tick: %(items)s") % {"items": "; ".join(missing)})
    return [{"question": item.name, "is_required": item.is_required, "is_ticked": item.pk in ticked} for item in items]
