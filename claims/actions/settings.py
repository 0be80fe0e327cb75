"""The one way in which settings are changed: lock the newsroom, ask the workflow, compare, save, write one event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from claims import rights
from claims.actions.errors import Conflict, require
from claims.actions.events import record_event
from claims.models import Event, Newsroom, User
from claims.vocabulary import SettingsArea, SettingsStep


@dataclass
class SettingsChange:
    """The newsroom under its lock. What is put into `data` goes into the event."""

    newsroom: Newsroom
    data: dict[str, Any] = field(default_factory=dict)
    # Set by a body that found nothing to do: then no event is written.
    is_empty: bool = False

    def compare(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Put what differs into the event, as it was and as it is."""
        changed = [name for name in after if before.get(name) != after[name]]
        self.is_empty = not changed
        self.data["before"] = {name: before.get(name) for name in changed}
        self.data["after"] = {name: after[name] for name in changed}


@contextmanager
def changing_settings(
    *, actor: User | None, area: SettingsArea, step: SettingsStep, subject: str = "", version: int | None = None
) -> Iterator[SettingsChange]:
    """Run the body with all settings locked, then write the event.

    `subject` is what of the area is changed ("topic 3"), "" for the area as a whole. `version` is the number of the
    subject's newest event when the person saw it (`version_of`): another one raises Conflict. None is for steps that
    cannot overwrite anybody's words. `actor` is None only for what the product sets by itself.
    """
    with transaction.atomic():
        newsroom = lock_settings()
        if actor is not None:
            # Roles change under this lock only, so what is read now holds until the end.
            actor.refresh_from_db(fields=["role", "is_active"])
            require(rights.may_set(actor, area))
        if version is not None and version != version_of(area, subject):
            raise Conflict(newsroom, _events_of(area, subject).select_related("actor").last())
        change = SettingsChange(newsroom, {"subject": subject})
        yield change
        if not change.is_empty:
            record_event(kind=step, actor=actor, area=area, data=change.data)


def lock_settings() -> Newsroom:
    """The newsroom's row, locked until the transaction ends: settings are changed by one person at a time."""
    return Newsroom.objects.select_for_update().get(id=1)


def version_of(area: SettingsArea, subject: str = "") -> int:
    """The number of the newest event of the subject, 0 before the first. A form carries it."""
    last = _events_of(area, subject).last()
    return last.number if last else 0


def _events_of(area: SettingsArea, subject: str):  # type: ignore[no-untyped-def]
    return Event.objects.filter(area=area, data__subject=subject).order_by("number")
