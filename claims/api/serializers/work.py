"""What is written about a claim: sources and evidence, verdict, revisions, reviews, comments."""

from __future__ import annotations

from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from claims.api.fields import Choice, Id, Newest, Shape, Text, YesNo
from claims.api.serializers.media import MediaGiven, MediaShape
from claims.api.serializers.people import PersonShape, RatingShape
from claims.api.serializers.replies import FrozenReplyShape
from claims.models import Capture, Comment, Evidence, PublicRevision, Review, Revision, Source, Verdict
from claims.vocabulary import Question, Said, Stance


class EvidenceAdd(Shape):
    title = Text(
        max_length=300, allow_blank=True, default="", help_text="The source's title; the host's name when empty."
    )
    url = Text(
        max_length=2000,
        allow_blank=True,
        default="",
        validators=[URLValidator(["http", "https"])],
        help_text="A source that is known by this address is used again.",
    )
    publisher = Text(max_length=200, allow_blank=True, default="")
    interest = Text(max_length=500, allow_blank=True, default="", help_text="The source's own interest in the matter.")
    published_on = serializers.DateField(allow_null=True, default=None, help_text="When the source came out.")
    archived_url = Text(
        max_length=2000,
        allow_blank=True,
        default="",
        help_text="Where a copy of the page is kept; readers get it beside the live page.",
    )
    question = Choice(
        choices=Question.choices, default=Question.TRUE, help_text="Which of the two questions it answers."
    )
    stance = Choice(choices=Stance.choices)
    passage = Text(max_length=10_000, allow_blank=True, default="", help_text="The exact words relied on.")
    locator = Text(max_length=200, allow_blank=True, default="", help_text="Where they are: page, table, minute.")
    note = Text(max_length=10_000, allow_blank=True, default="")
    is_primary = YesNo(default=False)
    newest = Newest()


class EvidenceEdit(Shape):
    """The fields that are left out stay as they are."""

    question = Choice(choices=Question.choices, required=False)
    stance = Choice(choices=Stance.choices, required=False)
    passage = Text(max_length=10_000, allow_blank=True, required=False)
    locator = Text(max_length=200, allow_blank=True, required=False)
    note = Text(max_length=10_000, allow_blank=True, required=False)
    is_primary = YesNo(required=False)
    title = Text(max_length=300, required=False, help_text="The source's; like the next two, for every claim using it.")
    publisher = Text(max_length=200, allow_blank=True, required=False, help_text="The source's.")
    interest = Text(
        max_length=500, allow_blank=True, required=False, help_text="The source's own interest in the matter."
    )


class VerdictSave(Shape):
    rating = Id(allow_null=True, help_text="The id of a rating (GET /rating-scales/), or null while undecided.")
    summary = Text(max_length=600, allow_blank=True)
    explanation = Text(max_length=50_000, allow_blank=True, help_text="Markdown.")
    not_found = Text(max_length=50_000, allow_blank=True, default="", help_text="What could not be found out.")
    said = Choice(
        choices=Said.choices,
        required=False,
        help_text="Was it said, as quoted? Empty while not checked. Needed for a review where somebody says it; like "
        "the next two it stays as it is when left out.",
    )
    said_note = Text(max_length=1000, allow_blank=True, required=False, help_text="Where it can be seen or heard.")
    why_not_asked = Text(
        max_length=300, allow_blank=True, required=False, help_text="Why nobody was asked for a reply, if so."
    )
    media = MediaGiven(
        required=False,
        help_text="What was found of the picture or recording that the claim is about; {} for any other claim. It "
        "stays as it is when left out.",
    )


class CommentAdd(Shape):
    body = Text(max_length=10_000)
    parent = Id(allow_null=True, default=None, help_text="The comment that is answered.")
    newest = Newest()


class CaptureShape(serializers.ModelSerializer[Capture]):
    class Meta:
        model = Capture
        fields = ["id", "state", "archived_url", "captured_at", "error"]
        read_only_fields = fields
        ref_name = "Capture"


class SourceShape(serializers.ModelSerializer[Source]):
    class Meta:
        model = Source
        fields = [
            "id",
            "title",
            "url",
            "publisher",
            "interest",
            "published_on",
            "file_name",
            "media_type",
            "sha256",
            "version",
            "created_at",
        ]
        read_only_fields = fields
        ref_name = "Source"


class SourceDetailShape(SourceShape):
    created_by = PersonShape(read_only=True)
    captures = CaptureShape(many=True, read_only=True)

    class Meta(SourceShape.Meta):
        fields = [*SourceShape.Meta.fields, "created_by", "captures"]
        read_only_fields = fields
        ref_name = "SourceDetail"


class EvidenceShape(serializers.ModelSerializer[Evidence]):
    claim = serializers.IntegerField(source="claim_id", read_only=True)
    source = SourceShape(read_only=True)
    added_by = PersonShape(read_only=True)

    class Meta:
        model = Evidence
        fields = [
            "id",
            "claim",
            "number",
            "source",
            "question",
            "stance",
            "passage",
            "locator",
            "note",
            "is_primary",
            "added_by",
            "created_at",
            "version",
        ]
        read_only_fields = fields
        ref_name = "Evidence"


