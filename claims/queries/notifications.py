"""Reads for the bell, the list of notifications, and the mentions of "my work"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from claims.access import notifications_visible_to
from claims.models import Claim, Notification, User
from claims.models.notification import NotificationQuerySet
from claims.vocabulary import NotificationKind

# The bell does not count further, and a claim shows no more of its notifications at once.
COUNTED = 99
SHOWN_OF_EACH = 10
MENTIONS_SHOWN = 20
# What a notification can be about.
_SUBJECTS = ("claim", "article", "submission")


@dataclass
class Told:
    """What a person was told of one claim, article or submission, the newest first; `newest` is the first's number."""

    newest: int
    total: int
    unread: int
    rows: list[Notification] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


def unread_count(user: User) -> int:
    """How many are unread; COUNTED + 1 stands for "more than COUNTED"."""
    return notifications_visible_to(user).unread()[: COUNTED + 1].count()


def newest_of(user: User) -> int:
    """The number of the newest; 0 when there is none."""
    return notifications_visible_to(user).aggregate(newest=Max("pk"))["newest"] or 0


def subjects_told_of(user: User, *, only_unread: bool) -> QuerySet[Any, Any]:
    """The claims, articles and submissions that `user` was told of: those with unread first, then the newest first."""
    return (
        _of(user, only_unread)
        .order_by()
        .values("claim_id", "article_id", "submission_id")
        .annotate(newest=Max("pk"), total=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))
        .annotate(is_read=ExpressionWrapper(Q(unread=0), output_field=BooleanField()))
        .order_by("is_read", "-newest")
    )


def with_their_rows(user: User, subjects: list[dict[str, Any]], *, only_unread: bool) -> list[Told]:
    """`subjects` with the newest notifications of each, in one query."""
    ids = {name: [one[f"{name}_id"] for one in subjects if one[f"{name}_id"]] for name in _SUBJECTS}
    rows = (
        _full(_of(user, only_unread))
        .filter(Q(claim__in=ids["claim"]) | Q(article__in=ids["article"]) | Q(submission__in=ids["submission"]))
        .annotate(
            place=Window(RowNumber(), partition_by=[F(name) for name in _SUBJECTS], order_by=F("pk").desc()),
        )
        .filter(place__lte=SHOWN_OF_EACH)
        .order_by("-pk")
    )
    by_subject = defaultdict(list)
    for row in rows:
        by_subject[row.claim_id, row.article_id, row.submission_id].append(row)
    return [
        Told(
            one["newest"],
            one["total"],
            one["unread"],
            by_subject[one["claim_id"], one["article_id"], one["submission_id"]],
        )
        for one in subjects
    ]


def unread_about(user: User, claim: Claim) -> list[Notification]:
    """What `user` was told of the claim and has not read, the newest first; the oldest of many are left out."""
    return list(_full(notifications_visible_to(user).unread().filter(claim=claim)).order_by("-pk")[:SHOWN_OF_EACH])


def unread_mentions(user: User) -> list[Notification]:
    """Where `user` was named and has not looked yet, the newest first."""
    mentions = notifications_visible_to(user).unread().filter(kind=NotificationKind.MENTIONED)
    return list(_full(mentions).order_by("-pk")[:MENTIONS_SHOWN])


def _of(user: User, only_unread: bool) -> NotificationQuerySet:  # noqa: FBT001 - a filter, passed on by name above
    return notifications_visible_to(user).unread() if only_unread else notifications_visible_to(user)


def _full(rows: NotificationQuerySet) -> NotificationQuerySet:
    return rows.select_related("claim", "article", "submission", "event__actor")
