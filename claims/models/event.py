"""The audit trail, which is the outbox too: what happened, by whom, in which order."""

import hashlib
import json
from datetime import UTC

from django.db import models
from django.db.models import Q

from claims.models.article import Article
from claims.models.claim import Claim
from claims.models.evidence import Source
from claims.models.numbered import Numbered
from claims.models.people import User
from claims.models.submission import Submission
from claims.vocabulary import SettingsArea

_ROWS = ("claim", "article", "source", "submission")


def _is_of(what: str) -> Q:
    """That the event is of this and of nothing else."""
    return Q(**{f"{name}__isnull": name != what for name in _ROWS}) & (~Q(area="") if what == "area" else Q(area=""))


class Event(models.Model):
    """One thing that happened to a claim, an article, a source, what a reader sent in, or a setting. Append-only;
    chained by hash per claim, article, source, submission or area of the settings.

    `hash` is the SHA-256 over the previous event's hash and this event's own content, so that a changed or missing
    row shows. Refused UPDATE, DELETE and TRUNCATE by a trigger.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    area = models.CharField(max_length=16, choices=SettingsArea, blank=True)
    number = models.PositiveIntegerField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = Numbered["Event"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=_is_of("claim")
                | _is_of("article")
                | _is_of("source")
                | _is_of("submission")
                | _is_of("area"),
                name="event_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["claim", "number"], condition=Q(claim__isnull=False), name="event_number_once_a_claim"
            ),
            models.UniqueConstraint(
                fields=["article", "number"], condition=Q(article__isnull=False), name="event_number_once_an_article"
            ),
            models.UniqueConstraint(
                fields=["source", "number"], condition=Q(source__isnull=False), name="event_number_once_a_source"
            ),
            models.UniqueConstraint(
                fields=["submission", "number"],
                condition=Q(submission__isnull=False),
                name="event_number_once_a_submission",
            ),
            models.UniqueConstraint(fields=["area", "number"], condition=~Q(area=""), name="event_number_once_an_area"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.number}"


def event_hash(event: Event) -> str:
    """The SHA-256, in hex, over the previous event's hash and this event's content in a fixed form."""
    content = {
        "claim": event.claim_id,
        "article": event.article_id,
        "number": event.number,
        "actor": event.actor_id,
        "kind": event.kind,
        "data": event.data,
        "created_at": event.created_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    if event.area:  # Left out elsewhere: events from before there were settings keep their hash.
        content["area"] = event.area
    if event.source_id:  # The same.
        content["source"] = event.source_id
    if event.submission_id:
        content["submission"] = event.submission_id
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{event.previous_hash}\n{canonical}".encode()).hexdigest()
