"""Claims as the API shows them, and what may be changed of them directly."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims import workflow
from claims.api.fields import Choice, Shape, Text
from claims.api.serializers.people import PersonShape
from claims.models import Article, Claim, Speaker
from claims.vocabulary import Action, SpeakerKind


class ClaimEdit(Shape):
    wording = Text(max_length=2000, allow_blank=True, required=False, help_text="The claim as checked.")
    speaker_name = Text(
        max_length=300, allow_blank=True, required=False, help_text="Empty for the publisher's own voice."
    )
    speaker_kind = Choice(
        choices=SpeakerKind.choices,
        required=False,
        help_text="What the speaker is; holds for all claims of that speaker.",
    )


class ArticleRefShape(serializers.ModelSerializer[Article]):
    class Meta:
        model = Article
        fields = ["id", "title", "publisher"]
        read_only_fields = fields
        ref_name = "ArticleRef"


class SpeakerShape(serializers.ModelSerializer[Speaker]):
    class Meta:
        model = Speaker
        fields = ["id", "name", "kind", "description"]
        read_only_fields = fields
        ref_name = "Speaker"


class AttributionShape(serializers.Serializer[Any]):
    speaker = serializers.CharField(read_only=True)
    cue = serializers.CharField(read_only=True, allow_blank=True, help_text="The words that attribute, such as “said”.")

    class Meta:
        ref_name = "Attribution"


class InsertionShape(serializers.Serializer[Any]):
    """Words of a wording that the claim does not have."""

    start = serializers.IntegerField(read_only=True, help_text="In code points of the wording's text.")
    end = serializers.IntegerField(read_only=True)
    why = serializers.CharField(read_only=True, help_text="who, when or what: the question they answer.")

    class Meta:
        ref_name = "Insertion"


class WordingShape(serializers.Serializer[Any]):
    """A wording that stands on its own, as the splitter proposes it."""

    text = serializers.CharField(read_only=True)
    insertions = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Wording"

    @extend_schema_field(InsertionShape(many=True))
    def get_insertions(self, wording: dict[str, Any]) -> list[dict[str, Any]]:
        return [dict(zip(("start", "end", "why"), insertion, strict=True)) for insertion in wording["insertions"]]


class DetailShape(serializers.Serializer[Any]):
    """A figure, date, time, place or name in a claim; what does not apply is left out."""

    kind = serializers.CharField(read_only=True, help_text="figure, date, time, place, person or organisation.")
    start = serializers.IntegerField(read_only=True, help_text="In code points of the snapshot.")
    end = serializers.IntegerField(read_only=True)
    text = serializers.CharField(read_only=True)
    value = serializers.JSONField(
        required=False, read_only=True, help_text="A figure's number; a date in ISO 8601; a full name."
    )
    unit = serializers.CharField(required=False, read_only=True)
    upper = serializers.FloatField(required=False, read_only=True, help_text="The second number of a range.")
    bound = serializers.CharField(required=False, read_only=True, help_text="about, over, under, at least or at most.")
    alternatives = serializers.ListField(
        child=serializers.CharField(), required=False, read_only=True, help_text="The readings of a date that has two."
    )

    class Meta:
        ref_name = "Detail"


class ActionShape(serializers.Serializer[Any]):
    action = serializers.ChoiceField(choices=Action.choices, read_only=True)
    allowed = serializers.BooleanField(read_only=True)
    reason = serializers.CharField(read_only=True, help_text="Why it is refused now; empty when it is allowed.")

    class Meta:
        ref_name = "ActionAnswer"


class ClaimShape(serializers.ModelSerializer[Claim]):
    article = ArticleRefShape(read_only=True)
    snapshot = serializers.IntegerField(
        source="snapshot.number", read_only=True, help_text="The number of the article's snapshot it stands in."
    )
    start = serializers.IntegerField(read_only=True, help_text="First character, in code points.")
    end = serializers.IntegerField(read_only=True, help_text="Past the last character, in code points.")
    quote = serializers.CharField(read_only=True, help_text="The snapshot's text from start to end.")
    speaker = SpeakerShape(read_only=True, allow_null=True)
    speaker_is_resolved = serializers.BooleanField(
        read_only=True, help_text="False where nobody has named the speaker yet: `speaker_as_printed` is all there is."
    )
    attribution = AttributionShape(many=True, read_only=True)
    proposed_wording = WordingShape(read_only=True, allow_null=True)
    details = DetailShape(many=True, read_only=True)
    reasons = serializers.ListField(child=serializers.CharField(), read_only=True)
    score = serializers.FloatField(read_only=True, allow_null=True, help_text="Check-worthiness, 0 to 1.")
    checker = PersonShape(read_only=True, allow_null=True)
    reviewer = PersonShape(read_only=True, allow_null=True, help_text="Who is asked to review it; null: anybody.")
    repeat_of = serializers.IntegerField(source="repeat_of_id", read_only=True, allow_null=True)
    topics = serializers.SlugRelatedField(many=True, read_only=True, slug_field="name")
    public_url = serializers.SerializerMethodField(help_text="The readers' page, while there is one.")
    latest_revision = serializers.IntegerField(
        source="latest_revision_id", read_only=True, allow_null=True, help_text="The newest text sent to review."
    )
    created_by = PersonShape(read_only=True, allow_null=True)

    class Meta:
        model = Claim
        fields = [
            "id",
            "article",
            "snapshot",
            "start",
            "end",
            "quote",
            "wording",
            "speaker",
            "speaker_as_printed",
            "speaker_is_resolved",
            "cue",
            "attribution",
            "is_quote",
            "proposed_wording",
            "details",
            "origin",
            "splitter",
            "kind",
            "score",
            "reasons",
            "state",
            "state_changed_at",
            "checker",
            "reviewer",
            "priority",
            "due_on",
            "topics",
            "dismissed_reason",
            "repeat_of",
            "latest_revision",
            "public_url",
            "version",
            "created_by",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields
        ref_name = "Claim"

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_public_url(self, claim: Claim) -> str | None:
        return f"{settings.SITE_URL}/checks/{claim.slug}/" if claim.slug else None


class ClaimDetailShape(ClaimShape):
    actions = serializers.SerializerMethodField(help_text="Every action, and whether you may do it now.")

    class Meta(ClaimShape.Meta):
        fields = [*ClaimShape.Meta.fields, "actions"]
        read_only_fields = fields
        ref_name = "ClaimDetail"

    @extend_schema_field(ActionShape(many=True))
    def get_actions(self, claim: Claim) -> Any:
        user = self.context["request"].user
        answers = [(action, workflow.can(user, action, claim)) for action in workflow.RULES]
        return [
            {
                "action": action.value,
                "allowed": bool(answer),
                "reason": str(answer.reason) if isinstance(answer, workflow.Denied) else "",
            }
            for action, answer in answers
        ]
