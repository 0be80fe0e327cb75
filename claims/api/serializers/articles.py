"""Articles: what comes in, and how they are shown."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.fields import Day, Shape, Text, Whole
from claims.api.serializers.people import JobShape, PersonShape
from claims.models import Article, Snapshot

_LARGEST_OFFSET = 2**31 - 1


class ArticleImport(Shape):
    title = Text(
        max_length=300, allow_blank=True, default="", help_text="When empty, the first line of the text is the title."
    )
    text = Text(
        trim_whitespace=False,
        help_text=f"Plain text, at most {settings.ARTICLE_MAX_CHARS:,} characters. Line breaks are stored as LF.",
    )
    url = Text(
        max_length=2000,
        allow_blank=True,
        default="",
        validators=[URLValidator(["http", "https"])],
        help_text="Where it was published: http:// or https://.",
    )
    publisher = Text(max_length=200, allow_blank=True, default="")
    author = Text(max_length=200, allow_blank=True, default="")
    published_on = Day(allow_null=True, default=None)
    language = Text(
        max_length=16,
        allow_blank=True,
        default="",
        help_text="Such as en or pt-BR. Without it, it is told from the text.",
        validators=[
            RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", _("Use a language tag such as en or pt-BR."))
        ],
    )


class ArticleEdit(Shape):
    """The fields that are left out stay as they are."""

    title = Text(max_length=300, required=False)
    url = Text(
        max_length=2000,
        allow_blank=True,
        required=False,
        validators=[URLValidator(["http", "https"])],
        help_text="Where it was published: http:// or https://.",
    )
    publisher = Text(max_length=200, allow_blank=True, required=False)
    author = Text(max_length=200, allow_blank=True, required=False)
    published_on = Day(allow_null=True, required=False)


class ClaimSpan(Shape):
    start = Whole(min_value=0, max_value=_LARGEST_OFFSET, help_text="First character, in code points.")
    end = Whole(min_value=1, max_value=_LARGEST_OFFSET, help_text="Past the last character, in code points.")


class SnapshotShape(serializers.ModelSerializer[Snapshot]):
    text = serializers.CharField(read_only=True, help_text="Never changes. Offsets of claims count its code points.")

    class Meta:
        model = Snapshot
        fields = ["number", "sha256", "char_count", "created_at", "text"]
        read_only_fields = fields
        ref_name = "Snapshot"


class ArticleShape(serializers.ModelSerializer[Article]):
    url = serializers.CharField(read_only=True, help_text="Where it was published; may be empty.")
    created_by = PersonShape(read_only=True)
    claim_count = serializers.SerializerMethodField()
    job = serializers.SerializerMethodField(help_text="The newest search for claims in this article.")

    class Meta:
        model = Article
        fields = [
            "id",
            "title",
            "url",
            "publisher",
            "author",
            "published_on",
            "language",
            "version",
            "claim_count",
            "job",
            "created_by",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields
        ref_name = "Article"

    def get_claim_count(self, article: Any) -> int:
        return article.claim_count or 0

    @extend_schema_field(JobShape(allow_null=True))
    def get_job(self, article: Any) -> Any:
        return JobShape(article.split_jobs[0]).data if article.split_jobs else None


class ArticleDetailShape(ArticleShape):
    snapshot = SnapshotShape(source="current_snapshot", read_only=True)

    class Meta(ArticleShape.Meta):
        fields = [*ArticleShape.Meta.fields, "snapshot"]
        read_only_fields = fields
        ref_name = "ArticleDetail"
