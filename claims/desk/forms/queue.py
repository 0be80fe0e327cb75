"""The bar below the queue: what to do with the ticked claims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.bulk import LIMIT, Picked, Step
from claims.desk.forms.due import DueField
from claims.models import User
from claims.queries.queue import people_to_assign
from claims.vocabulary import Action, Priority

STEPS = (Action.ASSIGN, Action.PRIORITISE, Action.ACCEPT, Action.DISMISS, Action.TAKE)


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
    do = forms.ChoiceField(
        choices=[(step.value, step.label) for step in STEPS],
        error_messages={"required": gettext_lazy("Choose what to do with the ticked claims.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_bulk_%s", label_suffix="")
        self.fields["checker"].queryset = people_to_assign()  # type: ignore[attr-defined]
        self.picked: list[Picked] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.picked = [one for value in self.data.getlist("claims") if (one := Picked.read(value))]
        if not self.picked:
            self.add_error(None, _("Tick the claims first."))
        elif len(self.picked) > LIMIT:
            self.add_error(None, _("Tick at most %(limit)s claims at a time.") % {"limit": LIMIT})
        do = cleaned.get("do")
        if do == Action.ASSIGN and not cleaned.get("checker") and "checker" not in self.errors:
            self.add_error("checker", _("Choose who is to check the claims."))
        if do == Action.DISMISS and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why the claims are dismissed."))
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
        )
