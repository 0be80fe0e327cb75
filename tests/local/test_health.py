"""The two health checks: what they answer, and that they need nobody's session."""

import datetime

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.utils import timezone

from claims.models import Job
from claims.vocabulary import JobKind, JobState
from factcheck import health
from tests.services import Services


def make_job(**fields: object) -> Job:
    return Job.objects.create(kind=JobKind.PUBLISH_SITE, **{"run_after": timezone.now(), **fields})


def ago(seconds: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(seconds=seconds)


def test_healthz_asks_neither_database_nor_redis(client: Client) -> None:
    # No `db` fixture: pytest-django refuses any query here.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_healthz_takes_no_writes(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_readyz_names_each_part(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": {"ok": True},
        "redis": {"ok": True},
        "queue": {"ok": True, "oldest_seconds": 0},
        "jobs": {"ok": True, "failed": 0},
    }


@pytest.mark.django_db
def test_readyz_tells_how_long_work_has_waited(client: Client) -> None:
    make_job(run_after=ago(health.QUEUE_LIMIT_SECONDS + 40))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["queue"]["ok"] is False
    assert 100 <= answer.json()["queue"]["oldest_seconds"] <= 110


@pytest.mark.django_db
def test_readyz_counts_work_whose_worker_is_gone_but_none_that_is_done_held_or_for_later(client: Client) -> None:
    make_job(run_after=timezone.now() + datetime.timedelta(hours=1))
    make_job(run_after=ago(500), state=JobState.DONE, finished_at=timezone.now())
    make_job(run_after=ago(500), state=JobState.RUNNING, lease_until=timezone.now() + datetime.timedelta(minutes=1))
    assert client.get("/readyz").json()["queue"] == {"ok": True, "oldest_seconds": 0}
    make_job(run_after=ago(500), state=JobState.RUNNING, lease_until=ago(90))
    assert 90 <= client.get("/readyz").json()["queue"]["oldest_seconds"] <= 100


@pytest.mark.django_db
def test_readyz_counts_work_that_was_given_up_until_somebody_takes_it_up_again(client: Client) -> None:
    failed = make_job(state=JobState.FAILED, error="OSError: no space", attempts=5, finished_at=ago(60))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["jobs"]) == ("degraded", {"ok": False, "failed": 1})
    make_job()
    assert client.get("/readyz").json()["jobs"] == {"ok": True, "failed": 0}
    assert failed.state == JobState.FAILED


@pytest.mark.django_db
@pytest.mark.durability
def test_without_redis_the_product_is_degraded_but_ready(client: Client, services: Services) -> None:
    services.stop_redis()
    try:
        answer = client.get("/readyz")
    finally:
        services.start_redis()
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["redis"]) == ("degraded", {"ok": False})
    assert client.get("/readyz").json()["status"] == "ok"


@pytest.mark.django_db
def test_without_the_database_it_is_not_ready_and_says_no_more_than_that(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise OperationalError("connection to server at 10.1.2.3 failed")

    monkeypatch.setattr(connections["default"], "cursor", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "unavailable"
    assert answer.json()["database"] == {"ok": False}
    assert "10.1.2.3" not in answer.content.decode()
