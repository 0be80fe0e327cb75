"""Background work. The row is the truth; the Celery message that names it is only a doorbell."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.models.claim import Claim
from claims.models.people import User
from claims.vocabulary import JobKind, JobState


class Job(models.Model):
    """One unit of work. Whoever raised `token` last and still holds the lease is the only one who may finish it."""

    kind = models.CharField(max_length=24, choices=JobKind)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    state = models.CharField(max_length=16, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    run_after = models.DateTimeField()
    rung_at = models.DateTimeField(null=True, blank=True)  # When a doorbell was last sent for it.
    progress = models.PositiveSmallIntegerField(default=0)  # Percent.
    error = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("job")
        indexes = [
            models.Index(fields=["run_after"], name="job_due", condition=Q(state=JobState.QUEUED)),
            models.Index(fields=["lease_until"], name="job_expired", condition=Q(state=JobState.RUNNING)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_percent"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_is_known"),
            models.CheckConstraint(condition=~Q(state=JobState.FAILED) | ~Q(error=""), name="failed_job_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"
