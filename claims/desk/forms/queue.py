"""The bar below the queue: what to do with the ticked claims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.bulk import LIMIT, Picked, Step
from claims.desk.forms.due import DueField
from claims.models import Topic, User
from claims.queries.queue import people_to_ask, people_to_assign
from claims.vocabulary import Action, Priority

STEPS = (
    Action.ASSIGN,
    Action.PRIORITISE,
    Action.ACCEPT,
    Action.DISMISS,
    Action.TAKE,
    Action.ASK_REVIEWER,
    Action.SET_TOPICS,
)


# What each step cannot do without, and what is said then.
_NEEDED: dict[str, dict[str, str | Promise]] = {
    Action.ASSIGN: {"checker": gettext_lazy("Choose who is to check the claims.")},
    Action.DISMISS: {"reason": gettext_lazy("Say why the claims are dismissed.")},
    Action.ASK_REVIEWER: {"reviewer": gettext_lazy("Choose who is to review the claims.")},
    Action.SET_TOPICS: {"topic": gettext_lazy("Choose a topic.")},
}


class BulkForm(forms.Form):
    """`do` is the button that was pressed. Each needs what its action needs, and ignores the rest."""

    checker = forms.ModelChoiceField(
        label=gettext_lazy("Checker"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a checker"),
    )
    due_on = DueField()
    priority = forms.TypedChoiceField(
        label=gettext_lazy("Priority"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("as it is")), *Priority.choices],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for dismissing"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    reviewer = forms.ModelChoiceField(
        label=gettext_lazy("Reviewer"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a reviewer"),
    )
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Topic"),
        queryset=Topic.objects.filter(is_active=True),
        required=False,
        empty_label=gettext_lazy("Choose a topic"),
    )
    # Not the ticked claims but all that the filters find; then the person is asked once more.
    everything = forms.BooleanField(required=False)
    do = forms.ChoiceField(
        choices=[(step.value, step.label) for step in STEPS],
        error_messages={"required": gettext_lazy("Choose what to do with the ticked claims.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_bulk_%s", label_suffix="")
        self.fields["checker"].queryset = people_to_assign()  # type: ignore[attr-defined]
        self.fields["reviewer"].queryset = people_to_ask()  # type: ignore[attr-defined]
        self.picked: list[Picked] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        # A confirmed step carries all its claims in one value.
        values = [value for values in self.data.getlist("claims") for value in values.split()]
        self.picked = [one for value in values if (one := Picked.read(value))]
        if not self.picked and not cleaned.get("everything"):
            self.add_error(None, _("Tick the claims first."))
        elif len(self.picked) > LIMIT:
            self.add_error(None, _("Tick at most %(limit)s claims at a time.") % {"limit": LIMIT})
        do = cleaned.get("do")
        for field, why in _NEEDED.get(do or "", {}).items():
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, why)
        if do == Action.PRIORITISE and not (cleaned.get("priority") or cleaned.get("due_on")) and not self.errors:
            self.add_error("priority", _("Choose a priority or a due date."))
        return cleaned

    @property
    def is_more_in_use(self) -> bool:
        """Whether what was pressed is one of the rarer buttons, so that it is in sight when the form comes back."""
        return self.is_bound and self.data.get("do") not in (None, Action.ASSIGN, Action.TAKE)

    def step(self) -> Step:
        given = self.cleaned_data
        return Step(
            action=Action(given["do"]),
            checker=given["checker"],
            due_on=given["due_on"],
            priority=given["priority"],
            reason=given["reason"],
            reviewer=given["reviewer"],
            topic=given["topic"],
        )
