"""The forms about what readers send in: filtering the list, and a form for each step."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.submission import REPLY_LIMIT
from claims.desk.forms.address import HttpURLField
from claims.desk.forms.claim import LongText, hidden_number
from claims.models import Submission
from claims.models.ids import claim_number_in
from claims.publishing.text import plain, shorten
from claims.queries.submissions import WAITING_STATES, SubmissionsWanted
from claims.vocabulary import SubmissionKind, SubmissionState, SubmissionStep

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


class ReaderFilterForm(forms.Form):
    """What the list is narrowed to. What makes no sense in the address is left out."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[(WAITING_STATES, _("waiting for us")), ("", _("any but spam")), *SubmissionState.choices],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any kind")), *SubmissionKind.choices])
    age = forms.ChoiceField(
        label=_("Sent"),
        required=False,
        choices=[
            ("", _("at any time")),
            ("1", _("in the last day")),
            ("7", _("in the last 7 days")),
            ("30", _("in the last 30 days")),
            ("older", _("longer ago")),
        ],
    )

    def __init__(self, data: Any) -> None:
        # Without a word about the state, what waits is shown.
        super().__init__(data if "state" in data else {**data.dict(), "state": WAITING_STATES})

    def wanted(self) -> SubmissionsWanted:
        self.is_valid()
        data = self.cleaned_data
        return SubmissionsWanted(
            words=data.get("q", "")[:200],
            kind=data.get("kind", ""),
            state=data.get("state", WAITING_STATES),
            age=data.get("age", ""),
        )


class StepForm(forms.Form):
    """A step without further questions. `version` is what the person saw."""

    version = hidden_number()

    def __init__(self, data: Any = None, *, submission: Submission) -> None:
        self.submission = submission
        super().__init__(data, initial=self.starting(), label_suffix="", auto_id=f"id_{type(self).__name__}_%s")

    def starting(self) -> dict[str, Any]:
        return {"version": self.submission.version}


class AttachForm(StepForm):
    claim = forms.CharField(
        label=_("It is the claim"),
        max_length=500,
        help_text=_("The number of the claim, or the address of its page."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_claim(self) -> int:
        number = claim_number_in(self.cleaned_data["claim"])
        if number is None:
            raise forms.ValidationError(_("Give the number of a claim, or paste the address of its page."))
        return number


class CorrectForm(StepForm):
    reason = LongText(
        rows=3, label=_("What is to be corrected"), max_length=2000, help_text=_("For the desk; readers do not see it.")
    )

    def starting(self) -> dict[str, Any]:
        said = _("A reader (number %(number)d): %(text)s") % {
            "number": self.submission.pk,
            "text": self.submission.text,
        }
        return super().starting() | {"reason": shorten(str(said), 1900)}


class AnswerForm(StepForm):
    reply = LongText(rows=4, label=_("Answer"), max_length=REPLY_LIMIT, help_text=_("The receipt shows it."))
    is_mailed = forms.BooleanField(label=_("Mail it, too"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.submission.email:
            del self.fields["is_mailed"]


class DeclineForm(StepForm):
    reply = LongText(
        rows=3,
        label=_("Why it is declined"),
        max_length=REPLY_LIMIT,
        help_text=_("The receipt shows it, and who left an e-mail address is mailed it."),
    )


FORMS: dict[SubmissionStep, type[StepForm]] = {
    SubmissionStep.ATTACH: AttachForm,
    SubmissionStep.CORRECT: CorrectForm,
    SubmissionStep.ANSWER: AnswerForm,
    SubmissionStep.DECLINE: DeclineForm,
}


class TakeUpForm(StepForm):
    """A new article and its claim, filled with what the reader wrote."""

    text = LongText(
        rows=8,
        label=_("Text"),
        max_length=1_000_000,
        help_text=_("The words as the reader sent them; better, paste the whole text in which they stand."),
    )
    passage = LongText(
        rows=3,
        label=_("The claim in it"),
        max_length=20_000,
        help_text=_("Exactly as it stands in the text above. It is accepted for checking at once."),
    )
    speaker_name = forms.CharField(
        label=_("Speaker"), required=False, max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    title = forms.CharField(label=_("Title"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    publisher = forms.CharField(
        label=_("Publisher"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    url = HttpURLField(label=_("Address"), required=False)

    def starting(self) -> dict[str, Any]:
        submission = self.submission
        address = _ADDRESS.search(submission.seen)
        return super().starting() | {
            "text": submission.text,
            # Like the claims that the splitter finds: without the mark at the end.
            "passage": submission.text.rstrip(" \n.!…"),
            "title": shorten(str(_("From a reader: %(text)s") % {"text": plain(submission.text)}), 120),
            "url": address[0].rstrip(".,;)") if address else "",
        }
