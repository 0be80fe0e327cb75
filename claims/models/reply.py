"""The right-of-reply log: who was asked about a claim, and what they answered."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.people import User
from claims.vocabulary import ReplyStatus, ReplyWay


class Reply(models.Model):
    """Somebody was asked for a reply to one claim. The answer comes later, by a change of this row.

    Readers see `quotable` of an answer, never the rest of `answer`, and never `note`.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="replies")
    person = models.CharField(_("who was asked"), max_length=300)
    office = models.CharField(_("role or office"), max_length=200, blank=True)
    way = models.CharField(_("how"), max_length=16, choices=ReplyWay)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    status = models.CharField(_("answer"), max_length=16, choices=ReplyStatus, default=ReplyStatus.OPEN)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("exact words of the answer"), blank=True)
    quotable = models.TextField(_("what of it may be quoted"), blank=True)
    note = models.TextField(_("note"), blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["claim", "id"]
        verbose_name_plural = "replies"
        indexes = [models.Index(fields=["due_on"], condition=Q(status=ReplyStatus.OPEN), name="reply_awaited")]
        constraints = [
            models.CheckConstraint(condition=~Q(person=""), name="reply_names_who_was_asked"),
            models.CheckConstraint(condition=Q(way__in=ReplyWay.values), name="reply_way_is_known"),
            models.CheckConstraint(condition=Q(status__in=ReplyStatus.values), name="reply_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status=ReplyStatus.ANSWERED) | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="reply_that_came_has_its_words_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReplyStatus.UNANSWERED) | Q(due_on__isnull=False),
                name="reply_that_did_not_come_had_a_deadline",
            ),
            models.CheckConstraint(
                condition=(Q(due_on__isnull=True) | Q(due_on__gte=F("asked_on")))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on"))),
                name="reply_comes_after_the_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.status})"
