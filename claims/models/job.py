"""Background work. The row is the truth; the Celery message that names it is only a doorbell."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.models.claim import Claim
from claims.models.people import Invitation, User
from claims.models.submission import Submission
from claims.vocabulary import JobKind, JobState

_UNDERWAY = (JobState.QUEUED, JobState.RUNNING)

# One or two failures may be a passing fault. After so many a person should know.
TROUBLE_AFTER = 3


class JobQuerySet(models.QuerySet["Job"]):
    def newest(self, kind: JobKind) -> Job | None:
        """The newest job of that kind: what counts, whatever became of those before it."""
        return self.filter(kind=kind).order_by("-id").first()

    def newest_of_each_article(self, kind: JobKind) -> JobQuerySet:
        """For each article that has one, its newest job of that kind."""
        return self.filter(kind=kind, article__isnull=False).order_by("article_id", "-id").distinct("article_id")

    def in_trouble(self) -> JobQuerySet:
        """Those that failed for good or keep failing, and whose work nobody has taken up again since."""
        keep_failing = Q(state__in=_UNDERWAY, attempts__gte=TROUBLE_AFTER) & ~Q(error="")
        # Two jobs of one kind are both about an article, both about a claim, ... or both about nothing.
        same_subject = Q(article=None, claim=None, invitation=None, person=None, submission=None)
        for subject in ("article", "claim", "invitation", "person", "submission"):
            same_subject |= Q(**{subject: OuterRef(subject)})
        again = Job.objects.filter(same_subject, kind=OuterRef("kind"), pk__gt=OuterRef("pk"))
        return self.filter(Q(state=JobState.FAILED) | keep_failing).exclude(models.Exists(again))


class Job(models.Model):
    """One unit of work. Whoever raised `token` last and still holds the lease is the only one who may finish it."""

    kind = models.CharField(max_length=24, choices=JobKind)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    # Whom it mails what they are told.
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="mail_jobs")
    # To whose reader it writes.
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    state = models.CharField(max_length=16, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    run_after = models.DateTimeField()
    rung_at = models.DateTimeField(null=True, blank=True)  # When a doorbell was last sent for it.
    progress = models.PositiveSmallIntegerField(default=0)  # Percent.
    error = models.CharField(max_length=1000, blank=True)
    # Of a purge: the files of the public folder; None is all of them.
    paths = ArrayField(models.TextField(), null=True, blank=True)
    # What a preview found, until the next one of its article: {"splitter": version, "snapshot": id, "claims": [...]}.
    result = models.JSONField(null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("job")
        indexes = [
            models.Index(fields=["run_after"], name="job_due", condition=Q(state=JobState.QUEUED)),
            models.Index(fields=["person"], name="job_of_person", condition=Q(state=JobState.QUEUED)),
            models.Index(fields=["lease_until"], name="job_expired", condition=Q(state=JobState.RUNNING)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_percent"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_is_known"),
            models.CheckConstraint(condition=~Q(state=JobState.FAILED) | ~Q(error=""), name="failed_job_says_why"),
        ]

    @property
    def is_underway(self) -> bool:
        """Whether it waits for a worker, is worked on, or is going to be tried again."""
        return self.state in _UNDERWAY

    @property
    def is_in_trouble(self) -> bool:
        """Whether it failed for good, or keeps failing."""
        is_failing = self.is_underway and self.attempts >= TROUBLE_AFTER and bool(self.error)
        return self.state == JobState.FAILED or is_failing

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"
