"""Input shapes that take exactly what the OpenAPI document says: the named fields, of the named types."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.models.ids import LARGEST_ID


class Text(serializers.CharField):
    """A JSON string; DRF alone would turn numbers into text."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A JSON integer; DRF alone would take "5" and 5.0."""

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Id(Whole):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)


class Newest(Whole):
    """For sending a request again that may have arrived: with it, the same by the same person is not added twice."""

    def __init__(self) -> None:
        super().__init__(
            min_value=0,
            max_value=LARGEST_ID,
            allow_null=True,
            default=None,
            help_text="The id of the newest one you know of, 0 for none. If you have added the very same since, "
            "that one is the answer, and nothing is added.",
        )


class YesNo(serializers.BooleanField):
    """true or false; DRF alone would take "yes" and 1."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Day(serializers.DateField):
    """A day as "YYYY-MM-DD"."""

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class Choice(serializers.ChoiceField):
    """One of the values, of their own type; DRF alone compares their text."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, str | int) or data not in self.choices:
            self.fail("invalid_choice", input=data)
        return data


class Shape(serializers.Serializer[Any]):
    """What a request may hold. A field that is not named is refused, so nobody sets a state, role or version by it."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError({name: [_("This field cannot be set here.")] for name in unknown})
        return super().to_internal_value(data)


class Nothing(Shape):
    """No input: an empty body or `{}`."""
