"""What a reviewer asked to be changed, point by point, and which revision a person has read last."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.people import User
from claims.models.verdict import Review, Revision
from claims.vocabulary import RevisionPart


class ReviewPoint(models.Model):
    """One thing that a review asks to be changed, and why; whoever works on it says when it is done."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=16, choices=RevisionPart)
    # Which piece of the revision's evidence, from 1; None where all of it is meant.
    piece = models.PositiveSmallIntegerField(null=True, blank=True)
    # The words of that part that are meant; "" for all of it.
    quote = models.TextField(_("passage"), blank=True)
    reason = models.TextField(_("reason"))
    is_done = models.BooleanField(default=False)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="point_number_once_a_review"),
            models.CheckConstraint(condition=Q(part__in=RevisionPart.values), name="point_part_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="point_says_why"),
            models.CheckConstraint(
                condition=Q(piece__isnull=True) | Q(part=RevisionPart.EVIDENCE, piece__gte=1),
                name="point_names_a_piece_of_the_evidence_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.number}"


class Look(models.Model):
    """Which revision of a claim a person has read last. Nobody else is shown it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="looks")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "reader"], name="one_look_a_person_of_a_claim")]

    def __str__(self) -> str:
        return f"{self.reader_id} read {self.revision_id}"
