"""The job engine: nothing lost, nothing doubled."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from claims import tasks
from claims.actions import jobs
from claims.actions.errors import Refused
from claims.models import Article, Claim, Event, Job, User
from claims.vocabulary import JobKind, JobState, State
from tests.cast import STORY, new_story


@pytest.fixture
def job(story: Article) -> Job:
    return story.jobs.get()


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))


def unheard() -> list[int]:
    """The jobs the sweeper would ring for, some while after the last doorbell."""
    Job.objects.update(rung_at=None)
    return [job.pk for job in jobs.jobs_to_ring()]


def now_due(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())


def test_an_import_writes_its_job(job: Job) -> None:
    assert (job.kind, job.state, job.attempts) == (JobKind.SPLIT_ARTICLE, JobState.QUEUED, 0)


def test_a_job_is_held_by_one_worker(job: Job) -> None:
    held = jobs.claim_job(job.pk)
    assert held is not None
    assert (held.token, held.attempts, held.state) == (1, 1, JobState.RUNNING)
    assert jobs.claim_job(job.pk) is None
    assert unheard() == []


def test_an_expired_lease_frees_the_job_and_shuts_the_first_worker_out(job: Job) -> None:
    first = jobs.claim_job(job.pk)
    assert first is not None
    expire(job)
    assert unheard() == [job.pk]
    second = jobs.claim_job(job.pk)
    assert second is not None
    assert second.token == 2
    written = []
    with pytest.raises(jobs.LeaseLost):
        jobs.finish_job(first, lambda: written.append("first"))
    with pytest.raises(jobs.LeaseLost):
        jobs.beat_job(first, progress=50)
    jobs.fail_job(first, "too late")
    jobs.finish_job(second, lambda: written.append("second"))
    job.refresh_from_db()
    assert (written, job.state, job.progress) == (["second"], JobState.DONE, 100)


def test_results_and_the_end_of_the_job_are_one(job: Job) -> None:
    held = jobs.claim_job(job.pk)
    assert held is not None

    def write() -> None:
        Event.objects.create(article=job.article, number=99, kind="x", created_at=timezone.now(), hash="x")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        jobs.finish_job(held, write)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING
    assert not Event.objects.filter(number=99).exists()


def test_a_failing_job_is_tried_five_times_and_then_says_why(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(job: Job) -> None:
        raise RuntimeError("no such font")

    monkeypatch.setitem(tasks.HANDLERS, JobKind.SPLIT_ARTICLE, broken)
    for attempt in range(1, settings.JOB_MAX_ATTEMPTS + 1):
        now_due(job)
        tasks.run_job(job.pk)
        job.refresh_from_db()
        assert job.attempts == attempt
    assert job.state == JobState.FAILED
    assert "no such font" in job.error
    assert unheard() == []


def test_a_job_that_kills_its_workers_ends_too(job: Job) -> None:
    for _attempt in range(settings.JOB_MAX_ATTEMPTS):
        assert jobs.claim_job(job.pk) is not None
        expire(job)
    assert jobs.claim_job(job.pk) is None
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "stopped in the middle" in job.error


def test_waiting_grows_between_attempts(job: Job) -> None:
    held = jobs.claim_job(job.pk)
    assert held is not None
    jobs.fail_job(held, "not now")
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert job.run_after > timezone.now()
    assert jobs.claim_job(job.pk) is None


def test_a_failed_job_can_be_retried_by_a_checker_not_by_a_viewer(job: Job, mara: User, vic: User) -> None:
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="x", attempts=5)
    with pytest.raises(Refused):
        jobs.retry_job(actor=vic, job_id=job.pk)
    jobs.retry_job(actor=mara, job_id=job.pk)
    assert unheard() == [job.pk]


def test_splitting_twice_adds_nothing(job: Job, story: Article) -> None:
    tasks.run_job(job.pk)
    found = list(Claim.objects.filter(article=story).values_list("start", "end", "quote"))
    assert found
    for start, end, quote in found:
        assert STORY[start:end] == quote
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    tasks.run_job(job.pk)
    assert list(Claim.objects.filter(article=story).values_list("start", "end", "quote")) == found
    for claim in Claim.objects.filter(article=story):
        assert list(claim.events.values_list("kind", flat=True)) == ["suggest"]


def test_splitting_leaves_alone_what_a_person_marked(job: Job, story: Article, ed: User) -> None:
    from tests.cast import add_sentence

    mine = add_sentence(ed, story)
    tasks.run_job(job.pk)
    mine.refresh_from_db()
    assert (mine.origin, mine.version, mine.splitter) == ("person", 1, "")


def test_a_lost_doorbell_is_rung_again(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(jobs, "ring", lambda job: rung.append(job.pk) is None)
    assert tasks.sweep_jobs() == 0  # It was rung for a moment ago.
    assert unheard() == [job.pk]
    assert tasks.sweep_jobs() == 1
    assert tasks.sweep_jobs() == 0  # And not again at once: a long queue must not fill with doorbells.
    assert rung == [job.pk]


def test_what_readers_wait_for_goes_before_splits(ed: User, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    urgent = jobs.enqueue_job(kind=JobKind.PURGE, actor=ed)
    assert unheard() == [urgent.pk, job.pk]
    priorities: dict[int, int] = {}
    monkeypatch.setattr(
        jobs.current_app, "send_task", lambda _name, args, priority, **_more: priorities.update({args[0]: priority})
    )
    assert tasks.sweep_jobs() == 2
    # Over Redis the lower number is answered first.
    assert priorities[urgent.pk] < priorities[job.pk]


def test_the_sweeper_stops_when_redis_is_away(ed: User, monkeypatch: pytest.MonkeyPatch) -> None:
    new_story(ed)
    new_story(ed)
    rung: list[int] = []

    def away(job: Job) -> bool:
        rung.append(job.pk)
        return False

    monkeypatch.setattr(jobs, "ring", away)
    assert len(unheard()) == 2
    assert tasks.sweep_jobs() == 0
    assert len(rung) == 1


@pytest.mark.durability
def test_importing_goes_on_while_redis_is_away(
    ed: User, services: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    services.stop_redis()
    try:
        started = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):
            story = new_story(ed)
        waited = time.monotonic() - started
    finally:
        services.start_redis()
    assert story.jobs.get().state == JobState.QUEUED
    assert waited < 2  # A person waits for this; without the short time-outs it is a minute and more.


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_at_one_job(ed: User) -> None:
    job = new_story(ed).jobs.get()
    won: list[int] = []
    start = threading.Barrier(20)

    def work() -> None:
        try:
            start.wait()
            held = jobs.claim_job(job.pk)
            if held is not None:
                won.append(held.token)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [1]


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_keeps_the_lease_and_shows_progress(ed: User, settings: Any) -> None:
    settings.JOB_LEASE_SECONDS = 2
    job = new_story(ed).jobs.get()
    held = jobs.claim_job(job.pk)
    assert held is not None
    with jobs.heartbeat(held) as progress:
        progress(0.4)
        time.sleep(2.5)
        assert jobs.claim_job(job.pk) is None
        job.refresh_from_db()
        assert job.progress == 40
    with transaction.atomic():
        jobs.finish_job(held, lambda: None)


def test_publishing_is_tried_until_it_succeeds(claim_in: Callable[..., Claim], monkeypatch: pytest.MonkeyPatch) -> None:
    job = claim_in(State.PUBLISHED).jobs.get()

    def full(job: Job) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setitem(tasks.HANDLERS, JobKind.PUBLISH_CLAIM, full)
        for _attempt in range(settings.JOB_MAX_ATTEMPTS + 2):
            now_due(job)
            tasks.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert "no space left" in job.error
    now_due(job)
    tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DONE, "")


def test_nothing_that_readers_see_is_given_up(ed: User) -> None:
    """A policy page that was emptied, or a topic that was renamed, must not stay as it was for a disk that was full."""
    job = jobs.enqueue_job(kind=JobKind.PUBLISH_PAGES, actor=ed)
    for _attempt in range(settings.JOB_MAX_ATTEMPTS + 1):
        now_due(job)
        claimed = jobs.claim_job(job.pk)
        assert claimed is not None
        jobs.fail_job(claimed, "no space left on device")


@pytest.mark.parametrize("field", ["lease_until", "run_after"])
def test_a_clock_that_ran_ahead_does_not_lock_a_job_up(job: Job, field: str) -> None:
    state = JobState.RUNNING if field == "lease_until" else JobState.QUEUED
    Job.objects.filter(pk=job.pk).update(state=state, **{field: timezone.now() + datetime.timedelta(hours=5)})
    assert unheard() == [job.pk]
    assert jobs.claim_job(job.pk) is not None
