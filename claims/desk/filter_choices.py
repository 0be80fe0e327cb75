"""What the queue's filters offer to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import User
from claims.models.ids import id_in
from claims.queries.listed import topics_to_choose
from claims.queries.queue import articles_to_filter_by, people_asked, people_with_claims, publishers_to_filter_by

MINE, NOBODY = "me", "nobody"

Choice = tuple[str, str | Promise]

DUE: list[Choice] = [
    ("overdue", gettext_lazy("Overdue")),
    ("today", gettext_lazy("Due today")),
    ("week", gettext_lazy("Due this week")),
    ("none", gettext_lazy("No due date")),
]
AGES: list[Choice] = [
    ("day", gettext_lazy("Added in the last 24 hours")),
    ("week", gettext_lazy("Added in the last 7 days")),
    ("over_week", gettext_lazy("Added over 7 days ago")),
    ("over_month", gettext_lazy("Added over 30 days ago")),
]


@dataclass(frozen=True)
class Choices:
    """The choices that are rows: read once, for the page's own filters and for those of all saved views."""

    checker: list[Choice]
    reviewer: list[Choice]
    topic: list[Choice]
    article: list[Choice]
    publisher: list[Choice]

    @classmethod
    def of(cls, user: User, queries: Iterable[QueryDict]) -> Choices:
        """With what `queries` have chosen among them, wherever it stands in the lists."""
        chosen = list(queries)
        topics = topics_to_choose(_ids(chosen, "topic"))
        articles = articles_to_filter_by(user, _ids(chosen, "article"))
        names = {name for query in chosen for name in query.getlist("publisher") if "\0" not in name}
        publishers = publishers_to_filter_by(user, names)
        return cls(
            checker=[(MINE, _("Me")), (NOBODY, _("Nobody")), *map(_person, people_with_claims(user))],
            reviewer=[(MINE, _("Me")), (NOBODY, _("Nobody in particular")), *map(_person, people_asked(user))],
            topic=[(NOBODY, _("No topic")), *((str(topic.pk), topic.name) for topic in topics)],
            article=[(str(article.pk), article.title) for article in articles],
            publisher=[(NOBODY, _("No publisher")), *((name, name) for name in publishers)],
        )


def _person(person: User) -> Choice:
    return str(person.pk), person.display_name


def _ids(queries: list[QueryDict], name: str) -> set[int]:
    values = [value.strip() for query in queries for value in query.getlist(name)]
    return {number for value in values if (number := id_in(value)) is not None}
