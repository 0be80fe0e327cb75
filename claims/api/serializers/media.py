"""What was found of a picture or recording, as a part of verdicts and revisions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from claims.actions.media import ADDRESS_LIMIT, TEXT_LIMIT
from claims.api.fields import Choice, Shape, Text
from claims.vocabulary import MediaCategory, MediaKind


class MediaGiven(Shape):
    kind = Choice(choices=MediaKind.choices, required=False)
    category = Choice(
        choices=MediaCategory.choices, required=False, help_text="schema.org's mediaAuthenticityCategory."
    )
    interpreted_as = Text(
        max_length=TEXT_LIMIT, allow_blank=True, required=False, help_text="What it was said to show."
    )
    context = Text(max_length=TEXT_LIMIT, allow_blank=True, required=False, help_text="What it really is.")
    creator = Text(max_length=TEXT_LIMIT, allow_blank=True, required=False, help_text="Who made it.")
    url = Text(max_length=ADDRESS_LIMIT, allow_blank=True, required=False, help_text="Where it was seen.")
    archived_url = Text(
        max_length=ADDRESS_LIMIT, allow_blank=True, required=False, help_text="An archived copy of that."
    )
    original_url = Text(max_length=ADDRESS_LIMIT, allow_blank=True, required=False, help_text="Where the original is.")


class MediaShape(serializers.Serializer[Any]):
    """What was found of a picture or recording; {} where the claim is about none."""

    kind = serializers.ChoiceField(choices=MediaKind.choices, read_only=True, required=False)
    category = serializers.ChoiceField(choices=MediaCategory.choices, read_only=True, required=False)
    interpreted_as = serializers.CharField(read_only=True, required=False)
    context = serializers.CharField(read_only=True, required=False)
    creator = serializers.CharField(read_only=True, required=False)
    url = serializers.CharField(read_only=True, required=False)
    archived_url = serializers.CharField(read_only=True, required=False)
    original_url = serializers.CharField(read_only=True, required=False)

    class Meta:
        ref_name = "Media"
