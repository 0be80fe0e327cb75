"""What people are told, and whether they have seen it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from claims.models.article import Article
from claims.models.claim import Claim
from claims.models.event import Event
from claims.models.job import Job
from claims.models.people import User
from claims.models.submission import Submission
from claims.vocabulary import How, NotificationKind

_BY_MAIL = (How.AT_ONCE, How.DIGEST)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def unsent(self) -> NotificationQuerySet:
        """Those that are to be mailed still. What was read meanwhile need not be."""
        return self.filter(how__in=_BY_MAIL, mailed_at=None, read_at=None)


class Notification(models.Model):
    """That one person is told of one event, or of a due date, which no event tells.

    It is written in the transaction of its event: there is never the one without the other, and never twice.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=16, choices=NotificationKind)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="notifications")
    due_on = models.DateField(null=True, blank=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="notifications")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="notifications")
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="notifications"
    )
    words = models.CharField(max_length=400, blank=True)  # The reason or comment that came with it, shortened.
    how = models.CharField(max_length=16, choices=How)  # As the person wanted it when it happened.
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # The one whose mail it is in.
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(fields=["person", "-id"], name="notification_of_person"),
            models.Index(
                fields=["how", "person"],
                name="notification_unsent",
                condition=Q(how__in=_BY_MAIL, mailed_at=None, read_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="notification_once_a_person_and_event"),
            models.UniqueConstraint(
                fields=["person", "claim", "kind", "due_on"],
                name="notification_once_a_due_date",
                condition=Q(event=None),
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=False, due_on=None) | Q(event=None, due_on__isnull=False),
                name="notification_of_event_or_due_date",
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=False, article=None, submission=None)
                | Q(claim=None, article__isnull=False, submission=None)
                | Q(claim=None, article=None, submission__isnull=False),
                name="notification_is_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(kind__in=NotificationKind.values), name="notification_kind_is_known"),
            models.CheckConstraint(condition=Q(how__in=[How.DESK, *_BY_MAIL]), name="notification_how_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"
