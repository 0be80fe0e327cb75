"""Asking for changes point by point, ticking them off, and remembering what a person has read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.actions import claim as claims
from claims.actions import review, verdict
from claims.actions.errors import Conflict, Invalid, Refused
from claims.actions.review_points import Point, answer_point, mark_read
from claims.models import Claim, Look, Review, ReviewPoint, Revision, User
from claims.vocabulary import Action, RevisionPart, State
from tests.cast import fresh, newest

pytestmark = pytest.mark.django_db

SUMMARY = Point(RevisionPart.SUMMARY, "Which ledger?")
PIECE = Point(RevisionPart.EVIDENCE, "Page 12, not 4.", quote="38.2 million", piece=1)


def ask(editor: User, claim: Claim, *points: Point, comment: str = "") -> Review:
    return review.request_changes(
        actor=editor, claim_id=claim.pk, revision_id=newest(claim), points=points, comment=comment
    )


def test_points_are_kept_in_order_with_what_they_are_about(claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    made = ask(ed, claim, SUMMARY, PIECE, comment="Well written otherwise.")
    kept = [(p.number, p.part, p.piece, p.quote, p.reason, p.is_done) for p in made.points.all()]
    assert kept == [
        (1, "summary", None, "", "Which ledger?", False),
        (2, "evidence", 1, "38.2 million", "Page 12, not 4.", False),
        (3, "other", None, "", "Well written otherwise.", False),
    ]
    # In words, for whoever is told by mail or by the API.
    assert made.comment.splitlines() == [
        "Summary: Which ledger?",
        "Evidence 1 (Maintenance ledger of the port): Page 12, not 4.",
        "Something else: Well written otherwise.",
    ]
    assert fresh(claim).state == State.CHANGES_REQUESTED
    assert fresh(claim).events.newest().data["comment"] == made.comment


def test_a_comment_alone_is_one_point(claim_in: Callable[..., Claim], ed: User) -> None:
    made = ask(ed, claim_in(State.IN_REVIEW), comment="More sources.")
    assert [(p.part, p.reason) for p in made.points.all()] == [("other", "More sources.")]
    assert made.comment == "More sources."


@pytest.mark.parametrize(
    "points",
    [
        (),
        (Point(RevisionPart.SUMMARY, "  "),),
        (Point(RevisionPart.EVIDENCE, "There is none.", piece=2),),
        (Point(RevisionPart.EVIDENCE, "There is none.", piece=0),),
        (SUMMARY,) * 21,
        (Point(RevisionPart.SUMMARY, "x" * 2001),),
    ],
    ids=["none", "no reason", "no such piece", "no piece 0", "too many", "too long"],
)
def test_what_is_no_point_is_refused(points: tuple[Point, ...], claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    with pytest.raises(Invalid):
        ask(ed, claim, *points)
    assert fresh(claim).state == State.IN_REVIEW
    assert not Review.objects.exists()
    assert not Look.objects.exists()


def test_points_are_ticked_off_with_an_answer(claim_in: Callable[..., Claim], ed: User, mara: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    point = ask(ed, claim, SUMMARY, PIECE).points.get(number=1)
    before = fresh(claim).version
    point = answer_point(actor=mara, point_id=point.pk, version=1, is_done=True, answer=" That of 2025. ")
    assert (point.is_done, point.answer, point.answered_by, point.version) == (True, "That of 2025.", mara, 2)
    event = fresh(claim).events.newest()
    assert (event.kind, event.data["point"], event.data["is_done"]) == (Action.ANSWER_POINT, 1, True)
    # The same again writes nothing, whatever version it was typed over; something else wants the newest.
    answer_point(actor=mara, point_id=point.pk, version=1, is_done=True, answer="That of 2025.")
    assert fresh(claim).events.newest() == event
    answer_point(actor=ed, point_id=point.review.points.get(number=2).pk, version=1, is_done=True)
    with pytest.raises(Conflict) as raised:
        answer_point(actor=mara, point_id=point.pk, version=1, is_done=False)
    # What was done about this very point, not what came last.
    assert raised.value.current == point
    assert raised.value.last == event
    # Neither the claim's version nor who wrote the verdict is touched.
    assert fresh(claim).version == before


def test_who_may_tick_off_and_when(claim_in: Callable[..., Claim], ed: User, mara: User, cem: User, vic: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    point = ask(ed, claim, SUMMARY).points.get()
    for person in (cem, vic):
        with pytest.raises(Refused):
            answer_point(actor=person, point_id=point.pk, version=1, is_done=True)
    claim = claims.start_checking(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    answer_point(actor=mara, point_id=point.pk, version=1, is_done=True)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    # What was sent to review again is read with the answers that it was sent with.
    with pytest.raises(Refused):
        answer_point(actor=mara, point_id=point.pk, version=2, is_done=False)
    with pytest.raises(ReviewPoint.DoesNotExist):
        answer_point(actor=mara, point_id=0, version=1, is_done=True)


def test_every_decision_remembers_which_revision_was_read(
    claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    claim = claim_in(State.IN_REVIEW)
    first = newest(claim)
    mark_read(actor=edna, claim_id=claim.pk, revision_id=first)
    ask(ed, claim, SUMMARY)
    claim = claims.start_checking(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    second = newest(claim)
    review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=second)
    assert dict(Look.objects.values_list("reader", "revision")) == {ed.pk: first, edna.pk: second}


def test_reading_changes_nothing_else(claim_in: Callable[..., Claim], edna: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    before = (claim.version, claim.events.count())
    mark_read(actor=edna, claim_id=claim.pk, revision_id=newest(claim))
    assert (fresh(claim).version, claim.events.count()) == before
    other = claim_in(State.IN_REVIEW)
    with pytest.raises(Revision.DoesNotExist):
        mark_read(actor=edna, claim_id=claim.pk, revision_id=newest(other))


def test_only_who_reviews_has_a_look_to_remember(
    claim_in: Callable[..., Claim], mara: User, cem: User, vic: User, edna: User
) -> None:
    claim = claim_in(State.IN_REVIEW)
    edna.is_active = False
    for person in (mara, cem, vic, edna):
        with pytest.raises(Refused):
            mark_read(actor=person, claim_id=claim.pk, revision_id=newest(claim))
    assert not Look.objects.exists()
