"""The queue's filters, each a word in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms.widgets import HiddenInput
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.filter_choices import AGES, DUE, MINE, NOBODY, Choices
from claims.models import Claim, User
from claims.publishing.text import shorten
from claims.queries.due import overdue
from claims.queries.queue import SORTS
from claims.templatetags.desk import percent
from claims.vocabulary import Priority, State
from claims.workflow import OPEN_STATES

ANY = "any"
# In the address, where nothing narrows the queue.
ALL_OPEN = "view=all"

# Suggestions are many, and would drown the work; they are one click away.
ACCEPTED_STATES = OPEN_STATES - {State.SUGGESTED}

# The filters behind "More filters", and all of them in the order of the form.
FOLDED = ("reviewer", "speaker", "topic", "publisher", "article", "priority", "score", "age")
FILTERS = ("q", "state", "checker", "due", *FOLDED)


@dataclass(frozen=True)
class Chip:
    """One filter that is on: what it says, and the address without it."""

    label: str
    value: str
    without: str


class PercentField(forms.IntegerField):
    """A whole number of percent."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "%"})
        super().__init__(min_value=0, max_value=100, widget=widget, **kwargs)


class PercentFilter(django_filters.Filter):
    field_class = PercentField


class ClaimFilter(django_filters.FilterSet):
    """Filters claims by everything but the state; `states` says which of those are wanted.

    They are kept apart so that the page can count each state under the other filters. A value that makes no sense is
    left out, and `unknown` names its field.
    """

    q = django_filters.CharFilter(label=gettext_lazy("Words"), method="by_words")
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"),
        choices=[(ANY, gettext_lazy("Any state")), *State.choices],
        method="left_to_the_page",
        widget=forms.CheckboxSelectMultiple,
    )
    checker = django_filters.ChoiceFilter(
        label=gettext_lazy("Checker"), method="by_person", empty_label=gettext_lazy("Anybody")
    )
    speaker = django_filters.CharFilter(
        label=gettext_lazy("Speaker"),
        field_name="speaker__name",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"list": "speaker-names", "autocomplete": "off"}),
    )
    reviewer = django_filters.ChoiceFilter(
        label=gettext_lazy("Review asked of"), method="by_person", empty_label=gettext_lazy("Anybody")
    )
    topic = django_filters.ChoiceFilter(
        label=gettext_lazy("Topic"), method="by_topic", empty_label=gettext_lazy("Any topic")
    )
    publisher = django_filters.ChoiceFilter(
        label=gettext_lazy("Publisher"), method="by_publisher", empty_label=gettext_lazy("Any publisher")
    )
    article = django_filters.ChoiceFilter(
        label=gettext_lazy("Article"), method="by_article", empty_label=gettext_lazy("Any article")
    )
    priority = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Priority"), choices=Priority.choices, widget=forms.CheckboxSelectMultiple
    )
    due = django_filters.ChoiceFilter(
        label=gettext_lazy("Due"), choices=DUE, method="by_due", empty_label=gettext_lazy("Any time")
    )
    score = PercentFilter(label=gettext_lazy("Worth checking from"), method="by_score")
    age = django_filters.ChoiceFilter(
        label=gettext_lazy("Age"), choices=AGES, method="by_age", empty_label=gettext_lazy("Any age")
    )
    # Sorting travels along when the form is sent.
    sort = django_filters.CharFilter(method="left_to_the_page", widget=HiddenInput)

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, queryset: QuerySet[Claim], *, user: User, choices: Choices | None = None
    ) -> None:
        super().__init__(data, queryset)
        self.user = user
        for name, offered in vars(choices or Choices.of(user, [data])).items():
            self.filters[name].extra["choices"] = offered
        self.form.label_suffix = ""

    @property
    def states(self) -> list[State]:
        """The states that are wanted: if nothing else is said, open work."""
        chosen = self.cleaned.get("state") or (ACCEPTED_STATES if self.leaves_out_suggestions else OPEN_STATES)
        return [state for state in State if ANY in chosen or state in chosen]

    @property
    def leaves_out_suggestions(self) -> bool:
        """Whether suggested claims are not shown because no state was chosen. What has a due date is always work."""
        return not self.cleaned.get("state") and self.cleaned.get("due") not in ("overdue", "today", "week")

    @property
    def is_folded_in_use(self) -> bool:
        """Whether one of the filters is on that are folded away otherwise."""
        return any(self._values(name) or name in self.form.errors for name in FOLDED)

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """The fields behind "More filters" that have something to choose; the priorities are boxes of their own."""
        fields = [self.form[name] for name in FOLDED if name != "priority"]
        return [field for field in fields if field.name != "topic" or len(field.field.choices) > 2]

    def address_of_suggestions(self) -> str:
        """The suggested claims under the other filters, as a query string."""
        query = self.data.copy()
        query.setlist("state", [State.SUGGESTED])
        return queue_address(query)

    @property
    def cleaned(self) -> dict[str, Any]:
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def unknown(self) -> list[str]:
        """The labels of the filters whose value was left out."""
        names = [str(self.form.fields[name].label or name) for name in self.form.errors if name in self.form.fields]
        is_sorted = self.data.get("sort", "").removeprefix("-") in ("", *SORTS)
        return names if is_sorted else [*names, _("Sorting")]

    def chips(self) -> list[Chip]:
        """The filters that are on, in the order of the form."""
        found = []
        for name in FILTERS:
            for value in self._values(name):
                label = str(self.form.fields[name].label)
                words = shorten(self._in_words(name, value), 60)
                found.append(Chip(label, words, self._address_without(name, value)))
        return found

    def _values(self, name: str) -> list[str]:
        value = self.cleaned.get(name)
        if value in (None, "", []):
            return []
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]

    def _in_words(self, name: str, value: str) -> str:
        if name == "score":
            return percent(int(value) / 100)
        choices = getattr(self.form.fields[name], "choices", ())
        return next((str(words) for key, words in choices if str(key) == value), value)

    def _address_without(self, name: str, value: str) -> str:
        query = self.data.copy()
        query.setlist(name, [one for one in query.getlist(name) if one.strip() != value])
        return queue_address(query)

    def by_words(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return queryset.filter(Q(quote__icontains=value) | Q(wording__icontains=value))

    def left_to_the_page(self, queryset: QuerySet[Claim], name: str, value: object) -> QuerySet[Claim]:
        """The states are counted before they narrow the rows, and sorting narrows nothing."""
        return queryset

    def by_person(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        person = {MINE: self.user.pk, NOBODY: None}.get(value, value)
        return queryset.filter(**{name: person})

    def by_topic(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return queryset.filter(topics=None) if value == NOBODY else queryset.filter(topics=int(value))

    def by_publisher(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return queryset.filter(article__publisher="" if value == NOBODY else value)

    def by_score(self, queryset: QuerySet[Claim], name: str, value: int) -> QuerySet[Claim]:
        """As the score is shown: rounded to whole percents."""
        return queryset.filter(score__gte=(value - 0.5) / 100 - 1e-9)

    def by_age(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        day = timezone.now() - dt.timedelta(days={"day": 1, "over_month": 30}.get(value, 7))
        return queryset.filter(**{"created_at__lt" if value.startswith("over") else "created_at__gte": day})

    def by_article(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return queryset.filter(article=int(value))

    def by_due(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        today = timezone.localdate()
        conditions: dict[str, Callable[[], Q]] = {
            "overdue": overdue,
            "today": lambda: Q(due_on=today),
            "week": lambda: Q(due_on__gte=today, due_on__lte=today + dt.timedelta(days=6 - today.weekday())),
            "none": lambda: Q(due_on=None),
        }
        return queryset.filter(conditions[value]())


def address(query: QueryDict) -> str:
    """The query string without what is empty, and with every value once."""
    short = QueryDict(mutable=True)
    for name, values in query.lists():
        if kept := list(dict.fromkeys(value for value in values if value.strip())):
            short.setlist(name, kept)
    return short.urlencode()


def queue_address(query: QueryDict) -> str:
    """The address of the first page of these rows. Without any filter it says so: an empty address is what a person's
    queue begins with."""
    short = query.copy()
    for name in ("page", "view"):
        short.pop(name, None)
    return "?" + (address(short) or ALL_OPEN)
