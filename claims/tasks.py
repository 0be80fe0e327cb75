"""The Celery tasks: thin, ids in, one action called."""

from __future__ import annotations

import logging
from collections.abc import Callable

from celery import shared_task
from django.core.management import call_command

from claims.actions.invitation import run_send_invitation
from claims.actions.jobs import LeaseLost, claim_job, fail_job, jobs_to_ring, ring_again
from claims.actions.mail import queue_digests, run_send
from claims.actions.purge import run_purge
from claims.actions.receipts import forget_mailboxes, queue_due_letters, run_write_to_reader
from claims.actions.resplit import run_preview
from claims.actions.schedule import publish_due
from claims.actions.site import refresh_news, run_publish_claim, run_publish_pages, run_publish_site
from claims.actions.splitting import run_split
from claims.actions.submission import forget_old
from claims.actions.typed import sweep_typed
from claims.actions.uploads import remove_orphans
from claims.models import Job
from claims.vocabulary import JobKind

log = logging.getLogger(__name__)

HANDLERS: dict[str, Callable[[Job], None]] = {
    JobKind.SPLIT_ARTICLE: run_split,
    JobKind.PREVIEW_SPLIT: run_preview,
    JobKind.PUBLISH_CLAIM: run_publish_claim,
    JobKind.PUBLISH_SITE: run_publish_site,
    JobKind.PURGE: run_purge,
    JobKind.PUBLISH_PAGES: run_publish_pages,
    JobKind.SEND_INVITATION: run_send_invitation,
    JobKind.SEND_NOTIFICATIONS: run_send,
    JobKind.SEND_DIGEST: run_send,
    JobKind.WRITE_TO_READER: run_write_to_reader,
}


# A job that hangs keeps its own lease alive, so the time limit is what ends it.
@shared_task(name="claims.tasks.run_job", soft_time_limit=900, time_limit=960)
def run_job(job_id: int) -> None:
    """Answer a doorbell. A job that is done, held by another worker or not yet due is left alone."""
    job = claim_job(job_id)
    if job is None:
        return
    try:
        HANDLERS[job.kind](job)
    except LeaseLost:
        log.warning("job %s was taken over by another worker; this one wrote nothing", job.pk)
    except Exception as error:  # Whatever went wrong, the job must say so and be tried again.
        log.exception("job %s (%s) failed at attempt %s", job.pk, job.kind, job.attempts)
        fail_job(job, f"{type(error).__name__}: {error}")


def sweep_jobs() -> int:
    """Publish what is due, and ring again for every job nobody works on. Called by the worker's sweeper thread.

    Needs neither beat nor Redis. Returns how many doorbells rang. It stops at the first that fails: Redis is away, the
    next sweep tries again.
    """
    publish_due()
    rang = 0
    for job in jobs_to_ring():
        if not ring_again(job):
            break
        rang += 1
    return rang


@shared_task(name="claims.tasks.clear_expired_sessions", ignore_result=True)
def clear_expired_sessions() -> None:
    """Delete sessions that have ended. Beat rings once a day; losing one ring does no harm."""
    call_command("clearsessions")


@shared_task(name="claims.tasks.clear_old_typed", ignore_result=True)
def clear_old_typed() -> None:
    """Throw away unsaved text that nobody came back to. Beat rings once a day; losing one ring does no harm."""
    sweep_typed()


@shared_task(name="claims.tasks.daily_digests", ignore_result=True)
def daily_digests() -> None:
    """Queue the day's digests once it is time. Beat rings every few minutes; losing some rings does no harm."""
    queue_digests()


@shared_task(name="claims.tasks.write_to_readers", ignore_result=True)
def write_to_readers() -> None:
    """Queue the mails to readers that had to wait for another one. Beat rings every few minutes, like the one above."""
    queue_due_letters()


@shared_task(name="claims.tasks.forget_readers", ignore_result=True)
def forget_readers() -> None:
    """Remove who sent something in, where that was kept long enough. Beat rings once a day; losing one does no harm."""
    forget_old()
    forget_mailboxes()


@shared_task(name="claims.tasks.remove_orphaned_files", ignore_result=True)
def remove_orphaned_files() -> None:
    """Remove uploaded files that no source refers to. Beat rings once a day, like the one above."""
    remove_orphans()


@shared_task(name="claims.tasks.refresh_public_news", ignore_result=True)
def refresh_public_news() -> None:
    """Take out of the news sitemap what is older than two days. Losing a ring does no harm: readers of it know, too."""
    refresh_news()