class VerdictShape(serializers.ModelSerializer[Verdict]):
    claim = serializers.IntegerField(source="claim_id", read_only=True)
    rating = RatingShape(read_only=True, allow_null=True)
    media = MediaShape(read_only=True)
    version = serializers.IntegerField(read_only=True, help_text="0 while nothing has been written.")
    updated_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = Verdict
        fields = [
            "claim",
            "rating",
            "summary",
            "explanation",
            "not_found",
            "said",
            "said_note",
            "why_not_asked",
            "media",
            "writer_ids",
            "version",
            "updated_at",
        ]
        read_only_fields = fields
        ref_name = "Verdict"


class FrozenSourceShape(serializers.Serializer[Any]):
    id = serializers.IntegerField(read_only=True)
    title = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True)
    publisher = serializers.CharField(read_only=True)
    interest = serializers.CharField(read_only=True)
    # Revisions from before there were files have neither.
    file_name = serializers.CharField(read_only=True, default="")
    sha256 = serializers.CharField(read_only=True, default="")
    published_on = serializers.CharField(read_only=True, default="", help_text="A date, or empty.")

    class Meta:
        ref_name = "FrozenSource"


class FrozenEvidenceShape(serializers.Serializer[Any]):
    """A piece of evidence as it was when the verdict was sent to review."""

    number = serializers.IntegerField(
        read_only=True, default=0, help_text="What the explanation cites it by; 0 in revisions from before numbers."
    )
    question = serializers.ChoiceField(choices=Question.choices, read_only=True, default=Question.TRUE)
    stance = serializers.ChoiceField(choices=Stance.choices, read_only=True)
    passage = serializers.CharField(read_only=True)
    locator = serializers.CharField(read_only=True)
    note = serializers.CharField(read_only=True)
    is_primary = serializers.BooleanField(read_only=True)
    source = FrozenSourceShape(read_only=True)

    class Meta:
        ref_name = "FrozenEvidence"


class TickShape(serializers.Serializer[Any]):
    question = serializers.CharField(read_only=True)
    is_required = serializers.BooleanField(read_only=True)
    is_ticked = serializers.BooleanField(read_only=True)

    class Meta:
        ref_name = "Tick"


class ReviewShape(serializers.ModelSerializer[Review]):
    revision = serializers.IntegerField(source="revision_id", read_only=True)
    reviewer = PersonShape(read_only=True)
    checklist = TickShape(many=True, read_only=True, help_text="The newsroom's checklist as it was, with the ticks.")

    class Meta:
        model = Review
        fields = ["id", "revision", "reviewer", "decision", "comment", "override_reason", "checklist", "created_at"]
        read_only_fields = fields
        ref_name = "Review"


class RevisionShape(serializers.ModelSerializer[Revision]):
    claim = serializers.IntegerField(source="claim_id", read_only=True)
    author = PersonShape(read_only=True)
    rating = RatingShape(read_only=True)
    media = MediaShape(read_only=True)
    evidence = FrozenEvidenceShape(many=True, read_only=True)
    replies = FrozenReplyShape(many=True, read_only=True)
    reviews = ReviewShape(many=True, read_only=True)

    class Meta:
        model = Revision
        fields = [
            "id",
            "claim",
            "number",
            "author",
            "author_ids",
            "rating",
            "summary",
            "explanation",
            "not_found",
            "wording",
            "said",
            "said_note",
            "why_not_asked",
            "media",
            "evidence",
            "replies",
            "approvals_needed",
            "is_blind",
            "reviews",
            "created_at",
        ]
        read_only_fields = fields
        ref_name = "Revision"


class PublicRevisionShape(serializers.ModelSerializer[PublicRevision]):
    claim = serializers.IntegerField(source="claim_id", read_only=True)
    revision = serializers.IntegerField(source="revision_id", read_only=True)
    published_by = PersonShape(read_only=True)
    content = serializers.DictField(read_only=True, help_text="All that the readers' page shows, frozen.")

    class Meta:
        model = PublicRevision
        fields = ["id", "claim", "number", "revision", "change", "reason", "published_by", "published_at", "content"]
        read_only_fields = fields
        ref_name = "PublicRevision"


class CommentShape(serializers.ModelSerializer[Comment]):
    claim = serializers.IntegerField(source="claim_id", read_only=True)
    parent = serializers.IntegerField(source="parent_id", read_only=True, allow_null=True)
    author = PersonShape(read_only=True)
    resolved_by = PersonShape(read_only=True, allow_null=True)

    class Meta:
        model = Comment
        fields = ["id", "claim", "author", "parent", "body", "created_at", "resolved_at", "resolved_by"]
        read_only_fields = fields
        ref_name = "Comment"
