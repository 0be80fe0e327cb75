"""Mailing what people are told: gathered a little while after it happened, or once a day."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from claims.access import notifications_visible_to
from claims.actions.jobs import LeaseLost, enqueue_job, finish_job, heartbeat
from claims.actions.telling import tell_of_due_dates
from claims.delivery.letters import letter_to
from claims.models import Job, Notification, User
from claims.vocabulary import How, JobKind, JobState


def run_send(job: Job) -> None:
    """The job that mails a person what waits for them. Raises LeaseLost.

    The rows are marked as this job's before the mail leaves: no other job mails them, and another attempt mails the
    very same. So nothing is lost, and twice is mailed only what the mail server has taken in the moment before its
    worker died; both copies have one Message-ID. Who was deactivated meanwhile gets nothing.
    """
    person = job.person
    if person is None:
        raise ValueError(f"job {job.pk} mails nobody")
    with heartbeat(job):
        rows = _take(job, person)
        if rows:
            letter_to(person, rows, job).send()

    def note() -> None:
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())

    finish_job(job, note)


def queue_digests() -> int:
    """Tell of due dates, then queue today's digest for everybody who has something in it and has had none today.

    Returns how many digests. From DIGEST_HOUR on, where the newsroom is. It is asked every few minutes: what was
    missed, because nothing ran at that hour, is made up for on the same day.
    """
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    if now.hour < settings.DIGEST_HOUR:
        return 0
    today = now.date()
    tell_of_due_dates()
    waiting = Notification.objects.unsent().filter(person=OuterRef("pk"), how=How.DIGEST, job=None)
    with transaction.atomic():
        people = list(
            User.objects.select_for_update(skip_locked=True, no_key=True)
            .filter(Exists(waiting), Q(digest_on=None) | Q(digest_on__lt=today), is_active=True)
            .order_by("pk")
        )
        User.objects.filter(pk__in=[person.pk for person in people]).update(digest_on=today)
        for person in people:
            enqueue_job(kind=JobKind.SEND_DIGEST, person=person)
    return len(people)


def _take(job: Job, person: User) -> list[Notification]:
    """Mark what is to be mailed as this job's; what an earlier attempt has marked stays so. Raises LeaseLost."""
    how = How.DIGEST if job.kind == JobKind.SEND_DIGEST else How.AT_ONCE
    with transaction.atomic():
        if not Job.objects.select_for_update().filter(pk=job.pk, token=job.token, state=JobState.RUNNING).exists():
            raise LeaseLost(job.pk)
        # One job at a time takes of what waits for a person.
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        if not Notification.objects.filter(job=job).exists():
            # Also what a job that was given up could not mail.
            is_free = Q(job=None) | Q(job__state=JobState.FAILED)
            Notification.objects.unsent().filter(is_free, person=person, how=how).update(job=job)
        rows = notifications_visible_to(person).filter(job=job, mailed_at=None)
        return list(rows.select_related("event__actor", "claim", "article", "submission").order_by("pk"))
