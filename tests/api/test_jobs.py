"""Trying failed work again, by a program."""

from __future__ import annotations

from collections.abc import Callable

from claims.actions.jobs import claim_job
from claims.models import Article, Job, User
from claims.vocabulary import JobState
from tests.api.conftest import Caller


def test_a_failed_job_is_tried_again(program_of: Callable[..., Caller], mara: User, vic: User, story: Article) -> None:
    job = story.jobs.get()
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, attempts=5, error="OSError: no space left")
    assert program_of(vic).post(f"jobs/{job.pk}/retry/").json()["code"] == "refused_role"
    answer = program_of(mara).post(f"jobs/{job.pk}/retry/")
    assert (answer.status_code, answer.json()["state"], answer.json()["error"]) == (200, "queued", "")
    assert (answer.json()["attempts"], answer.json()["finished_at"]) == (0, None)
    assert claim_job(job.pk) is not None


def test_a_job_that_has_not_failed_is_answered_as_it_is(
    program_of: Callable[..., Caller], mara: User, story: Article
) -> None:
    job = story.jobs.get()
    claim_job(job.pk)
    answer = program_of(mara).post(f"jobs/{job.pk}/retry/")
    assert (answer.status_code, answer.json()["state"], answer.json()["attempts"]) == (200, "running", 1)


def test_a_job_that_is_not_there(program_of: Callable[..., Caller], mara: User) -> None:
    assert program_of(mara).post("jobs/999999/retry/").status_code == 404
