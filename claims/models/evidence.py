"""Sources, what they say of a claim, and their archived copies."""

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models import words
from claims.models.claim import Claim
from claims.models.people import User
from claims.vocabulary import CaptureState, Question, Stance


class Source(models.Model):
    """A document, dataset, person or page that evidence comes from; used again by other claims.

    It may have an address, a file that somebody uploaded, both or neither. `sha256` is of the file as it was uploaded:
    the same file again is the same source. What is kept of a picture was drawn anew, so its bytes are others.
    """

    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=2000, blank=True, validators=[URLValidator(["http", "https"])])
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    interest = models.CharField(_("interest"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    file = models.FileField(_("file"), max_length=200, blank=True)  # In the private storage, under a name of ours.
    file_name = models.CharField(max_length=150, blank=True)  # As the person called it, without what cannot be seen.
    media_type = models.CharField(max_length=100, blank=True)  # By its content.
    size = models.PositiveIntegerField(default=0)  # In bytes, as it is kept.
    sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [GinIndex(words.SOURCE, name="source_words")]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="source_once_an_address"),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="http://") | Q(url__startswith="https://"),
                name="source_address_is_http",
            ),
            models.UniqueConstraint(fields=["sha256"], condition=~Q(sha256=""), name="source_once_a_file"),
            models.CheckConstraint(
                condition=Q(file="", sha256="", size=0) | (~Q(file="") & ~Q(sha256="") & ~Q(media_type="")),
                name="source_file_is_described",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def archived_url(self) -> str:
        """Where its newest archived copy is; "" where there is none."""
        newest = self.captures.first()
        return newest.archived_url if newest and newest.state == CaptureState.STORED else ""

    @property
    def is_picture(self) -> bool:
        """Whether it has a file that a page can show: one that was drawn anew when it came in."""
        return self.media_type.startswith("image/")


class Evidence(models.Model):
    """What a source says of one claim: to which question, the exact passage, where it stands, which way it points.

    `number` is what the explanation cites it by ("[3]") and its address on the public page. A claim gives each once.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()
    question = models.CharField(_("question"), max_length=8, choices=Question, default=Question.TRUE)
    stance = models.CharField(_("stance"), max_length=16, choices=Stance)
    passage = models.TextField(_("exact passage"), blank=True)
    locator = models.CharField(_("where it is"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_primary = models.BooleanField(_("primary source"), default=False)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["claim", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_stance_is_known"),
            models.CheckConstraint(condition=Q(question__in=Question.values), name="evidence_question_is_known"),
            models.UniqueConstraint(fields=["claim", "number"], name="evidence_number_once_a_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.stance})"


class Capture(models.Model):
    """An archived copy of a source as it was at one moment, or the reason why there is none."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="captures")
    state = models.CharField(max_length=16, choices=CaptureState, default=CaptureState.MISSING)
    archived_url = models.CharField(max_length=2000, blank=True, validators=[URLValidator(["http", "https"])])
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=500, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CaptureState.FAILED) | ~Q(error=""), name="failed_capture_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=CaptureState.STORED) | Q(captured_at__isnull=False), name="stored_capture_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.state}"
