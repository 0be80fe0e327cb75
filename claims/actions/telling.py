"""Telling people: a row for each, written together with the event, and a job for the mail where they want one."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from claims.access import people_who_see_claim
from claims.delivery.preferences import how_told
from claims.delivery.told import people_told, settled_by
from claims.delivery.words import words_of
from claims.models import Claim, Comment, Event, Job, Notification, User
from claims.vocabulary import Action, How, JobKind, JobState, NotificationKind, State
from claims.workflow import people_who_take_part

# The states in which a claim waits for its checker, so that its date is theirs.
_WITH_ITS_CHECKER = (State.ASSIGNED, State.CHECKING, State.CHANGES_REQUESTED)


def tell(event: Event) -> None:
    """Write who is told of `event`, in the transaction that writes the event itself."""
    if seen_to := settled_by(event):
        # What is read needs no mail either.
        Notification.objects.unread().filter(seen_to).update(read_at=timezone.now())
    told = [(person, kind, how) for person, kind in people_told(event) if (how := how_told(person, kind)) != How.OFF]
    if not told:
        return
    words = words_of(event, _said_in(event))
    Notification.objects.bulk_create(
        Notification(
            person=person,
            kind=kind,
            how=how,
            event=event,
            claim_id=event.claim_id,
            article_id=event.article_id,
            submission_id=event.submission_id,
            words=words,
        )
        for person, kind, how in told
    )
    queue_mail([person.pk for person, _kind, how in told if how == How.AT_ONCE])


def tell_of_due_dates() -> int:
    """Tell every checker of their claims that are due today or tomorrow, and of those that are late: once of each.

    The date is a part of the row, so asking again tells nobody anything twice, and a new date is told anew. Returns
    how many rows are new.
    """
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)
    open_claims = Claim.objects.filter(state__in=_WITH_ITS_CHECKER, checker__in=people_who_take_part())
    near = _not_told(open_claims.filter(due_on__range=(today, tomorrow)), NotificationKind.DUE)
    late = _not_told(open_claims.filter(due_on__lt=today), NotificationKind.OVERDUE)
    rows = [row for claim in near if (row := _of_date(claim, NotificationKind.DUE))]
    rows += [row for claim in late if (row := _of_date(claim, NotificationKind.OVERDUE))]
    # Another round may have come first; the constraint keeps one of each.
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    queue_mail({row.person_id for row in rows if row.how == How.AT_ONCE})
    return len(rows)


def queue_mail(people: Collection[int]) -> None:
    """Let each of `people` be mailed what waits for them, a little later, so that what follows goes into the same mail.

    A mail that waits already is held until this transaction ends: it leaves with what is written here, or, when
    another transaction holds it at this very moment, a second job is made, which may find nothing left to mail.
    """
    if not people:
        return
    waiting = Job.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        kind=JobKind.SEND_NOTIFICATIONS, state=JobState.QUEUED, attempts=0, person__in=people
    )
    missing = set(people) - set(waiting.values_list("person_id", flat=True))
    # No doorbell: it is not due yet. The workers' sweeper rings when it is.
    due = timezone.now() + datetime.timedelta(seconds=settings.MAIL_GATHER_SECONDS)
    Job.objects.bulk_create(
        Job(kind=JobKind.SEND_NOTIFICATIONS, person_id=person, run_after=due) for person in sorted(missing)
    )


def _said_in(event: Event) -> str:
    """What the comment says that the event is about; "" where it is about none."""
    if event.kind != Action.COMMENT:
        return ""
    return Comment.objects.filter(pk=event.data["comment"]).values_list("body", flat=True).first() or ""


def _not_told(claims: QuerySet[Claim], kind: NotificationKind) -> QuerySet[Claim]:
    told = Notification.objects.filter(
        event=None, kind=kind, claim=OuterRef("pk"), person=OuterRef("checker"), due_on=OuterRef("due_on")
    )
    return claims.filter(~Exists(told)).select_related("checker").order_by("pk")


def _of_date(claim: Claim, kind: NotificationKind) -> Notification | None:
    person = claim.checker
    if person is None or not people_who_see_claim(User.objects.filter(pk=person.pk), claim).exists():
        return None
    how = how_told(person, kind)
    if how == How.OFF:
        return None
    return Notification(person=person, kind=kind, how=how, due_on=claim.due_on, claim=claim)
