"""The verdict being written, the revisions that were sent to review, the reviews, and what readers were shown."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models import words
from claims.models.claim import Claim
from claims.models.numbered import Numbered
from claims.models.people import User
from claims.models.rating import Rating
from claims.vocabulary import ChangeClass, Decision, Said


class Verdict(models.Model):
    """The draft: one a claim, saved as it is typed. `writer_ids` are all who ever changed its text."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="verdict")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(_("summary"), blank=True, max_length=600)
    explanation = models.TextField(_("explanation"), blank=True)
    not_found = models.TextField(_("what could not be found out"), blank=True)
    # The first question, which has nothing to do with the rating. It is moot where the article itself says it.
    said = models.CharField(_("was it said"), max_length=16, choices=Said, blank=True, default=Said.NOT_CHECKED)
    said_note = models.TextField(_("where it can be seen or heard"), blank=True)
    why_not_asked = models.CharField(_("why the speaker was not asked"), max_length=300, blank=True)
    # Of a claim about a picture or recording: {"kind", "category", ...} as actions/media.py has it. {} for any other.
    media = models.JSONField(_("picture or recording"), default=dict, blank=True)
    writer_ids = ArrayField(models.BigIntegerField(), default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [GinIndex(words.VERDICT, name="verdict_words")]
        constraints = [models.CheckConstraint(condition=Q(said__in=Said.values), name="verdict_said_is_known")]

    def __str__(self) -> str:
        return f"verdict of claim {self.claim_id}"


class Revision(models.Model):
    """A verdict as it was sent to review, with its evidence and replies, frozen. Refused UPDATE, DELETE, TRUNCATE."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Everyone who wrote a part of its text or worked on its evidence or replies; none of them may approve it.
    author_ids = ArrayField(models.BigIntegerField())
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField()
    explanation = models.TextField()
    not_found = models.TextField(blank=True)
    wording = models.TextField(blank=True)
    # "" in revisions from before this was asked, and where the article itself says it.
    said = models.CharField(max_length=16, choices=Said, blank=True, default=Said.NOT_CHECKED)
    said_note = models.TextField(blank=True)
    why_not_asked = models.CharField(max_length=300, blank=True)
    media = models.JSONField(default=dict, blank=True)
    # As actions/evidence.py freezes it: [{"question", "stance", ..., "source": {"id", "title", "url", ...}}]. What came
    # later is missing in old ones; without a question it is "true".
    evidence = models.JSONField()
    # As actions/reply.py freezes them: all but the newsroom's notes.
    replies = models.JSONField(default=list)
    # The rules of the newsroom when it was sent. In a blind review nobody sees what the others said until it is over.
    approvals_needed = models.PositiveSmallIntegerField(default=1)
    is_blind = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Numbered["Revision"].as_manager()

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="revision_number_once_a_claim"),
            models.CheckConstraint(
                condition=~Q(summary="") & ~Q(explanation="") & Q(author_ids__len__gte=1), name="revision_is_complete"
            ),
            models.CheckConstraint(
                condition=Q(approvals_needed__gte=1, approvals_needed__lte=3), name="revision_needs_1_to_3_approvals"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.number}"


class Review(models.Model):
    """What one person said of one revision. A trigger refuses an approval by any of its authors.

    The only way round is an admin's override, which has a reason and is shown to readers.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=24, choices=Decision)
    comment = models.TextField(blank=True)
    override_reason = models.TextField(blank=True)
    # The newsroom's checklist as it was: [{"question": str, "is_required": bool, "is_ticked": bool}, ...].
    checklist = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["revision", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="review_decision_is_known"),
            models.UniqueConstraint(
                fields=["revision", "reviewer"],
                condition=Q(decision__in=[Decision.APPROVED, Decision.DISSENTED]),
                name="one_vote_a_person_of_a_revision",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.CHANGES_REQUESTED) | ~Q(comment=""), name="asking_for_changes_says_which"
            ),
            models.CheckConstraint(condition=~Q(decision=Decision.DISSENTED) | ~Q(comment=""), name="dissent_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.decision}"


class PublicRevision(models.Model):
    """What readers were shown from `published_at` on. Kept for ever; refused UPDATE, DELETE and TRUNCATE."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="public_revisions")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="public_revisions")
    change = models.CharField(max_length=24, choices=ChangeClass)
    reason = models.TextField(blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    content = models.JSONField()

    objects = Numbered["PublicRevision"].as_manager()

    class Meta:
        ordering = ["claim", "number"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="public_revision_newest")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="public_revision_number_once_a_claim"),
            models.CheckConstraint(condition=Q(change__in=ChangeClass.values), name="change_class_is_known"),
            models.CheckConstraint(
                condition=Q(change=ChangeClass.FIRST) | ~Q(reason=""), name="public_change_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.number} {self.change}"
