"""The forms for sources and what they say of a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.desk.forms.claim import LongText, hidden_id, hidden_number
from claims.desk.forms.sources import SourceFields, UploadField
from claims.models import Evidence, Source
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
        help_text=_("So that others find it at once: “p. 12, table 3”, “14:05”, “third paragraph”."),
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
        help_text=_("The origin of the information. Without the tick it is a secondary one: a report about it."),
    )


class AddEvidenceForm(SourceFields, _Findings):
    """A new piece of evidence. `newest` is the newest one the person saw, so that a second click adds nothing.

    Its source is one that was picked (`source_id`), or the one that is described.
    """

    newest = hidden_id()
    source_id = hidden_id()
    upload = UploadField(label=_("Or a file"))
    field_order = ["newest", "source_id", "url", "upload", "title", "publisher", "question", "stance", "passage"]

    def __init__(self, data: Any = None, files: Any = None, *, source: Source | None = None) -> None:
        initial: dict[str, Any] = {"question": Question.TRUE} | ({"source_id": source.pk} if source else {})
        super().__init__(data, files, auto_id="id_evidence_%s", initial=initial, label_suffix="")
        self.fields["source_id"].required = False

    def clean_question(self) -> str:
        return self.cleaned_data["question"] or Question.TRUE

    @property
    def is_too_large(self) -> bool:
        """Whether it came back because of the size of its file."""
        return self.has_error("upload", UploadField.TOO_LARGE)


class EditEvidenceForm(_Findings):
    """Changing what a source says of the claim. The source itself is corrected on its own page."""

    OF_THE_EVIDENCE = ("question", "stance", "passage", "locator", "note", "is_primary")

    version = hidden_number()

    def __init__(self, data: Any = None, *, evidence: Evidence) -> None:
        initial = {name: getattr(evidence, name) for name in (*self.OF_THE_EVIDENCE, "version")}
        super().__init__(data, auto_id="id_evidence_%s", initial=initial, label_suffix="")

    def answers(self) -> dict[str, Any]:
        """By the names of the action's arguments; what was not on the page stays as it is."""
        return self.cleaned_data if "question" in self.data else self.cleaned_data | {"question": None}


class RemoveEvidenceForm(forms.Form):
    version = hidden_number()
