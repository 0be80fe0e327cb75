"""What happened to a claim or an article, as the lines of a timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from claims.desk.article_history import Detail, changes_of
from claims.desk.history_sentences import people_named_in, sentence
from claims.models import Event
from claims.queries.claim import people_by_id
from claims.vocabulary import Action


@dataclass
class Entry:
    """One line of the timeline. `words` are what a person gave as a reason or wrote, "" if nothing.

    `times` counts the saves that were folded into this line; `event` is the newest of them.
    """

    event: Event
    sentence: SafeString
    words: str
    times: int = 1
    changes: list[Detail] = field(default_factory=list)


def timeline(events: Iterable[Event]) -> list[Entry]:
    """The entries of `events` (newest first), in one query.

    Saves that follow each other by one person become one entry.
    """
    shown = list(events)
    people = people_by_id(people_named_in(shown))
    entries: list[Entry] = []
    for event in shown:
        newer = entries[-1] if entries else None
        if newer and event.kind == newer.event.kind == Action.EDIT_VERDICT and event.actor_id == newer.event.actor_id:
            newer.times += 1
        else:
            entries.append(Entry(event, sentence(event, people), words_of(event), changes=changes_of(event)))
    return entries


def words_of(event: Event) -> str:
    """The reason, comment or override reason that came with the event."""
    data = event.data
    return next((str(data[key]) for key in ("reason", "comment", "override_reason") if _is_words(data.get(key))), "")


def _is_words(value: Any) -> bool:
    # Comments are named by their number in some events; only text is shown.
    return isinstance(value, str) and bool(value)
