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

from claims.models import Claim
from claims.publishing.text import shorten
from claims.queries.due import overdue
from claims.queries.listed import topics_to_choose
from claims.queries.queue import articles_to_filter_by, people_with_claims
from claims.vocabulary import Priority, State
from claims.workflow import OPEN_STATES

ANY = "any"
MINE, NOBODY = "me", "nobody"

# Suggestions are many, and would drown the work; they are one click away.
ACCEPTED_STATES = OPEN_STATES - {State.SUGGESTED}

# The filters behind "More filters".
FOLDED = ("speaker", "topic", "article", "priority")

DUE = [
    ("overdue", gettext_lazy("Overdue")),
    ("today", gettext_lazy("Due today")),
    ("week", gettext_lazy("Due this week")),
    ("none", gettext_lazy("No due date")),
]


@dataclass(frozen=True)
class Chip:
    """One filter that is on: what it says, and the address without it."""

    label: str
    value: str
    without: str


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
        label=gettext_lazy("Checker"), method="by_checker", empty_label=gettext_lazy("Anybody")
    )
    speaker = django_filters.CharFilter(
        label=gettext_lazy("Speaker"),
        field_name="speaker__name",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"list": "speaker-names", "autocomplete": "off"}),
    )
    topic = django_filters.ChoiceFilter(
        label=gettext_lazy("Topic"), method="by_topic", empty_label=gettext_lazy("Any topic")
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
    # Sorting travels along when the form is sent.
    sort = django_filters.CharFilter(method="left_to_the_page", widget=HiddenInput)

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Claim], *, request: Any) -> None:
        super().__init__(data, queryset, request=request)
        self.filters["checker"].extra["choices"] = [
            (MINE, _("Me")),
            (NOBODY, _("Nobody")),
            *((str(person.pk), person.display_name) for person in people_with_claims(request.user)),
        ]
        topics = topics_to_choose([int(data["topic"])] if _is_id(data.get("topic", "")) else [])
        self.filters["topic"].extra["choices"] = [
            (NOBODY, _("No topic")),
            *((str(topic.pk), topic.name) for topic in topics),
        ]
        chosen = data.get("article", "")
        self.filters["article"].extra["choices"] = [
            (str(article.pk), article.title)
            for article in articles_to_filter_by(request.user, int(chosen) if _is_id(chosen) else None)
        ]
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
        return any(self.cleaned.get(name) or name in self.form.errors for name in FOLDED)

    def address_of_suggestions(self) -> str:
        """The suggested claims under the other filters, as a query string."""
        query = self.data.copy()
        query.setlist("state", [State.SUGGESTED])
        query.pop("page", None)
        return "?" + address(query)

    @property
    def cleaned(self) -> dict[str, Any]:
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def unknown(self) -> list[str]:
        """The labels of the filters whose value was left out."""
        return [str(self.form.fields[name].label or name) for name in self.form.errors if name in self.form.fields]

    def chips(self) -> list[Chip]:
        """The filters that are on, in the order of the form."""
        found = []
        for name in ("q", "state", "checker", "speaker", "topic", "article", "priority", "due"):
            for value in self._values(name):
                label = str(self.form.fields[name].label)
                words = shorten(self._in_words(name, value), 60)
                found.append(Chip(label, words, self._address_without(name, value)))
        return found

    def _values(self, name: str) -> list[str]:
        value = self.cleaned.get(name)
        if not value:
            return []
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]

    def _in_words(self, name: str, value: str) -> str:
        choices = getattr(self.form.fields[name], "choices", ())
        return next((str(words) for key, words in choices if str(key) == value), value)

    def _address_without(self, name: str, value: str) -> str:
        query = self.data.copy()
        query.setlist(name, [one for one in query.getlist(name) if one.strip() != value])
        query.pop("page", None)
        return "?" + address(query)

    def by_words(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return queryset.filter(Q(quote__icontains=value) | Q(wording__icontains=value))

    def left_to_the_page(self, queryset: QuerySet[Claim], name: str, value: object) -> QuerySet[Claim]:
        """The states are counted before they narrow the rows, and sorting narrows nothing."""
        return queryset

    def by_checker(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        if value == NOBODY:
            return queryset.filter(checker=None)
        return queryset.filter(checker=self.request.user.pk if value == MINE else int(value))

    def by_topic(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return queryset.filter(topics=None) if value == NOBODY else queryset.filter(topics=int(value))

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


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
