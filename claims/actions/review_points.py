"""What a review asks to be changed, point by point, what was done about each, and which revision a person read last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from claims import workflow
from claims.access import claims_visible_to
from claims.actions.change import changing_claim
from claims.actions.claim import limited, needed
from claims.actions.errors import Conflict, Invalid, require
from claims.models import Event, Look, Newsroom, Review, ReviewPoint, Revision, User
from claims.vocabulary import Action, RevisionPart

# How many points one review may have, and how long each may be.
POINTS_LIMIT = 20
TEXT_LIMIT = 2000


@dataclass(frozen=True)
class Point:
    """One thing to change, and why. `piece` is the place (from 1) in the revision's evidence, None for all of it."""

    part: RevisionPart
    reason: str
    quote: str = ""
    piece: int | None = None


def checked_points(revision: Revision, points: Sequence[Point], comment: str) -> list[Point]:
    """The points as they will be kept; what was said besides them is the last one. Raises Invalid."""
    comment = limited(comment, "comment", 10_000)
    if not points and not comment:
        raise Invalid(comment=_("Say what should change."))
    if len(points) > POINTS_LIMIT:
        raise Invalid(points=_("A review has at most %(count)d points.") % {"count": POINTS_LIMIT})
    checked = []
    for point in points:
        if point.piece is not None and not 1 <= point.piece <= len(revision.evidence):
            raise Invalid(points=_("This revision has no such piece of evidence."))
        reason = needed(point.reason, "points", _("Say for each point why."), limit=TEXT_LIMIT)
        checked.append(Point(point.part, reason, limited(point.quote, "points", TEXT_LIMIT), point.piece))
    return [*checked, Point(RevisionPart.OTHER, comment)] if comment else checked


def in_words(revision: Revision, points: Sequence[Point]) -> str:
    """The points as one text, for a mail, the API, and wherever there is room for nothing else."""
    if len(points) == 1 and points[0].part == RevisionPart.OTHER:
        return points[0].reason
    with Newsroom.speaking():
        return "\n".join(
            _("%(part)s: %(reason)s")
            % {"part": part_in_words(revision, point.part, point.piece), "reason": point.reason}
            for point in points
        )


def part_in_words(revision: Revision, part: str, piece: int | None) -> str:
    """What a point is about, for example "Evidence 2 (Ledger of the port)"."""
    if piece is None:
        return str(RevisionPart(part).label)
    return _("Evidence %(place)d (%(title)s)") % {
        "place": revision.evidence[piece - 1].get("number") or piece,
        "title": revision.evidence[piece - 1]["source"]["title"],
    }


def write_points(review: Review, points: Sequence[Point]) -> None:
    """Keep checked points with the review that makes them."""
    ReviewPoint.objects.bulk_create(
        ReviewPoint(
            review=review,
            number=number,
            part=point.part,
            piece=point.piece,
            quote=point.quote,
            reason=point.reason,
        )
        for number, point in enumerate(points, start=1)
    )


def answer_point(*, actor: User, point_id: int, version: int, is_done: bool, answer: str = "") -> ReviewPoint:
    """Say whether what a point asks for is done, and what there is to say about it. Saving the same changes nothing."""
    claim_id = ReviewPoint.objects.values_list("review__revision__claim_id", flat=True).get(pk=point_id)
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.ANSWER_POINT, version=None) as change:
        point = ReviewPoint.objects.select_for_update(of=("self",)).select_related("review").get(pk=point_id)
        answer = limited(answer, "answer", TEXT_LIMIT)
        if (point.is_done, point.answer) == (is_done, answer):
            change.is_empty = True
            return point
        if point.version != version:
            raise Conflict(point, _last_answer(point))
        point.is_done, point.answer = is_done, answer
        point.answered_by, point.answered_at = actor, timezone.now()
        point.version += 1
        point.save()
        change.data |= {
            "revision": Revision.objects.values_list("number", flat=True).get(reviews=point.review_id),
            "point": point.number,
            "is_done": is_done,
            "comment": answer,
        }
    return point


def _last_answer(point: ReviewPoint) -> Event | None:
    """What somebody said of this very point; others may have been ticked off since."""
    revision = point.review.revision
    answers = revision.claim.events.filter(kind=Action.ANSWER_POINT, data__revision=revision.number)
    return answers.filter(data__point=point.number).select_related("actor").newest()


def mark_read(*, actor: User, claim_id: int, revision_id: int) -> Look:
    """Remember that `actor` has read that revision, so that they are shown next time what changed since.

    It is nobody else's business: the claim stays as it is and its history says nothing. Raises Refused for whoever
    reviews nothing, in whatever state the claim is: a look at what somebody else has just decided counts, too.
    """
    require(workflow.may_do_any(actor, [Action.APPROVE]))
    claim = claims_visible_to(actor).get(pk=claim_id)
    return record_look(actor, claim.revisions.get(pk=revision_id))


def record_look(actor: User, revision: Revision) -> Look:
    look, _is_new = Look.objects.update_or_create(
        claim_id=revision.claim_id, reader=actor, defaults={"revision": revision, "looked_at": timezone.now()}
    )
    return look
