"""What a CDN is told of a change, by a real server that notes what it is asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from claims import tasks
from claims.actions.jobs import claim_job, enqueue_job
from claims.actions.purge import purge
from claims.actions.site import refresh_news, run_publish_claim, write_site
from claims.delivery.purge import ADDRESSES_A_REQUEST, address_of
from claims.models import Claim, Job, PolicyPage, User
from claims.vocabulary import JobKind, JobState, PolicyKind, State

pytestmark = pytest.mark.django_db


class Cdn(HTTPServer):
    """Keeps (path, token, body) of every request; answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[tuple[str, str, Any]] = []
        self.status = 200
        self.location = ""


class _Answer(BaseHTTPRequestHandler):
    server: Cdn

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization", ""), body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization", ""), None))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def cdn(settings: LazySettings) -> Iterator[Cdn]:
    server = Cdn()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.PURGE_URL = f"http://127.0.0.1:{server.server_port}/zones/1/purge_cache"
    settings.PURGE_TOKEN = "a token"
    settings.SITE_URL = "https://facts.example"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def run(kind: JobKind) -> None:
    for job_id in Job.objects.filter(kind=kind, state=JobState.QUEUED).values_list("pk", flat=True):
        tasks.run_job(job_id)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("index.html", "https://facts.example/"),
        ("checks/a-b/index.html", "https://facts.example/checks/a-b/"),
        ("404.html", "https://facts.example/404.html"),
        ("feeds/checks.rss", "https://facts.example/feeds/checks.rss"),
        ("my-index.html", "https://facts.example/my-index.html"),
        ("months/2026 11/index.html", "https://facts.example/months/2026%2011/"),
    ],
)
def test_where_a_file_is(name: str, address: str, settings: LazySettings) -> None:
    settings.SITE_URL = "https://facts.example"
    assert address_of(name) == address


def test_publishing_purges_what_it_changed(cdn: Cdn, folder: Path, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.PUBLISHED)
    run(JobKind.PUBLISH_CLAIM)
    run(JobKind.PURGE)
    assert {(path, token) for path, token, _body in cdn.asked} == {("/zones/1/purge_cache", "Bearer a token")}
    files = {address for _path, _token, body in cdn.asked for address in body["files"]}
    assert {"https://facts.example/", f"https://facts.example/checks/{claim.slug}/"} <= files


def test_after_an_attempt_that_was_cut_off_everything_is_purged(cdn: Cdn, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.PUBLISHED)
    job = Job.objects.get(kind=JobKind.PUBLISH_CLAIM)
    Job.objects.filter(pk=job.pk).update(attempts=1)
    claimed = claim_job(job.pk)
    assert claimed is not None
    run_publish_claim(claimed)
    run(JobKind.PURGE)
    assert [body for _path, _token, body in cdn.asked] == [{"purge_everything": True}]


def test_the_whole_site_is_purged_once_it_is_written(cdn: Cdn, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.PUBLISHED)
    write_site()
    run(JobKind.PURGE)
    assert [body for _path, _token, body in cdn.asked] == [{"purge_everything": True}]


def test_what_the_newsroom_says_of_itself_is_purged_too(cdn: Cdn, folder: Path, ed: User) -> None:
    write_site()
    Job.objects.all().delete()
    PolicyPage.objects.create(kind=PolicyKind.METHODOLOGY, body="How we work.")
    enqueue_job(kind=JobKind.PUBLISH_PAGES, actor=ed)
    run(JobKind.PUBLISH_PAGES)
    run(JobKind.PURGE)
    [(_path, _token, body)] = cdn.asked
    assert "https://facts.example/about/methodology/" in body["files"]


def test_news_that_are_no_news_any_more_are_purged(cdn: Cdn, folder: Path, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.PUBLISHED)
    write_site()
    Job.objects.all().delete()
    refresh_news()
    assert not Job.objects.filter(kind=JobKind.PURGE).exists()
    (folder / "news-sitemap.xml").write_text("as it was days ago")
    refresh_news()
    run(JobKind.PURGE)
    assert [body for _path, _token, body in cdn.asked] == [{"files": ["https://facts.example/news-sitemap.xml"]}]


def test_many_addresses_go_out_in_several_requests(cdn: Cdn) -> None:
    names = [f"checks/{number}/index.html" for number in range(ADDRESSES_A_REQUEST + 1)]
    purge([*names, names[0]])
    run(JobKind.PURGE)
    bodies = [body["files"] for _path, _token, body in cdn.asked]
    assert [len(files) for files in bodies] == [ADDRESSES_A_REQUEST, 1]
    assert {address for files in bodies for address in files} == {address_of(name) for name in names}


def test_a_cdn_that_refuses_is_asked_again(cdn: Cdn) -> None:
    purge(["index.html"])
    cdn.status = 503
    run(JobKind.PURGE)
    job = Job.objects.get(kind=JobKind.PURGE)
    assert (job.state, "503" in job.error) == (JobState.QUEUED, True)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_is_not_followed_and_purges_nothing(cdn: Cdn, status: int) -> None:
    """The token is for one address alone, and the page of a sign-in form is no "yes"."""
    cdn.status, cdn.location = status, "/sign-in"
    purge(["index.html"])
    run(JobKind.PURGE)
    assert [path for path, _token, _body in cdn.asked] == ["/zones/1/purge_cache"]
    job = Job.objects.get(kind=JobKind.PURGE)
    assert (job.state, str(status) in job.error) == (JobState.QUEUED, True)


def test_without_a_cdn_there_is_no_such_job(settings: LazySettings, claim_in: Callable[..., Claim]) -> None:
    settings.PURGE_URL = ""
    claim_in(State.PUBLISHED)
    run(JobKind.PUBLISH_CLAIM)
    assert not Job.objects.filter(kind=JobKind.PURGE).exists()
