"""What a person does with what they are told: reading it, and saying how they want to be told."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.access import notifications_visible_to
from claims.actions.errors import Invalid
from claims.actions.people import subject_of
from claims.actions.settings import changing_settings
from claims.delivery.preferences import DEFAULTS, how_told
from claims.models import Notification, User
from claims.vocabulary import How, NotificationKind, SettingsArea, SettingsStep


def read_with_its_fellows(*, actor: User, notification_id: int, until: int) -> Notification:
    """Mark as read what the person was told of that claim (or article), up to the number `until`, which they saw.

    Raises Notification.DoesNotExist.
    """
    notification = notifications_visible_to(actor).select_related("event").get(pk=notification_id)
    same = Q(claim=notification.claim_id, article=notification.article_id, submission=notification.submission_id)
    _read(actor, same & Q(pk__lte=max(until, notification.pk)))
    return notification


def read_all(*, actor: User, until: int) -> int:
    """Mark all as read up to the number `until`; what came after it was not on the screen. Returns how many."""
    return _read(actor, Q(pk__lte=until))


def save_preferences(*, actor: User, version: int, told_how: dict[str, str]) -> User:
    """Set how one is told of each kind. Raises Invalid or Conflict."""
    with changing_settings(
        actor=actor,
        area=SettingsArea.NOTIFICATIONS,
        step=SettingsStep.CHANGE,
        subject=subject_of(actor.pk),
        version=version,
    ) as change:
        if any(how not in How.values for how in told_how.values()):
            raise Invalid(told_how=_("Choose one of the ways."))
        person = User.objects.select_for_update().get(pk=actor.pk)
        before = {kind.value: how_told(person, kind).value for kind in NotificationKind}
        after = {kind: told_how.get(kind, how) for kind, how in before.items()}
        # What is as for everybody is not kept, so that it follows when that changes.
        person.told_how = {kind: how for kind, how in after.items() if how != DEFAULTS[NotificationKind(kind)]}
        person.save(update_fields=["told_how"])
        change.compare(before, after)
    return person


def _read(actor: User, which: Q) -> int:
    return notifications_visible_to(actor).unread().filter(which).update(read_at=timezone.now())
