"""How a person wants to be told of what."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.delivery.preferences import how_told
from claims.desk.forms.settings import VersionedForm
from claims.models import User
from claims.vocabulary import How, NotificationKind


class NotificationsForm(VersionedForm):
    """One choice for each kind, by its name."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in NotificationKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=How.choices, initial=how_told(person, kind).value
            )

    def answers(self) -> dict[str, str]:
        return {kind.value: self.cleaned_data[kind.value] for kind in NotificationKind}
