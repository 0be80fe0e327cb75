"""Who was asked for a reply, of one claim and of a checker's."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, QuerySet

from claims.access import claims_visible_to
from claims.models import Claim, Reply, User
from claims.queries.desk import WorkList
from claims.queries.due import is_past
from claims.vocabulary import ReplyStatus, State


def replies_of(claim: Claim) -> list[Reply]:
    """The claim's log in the order of asking."""
    return list(claim.replies.select_related("added_by").order_by("asked_on", "id"))


def answers_due(user: User) -> WorkList[Reply]:
    """Whose answer `user` still waits for, on claims that are theirs to check; the earliest deadline first."""
    awaited = (
        replies(user)
        .filter(status=ReplyStatus.OPEN, claim__checker=user)
        .exclude(claim__state__in=[State.DISMISSED, State.WITHDRAWN])
    )
    return WorkList.of(awaited.select_related("claim").order_by(F("due_on").asc(nulls_last=True), "asked_on", "id"))


def replies(user: User) -> QuerySet[Reply]:
    """The entries of all logs that `user` may see."""
    return Reply.objects.filter(claim__in=claims_visible_to(user)).select_related("added_by")


def is_late(reply: Reply) -> bool:
    """Whether the deadline has passed and nobody has written down what came of it."""
    return reply.status == ReplyStatus.OPEN and reply.due_on is not None and is_past(reply.due_on)


def usual_deadline(today: dt.date) -> dt.date:
    """What a new entry offers: two days, and none that ends on a weekend."""
    day = today + dt.timedelta(days=2)
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
