"""Choosing among the evidence of an earlier check what speaks of this claim, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from claims.models import Evidence
from claims.vocabulary import Stance


class TakeOverForm(forms.Form):
    """A tick for each piece, and what it says of this claim: first what it said of the other one."""

    def __init__(self, data: Any = None, *, pieces: list[Evidence]) -> None:
        super().__init__(data, auto_id="id_%s", label_suffix="")
        self.pieces = pieces
        for piece in pieces:
            self.fields[f"take-{piece.pk}"] = forms.BooleanField(required=False)
            self.fields[f"stance-{piece.pk}"] = forms.ChoiceField(
                label=_("It says of this claim"), choices=Stance.choices, initial=piece.stance, required=False
            )

    def rows(self) -> Iterator[tuple[Evidence, BoundField, BoundField]]:
        for piece in self.pieces:
            yield piece, self[f"take-{piece.pk}"], self[f"stance-{piece.pk}"]

    def stances(self) -> dict[int, str]:
        """What each ticked piece says, by its id."""
        data = self.cleaned_data
        return {piece.pk: data[f"stance-{piece.pk}"] for piece in self.pieces if data[f"take-{piece.pk}"]}
