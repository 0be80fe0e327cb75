"""What the desk's templates say about time and worth, and where they say what was done."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.contrib.messages.storage.base import Message
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims import rights
from claims.delivery.words import parts_of, sentence_of
from claims.desk.media_words import media_lines
from claims.desk.notices import forms_in, place_of
from claims.models import Notification, Source
from claims.queries import due
from claims.queries.notifications import unread_count
from claims.queries.submissions import waiting_count
from claims.splitting.checkworthiness import sign_of

register = template.Library()


@register.filter
def ago(moment: datetime.datetime) -> str:
    """How long ago `moment` was, in its largest unit: "just now", "3 hours ago"."""
    now = timezone.now()
    if now - moment < datetime.timedelta(minutes=1):
        return _("just now")
    return _("%(span)s ago") % {"span": timesince(moment, now, depth=1)}


@register.filter(name="media_lines")
def _media_lines(media: dict[str, str]) -> list[tuple[str, str]]:
    """What was found of a picture or recording: (what it is called, what is said)."""
    return media_lines(media)


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


@register.simple_tag(takes_context=True)
def unread_notifications(context: template.RequestContext) -> int:
    """How many notifications the person at the screen has not read; at most queries.notifications.COUNTED + 1."""
    return unread_count(context["request"].user)


@register.simple_tag(takes_context=True)
def waiting_from_readers(context: template.RequestContext) -> int | None:
    """How much of what readers sent in waits, at most queries.submissions.COUNTED + 1; None for who may not look."""
    user = context["request"].user
    return waiting_count(user) if rights.may_look_at_submissions(user) else None


@register.filter
def about(notification: Notification) -> str:
    """What it is about, as it was said."""
    return str(notification.claim or notification.submission or notification.article)


@register.filter
def told(notification: Notification) -> SafeString:
    """What happened, as a sentence to the person it is for."""
    parts = {name: format_html("<bdi>{}</bdi>", part) for name, part in parts_of(notification).items()}
    return format_html(str(sentence_of(notification)), **parts)


@register.filter
def percent(share: float) -> str:
    """A share of 1 in whole percent, a half rounded up: "56 %", with a space that does not break."""
    # 0.565 is a little less as a binary number; it is meant as 56.5.
    return of_hundred(math.floor(round(share * 100, 6) + 0.5))


@register.filter
def of_hundred(number: int) -> str:
    """A whole number of percent: "56 %"."""
    return pgettext("a share, with a space that does not break", "%(percent)d\u00a0%%") % {"percent": number}


@register.filter
def shows_picture(source: Source | dict[str, Any]) -> bool:
    """Whether the file of a source, or of its frozen form, is a picture to look at."""
    if isinstance(source, Source):
        return source.is_picture
    return str(source.get("file_name", "")).lower().endswith((".png", ".jpg", ".jpeg", ".webp", ".gif"))


class Weighed(NamedTuple):
    """A reason for a score, and whether it speaks for checking (1), against it (-1), or nobody knows (0)."""

    words: str
    sign: int


@register.filter
def weighed(reasons: Iterable[str]) -> list[Weighed]:
    # The splitter writes its reasons in English; they are message ids like any other sentence.
    return [Weighed(_(reason), sign_of(reason)) for reason in reasons]
