"""The forms for the verdict's draft and for comments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.verdict import EXPLANATION_LIMIT, SUMMARY_LIMIT
from claims.desk.forms.claim import LongText, hidden_number
from claims.models import Comment, Rating, Verdict


class RatingField(forms.ModelChoiceField):
    """One rating of the scale, or none yet."""

    def label_from_instance(self, obj: Rating) -> str:
        return obj.label


class VerdictForm(forms.Form):
    """The draft. `version` is the draft's own, 0 before the first save."""

    version = hidden_number()
    rating = RatingField(label=_("Rating"), queryset=Rating.objects.none(), required=False, widget=forms.RadioSelect)
    summary = LongText(
        rows=3,
        label=_("Summary"),
        required=False,
        max_length=SUMMARY_LIMIT,
        help_text=_("What was found, in two or three sentences."),
    )
    explanation = LongText(
        rows=14,
        label=_("Explanation"),
        required=False,
        max_length=EXPLANATION_LIMIT,
    )
    not_found = LongText(
        rows=3,
        label=_("What could not be found out"),
        required=False,
        max_length=EXPLANATION_LIMIT,
        help_text=_("Open questions, missing documents, people who did not answer. Readers see it."),
    )

    def __init__(self, data: Any = None, *, verdict: Verdict | None, ratings: list[Rating]) -> None:
        names = ("rating_id", "summary", "explanation", "not_found", "version")
        initial = {name.removesuffix("_id"): getattr(verdict, name) for name in names} if verdict else {"version": 0}
        super().__init__(data, auto_id="id_verdict_%s", initial=initial, label_suffix="")
        self.fields["rating"].queryset = Rating.objects.filter(pk__in=[rating.pk for rating in ratings])  # type: ignore[attr-defined]

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("rating", "summary", "explanation", "not_found")}


class CommentForm(forms.Form):
    """A comment, or an answer to `parent`.

    `newest` is the newest comment that the person saw, so that a second click adds nothing.
    """

    newest = hidden_number(2**63 - 1)
    parent = forms.ModelChoiceField(queryset=Comment.objects.none(), required=False, widget=forms.HiddenInput)
    body = LongText(
        rows=2,
        label=_("Comment"),
        max_length=10_000,
        error_messages={"required": _("Write the comment first.")},
    )

    def __init__(self, data: Any = None, *, claim_id: int) -> None:
        super().__init__(data, auto_id="id_comment_%s", label_suffix="")
        self.fields["body"].widget.attrs["data-mentions"] = True
        self.fields["parent"].queryset = Comment.objects.filter(claim_id=claim_id)  # type: ignore[attr-defined]
