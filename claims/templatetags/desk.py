"""What the desk's templates say about time."""

from __future__ import annotations

import datetime

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

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
