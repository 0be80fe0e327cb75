"""What waits for a person's review, in which order, and what they have read of it before."""

from __future__ import annotations

from django.db.models import Case, Exists, F, OrderBy, OuterRef, Q, QuerySet, Subquery, When

from claims.access import claims_visible_to
from claims.guards import VOTES
from claims.models import Claim, Look, Review, Revision, User
from claims.vocabulary import Decision, State


def waiting_for_review(user: User) -> QuerySet[Claim]:
    """In review, in a revision that `user` wrote no part of and has not voted on, in `review_order`."""
    newest = Revision.objects.filter(claim=OuterRef("pk")).order_by("-number")
    voted = Review.objects.filter(reviewer=user, decision__in=VOTES, revision=OuterRef("newest"))
    return (
        claims_visible_to(user)
        .annotate(writers=Subquery(newest.values("author_ids")[:1]), newest=Subquery(newest.values("pk")[:1]))
        .filter(Q(state=State.IN_REVIEW) & ~Q(writers__contains=[user.pk]) & Q(~Exists(voted)))
        .order_by(*review_order(user))
    )


def review_order(user: User) -> tuple[Case | OrderBy | str, ...]:
    """What they were asked for comes first, what others were asked for last; then by due date and priority."""
    asked = Case(When(reviewer=user, then=0), When(reviewer=None, then=1), default=2)
    return (asked, F("due_on").asc(nulls_last=True), "-priority", "state_changed_at", "id")


def next_to_review(user: User, after: Claim) -> int | None:
    """The id of the claim that comes after `after` among what waits for `user`; None behind the last."""
    waiting = list(waiting_for_review(user).values_list("pk", flat=True))
    # What is not among them, say because they may not approve it, is followed by the first.
    at = waiting.index(after.pk) + 1 if after.pk in waiting else 0
    return waiting[at] if at < len(waiting) else None


def look_of(user: User, claim: Claim) -> Look | None:
    """Which revision of the claim `user` has read last."""
    return Look.objects.filter(claim=claim, reader=user).first()


def said_already(user: User, revision_id: int, decision: Decision, words: list[str]) -> bool:
    """Whether `user` has said this very thing of that revision before: the second press of a button.

    `words` are the reasons of the points where changes are asked for, else the comment.
    """
    review = Review.objects.filter(reviewer=user, revision=revision_id, decision=decision).order_by("id").last()
    if review is None:
        return False
    points = list(review.points.order_by("number").values_list("reason", flat=True))
    return words == (points or [review.comment])
