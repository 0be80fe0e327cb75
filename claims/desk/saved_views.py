"""The saved views above the queue: each with its address and how many claims it shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from claims.access import saved_views_visible_to
from claims.desk.filter_choices import Choices
from claims.desk.filters import FILTERS, ClaimFilter, address
from claims.models import Claim, SavedView, User
from claims.queries import queue as queries
from claims.vocabulary import State


@dataclass(frozen=True)
class ViewLink:
    view: SavedView
    address: str
    count: int
    is_current: bool
    is_first: bool  # What this person's queue begins with.


@dataclass(frozen=True)
class Views:
    """The views of one person, and what all filters of a page offer: both read once."""

    user: User
    query: QueryDict
    saved: list[SavedView]
    choices: Choices

    @classmethod
    def of(cls, user: User, query: QueryDict) -> Views:
        """One's own first, then the newsroom's."""
        saved = sorted(saved_views_visible_to(user), key=lambda view: (view.is_shared, view.name.casefold()))
        return cls(user, query, saved, Choices.of(user, [query, *(QueryDict(view.query) for view in saved)]))

    def filter_of(self, query: QueryDict) -> ClaimFilter:
        return ClaimFilter(query, queries.queue_rows(self.user), user=self.user, choices=self.choices)

    def links(self) -> list[ViewLink]:
        """Their counts are those of the lists that they lead to, in one query."""
        filters = {view.pk: self.filter_of(QueryDict(view.query)) for view in self.saved}
        counts = queries.count_each({pk: one.qs.filter(state__in=one.states) for pk, one in filters.items()})
        here = _as_saved(self.query)
        return [
            ViewLink(
                view=view,
                address=f"?{view.query}",
                count=counts[view.pk],
                is_current=_as_saved(QueryDict(view.query)) == here,
                is_first=view.pk == self.user.queue_view_id,
            )
            for view in self.saved
        ]


@dataclass(frozen=True)
class Filtered:
    """The claims that the filters of an address find, and how many there are in each state, wanted or not."""

    views: Views
    filters: ClaimFilter
    counts: dict[State, int]

    @classmethod
    def of(cls, user: User, query: QueryDict) -> Filtered:
        views = Views.of(user, query)
        filters = views.filter_of(query)
        return cls(views, filters, queries.state_counts(filters.qs))

    @property
    def claims(self) -> QuerySet[Claim]:
        return self.filters.qs.filter(state__in=self.filters.states)

    @property
    def total(self) -> int:
        return sum(self.counts[state] for state in self.filters.states)


def first_view(user: User) -> str:
    """The address of what the person's queue begins with, "" for all open work."""
    view = saved_views_visible_to(user).filter(pk=user.queue_view_id).first() if user.queue_view_id else None
    return f"?{view.query}" if view else ""


def query_to_save(query: QueryDict) -> str:
    """What of an address is the view: its filters and its order, and nothing that makes no sense in a queue."""
    kept = QueryDict(mutable=True)
    for name in (*FILTERS, "sort"):
        kept.setlist(name, query.getlist(name))
    return address(kept)


def _as_saved(query: QueryDict) -> dict[str, set[str]]:
    return {name: set(values) for name, values in QueryDict(query_to_save(query)).lists()}
