"""Publishing at a given time: an editor decides it, a worker does it in the editor's name."""

from __future__ import annotations

import datetime
import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions import publish
from claims.actions.change import changing_claim
from claims.actions.errors import ActionError, Invalid, require
from claims.actions.events import record_event
from claims.actions.review import newest_revision
from claims.models import Claim, Schedule, User
from claims.vocabulary import Action, ChangeClass, EventKind

log = logging.getLogger(__name__)

# Far enough for every embargo, and near enough to catch a slip in the year.
FARTHEST = datetime.timedelta(days=366)


def schedule_publishing(
    *,
    actor: User,
    claim_id: int,
    revision_id: int,
    publish_at: datetime.datetime,
    change_class: str = "",
    reason: str = "",
) -> Schedule:
    """Let the approved revision be published at `publish_at`; a correction with its class and reason.

    Everything that publishing asks for is asked for now, so that nobody finds out in the night. Setting another time
    replaces the one before.
    """
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.SCHEDULE, version=None) as change:
        revision = newest_revision(actor, change.claim, revision_id)
        now = timezone.now()
        if publish_at <= now:
            raise Invalid(publish_at=_("This time has passed. Choose a later one, or publish now."))
        if publish_at > now + FARTHEST:
            raise Invalid(publish_at=_("Choose a time within a year."))
        if change.claim.slug:
            kind, reason = publish.correction_of(change.claim, revision, change_class, reason)
        else:
            kind, reason = ChangeClass.FIRST, ""
        publish.preview(actor=actor, claim=change.claim, revision=revision, reason=reason)
        schedule, _created = Schedule.objects.update_or_create(
            claim=change.claim,
            defaults={
                "revision": revision,
                "publish_at": publish_at,
                "change": kind,
                "reason": reason,
                "scheduled_by": actor,
            },
        )
        change.data |= {"revision": revision.number, "publish_at": publish_at.isoformat(), "reason": reason}
    return schedule


def unschedule_publishing(*, actor: User, claim_id: int, version: int) -> Claim:
    """The verdict stays approved, and is published when somebody does it."""
    with changing_claim(actor=actor, claim_id=claim_id, action=Action.UNSCHEDULE, version=version) as change:
        Schedule.objects.filter(claim=change.claim).delete()
    return change.claim


def publish_due() -> int:
    """Publish what is due; returns how many. Called by the sweeper of every worker: each one is published once.

    What cannot be published any more (whoever scheduled it has left, say) is not tried again: an event says why, and
    whoever is concerned is told.
    """
    done = 0
    due = Schedule.objects.filter(publish_at__lte=timezone.now())
    for claim_id in due.values_list("claim_id", flat=True)[:100]:
        try:
            with transaction.atomic():
                # The claim first, as everywhere. Held by somebody: the next sweep comes in a few seconds.
                held = Claim.objects.select_for_update(skip_locked=True).filter(pk=claim_id).first()
                schedule = due.select_related("revision", "scheduled_by").filter(claim=held).first()
                if held is not None and schedule is not None:
                    done += _publish(held, schedule)
        except Exception:  # It is tried again; the others, and the sweep, must not wait for it.
            log.exception("publishing claim %s at its time failed", claim_id)
    return done


def _publish(claim: Claim, schedule: Schedule) -> bool:
    actor, revision = schedule.scheduled_by, schedule.revision
    is_first = schedule.change == ChangeClass.FIRST
    try:
        require(workflow.can(actor, Action.PUBLISH if is_first else Action.PUBLISH_CORRECTION, claim))
        with transaction.atomic():
            if is_first:
                publish.publish_claim(actor=actor, claim_id=claim.pk, revision_id=revision.pk)
            else:
                publish.publish_correction(
                    actor=actor,
                    claim_id=claim.pk,
                    revision_id=revision.pk,
                    change_class=schedule.change,
                    reason=schedule.reason,
                )
    except ActionError as error:
        log.warning("claim %s could not be published at its time: %s", claim.pk, error)
        schedule.delete()
        data = {"scheduled_by": actor.pk, "reason": str(error)[:1000], "revision": revision.number}
        record_event(kind=EventKind.MISS_SCHEDULE, actor=None, claim=claim, data=data)
        return False
    return True
