"""The job engine: rows in the database, doorbells over Celery.

One transaction writes what caused the work and its Job row. The doorbell may be lost: the sweeper rings again. A worker
claims the row (SKIP LOCKED), raises its token, holds a lease and heartbeats it. One closing transaction ends the job
under that token and writes the results; a worker that lost its lease writes nothing. docs/decisions/ has the reasons.
"""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from celery import current_app
from django.conf import settings
from django.db import OperationalError as DatabaseAway
from django.db import connection, transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import workflow
from claims.access import jobs_visible_to
from claims.actions.errors import require
from claims.actions.events import record_event
from claims.models import Article, Claim, Invitation, Job, Submission, User
from claims.vocabulary import EventKind, JobKind, JobState

log = logging.getLogger(__name__)

DOORBELL = "claims.tasks.run_job"
# Failed attempts are 4, 16, 64 and 256 seconds apart.
LONGEST_PAUSE_SECONDS = 256
# What readers see must become what was decided, so these are tried until they succeed. The screens say that they fail.
NEVER_GIVEN_UP = frozenset({JobKind.PUBLISH_CLAIM, JobKind.PUBLISH_PAGES, JobKind.PUBLISH_SITE, JobKind.PURGE})
# What readers wait for, above all that something wrong is gone: these go before whatever else waits for a worker.
_URGENT = frozenset({JobKind.PUBLISH_CLAIM, JobKind.PURGE})
# As Celery has it over Redis: the lower goes first.
_FIRST, _LATER = 0, 6


class LeaseLost(Exception):
    """Another worker holds this job now, or it has ended. Whatever was being written is rolled back."""


def enqueue_job(
    *,
    kind: JobKind,
    article: Article | None = None,
    claim: Claim | None = None,
    invitation: Invitation | None = None,
    person: User | None = None,
    submission: Submission | None = None,
    actor: User | None = None,
    paths: Sequence[str] | None = None,
) -> Job:
    """Write a job in the caller's transaction; the doorbell rings when that commits."""
    now = timezone.now()
    job = Job.objects.create(
        kind=kind,
        article=article,
        claim=claim,
        invitation=invitation,
        person=person,
        submission=submission,
        created_by=actor,
        paths=paths,
        run_after=now,
        rung_at=now,
    )
    transaction.on_commit(lambda: ring(job))
    return job


def enqueue_once(*, kind: JobKind, article: Article, actor: User) -> Job:
    """The article's job of that kind that is queued or running, else a new one."""
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        waiting = article.jobs.filter(kind=kind, state__in=[JobState.QUEUED, JobState.RUNNING]).first()
        return waiting or enqueue_job(kind=kind, article=article, actor=actor)


def ring(job: Job) -> bool:
    """Tell the workers that a job is due. False when Redis did not take it: then the sweeper rings again later."""
    priority = _FIRST if job.kind in _URGENT else _LATER
    try:
        current_app.send_task(DOORBELL, args=[job.pk], priority=priority, ignore_result=True, retry=False)
    except Exception as error:  # Whatever the broker raises, the row is safe and the person must not wait.
        log.warning("doorbell for job %s failed, the sweeper will ring again: %s", job.pk, error)
        return False
    return True


def jobs_to_ring(*, limit: int = 100) -> list[Job]:
    """Jobs nobody works on and nobody rang for lately: those that readers wait for, then the others, oldest first."""
    lately = timezone.now() - datetime.timedelta(seconds=settings.JOB_RING_AGAIN_SECONDS)
    unheard = Q(rung_at__isnull=True) | Q(rung_at__lt=lately)
    is_late = Case(When(kind__in=_URGENT, then=False), default=True)
    return list(Job.objects.filter(_is_free(), unheard).order_by(is_late, "id")[:limit])


def ring_again(job: Job) -> bool:
    """Ring for a job that was forgotten, and note it. False when Redis did not take it."""
    if not ring(job):
        return False
    Job.objects.filter(pk=job.pk).update(rung_at=timezone.now())
    return True


