"""What people of the newsroom say to each other about a claim."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models import words
from claims.models.claim import Claim
from claims.models.people import User


class Comment(models.Model):
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    body = models.TextField(_("comment"))
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["claim", "id"]
        indexes = [GinIndex(words.COMMENT, name="comment_words")]
        constraints = [models.CheckConstraint(condition=~models.Q(body=""), name="comment_says_something")]

    def __str__(self) -> str:
        return self.body[:60]


class Mention(models.Model):
    """A person's name in a comment, at `[start, end)` (code points) of its body, the @ included."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["comment", "start"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "start"], name="mention_place_once_a_comment"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="mention_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"@{self.person}"
