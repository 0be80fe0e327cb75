"""The mails that notifications go out in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.delivery.words import address_of, parts_of, sentence_of, title_of
from claims.models import Job, Newsroom, Notification, User
from claims.publishing.text import plain, shorten


@dataclass(frozen=True)
class Item:
    """One notification as the mail has it."""

    sentence: str
    words: str
    notification: Notification


@dataclass(frozen=True)
class Subject:
    """A claim or an article, with all that the mail says of it."""

    title: str
    link: str
    items: list[Item]


def letter_to(person: User, notifications: Sequence[Notification], job: Job) -> EmailMessage:
    """The mail with `notifications`, by claim, in plain text.

    Every attempt of one job makes the same Message-ID: where a mail has to be sent twice, programs see that it is one.
    """
    newsroom = Newsroom.current()
    settings_link = settings.SITE_URL + reverse("desk:notification_settings")
    with timezone.override(_zone_of(person)), translation.override(person.language_in(newsroom.language)):
        subjects = _by_subject(notifications)
        headline = _headline(subjects)
        context = {
            "person": person,
            "newsroom": plain(newsroom.name),
            "subjects": subjects,
            "list_link": settings.SITE_URL + reverse("desk:notifications"),
            "settings_link": settings_link,
        }
        body = render_to_string("email/notifications.txt", context)
    return EmailMessage(
        subject=f"{plain(newsroom.name)}: {headline}",
        body=body,
        to=[person.email],
        headers={
            "List-Unsubscribe": f"<{settings_link}>",
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<notifications-{job.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        },
    )


def _by_subject(notifications: Sequence[Notification]) -> list[Subject]:
    subjects: dict[tuple[int | None, ...], Subject] = {}
    for notification in notifications:
        key = notification.claim_id, notification.article_id, notification.submission_id
        link = settings.SITE_URL + address_of(notification)
        subject = subjects.setdefault(key, Subject(title_of(notification), link, []))
        sentence = plain(str(sentence_of(notification)).format(**parts_of(notification)))
        subject.items.append(Item(sentence, notification.words, notification))
    return list(subjects.values())


def _headline(subjects: list[Subject]) -> str:
    """One line, whatever names and claims hold: they end up in a header."""
    items = [item for subject in subjects for item in subject.items]
    if len(items) == 1:
        return shorten(_("%(sentence)s: %(title)s") % {"sentence": items[0].sentence, "title": subjects[0].title}, 150)
    if len({item.sentence for item in items}) == 1:
        text = ngettext("%(sentence)s (%(count)d time)", "%(sentence)s (%(count)d times)", len(items))
        return shorten(text % {"sentence": items[0].sentence, "count": len(items)}, 150)
    return ngettext("%(count)d notification", "%(count)d notifications", len(items)) % {"count": len(items)}


def _zone_of(person: User) -> ZoneInfo:
    try:
        return ZoneInfo(person.time_zone or settings.TIME_ZONE)
    except ZoneInfoNotFoundError:  # It was one when it was chosen; a host may know fewer.
        return ZoneInfo(settings.TIME_ZONE)
