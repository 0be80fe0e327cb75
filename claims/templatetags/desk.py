"""What the desk's templates say about time, and where they say what was done."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django import template
from django.contrib.messages.storage.base import Message
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from claims.desk.notices import forms_in, place_of
from claims.queries import due

register = template.Library()


@register.filter
def ago(moment: datetime.datetime) -> str:
    """How long ago `moment` was, in its largest unit: "just now", "3 hours ago"."""
    now = timezone.now()
    if now - moment < datetime.timedelta(minutes=1):
        return _("just now")
    return _("%(span)s ago") % {"span": timesince(moment, now, depth=1)}


@register.filter
def is_past(day: datetime.date) -> bool:
    return due.is_past(day)


@register.filter
def is_today(day: datetime.date) -> bool:
    return day == timezone.localdate()


@register.filter
def said_at(messages: Iterable[Message], place: str) -> list[Message]:
    """The messages for this place of the page; for "" those without a place."""
    return [message for message in messages or () if place_of(message.extra_tags or "") == place]


@register.filter
def saved_forms(message: Message) -> str:
    """The keys of the forms that the message says are saved, for `data-saved`."""
    return " ".join(forms_in(message.extra_tags or ""))
