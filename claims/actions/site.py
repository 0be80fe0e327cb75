"""Writing the public folder from what was published. The only writer of it; one at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.files.storage import storages
from django.db import connection, transaction

from claims.actions.jobs import finish_job, heartbeat
from claims.models import Job, Newsroom, PublicRevision
from claims.publishing import content, writer
from claims.queries.published import latest_public_revisions, newsroom_of

# Any number does, as long as nothing else in this database locks it.
_WRITER = 7_302_026


def run_publish_claim(job: Job) -> None:
    """The job behind every publishing: write the claim's page as its newest public revision has it, and the lists.

    Writing the same again changes no file, so a job that ran twice does no harm. Raises LeaseLost.
    """
    if job.claim is None:
        raise ValueError(f"job {job.pk} publishes no claim")
    with heartbeat(job), _only_writer():
        newest = PublicRevision.objects.filter(claim=job.claim).newest()
        if newest is not None:
            newsroom = newsroom_of(Newsroom.current())
            summaries, corrections = _lists(newsroom)
            writer.write_check(
                check=_shown(newest, newsroom),
                summaries=summaries,
                corrections=corrections,
                storage=storages["public"],
            )
    finish_job(job, lambda: None)


def run_publish_site(job: Job) -> None:
    """The job that writes every public page anew. Raises LeaseLost."""
    with heartbeat(job) as progress:
        write_site(on_progress=progress)
    finish_job(job, lambda: None)


def write_site(*, on_progress: Callable[[float], None] = lambda fraction: None) -> int:
    """Write every public page; returns how many files changed. Safe to stop and run again."""
    with _only_writer():
        newsroom = newsroom_of(Newsroom.current())
        newest = list(latest_public_revisions())
        summaries, corrections = _lists(newsroom)
        storage, changed = storages["public"], 0
        for number, public in enumerate(newest, start=1):
            changed += len(writer.write_page(check=_shown(public, newsroom), storage=storage))
            on_progress(number / (len(newest) + 1))
        return changed + len(
            writer.write_lists(newsroom=newsroom, summaries=summaries, corrections=corrections, storage=storage)
        )


@contextmanager
def _only_writer() -> Iterator[None]:
    """Hold the public folder. Reading inside means that the last to write has read the newest."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER])
        yield


def _lists(newsroom: content.Newsroom) -> tuple[list[content.CheckSummary], list[content.Correction]]:
    checks = [_shown(public, newsroom) for public in latest_public_revisions()]
    corrections = [line for check in checks for line in content.Correction.all_of(check)]
    corrections.sort(key=lambda line: line.published_at, reverse=True)
    return [content.CheckSummary.of(check) for check in checks if not check.withdrawn], corrections


def _shown(public: PublicRevision, newsroom: content.Newsroom) -> content.Check:
    """The frozen content under the newsroom's name and address of today."""
    return dataclasses.replace(content.Check.from_json(public.content), newsroom=newsroom)
