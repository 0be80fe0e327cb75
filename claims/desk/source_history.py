"""What was changed of a source, as sentences."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from claims.desk.article_history import Detail
from claims.desk.history import Entry
from claims.desk.history_sentences import sentence
from claims.models import Event

_LABELS: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "url": gettext_lazy("Address"),
    "publisher": gettext_lazy("Publisher"),
    "interest": gettext_lazy("Interest"),
    "published_on": gettext_lazy("Published on"),
    "archived_url": gettext_lazy("Archived copy"),
    "file_name": gettext_lazy("File"),
}


def source_timeline(events: Iterable[Event]) -> list[Entry]:
    """The entries of `events` (newest first)."""
    return [Entry(event, sentence(event, {}), "", changes=_changes(event)) for event in events]


def _changes(event: Event) -> list[Detail]:
    before, after = event.data.get("before", {}), event.data.get("after", {})
    return [Detail(label, before.get(name, ""), after[name]) for name, label in _LABELS.items() if name in after]