def claim_job(job_id: int) -> Job | None:
    """Take the job if it is free: raised token, fresh lease. None when it is not (done, held, not yet due).

    A job whose workers died JOB_MAX_ATTEMPTS times is ended here, so that one bad input cannot kill workers for ever.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(_is_free(), pk=job_id).first()
        if job is None:
            return None
        if job.attempts >= settings.JOB_MAX_ATTEMPTS and job.kind not in NEVER_GIVEN_UP:
            job.error = job.error or _("The worker stopped in the middle of it, %(count)s times.") % {
                "count": job.attempts
            }
            _end(job, JobState.FAILED)
            return None
        job.state = JobState.RUNNING
        job.token += 1
        job.attempts += 1
        job.progress = 0
        job.lease_until = _lease()
        job.save()
        return job


def beat_job(job: Job, *, progress: int) -> None:
    """Extend the lease and say how far it is (percent). Raises LeaseLost."""
    if not _mine(job).update(lease_until=_lease(), progress=max(0, min(progress, 99))):
        raise LeaseLost(job.pk)


@contextmanager
def heartbeat(job: Job) -> Iterator[Callable[[float], None]]:
    """Keep the lease alive from a thread while the body works; yields the function that takes the done fraction."""
    done = threading.Event()
    fraction = [0.0]

    def beat() -> None:
        try:
            while not done.wait(min(settings.JOB_LEASE_SECONDS / 4, 1)):
                try:
                    beat_job(job, progress=int(fraction[0] * 100))
                except LeaseLost:
                    return
                except DatabaseAway as error:
                    log.warning("heartbeat of job %s failed: %s", job.pk, error)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{job.pk}", daemon=True)
    thread.start()
    try:
        yield lambda value: fraction.__setitem__(0, value)
    finally:
        done.set()
        thread.join()


def finish_job(job: Job, write: Callable[[], None]) -> None:
    """End the job and run `write` in the same transaction. Raises LeaseLost, with nothing written."""
    with transaction.atomic():
        if not _mine(job).update(
            state=JobState.DONE, progress=100, lease_until=None, finished_at=timezone.now(), error=""
        ):
            raise LeaseLost(job.pk)
        write()


def fail_job(job: Job, error: str) -> None:
    """Put the job back for another try, a little later each time; after JOB_MAX_ATTEMPTS it stays failed."""
    with transaction.atomic():
        held = _mine(job).select_for_update().first()
        if held is None:
            return
        held.error = error[:1000] or _("unknown error")
        if held.attempts >= settings.JOB_MAX_ATTEMPTS and held.kind not in NEVER_GIVEN_UP:
            _end(held, JobState.FAILED)
        else:
            held.state = JobState.QUEUED
            held.lease_until = None
            pause = min(4**held.attempts, LONGEST_PAUSE_SECONDS)
            held.run_after = timezone.now() + datetime.timedelta(seconds=pause)
            held.rung_at = None
            held.save()


def retry_job(*, actor: User, job_id: int) -> Job:
    """Let a job that failed, or waits after a failed attempt, run now from the first attempt.

    Raises Refused or Job.DoesNotExist.
    """
    require(workflow.may_retry(actor))
    with transaction.atomic():
        job = jobs_visible_to(actor).select_for_update().get(pk=job_id)
        if job.state == JobState.FAILED or (job.state == JobState.QUEUED and job.error):
            job.state, job.attempts, job.error, job.finished_at = JobState.QUEUED, 0, "", None
            job.run_after = job.rung_at = timezone.now()
            job.save()
            transaction.on_commit(lambda: ring(job))
        return job


def _is_free() -> Q:
    now = timezone.now()
    # No lease and no pause is longer than this: one that seems to be was written by a clock that ran ahead.
    impossible = now + datetime.timedelta(seconds=2 * max(settings.JOB_LEASE_SECONDS, LONGEST_PAUSE_SECONDS))
    is_due = Q(run_after__lte=now) | Q(run_after__gt=impossible)
    has_lost_its_worker = Q(lease_until__lt=now) | Q(lease_until__gt=impossible)
    return Q(state=JobState.QUEUED) & is_due | Q(state=JobState.RUNNING) & has_lost_its_worker


def _mine(job: Job):  # type: ignore[no-untyped-def]
    return Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING)


def _lease() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _end(job: Job, state: JobState) -> None:
    job.state, job.lease_until, job.finished_at = state, None, timezone.now()
    job.save()
    if state == JobState.FAILED and job.article_id is not None:
        article = Article.objects.select_for_update().get(pk=job.article_id)
        data = {"job": job.kind, "error": job.error, "asked_by": job.created_by_id}
        record_event(kind=EventKind.GIVE_UP, actor=None, article=article, data=data)
