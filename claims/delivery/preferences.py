"""How people are told: what holds for everybody who has not chosen otherwise, and what a person has chosen."""

from __future__ import annotations

from claims.models import User
from claims.vocabulary import How, NotificationKind

# What somebody waits for goes out at once, what can wait until tomorrow once a day, and the rest is not mailed.
DEFAULTS: dict[NotificationKind, How] = {
    NotificationKind.ASSIGNED: How.AT_ONCE,
    NotificationKind.TAKEN: How.DIGEST,
    NotificationKind.HANDED_BACK: How.DIGEST,
    NotificationKind.DUE: How.DIGEST,
    NotificationKind.OVERDUE: How.DIGEST,
    NotificationKind.ASKED: How.AT_ONCE,
    NotificationKind.REVIEW: How.DIGEST,
    NotificationKind.CHANGES: How.AT_ONCE,
    NotificationKind.DECIDED: How.DESK,
    NotificationKind.PUBLISHED: How.DESK,
    NotificationKind.MENTIONED: How.AT_ONCE,
    NotificationKind.ANSWERED: How.DIGEST,
    NotificationKind.COMMENTED: How.DIGEST,
    NotificationKind.REPLIED: How.DIGEST,
    NotificationKind.MISSED: How.AT_ONCE,
    NotificationKind.FAILED: How.DESK,
    NotificationKind.READERS: How.DIGEST,
}


def how_told(person: User, kind: NotificationKind) -> How:
    """How `person` wants to be told of that kind."""
    chosen = person.told_how.get(kind)
    return How(chosen) if chosen in How.values else DEFAULTS[kind]
