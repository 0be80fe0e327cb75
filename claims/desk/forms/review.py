"""The form of the review screen: the checklist, the points, and what is decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.review_points import TEXT_LIMIT, Point, part_in_words
from claims.desk.forms.claim import LongText, ReviewForm, hidden_number
from claims.models import ReviewPoint, Revision
from claims.vocabulary import RevisionPart

# How many points the screen has room for. All are in the page, so that whatever is typed is kept with the form.
ROWS = 12

Choices = list[tuple[str, str | Promise]]


class DecisionForm(ReviewForm):
    """What goes with every decision. The points are rows of their own."""

    comment = LongText(
        rows=2,
        label=gettext_lazy("Remark"),
        max_length=10_000,
        required=False,
        help_text=gettext_lazy("It is kept with your decision. A dissent needs one."),
    )
    # How many rows for points are on the screen.
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=ROWS, required=False)

    def answers(self) -> dict[str, Any]:
        names = ("revision_id", "comment", "checklist")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class PointForm(forms.Form):
    """One row: what should change, and why. An empty one asks for nothing."""

    part = forms.ChoiceField(label=gettext_lazy("About"))
    quote = forms.CharField(
        label=gettext_lazy("Passage"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": None}),
    )
    reason = LongText(rows=2, label=gettext_lazy("What should change, and why"), max_length=TEXT_LIMIT, required=False)

    def __init__(self, data: Any = None, *, number: int, choices: Choices) -> None:
        super().__init__(data, prefix=f"point-{number}", auto_id="id_%s", label_suffix="")
        self.number = number
        self.fields["part"].choices = choices  # type: ignore[attr-defined]
        self.fields["part"].initial = RevisionPart.OTHER.value

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("quote") and not answers.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say what should change here, and why."))
        return answers

    def is_used(self) -> bool:
        """Whether anything was typed into it."""
        return any(str(self[name].value() or "").strip() for name in ("quote", "reason"))

    def point(self) -> Point:
        part, _dash, place = self.cleaned_data["part"].partition("-")
        return Point(
            RevisionPart(part),
            self.cleaned_data["reason"],
            self.cleaned_data["quote"],
            int(place) if place else None,
        )


class Points:
    """The rows for points, those that hold something first; as many are shown as are needed, and one more."""

    def __init__(self, revision: Revision, data: QueryDict | None = None, *, shown: int = 1) -> None:
        choices = part_choices(revision)
        self.forms = [PointForm(data, number=number, choices=choices) for number in range(1, ROWS + 1)]
        used = [form.number for form in self.used()]
        self.shown = min(max(shown, *used, 1), ROWS)

    def used(self) -> list[PointForm]:
        return [form for form in self.forms if form.is_used()]

    def are_valid(self) -> bool:
        return all([form.is_valid() for form in self.used()])  # noqa: C419 - each shows its errors

    def points(self) -> list[Point]:
        return [form.point() for form in self.used()]


class AnswerForm(forms.Form):
    """What was done about a point. `version` is the point's own."""

    version = hidden_number()
    is_done = forms.BooleanField(label=gettext_lazy("Done"), required=False)
    answer = LongText(rows=1, label=gettext_lazy("Answer"), max_length=TEXT_LIMIT, required=False)

    def __init__(self, data: Any = None, *, point: ReviewPoint) -> None:
        self.point = point
        initial = {"version": point.version, "is_done": point.is_done, "answer": point.answer}
        super().__init__(data, auto_id=f"id_point_{point.pk}_%s", initial=initial, label_suffix="")


def part_choices(revision: Revision) -> Choices:
    """What a point can be about: the parts of the revision, with each piece of its evidence."""
    choices: Choices = []
    for part in RevisionPart:
        choices.append((part.value, part.label))
        if part == RevisionPart.EVIDENCE:
            places = range(1, len(revision.evidence) + 1)
            choices += [(f"{part.value}-{place}", part_in_words(revision, part, place)) for place in places]
    return choices


def moved(data: QueryDict, place_now: Callable[[int], int | None]) -> QueryDict:
    """The typed points for another revision: a piece of evidence is named by the place that it has there."""
    data = data.copy()
    for number in range(1, ROWS + 1):
        name = f"point-{number}-part"
        part, _dash, place = data.get(name, "").partition("-")
        if part == RevisionPart.EVIDENCE and place.isascii() and place.isdecimal() and len(place) < 10:
            there = place_now(int(place))
            data[name] = part if there is None else f"{part}-{there}"
    return data
