"""The forms behind the buttons of a claim: each carries the version of the claim that the person saw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.addresses import LONGEST
from claims.actions.claim import speaker_text
from claims.actions.publish import CORRECTION_CLASSES
from claims.desk.forms.due import DueField
from claims.models import ChecklistItem, Claim, Speaker, User
from claims.models.ids import LARGEST_ID
from claims.queries.claim import rating_is_new
from claims.queries.listed import checklist_items, topics_to_choose
from claims.queries.queue import people_to_ask, people_to_assign
from claims.vocabulary import Action, ChangeClass, Priority, SpeakerKind

# The largest number PostgreSQL's integer takes: what is above was never shown to anybody.
_LARGEST = 2**31 - 1

_OUT_OF_DATE = {
    "required": _("This form is out of date. Reload the page and try again."),
    "invalid": _("This form is out of date. Reload the page and try again."),
    "max_value": _("This form is out of date. Reload the page and try again."),
    "min_value": _("This form is out of date. Reload the page and try again."),
}


def hidden_id() -> forms.IntegerField:
    """The id of a row, which travels with a form; 0 is that of none."""
    return hidden_number(LARGEST_ID)


def hidden_number(largest: int = _LARGEST) -> forms.IntegerField:
    """A number that travels with a form, such as a version. Anything else means that the form is out of date."""
    return forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=largest, error_messages=_OUT_OF_DATE, localize=False
    )


class LongText(forms.CharField):
    """Text of several lines. Line breaks become LF first: a browser sends two characters and counts one.

    The browser is not told the limit as `maxlength`: it would cut a pasted text without a word. It gets `data-limit`,
    which limits.js counts against, and a text that is too long comes back with an error.
    """

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        limit = attrs.pop("maxlength", None)
        return attrs if limit is None else attrs | {"data-limit": limit}

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class ActionForm(forms.Form):
    """A button without further questions. `claim` gives the first values of what is asked."""

    version = hidden_number()

    def __init__(self, data: Any = None, *, claim: Claim, user: User, action: str) -> None:
        super().__init__(data, auto_id=f"id_{action}_%s", initial=self.starting(claim), label_suffix="")
        self.claim = claim
        self.user = user

    def starting(self, claim: Claim) -> dict[str, Any]:
        return {"version": claim.version}

    def answers(self) -> dict[str, Any]:
        """What the person filled in, by the names of the action's arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def has_questions(self) -> bool:
        return any(not field.is_hidden for field in self)


class DismissForm(ActionForm):
    reason = LongText(
        rows=2,
        label=_("Reason"),
        max_length=500,
        help_text=_("Why this is not worth checking, for whoever finds it again."),
    )


class HandBackForm(ActionForm):
    reason = LongText(rows=2, label=_("Reason"), max_length=500, required=False)


class AssignForm(ActionForm):
    checker = forms.ModelChoiceField(
        label=_("Checker"), queryset=User.objects.none(), empty_label=_("Choose a checker")
    )
    due_on = DueField()
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checker"].queryset = people_to_assign()  # type: ignore[attr-defined]
        self.fields["due_on"].standing = self.claim.due_on  # type: ignore[attr-defined]

    def starting(self, claim: Claim) -> dict[str, Any]:
        return {
            "version": claim.version,
            "checker": claim.checker_id,
            "due_on": claim.due_on,
            "priority": claim.priority,
        }


