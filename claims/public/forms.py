"""The readers' forms. What may be in their fields is checked by the action, which says all that is wrong at once."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.errors import Invalid

# What a page cannot show again; the action says so, and the field shows where it stood.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class RawField(forms.CharField):
    """Text as it came."""

    default_validators = []

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = []

    def prepare_value(self, value: Any) -> Any:
        return _UNSHOWABLE.sub("\ufffd", value) if isinstance(value, str) else value


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class TakePartForm(forms.Form):
    """What both forms end with. `is_needed` on a field says that it cannot be left empty."""

    name = RawField(
        label=_("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        help_text=_("Only the editors see it."),
    )
    email = RawField(
        label=_("Your e-mail address"),
        # Not the browser's own kind of field: its messages stop people before ours can help.
        widget=forms.TextInput(
            attrs={"autocomplete": "email", "inputmode": "email", "autocapitalize": "off", "spellcheck": "false"}
        ),
        help_text=_("We mail you the address of your receipt, and write once more when this is decided."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["text"].is_needed = True  # type: ignore[attr-defined]

    def said(self) -> dict[str, str]:
        """Everything that was filled in, by the names of the action's arguments."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    def put(self, error: Invalid) -> None:
        """Put what the action said beside its fields."""
        for name, message in error.errors.items():
            self.add_error(name if name in self.fields else None, message)


class ClaimForm(TakePartForm):
    text = RawField(
        label=_("The claim"),
        widget=_text(4),
        help_text=_("As it was said or written, word for word if you can. Up to 2,000 characters."),
    )
    seen = RawField(
        label=_("Where you met it"),
        widget=_text(2),
        help_text=_("An address (https://…), or in words: which programme, which newspaper, who said it, and when."),
    )
    why = RawField(
        label=_("Why it matters"),
        widget=_text(2),
        help_text=_("Who believes it, or what follows from it."),
    )
    field_order = ["text", "seen", "why", "email", "name"]


class ChallengeForm(TakePartForm):
    text = RawField(
        label=_("What is wrong with it"),
        widget=_text(6),
        help_text=_("Name the sentence, the figure or the source. Up to 2,000 characters."),
    )
    links = RawField(
        label=_("What shows it"),
        widget=_text(3),
        help_text=_("Addresses of sources (https://…), one a line, with the page or passage."),
    )
    field_order = ["text", "links", "email", "name"]
