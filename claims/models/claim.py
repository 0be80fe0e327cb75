"""Claims: spans of a snapshot that can be checked, and who said them."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models import words
from claims.models.article import Article, Snapshot
from claims.models.listed import Topic
from claims.models.people import User
from claims.vocabulary import Origin, Priority, SpeakerKind, State


class Speaker(models.Model):
    """Somebody to whom claims are attributed: a person, a ministry, a group."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    # Given when a check of what they said is first published (actions/addresses.py), for good.
    slug = models.SlugField(max_length=100, unique=True, null=True, blank=True, editable=False)
    description = models.CharField(_("description"), max_length=300, blank=True)
    affiliation = models.CharField(_("party or group"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=SpeakerKind, default=SpeakerKind.UNKNOWN)
    url = models.URLField(_("address"), max_length=2000, blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [GinIndex(words.SPEAKER, name="speaker_words")]
        constraints = [models.CheckConstraint(condition=Q(kind__in=SpeakerKind.values), name="speaker_kind_is_known")]

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """One checkable statement at `[start, end)` (code points) of a snapshot.

    `snapshot.text[start:end] == quote` holds for every row: a trigger refuses anything else, and refuses moving a
    claim to another snapshot. `version` counts the writes; every write through the actions compares it.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="claims")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="claims")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(_("as said"))
    wording = models.TextField(_("as checked"), blank=True)

    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    speaker_as_printed = models.CharField(max_length=300, blank=True)
    cue = models.CharField(max_length=100, blank=True)
    # From the outermost source to the one that speaks, who is last: [{"speaker": str, "cue": str}, ...].
    attribution = models.JSONField(default=list, blank=True)
    is_quote = models.BooleanField(default=False)

    origin = models.CharField(max_length=16, choices=Origin, default=Origin.PERSON)
    splitter = models.CharField(max_length=40, blank=True)  # The splitter's version, for claims it made.
    kind = models.CharField(max_length=40, blank=True)
    score = models.FloatField(null=True, blank=True)  # Check-worthiness, 0 to 1.
    reasons = models.JSONField(default=list, blank=True)
    # False where somebody speaks whom nobody has named yet: `speaker_as_printed` ("the ministry") is all there is.
    speaker_is_resolved = models.BooleanField(default=True)
    # A wording that stands on its own, and what was put into it: {"text": str, "insertions": [[start, end, why], ...]}
    # with offsets in that text; None where the words as said need nothing.
    proposed_wording = models.JSONField(null=True, blank=True)
    # Figures, dates, places and names in it, with offsets in the snapshot:
    # [{"kind", "start", "end", "text", and where they are set "value", "unit", "upper", "bound", "alternatives"}, ...],
    # as in splitting/details/detail.py.
    details = models.JSONField(default=list, blank=True)
    is_touched = models.BooleanField(default=False)  # A person has worked on it: re-splitting leaves it alone.

    state = models.CharField(max_length=24, choices=State, default=State.SUGGESTED)
    state_changed_at = models.DateTimeField()
    checker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="assigned_claims")
    # Whom somebody asked to review it; None leaves it to whoever comes first.
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="claims_to_review")
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    dismissed_reason = models.CharField(max_length=500, blank=True)
    repeat_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeats")

    slug = models.SlugField(max_length=100, unique=True, null=True, blank=True)  # Given at first publishing, for good.
    is_public = models.BooleanField(default=False)  # A live public page exists, whatever is being worked on.
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["snapshot", "start", "end"]
        indexes = [
            models.Index(fields=["state", "-priority", "due_on"], name="claim_queue"),
            models.Index(fields=["checker", "state"], name="claim_of_checker"),
            models.Index(fields=["reviewer", "state"], name="claim_of_reviewer"),
            GinIndex(words.CLAIM, name="claim_words"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "start", "end"], name="claim_span_once_a_snapshot"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="claim_span_is_not_empty"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="claim_state_is_known"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="claim_priority_is_known"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1), name="claim_score_is_0_to_1"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ASSIGNED, State.CHECKING, State.IN_REVIEW, State.CHANGES_REQUESTED])
                | Q(checker__isnull=False),
                name="claim_being_checked_has_a_checker",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DISMISSED) | ~Q(dismissed_reason=""), name="dismissed_claim_says_why"
            ),
            models.CheckConstraint(
                condition=Q(speaker_is_resolved=True) | Q(speaker__isnull=True), name="unresolved_speaker_has_no_row"
            ),
            models.CheckConstraint(
                condition=~Q(is_public=True) | Q(slug__isnull=False), name="public_claim_has_an_address"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PUBLISHED, State.CORRECTED]) | Q(is_public=True),
                name="published_claim_is_public",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_state_display(self) -> str:
        """Django's own translates every state to find one, which a page of a hundred rows notices."""
        return str(State(self.state).label)

    def get_priority_display(self) -> str:
        return str(Priority(self.priority).label)

    @property
    def is_of_normal_priority(self) -> bool:
        return self.priority == Priority.NORMAL

    @property
    def is_own_voice(self) -> bool:
        """Whether the article itself says it."""
        return self.speaker_id is None and self.speaker_is_resolved

    @property
    def text(self) -> str:
        """The wording to show: as checked where a person has written one, else as said."""
        return self.wording or self.quote