class AskReviewerForm(ActionForm):
    reviewer = forms.ModelChoiceField(
        label=_("Ask for a review by"), queryset=User.objects.none(), required=False, empty_label=_("anybody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = people_to_ask(self.claim)  # type: ignore[attr-defined]

    def starting(self, claim: Claim) -> dict[str, Any]:
        return {"version": claim.version, "reviewer": claim.reviewer_id}


class SubmitForm(AskReviewerForm):
    """Sending to review: no answer leaves the review with whoever was asked for it before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.claim.reviewer is not None:
            asked = _("%(name)s, as asked before") % {"name": self.claim.reviewer.display_name}
            self.fields["reviewer"].empty_label = asked  # type: ignore[attr-defined]

    def starting(self, claim: Claim) -> dict[str, Any]:
        return {"version": claim.version}


class PrioritiseForm(ActionForm):
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)
    due_on = DueField(help_text=_("Leave it empty for no due date."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].standing = self.claim.due_on  # type: ignore[attr-defined]

    def starting(self, claim: Claim) -> dict[str, Any]:
        return {"version": claim.version, "due_on": claim.due_on, "priority": claim.priority}


class EditClaimForm(ActionForm):
    wording = LongText(
        rows=3,
        label=_("Wording"),
        max_length=2000,
        required=False,
        help_text=_("The claim in a sentence that stands on its own. Empty: as said."),
    )
    speaker_name = forms.CharField(
        label=_("Speaker"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "list": "speaker-names", "autocomplete": "off"}),
        help_text=_("Empty: in the article’s own voice."),
    )
    speaker_kind = forms.ChoiceField(
        label=_("The speaker is"),
        choices=[
            (SpeakerKind.PERSON, _("a person")),
            (SpeakerKind.ORGANISATION, _("an organisation")),
            (SpeakerKind.UNKNOWN, _("not known")),
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("It goes into the page's markup, and holds for all claims of this speaker."),
    )

    def starting(self, claim: Claim) -> dict[str, Any]:
        return {
            "version": claim.version,
            "wording": claim.wording,
            "speaker_name": speaker_text(claim),
            "speaker_kind": claim.speaker.kind if claim.speaker else SpeakerKind.UNKNOWN,
        }

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        # What was shown is the kind of the speaker shown: another known speaker keeps theirs until somebody says so.
        is_new = not Speaker.objects.filter(name=answers["speaker_name"]).exists()
        is_said = is_new or "speaker_kind" in self.changed_data
        return answers | {"speaker_kind": (answers["speaker_kind"] or None) if is_said else None}


class StartCorrectionForm(ActionForm):
    reason = LongText(rows=3, label=_("What is to be corrected"), max_length=2000)


class WithdrawForm(ActionForm):
    reason = LongText(
        rows=3,
        label=_("Reason"),
        max_length=2000,
        help_text=_("Readers see it on the page, which stays at its address."),
    )


class RevisionForm(ActionForm):
    """What is done to one exact revision: the one that was on the screen."""

    revision_id = hidden_id()

    def __init__(self, *args: Any, revision_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision_id"] = revision_id


class ChecklistField(forms.TypedMultipleChoiceField):
    """The newsroom's checklist, asked anew for each form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Checklist"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def ask(self, items: list[ChecklistItem]) -> None:
        self.needed = [item.pk for item in items if item.is_required]
        needed = _("%(question)s (needed to approve)")
        self.choices = [
            (item.pk, needed % {"question": item.name} if item.is_required else item.name) for item in items
        ]


class ReviewForm(RevisionForm):
    """What a reviewer says, with the checklist where the newsroom has one."""

    checklist = ChecklistField()

    def __init__(self, *args: Any, items: list[ChecklistItem] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = checklist_items() if items is None else items
        self.items = items
        if items:
            self.fields["checklist"].ask(items)  # type: ignore[attr-defined]
        else:
            del self.fields["checklist"]

    def unticked(self) -> list[ChecklistItem]:
        """The questions that need no tick and have none, in their order; none while one that needs it lacks it.

        Only once the form is valid.
        """
        ticked = self.cleaned_data.get("checklist", [])
        left = [item for item in self.items if item.pk not in ticked]
        return [] if any(item.is_required for item in left) else left


class ApproveForm(ReviewForm):
    comment = LongText(rows=2, label=_("Comment"), max_length=10_000, required=False)


class OverrideForm(ReviewForm):
    """An admin's way past the four-eyes rule."""

    override_reason = LongText(
        rows=2,
        label=_("Reason for the override"),
        max_length=2000,
        help_text=_("You wrote a part of this verdict. Readers are told that it was approved by its author, and why."),
    )


class RequestChangesForm(ReviewForm):
    comment = LongText(rows=4, label=_("What should change"), max_length=10_000)


class DissentForm(RevisionForm):
    comment = LongText(
        rows=3,
        label=_("Why you disagree"),
        max_length=10_000,
        help_text=_("It is kept with the revision. The others may still approve it."),
    )


class ChangeAddressForm(ActionForm):
    slug = forms.CharField(
        label=_("New address"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Lower-case letters and digits, joined by hyphens. The old address leads to the new one for ever, and no "
            "other check can ever have it."
        ),
    )

    def starting(self, claim: Claim) -> dict[str, Any]:
        return {"version": claim.version, "slug": claim.slug}


class TopicsForm(ActionForm):
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = {topic.pk for topic in self.claim.topics.all()}
        self.initial["topics"] = sorted(chosen)
        self.fields["topics"].choices = [(topic.pk, topic.name) for topic in topics_to_choose(chosen)]  # type: ignore[attr-defined]

    def answers(self) -> dict[str, Any]:
        return {"topics": sorted(self.cleaned_data["topics"])}

    def has_questions(self) -> bool:
        return True


class PublishCorrectionForm(RevisionForm):
    change_class = forms.ChoiceField(
        label=_("Kind of change"),
        choices=[(change.value, change.label) for change in CORRECTION_CLASSES],
        initial=ChangeClass.CORRECTION,
        widget=forms.RadioSelect,
        help_text=_(
            "A typo and an update stand in the history of the page; a correction and a changed rating also on top of "
            "it, in the list of corrections and in their feed."
        ),
    )
    reason = LongText(
        rows=3,
        label=_("What was changed, and why"),
        max_length=2000,
        help_text=_("Readers see it on the page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rating_is_new(self.claim, self.initial["revision_id"]):
            self.initial["change_class"] = ChangeClass.RATING_CHANGED
            self.fields["change_class"].help_text = _("The rating is another one than readers see now.")


class ScheduleForm(PublishCorrectionForm):
    """When an approved revision is to be published; for a correction, with what readers are told of it."""

    publish_at = forms.DateTimeField(
        label=_("Publish at"),
        help_text=_("In your own time zone. The page is up within seconds of it."),
        # The browser's own field speaks ISO whatever the language.
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ("publish_at", "change_class", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.claim.slug:
            del self.fields["change_class"], self.fields["reason"]


# The form of each action that changes the claim; an action that is not named here asks nothing.
FORMS: dict[str, type[ActionForm]] = {
    Action.DISMISS: DismissForm,
    Action.ASSIGN: AssignForm,
    Action.HAND_BACK: HandBackForm,
    Action.APPROVE: ApproveForm,
    Action.DISSENT: DissentForm,
    Action.REQUEST_CHANGES: RequestChangesForm,
    Action.PUBLISH: RevisionForm,
    Action.SCHEDULE: ScheduleForm,
    Action.START_CORRECTION: StartCorrectionForm,
    Action.PUBLISH_CORRECTION: PublishCorrectionForm,
    Action.WITHDRAW: WithdrawForm,
    Action.CHANGE_ADDRESS: ChangeAddressForm,
    Action.EDIT_CLAIM: EditClaimForm,
    Action.SUBMIT: SubmitForm,
    Action.ASK_REVIEWER: AskReviewerForm,
    Action.PRIORITISE: PrioritiseForm,
    Action.SET_TOPICS: TopicsForm,
}
