"""What a notification says, in a sentence to the person it is for."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Event, Notification
from claims.publishing.text import shorten
from claims.vocabulary import Action, JobKind, NotificationKind, SubmissionStep

WORDS_LIMIT = 300

K = NotificationKind

# By what it is and what happened; None where that makes no difference.
_SENTENCES: dict[tuple[str, str | None], str | Promise] = {
    (K.ASSIGNED, None): gettext_lazy("{who} assigned the claim to you"),
    (K.ASSIGNED, Action.START_CORRECTION): gettext_lazy("{who} started a correction and assigned it to you"),
    (K.ASSIGNED, Action.UNDO): gettext_lazy("{who} undid a step; the claim is yours again"),
    (K.TAKEN, None): gettext_lazy("{who} gave the claim to somebody else"),
    (K.TAKEN, Action.HAND_BACK): gettext_lazy("{who} took the claim away from you"),
    (K.TAKEN, Action.UNDO): gettext_lazy("{who} undid a step; the claim is not yours any more"),
    (K.TAKEN, Action.DISMISS): gettext_lazy("{who} dismissed the claim that was yours"),
    (K.TAKEN, Action.MARK_REPEAT): gettext_lazy("{who} marked the claim that was yours as a repeat"),
    (K.HANDED_BACK, None): gettext_lazy("{who} handed back the claim that you had assigned"),
    (K.DUE, None): gettext_lazy("The claim is due on {day}"),
    (K.OVERDUE, None): gettext_lazy("The claim was due on {day}"),
    (K.ASKED, None): gettext_lazy("{who} asks you to review the verdict"),
    (K.ASKED, Action.SUBMIT): gettext_lazy("{who} sent revision {number} to you for review"),
    (K.REVIEW, None): gettext_lazy("{who} sent revision {number} to review"),
    (K.REVIEW, Action.ASK_REVIEWER): gettext_lazy("The verdict waits for anybody’s review now"),
    (K.CHANGES, None): gettext_lazy("{who} asked for changes to revision {number}"),
    (K.DECIDED, None): gettext_lazy("{who} approved revision {number}"),
    (K.DECIDED, Action.DISSENT): gettext_lazy("{who} disagreed with revision {number}"),
    (K.PUBLISHED, None): gettext_lazy("{who} published the verdict"),
    (K.PUBLISHED, Action.START_CORRECTION): gettext_lazy("{who} started a correction"),
    (K.PUBLISHED, Action.PUBLISH_CORRECTION): gettext_lazy("{who} published the correction"),
    (K.PUBLISHED, Action.CANCEL_CORRECTION): gettext_lazy("{who} cancelled the correction"),
    (K.PUBLISHED, Action.WITHDRAW): gettext_lazy("{who} withdrew the published check"),
    (K.MENTIONED, None): gettext_lazy("{who} mentioned you"),
    (K.ANSWERED, None): gettext_lazy("{who} answered in a thread of yours"),
    (K.COMMENTED, None): gettext_lazy("{who} commented on your claim"),
    (K.REPLIED, None): gettext_lazy("{who} changed who was asked for a reply to your claim, and what came back"),
    (K.MISSED, None): gettext_lazy("Revision {number} could not be published at its time"),
    (K.READERS, None): gettext_lazy("A reader asks for a claim to be checked"),
    (K.READERS, SubmissionStep.CHALLENGE): gettext_lazy("A reader challenges a check"),
    (K.FAILED, None): gettext_lazy("“{work}” failed too often, and is not tried any more"),
}


def sentence_of(notification: Notification) -> str | Promise:
    """What happened, with {who}, {number}, {work} and {day} left open: `parts_of` has what goes there."""
    kind, event = notification.kind, notification.event
    happened = event.kind if event else None
    return _SENTENCES.get((kind, happened)) or _SENTENCES[kind, None]


def parts_of(notification: Notification) -> dict[str, Any]:
    """What a sentence leaves open."""
    event = notification.event
    return {
        "who": event.actor.display_name if event and event.actor else _("The system"),
        "number": event.data.get("revision", "?") if event else "",
        "work": _label(event.data.get("job")) if event else "",
        "day": date_format(notification.due_on) if notification.due_on else "",
    }


def _label(job: object) -> str:
    return str(JobKind(job).label) if job in JobKind.values else _("Background work")


def words_of(event: Event, comment: str = "") -> str:
    """The reason that came with the event, or what the comment says, in a line."""
    said = [comment, *(event.data.get(key) for key in ("reason", "comment", "error"))]
    words = next((one for one in said if isinstance(one, str) and one), "")
    return shorten(words, WORDS_LIMIT)


def title_of(notification: Notification) -> str:
    """The claim, the article or what a reader sent in, that it is about, in a line."""
    about = str(notification.claim or notification.submission or notification.article)
    return shorten(about, 200)


def address_of(notification: Notification) -> str:
    """The place on the desk that it is about."""
    if notification.submission_id is not None:
        return reverse("desk:reader", args=[notification.submission_id])
    if notification.claim_id is None:
        return reverse("desk:article", args=[notification.article_id])
    event = notification.event
    is_comment = event is not None and event.kind == Action.COMMENT
    place = f"#comment-{event.data['comment']}" if event is not None and is_comment else ""
    return reverse("desk:claim", args=[notification.claim_id]) + place
