"""The newsroom's own lists: the topics of claims, and the checklist of reviewers."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from claims.actions.claim import limited, needed
from claims.actions.errors import Invalid
from claims.actions.placing import say_anew
from claims.actions.settings import changing_settings
from claims.models import ChecklistItem, Topic, User
from claims.publishing.text import plain
from claims.vocabulary import SettingsArea, SettingsStep

LISTS: dict[SettingsArea, type[Topic] | type[ChecklistItem]] = {
    SettingsArea.TOPICS: Topic,
    SettingsArea.CHECKLIST: ChecklistItem,
}
LONGEST = 200


def add_listed(*, actor: User, area: SettingsArea, **fields: Any) -> Topic | ChecklistItem:
    """Put something at the end of the list. `fields` are those of its model. Raises Refused or Invalid."""
    model = LISTS[area]
    with changing_settings(actor=actor, area=area, step=SettingsStep.ADD) as change:
        if model.objects.count() >= LONGEST:
            raise Invalid(name=_("The list is full: at most %(limit)s.") % {"limit": LONGEST})
        last = model.objects.aggregate(last=Max("position"))["last"]
        item = model(position=0 if last is None else last + 1)
        _fill(item, fields)
        item.save()
        change.compare({}, _said(item))
        change.data |= {"subject": subject_of(area, item.pk), "name": item.name}
    return item


def edit_listed(*, actor: User, area: SettingsArea, item_id: int, version: int, **fields: Any) -> Topic | ChecklistItem:
    """Raises Refused, Invalid, Conflict or DoesNotExist."""
    with changing_settings(
        actor=actor, area=area, step=SettingsStep.CHANGE, subject=subject_of(area, item_id), version=version
    ) as change:
        item = LISTS[area].objects.get(pk=item_id)
        before = _said(item)
        _fill(item, fields)
        item.save()
        change.data["name"] = item.name
        change.compare(before, _said(item))
        if isinstance(item, Topic) and not change.is_empty:
            say_anew(actor, "topic", item.slug)
    return item


def move_listed(*, actor: User, area: SettingsArea, item_id: int, is_up: bool) -> None:
    """Change places with the neighbour above (or below) that is in use; at the end of the list nothing happens."""
    with changing_settings(actor=actor, area=area, step=SettingsStep.MOVE, subject=subject_of(area, item_id)) as change:
        items: list[Topic | ChecklistItem] = list(LISTS[area].objects.filter(is_active=True))
        at = next((number for number, item in enumerate(items) if item.pk == item_id), None)
        to = None if at is None else at - 1 if is_up else at + 1
        if at is None or to is None or not 0 <= to < len(items):
            change.is_empty = True
            return
        items.insert(to, items.pop(at))
        for position, item in enumerate(items):
            if item.position != position:
                LISTS[area].objects.filter(pk=item.pk).update(position=position)
        change.data |= {"name": items[to].name, "before": {"place": at + 1}, "after": {"place": to + 1}}


def use_listed(*, actor: User, area: SettingsArea, item_id: int, is_active: bool) -> Topic | ChecklistItem:
    """Take something out of use, or put it back. What refers to it stays as it is."""
    step = SettingsStep.RESTORE if is_active else SettingsStep.REMOVE
    with changing_settings(actor=actor, area=area, step=step, subject=subject_of(area, item_id)) as change:
        item = LISTS[area].objects.get(pk=item_id)
        change.data["name"] = item.name
        change.is_empty = item.is_active == is_active
        item.is_active = is_active
        item.save()
    return item


def subject_of(area: SettingsArea, item_id: int) -> str:
    return f"{'topic' if area == SettingsArea.TOPICS else 'item'} {item_id}"


def _fill(item: Topic | ChecklistItem, fields: dict[str, Any]) -> None:
    limit = 100 if isinstance(item, Topic) else 200
    item.name = needed(plain(fields["name"]), "name", _("Write something here."), limit=limit)
    item.description = limited(plain(fields.get("description", "")), "description", 300)
    if isinstance(item, ChecklistItem):
        item.is_required = bool(fields.get("is_required"))
    elif Topic.objects.filter(name__iexact=item.name).exclude(pk=item.pk).exists():
        raise Invalid(name=_("There is a topic of this name already; it may be out of use."))


def _said(item: Topic | ChecklistItem) -> dict[str, Any]:
    said: dict[str, Any] = {"name": item.name, "description": item.description}
    return said | ({"is_required": item.is_required} if isinstance(item, ChecklistItem) else {})
