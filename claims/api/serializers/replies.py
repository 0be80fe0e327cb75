"""The right-of-reply log as the API shows it, and what may be written into it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from claims.api.fields import Choice, Day, Newest, Shape, Text
from claims.api.serializers.people import PersonShape
from claims.models import Reply
from claims.vocabulary import ReplyStatus, ReplyWay


class ReplyAdd(Shape):
    person = Text(max_length=300, help_text="Who was asked, usually the claim's speaker.")
    office = Text(max_length=200, allow_blank=True, default="", help_text="Role or office. Readers see it.")
    way = Choice(choices=ReplyWay.choices)
    asked_on = Day()
    due_on = Day(allow_null=True, default=None, help_text="The deadline they were given.")
    status = Choice(choices=ReplyStatus.choices, default=ReplyStatus.OPEN)
    answered_on = Day(allow_null=True, default=None)
    answer = Text(max_length=20_000, allow_blank=True, default="", help_text="Their exact words, for the newsroom.")
    quotable = Text(
        max_length=5_000, allow_blank=True, default="", help_text="What of the answer may be quoted. Readers see it."
    )
    note = Text(max_length=10_000, allow_blank=True, default="", help_text="For the newsroom only.")
    newest = Newest()


class ReplyEdit(Shape):
    """The fields that are left out stay as they are."""

    person = Text(max_length=300, required=False)
    office = Text(max_length=200, allow_blank=True, required=False)
    way = Choice(choices=ReplyWay.choices, required=False)
    asked_on = Day(required=False)
    due_on = Day(allow_null=True, required=False)
    status = Choice(choices=ReplyStatus.choices, required=False)
    answered_on = Day(allow_null=True, required=False)
    answer = Text(max_length=20_000, allow_blank=True, required=False)
    quotable = Text(max_length=5_000, allow_blank=True, required=False)
    note = Text(max_length=10_000, allow_blank=True, required=False)


class ReplyShape(serializers.ModelSerializer[Reply]):
    claim = serializers.IntegerField(source="claim_id", read_only=True)
    added_by = PersonShape(read_only=True)

    class Meta:
        model = Reply
        fields = [
            "id",
            "claim",
            "person",
            "office",
            "way",
            "asked_on",
            "due_on",
            "status",
            "answered_on",
            "answer",
            "quotable",
            "note",
            "added_by",
            "created_at",
            "version",
        ]
        read_only_fields = fields
        ref_name = "Reply"


class FrozenReplyShape(serializers.Serializer[Any]):
    """An entry of the log as it was when the verdict was sent to review, without the newsroom's note."""

    person = serializers.CharField(read_only=True)
    office = serializers.CharField(read_only=True)
    way = serializers.ChoiceField(choices=ReplyWay.choices, read_only=True)
    asked_on = serializers.DateField(read_only=True)
    due_on = serializers.DateField(read_only=True, allow_null=True)
    status = serializers.ChoiceField(choices=ReplyStatus.choices, read_only=True)
    answered_on = serializers.DateField(read_only=True, allow_null=True)
    answer = serializers.CharField(read_only=True)
    quotable = serializers.CharField(read_only=True)

    class Meta:
        ref_name = "FrozenReply"
