"""What lists can be narrowed by. Every parameter is checked by a form field; a bad value is a 400 that names it."""

from __future__ import annotations

import datetime
import functools
import operator
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim, Job, Source, User
from claims.models.ids import LARGEST_ID, id_in
from claims.vocabulary import JobKind, JobState, Priority, Role, State

LONGEST_QUERY = 200


class _IdField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)


class IdFilter(filters.Filter):
    # django-filter's own NumberFilter reads decimals, and turning 1e999999999 into an integer takes for ever.
    field_class = _IdField


class _MomentField(filters.fields.IsoDateTimeField):
    """A moment, in UTC: PostgreSQL knows no clock that is more than 16 hours off."""

    def to_python(self, value: Any) -> datetime.datetime | None:
        moment = super().to_python(value)
        try:
            return moment.astimezone(datetime.UTC) if moment else None
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class MomentFilter(filters.IsoDateTimeFilter):
    field_class = _MomentField


class PersonFilter(filters.CharFilter):
    """Of the person in `field_name`: an id, `me`, or `nobody`."""

    def filter(self, qs: QuerySet[Claim], value: str) -> QuerySet[Claim]:
        if not value:
            return qs
        if value == "me":
            return qs.filter(**{self.field_name: self.parent.request.user.pk})
        return qs.filter(**{self.field_name: None if value == "nobody" else int(value)})


class WordsFilter(filters.CharFilter):
    """Rows that hold every word in one of `columns`."""

    def __init__(self, *columns: str, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_QUERY, **kwargs)
        self.columns = columns

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        for word in value.split():
            holds = (Q(**{f"{column}__icontains": word}) for column in self.columns)
            qs = qs.filter(functools.reduce(operator.or_, holds))
        return qs


def _is_person(value: str) -> None:
    if value in ("me", "nobody"):
        return
    if not id_in(value):
        raise forms.ValidationError(_("Use a person's id, “me” or “nobody”."))


class ArticleFilters(filters.FilterSet):
    q = WordsFilter("title", "publisher", "author", help_text="Words in title, publisher or author.")

    class Meta:
        model = Article
        fields: list[str] = []


class ClaimFilters(filters.FilterSet):
    state = filters.MultipleChoiceFilter(choices=State.choices, help_text="Several are joined by “or”.")
    checker = PersonFilter(validators=[_is_person], help_text="A person's id, `me` or `nobody`.")
    reviewer = PersonFilter(validators=[_is_person], help_text="Who is asked to review: an id, `me` or `nobody`.")
    speaker = IdFilter(field_name="speaker_id", help_text="A speaker's id.")
    article = IdFilter(field_name="article_id", help_text="An article's id.")
    priority = filters.TypedMultipleChoiceFilter(
        choices=Priority.choices, coerce=int, help_text="1 low, 2 normal, 3 high, 4 urgent. Several are joined by “or”."
    )
    updated_since = MomentFilter(
        field_name="updated_at", lookup_expr="gte", help_text="Changed at or after this moment (ISO 8601)."
    )
    q = WordsFilter(
        "quote", "wording", "speaker__name", help_text="Words in the quote, the wording or the speaker's name."
    )

    class Meta:
        model = Claim
        fields: list[str] = []


class JobFilters(filters.FilterSet):
    article = IdFilter(field_name="article_id", help_text="An article's id.")
    claim = IdFilter(field_name="claim_id", help_text="A claim's id.")
    state = filters.MultipleChoiceFilter(choices=JobState.choices)
    kind = filters.MultipleChoiceFilter(choices=JobKind.choices)

    class Meta:
        model = Job
        fields: list[str] = []


class SourceFilters(filters.FilterSet):
    url = filters.CharFilter(max_length=2000, help_text="The exact address.")
    q = WordsFilter("title", "publisher", "url", help_text="Words in title, publisher or address.")

    class Meta:
        model = Source
        fields: list[str] = []


class PeopleFilters(filters.FilterSet):
    role = filters.MultipleChoiceFilter(choices=Role.choices)

    class Meta:
        model = User
        fields: list[str] = []
