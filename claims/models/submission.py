"""What readers send in: claims they want checked, and what they think is wrong with a check."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models import words
from claims.models.claim import Claim
from claims.vocabulary import SubmissionKind, SubmissionState

# What waits for the newsroom; everything else is decided.
WAITING = (SubmissionState.RECEIVED, SubmissionState.LOOKED_AT)


class Submission(models.Model):
    """One thing that a reader sent in. Its number is its id.

    Of who sent it there is only what they chose to say (`name`, `email`), until it is forgotten, and for some days
    `network`: a hash of the address they sent it from, under a key that changes every day. The receipt's address holds
    a token that is made from `nonce` and the secret key (actions/receipts.py); only its SHA-256 is stored.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=SubmissionKind)
    state = models.CharField(_("state"), max_length=16, choices=SubmissionState, default=SubmissionState.RECEIVED)
    # The check that is challenged; of a claim, what it was taken up as, if it was.
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions")

    text = models.TextField(_("claim, or what is wrong"))
    seen = models.TextField(_("where it was seen"), blank=True)
    why = models.TextField(_("why it matters"), blank=True)
    links = models.TextField(_("evidence"), blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    # The answer, or why it was declined: the reader is shown it.
    reply = models.TextField(_("answer"), blank=True)
    # Whether the reader waits for a mail that has not been queued yet: one address gets one an hour at most.
    mail_is_due = models.BooleanField(default=False)

    nonce = models.CharField(max_length=43)
    token_sha256 = models.CharField(max_length=64, unique=True)
    network = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of what was said, however it was spaced and cased.

    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)  # When name and e-mail were removed.

    class Meta:
        ordering = ["-id"]
        verbose_name = _("submission")
        indexes = [
            GinIndex(words.SUBMISSION, name="submission_words"),
            models.Index(fields=["state", "-id"], name="submission_queue"),
            models.Index(fields=["created_at"], name="submission_age"),
            models.Index(fields=["fingerprint"], name="submission_same_words"),
            models.Index(fields=["id"], name="submission_mail_due", condition=Q(mail_is_due=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SubmissionKind.values), name="submission_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=SubmissionState.values), name="submission_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind=SubmissionKind.CLAIM) | Q(claim__isnull=False), name="challenge_is_of_a_check"
            ),
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.TAKEN_UP) | Q(claim__isnull=False),
                name="submission_taken_up_has_a_claim",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SubmissionState.ANSWERED, SubmissionState.DECLINED]) | ~Q(reply=""),
                name="decided_submission_says_why",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(name="", email=""), name="forgotten_submission_is_nobodys"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_challenge(self) -> bool:
        return self.kind == SubmissionKind.CHALLENGE


class Mailbox(models.Model):
    """An e-mail address that readers gave, as a keyed hash: when it was last written to, and whether that is wanted."""

    hash = models.CharField(max_length=64, unique=True)
    written_at = models.DateTimeField(null=True, blank=True)
    is_closed = models.BooleanField(default=False)  # Its owner said: this was not me.

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return f"{self.hash[:8]}…{' (closed)' if self.is_closed else ''}"
