"""Having the copies of changed pages thrown away by the CDN in front of the public folder, where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from claims.actions.jobs import enqueue_job, finish_job, heartbeat
from claims.delivery.purge import send_purge
from claims.models import Job
from claims.vocabulary import JobKind


def purge(names: Sequence[str] | None) -> None:
    """Let a job purge these files, or everything with None, once the caller's transaction is through."""
    if settings.PURGE_URL and (names is None or names):
        enqueue_job(kind=JobKind.PURGE, paths=names)


def run_purge(job: Job) -> None:
    """The job: purging twice does no harm, and it is tried until the CDN has answered. Raises LeaseLost or OSError."""
    with heartbeat(job):
        send_purge(job.paths)
    finish_job(job, lambda: None)
