"""What was corrected of an article's details, or of a check's address."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from claims.models import Event
from claims.vocabulary import Action, EventKind, Reuse

_DETAILS: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "publisher": gettext_lazy("Publisher"),
    "author": gettext_lazy("Author"),
    "url": gettext_lazy("Address"),
    "published_on": gettext_lazy("Published on"),
    "reuse": gettext_lazy("What readers may be shown of it"),
    "licence": gettext_lazy("Licence line"),
}


@dataclass(frozen=True)
class Detail:
    """A recorded detail that was changed; "" where there was, or is, nothing."""

    label: str | Promise
    before: str
    after: str


def changes_of(event: Event) -> list[Detail]:
    """What an edit of an article's details changed, or of a check's address."""
    if event.kind not in (EventKind.EDIT, Action.CHANGE_ADDRESS):
        return []
    before, after = event.data.get("before") or {}, event.data.get("after") or {}
    return [
        Detail(label, _recorded(name, before.get(name)), _recorded(name, after.get(name)))
        for name, label in _DETAILS.items()
        if before.get(name) != after.get(name)
    ]


def _recorded(name: str, value: object) -> str:
    if name == "reuse" and value in Reuse.values:
        return str(Reuse(str(value)).label)
    return str(value or "")
