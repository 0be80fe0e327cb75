"""The forms for sources and what they say of a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.desk.forms.address import HttpURLField
from claims.desk.forms.claim import LongText, hidden_number
from claims.models import Evidence
from claims.vocabulary import Question, Stance


class _Findings(forms.Form):
    """What a source says of the claim."""

    question = forms.ChoiceField(
        label=_("Which question it answers"), choices=Question.choices, required=False, widget=forms.RadioSelect
    )
    stance = forms.ChoiceField(
        label=_("What it says of the claim"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it supports or contradicts the claim, or gives context.")},
    )
    passage = LongText(
        rows=3,
        label=_("Exact passage"),
        required=False,
        max_length=10_000,
        help_text=_("The words of the source, copied as they stand."),
    )
    locator = forms.CharField(
        label=_("Where it is"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Page, paragraph, table, minute."),
    )
    note = LongText(
        rows=2,
        label=_("Note"),
        required=False,
        max_length=10_000,
        help_text=_("What it means for the claim. Readers see it, too."),
    )
    is_primary = forms.BooleanField(
        label=_("Primary source"),
        required=False,
        help_text=_("The origin of the information, not a report about it."),
    )


class _SourceDetails(forms.Form):
    """What is recorded of a source besides its address."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What the source is called. Needed if there is no address."),
    )
    publisher = forms.CharField(
        label=_("Publisher"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    interest = forms.CharField(
        label=_("Interest"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What the source itself stands to gain or lose, if anything."),
    )


class AddEvidenceForm(_SourceDetails, _Findings):
    """A new piece of evidence. `newest` is the newest one the person saw, so that a second click adds nothing."""

    newest = hidden_number(2**63 - 1)
    url = HttpURLField(
        label=_("Address"),
        required=False,
        widget=forms.TextInput(attrs={"list": "known-sources", "placeholder": "https://"}),
        help_text=_(
            "Type or paste it, or pick a source that was used before. Without https:// in front, that is added."
        ),
    )
    field_order = ["newest", "url", "title", "publisher", "question", "stance", "passage", "locator", "note"]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_evidence_%s", initial={"question": Question.TRUE}, label_suffix="")

    def clean_question(self) -> str:
        return self.cleaned_data["question"] or Question.TRUE


class EditEvidenceForm(_SourceDetails, _Findings):
    """Changing what is recorded, also of the source itself; its address stays, because that is what it is known by."""

    OF_THE_EVIDENCE = ("question", "stance", "passage", "locator", "note", "is_primary")
    OF_THE_SOURCE = ("title", "publisher", "interest")

    version = hidden_number()

    def __init__(self, data: Any = None, *, evidence: Evidence) -> None:
        initial = {name: getattr(evidence, name) for name in (*self.OF_THE_EVIDENCE, "version")}
        initial |= {name: getattr(evidence.source, name) for name in self.OF_THE_SOURCE}
        super().__init__(data, auto_id="id_evidence_%s", initial=initial, label_suffix="")
        self.fields["title"].help_text = ""

    def answers(self) -> dict[str, Any]:
        """By the names of the action's arguments; what was not on the page stays as it is."""
        answers = dict(self.cleaned_data)
        return answers | {name: None for name in ("question", *self.OF_THE_SOURCE) if name not in self.data}


class RemoveEvidenceForm(forms.Form):
    version = hidden_number()
