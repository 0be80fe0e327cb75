"""Reading the audit trail."""

from __future__ import annotations

from django.db.models import QuerySet

from claims.models import Article, Event
from claims.models.event import event_hash


def first_broken_event(chain: QuerySet[Event]) -> Event | None:
    """The first event of a claim's (or article's) chain that was changed, or follows one that was removed.

    None when the chain is whole. What cannot be seen from the chain alone is that its newest events were cut off.
    """
    previous_hash = ""
    for number, event in enumerate(chain.order_by("number"), start=1):
        if event.number != number or event.previous_hash != previous_hash or event.hash != event_hash(event):
            return event
        previous_hash = event.hash
    return None


def events_of_article(article: Article) -> list[Event]:
    """What happened to the article itself, newest first."""
    return list(article.events.select_related("actor").order_by("-number"))
