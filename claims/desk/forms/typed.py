"""What the browser sends of a form that somebody types in (static/js/autosave.js)."""

from __future__ import annotations

import json
import re

from django import forms
from django.utils.translation import gettext_lazy as _

_MANY_FIELDS = 100


class AnswersField(forms.CharField):
    """A form's answers by the names of its fields, as JSON: {"summary": "It was less."}."""

    empty_values = ()  # No answers at all are answers, too.

    def to_python(self, value: str | None) -> dict[str, str]:  # type: ignore[override]
        try:
            answers = json.loads(value or "")
        except (ValueError, RecursionError):
            answers = None
        if not isinstance(answers, dict) or len(answers) > _MANY_FIELDS:
            raise forms.ValidationError(_("This is no form's answers."))
        for text in (*answers, *answers.values()):
            # JSON can spell what PostgreSQL cannot store.
            if not isinstance(text, str) or re.search("[\x00\ud800-\udfff]", text):
                raise forms.ValidationError(_("This is no form's answers."))
        return answers


class TypedForm(forms.Form):
    """`seen` is the stamp of the text that this one goes on from."""

    key = forms.SlugField(max_length=100)
    answers = AnswersField(strip=False)
    base = AnswersField(strip=False)
    version = forms.CharField(required=False, max_length=20)
    seen = forms.CharField(required=False, max_length=64)


class GiveUpForm(forms.Form):
    key = forms.SlugField(max_length=100)
    seen = forms.CharField(max_length=64)
