"""The forms for the verdict's draft and for comments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.verdict import EXPLANATION_LIMIT, SAID_NOTE_LIMIT, SUMMARY_LIMIT, WHY_NOT_ASKED_LIMIT
from claims.desk.forms.claim import LongText, hidden_id, hidden_number
from claims.desk.forms.media import MediaFields
from claims.models import Comment, Rating, Verdict
from claims.vocabulary import Said


class RatingField(forms.ModelChoiceField):
    """One rating of the scale, or none yet."""

    def label_from_instance(self, obj: Rating) -> str:
        return obj.label


class VerdictForm(MediaFields):
    """The draft. `version` is the draft's own, 0 before the first save."""

    # The first question; it is not asked where the article itself says it.
    OF_THE_SPEAKER = ("said", "said_note", "why_not_asked")
    ALWAYS = ("rating", "summary", "explanation", "not_found")

    version = hidden_number()
    said = forms.ChoiceField(
        label=_("Did they say it, as quoted?"),
        choices=[*[one for one in Said.choices if one[0]], (Said.NOT_CHECKED.value, Said.NOT_CHECKED.label)],
        required=False,
        widget=forms.RadioSelect,
    )
    said_note = LongText(
        rows=2,
        label=_("Where it can be seen or heard"),
        required=False,
        max_length=SAID_NOTE_LIMIT,
        help_text=_("A recording, a transcript, a letter; if they said it differently, how. Readers see it."),
    )
    why_not_asked = forms.CharField(
        label=_("If nobody was asked for a reply: why not"),
        required=False,
        max_length=WHY_NOT_ASKED_LIMIT,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Such as: the speaker has died; quoted from a public record. Readers see it."),
    )
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

    def __init__(
        self, data: Any = None, *, verdict: Verdict | None, ratings: list[Rating], is_own_voice: bool = False
    ) -> None:
        names = ("rating_id", "version", *self.ALWAYS[1:], *self.OF_THE_SPEAKER)
        initial = {name.removesuffix("_id"): getattr(verdict, name) for name in names} if verdict else {"version": 0}
        initial |= self.media_initial(verdict.media) if verdict else {}
        super().__init__(data, auto_id="id_verdict_%s", initial={"said": ""} | initial, label_suffix="")
        self.fields["rating"].queryset = Rating.objects.filter(pk__in=[rating.pk for rating in ratings])  # type: ignore[attr-defined]
        if is_own_voice:
            for name in self.OF_THE_SPEAKER:
                del self.fields[name]

    def answers(self) -> dict[str, Any]:
        """By the names of the action's arguments; what was not asked on the page stays as it is."""
        asked = [name for name in self.OF_THE_SPEAKER if name in self.fields and name in self.data]
        return {name: self.cleaned_data[name] for name in (*self.ALWAYS, *asked)} | self.media_answers()


class CommentForm(forms.Form):
    """A comment, or an answer to `parent`.

    `newest` is the newest comment that the person saw, so that a second click adds nothing.
    """

    newest = hidden_id()
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
