"""People, ratings and jobs as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.models import ApiToken, Job, Rating, RatingScale, User


class PersonShape(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="display_name", read_only=True)

    class Meta:
        model = User
        fields = ["id", "name", "username"]
        read_only_fields = fields
        ref_name = "Person"


class ColleagueShape(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="display_name", read_only=True)

    class Meta:
        model = User
        fields = ["id", "name", "username", "role"]
        read_only_fields = fields
        ref_name = "Colleague"


class TokenShape(serializers.ModelSerializer[ApiToken]):
    scopes = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = ApiToken
        fields = ["name", "prefix", "scopes", "expires_at"]
        read_only_fields = fields
        ref_name = "Token"


class MeShape(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="display_name", read_only=True)
    token = serializers.SerializerMethodField(help_text="The token of this request; null for a session.")

    class Meta:
        model = User
        fields = ["id", "name", "username", "email", "role", "token"]
        read_only_fields = fields
        ref_name = "Me"

    @extend_schema_field(TokenShape(allow_null=True))
    def get_token(self, user: User) -> Any:
        token = self.context["request"].auth
        return TokenShape(token).data if isinstance(token, ApiToken) else None


class RatingShape(serializers.ModelSerializer[Rating]):
    class Meta:
        model = Rating
        fields = ["id", "slug", "label", "meaning", "kind", "value"]
        read_only_fields = fields
        ref_name = "Rating"


class RatingScaleShape(serializers.ModelSerializer[RatingScale]):
    ratings = RatingShape(many=True, read_only=True)

    class Meta:
        model = RatingScale
        fields = ["id", "name", "version", "is_current", "ratings"]
        read_only_fields = fields
        ref_name = "RatingScale"


class JobShape(serializers.ModelSerializer[Job]):
    article = serializers.IntegerField(source="article_id", read_only=True, allow_null=True)
    claim = serializers.IntegerField(source="claim_id", read_only=True, allow_null=True)
    progress = serializers.IntegerField(read_only=True, help_text="Percent.")
    error = serializers.CharField(read_only=True, help_text="Why it failed, or failed at the last attempt.")

    class Meta:
        model = Job
        fields = [
            "id",
            "kind",
            "article",
            "claim",
            "state",
            "progress",
            "attempts",
            "error",
            "created_at",
            "finished_at",
        ]
        read_only_fields = fields
        ref_name = "Job"
