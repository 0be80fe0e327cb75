"""What a claim is: its borders, where to split it, what to merge it with, and what it repeats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.desk.forms.claim import ActionForm, LongText, hidden_id, hidden_number
from claims.intake.passages import NUDGES, find_near, gaps, likely_gap, nudged
from claims.intake.text import TextError
from claims.models.ids import claim_number_in

# A list of more places than this to choose from is no help.
MOST_GAPS = 400


class BordersForm(ActionForm):
    """The words that the claim should have; or `nudge`, a button that moves one border by a word."""

    passage = LongText(
        rows=4,
        label=_("The claim’s words"),
        required=False,
        max_length=20_000,
        help_text=_("Take words away at either end, or paste more of the text, exactly as it stands there."),
    )
    nudge = forms.ChoiceField(choices=[(nudge, nudge) for nudge in NUDGES], required=False, widget=forms.HiddenInput)

    def starting(self, claim: Any) -> dict[str, Any]:
        return {"version": claim.version, "passage": claim.quote}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text, start, end = self.claim.snapshot.text, self.claim.start, self.claim.end
        if data.get("nudge"):
            data["span"] = nudged(text, start, end, data["nudge"])
        elif "passage" in data:
            try:
                data["span"] = find_near(text, data["passage"], start, end)
            except TextError as error:
                self.add_error("passage", str(error))
        return data

    def answers(self) -> dict[str, Any]:
        start, end = self.cleaned_data["span"]
        return {"start": start, "end": end}


class SplitForm(ActionForm):
    at = forms.TypedChoiceField(label=_("The second claim begins at"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = gaps(self.claim.snapshot.text, self.claim.start, self.claim.end)[:MOST_GAPS]
        self.fields["at"].choices = [(gap.at, f"… {gap.before} ✂ {gap.after} …") for gap in found]  # type: ignore[attr-defined]
        self.initial["at"] = likely_gap(found)


class MergeForm(ActionForm):
    other_id = hidden_id()
    other_version = hidden_number()


class RepeatForm(ActionForm):
    """A claim of the same text by its button, or any claim by its number or the address of its page."""

    original = forms.CharField(
        label=_("It repeats the claim"),
        required=False,
        max_length=500,
        help_text=_("The number of the claim, or the address of its page."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    similar = hidden_id()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["similar"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["original_id"] = data.get("similar") or claim_number_in(data.get("original", ""))
        if data["original_id"] is None and not self.errors:
            self.add_error("original", _("Give the number of a claim, or paste the address of its page."))
        return data

    def answers(self) -> dict[str, Any]:
        return {"original_id": self.cleaned_data["original_id"]}
