"""The form of a rating scale: a row for each rating, moved and removed by buttons, without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.actions.scale import MOST_PLACES, MOST_RATINGS
from claims.actions.scale_presets import RatingGiven
from claims.desk.forms.settings import SettingsForm, VersionedForm
from claims.vocabulary import Tone

PARTS = ("label", "meaning", "value", "tone", "slug")
_TONES = [
    (Tone.FALSE, _("Red")),
    (Tone.MOSTLY_FALSE, _("Orange")),
    (Tone.MIXED, _("Yellow")),
    (Tone.MOSTLY_TRUE, _("Light green")),
    (Tone.TRUE, _("Green")),
    (Tone.NONE, _("Grey")),
]

Row = dict[str, str]


class ScaleForm(SettingsForm):
    """`rows` is how many ratings there are; each has the fields label_N, meaning_N, value_N, tone_N and slug_N."""

    rows = forms.IntegerField(min_value=0, max_value=MOST_RATINGS, widget=forms.HiddenInput, localize=False)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(count):
            self.fields |= {
                f"label_{row}": forms.CharField(label=_("Label"), max_length=60, required=False),
                f"meaning_{row}": forms.CharField(label=_("Meaning"), max_length=300, required=False),
                f"value_{row}": forms.TypedChoiceField(
                    label=_("Place on the axis"),
                    choices=[("", _("none")), *((place, str(place)) for place in range(1, MOST_PLACES + 1))],
                    coerce=int,
                    empty_value=None,
                    required=False,
                ),
                f"tone_{row}": forms.ChoiceField(label=_("Colour"), choices=_TONES),
                f"slug_{row}": forms.SlugField(max_length=50, required=False, widget=forms.HiddenInput),
            }
        self.count = count

    def row_fields(self) -> list[dict[str, Any]]:
        """The fields of each rating, by part."""
        return [{part: self[f"{part}_{row}"] for part in PARTS} for row in range(self.count)]

    def ratings(self) -> list[RatingGiven]:
        """What was filled in, with a place kept for each row: an error names the row."""
        return [
            RatingGiven(**{part: self.cleaned_data[f"{part}_{row}"] for part in PARTS}) for row in range(self.count)
        ]


class NewScaleForm(ScaleForm):
    name = forms.CharField(label=_("Name of the scale"), max_length=100)


class EditScaleForm(VersionedForm, ScaleForm):
    pass


def typed_rows(data: QueryDict) -> list[Row]:
    """The rows as they were typed, whatever is in them."""
    count = data.get("rows", "")
    count = min(int(count), MOST_RATINGS) if count.isascii() and count.isdecimal() and len(count) < 4 else 0
    return [{part: data.get(f"{part}_{row}", "") for part in PARTS} for row in range(count)]


def stepped(rows: list[Row], step: str) -> list[Row]:
    """`rows` after a button: "add", "up-2", "down-2" or "remove-2"; unchanged for anything else."""
    what, _dash, number = step.partition("-")
    if what == "add":
        return [*rows, blank_row()] if len(rows) < MOST_RATINGS else rows
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else -1
    if not 0 <= at < len(rows):
        return rows
    rows = list(rows)
    row = rows.pop(at)
    if what == "up":
        rows.insert(max(at - 1, 0), row)
    elif what == "down":
        rows.insert(at + 1, row)
    elif what != "remove":
        rows.insert(at, row)
    return rows


def without_blank(rows: list[Row]) -> list[Row]:
    """Rows in which somebody typed something."""
    return [row for row in rows if row["label"].strip() or row["meaning"].strip()]


def blank_row() -> Row:
    return {"label": "", "meaning": "", "value": "", "tone": Tone.NONE, "slug": ""}


def as_fields(rows: list[Row]) -> Row:
    """The rows as a form's data or first values."""
    fields = {f"{part}_{number}": value for number, row in enumerate(rows) for part, value in row.items()}
    return fields | {"rows": str(len(rows))}
