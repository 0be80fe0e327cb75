"""The fields of the verdict's form for a claim about a picture or recording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.media import ADDRESS_LIMIT, FIELDS, TEXT_LIMIT
from claims.desk.forms.claim import LongText
from claims.vocabulary import MediaCategory, MediaKind

PREFIX = "media_"


class MediaFields(forms.Form):
    """Mixed into the verdict's form: its fields are named `media_<name>`."""

    media_kind = forms.ChoiceField(
        label=_("What it is"), required=False, choices=[("", _("Not about a picture or recording")), *MediaKind.choices]
    )
    media_category = forms.ChoiceField(
        label=_("What was found of it"), required=False, choices=[("", _("Not decided yet")), *MediaCategory.choices]
    )
    media_interpreted_as = LongText(
        rows=2,
        label=_("What it was said to show"),
        required=False,
        max_length=TEXT_LIMIT,
        help_text=_("Readers see it, and everything below."),
    )
    media_context = LongText(
        rows=2,
        label=_("What it really is"),
        required=False,
        max_length=TEXT_LIMIT,
        help_text=_("Where, when and on what occasion it was made; what was changed in it."),
    )
    media_creator = forms.CharField(
        label=_("Made by"), required=False, max_length=TEXT_LIMIT, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    media_url = forms.CharField(label=_("Where it was seen"), required=False, max_length=ADDRESS_LIMIT)
    media_archived_url = forms.CharField(label=_("Archived copy of that"), required=False, max_length=ADDRESS_LIMIT)
    media_original_url = forms.CharField(label=_("The original"), required=False, max_length=ADDRESS_LIMIT)

    @staticmethod
    def media_initial(media: Mapping[str, str]) -> dict[str, str]:
        return {PREFIX + name: text for name, text in media.items()}

    def media_answers(self) -> dict[str, Any]:
        """By the name of the action's argument; nothing where the page did not have these fields."""
        if PREFIX + "kind" not in self.data:
            return {}
        given = {name: self.cleaned_data[PREFIX + name] for name in FIELDS}
        return {"media": given if any(given.values()) else {}}

    @property
    def media_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def media_is_open(self) -> bool:
        """Whether there is something to see in these fields."""
        return any(field.value() or field.errors for field in self.media_fields)
