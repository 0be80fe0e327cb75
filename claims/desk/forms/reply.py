"""The form for an entry of the right-of-reply log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.actions.reply import FIELDS
from claims.desk.forms.claim import LongText, hidden_id, hidden_number
from claims.desk.forms.due import DayField
from claims.models import Claim, Reply
from claims.queries.reply import usual_deadline
from claims.vocabulary import ReplyStatus, ReplyWay


class ReplyForm(forms.Form):
    """A new entry, about `claim`, or a change of `reply`.

    `newest` is the newest entry the person saw, so that a second click adds nothing; `version` is that of `reply`.
    """

    newest = hidden_id()
    version = hidden_number()
    person = forms.CharField(
        label=_("Who was asked"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Usually whoever said it."),
        error_messages={"required": _("Say who was asked.")},
    )
    office = forms.CharField(
        label=_("Role or office"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Readers see it, and no address or number."),
    )
    way = forms.ChoiceField(label=_("How"), choices=ReplyWay.choices)
    asked_on = DayField(label=_("Asked on"))
    due_on = DayField(label=_("Answer due on"), required=False)
    status = forms.ChoiceField(label=_("Answer"), choices=ReplyStatus.choices, widget=forms.RadioSelect)
    answered_on = DayField(label=_("Answered on"), required=False)
    answer = LongText(
        rows=4,
        label=_("Their exact words"),
        required=False,
        max_length=20_000,
        help_text=_("For the newsroom and its reviewers."),
    )
    quotable = LongText(
        rows=3,
        label=_("What of it may be quoted"),
        required=False,
        max_length=5_000,
        help_text=_("Readers see this, and nothing else of the answer."),
    )
    note = LongText(
        rows=2,
        label=_("Note"),
        required=False,
        max_length=10_000,
        help_text=_("Only the newsroom sees it: a telephone number, whom to ask again."),
    )

    def __init__(self, data: Any = None, *, claim: Claim | None = None, reply: Reply | None = None) -> None:
        super().__init__(data, auto_id="id_reply_%s", initial=_initial(claim, reply), label_suffix="")
        del self.fields["newest" if reply else "version"]

    def answers(self) -> dict[str, Any]:
        """By the names of the fields, as the action takes them."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class RemoveReplyForm(forms.Form):
    version = hidden_number()


def _initial(claim: Claim | None, reply: Reply | None) -> dict[str, Any]:
    if reply is not None:
        return {name: getattr(reply, name) for name in (*FIELDS, "version")}
    today = timezone.localdate()
    first = {"asked_on": today, "due_on": usual_deadline(today), "status": ReplyStatus.OPEN, "way": ReplyWay.MAIL}
    if claim is not None and claim.speaker is not None:
        first |= {"person": claim.speaker.name, "office": claim.speaker.description[:200]}
    elif claim is not None:
        first["person"] = claim.article.publisher if claim.is_own_voice else claim.speaker_as_printed
    return first
