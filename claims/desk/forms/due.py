"""Days in forms, and due dates: today or later. (The actions take any day: what was due last week can be recorded.)"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.queries.due import is_past


class DayField(forms.DateField):
    """A day; the browser's own date field speaks ISO whatever the language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class DueField(DayField):
    """A day that has not passed, or `standing`: what is overdue already may stay so."""

    standing: dt.date | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=gettext_lazy("Due on"), required=False, **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        today = timezone.localdate()
        self.widget.attrs["min"] = min(self.standing or today, today).isoformat()
        return super().get_bound_field(form, field_name)

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is not None and value != self.standing and is_past(value):
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
