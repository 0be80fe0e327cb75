"""Publishing writes the files it touches and no other; writing the whole site goes on where it was stopped."""

from __future__ import annotations

import dataclasses
import errno
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions import publish, site
from claims.actions.jobs import claim_job, enqueue_job
from claims.actions.newsroom import edit_newsroom
from claims.models import Claim, Job, Placement, PublicRevision, SiteBuild, User
from claims.publishing import lists, writer
from claims.vocabulary import JobKind, JobState, State
from tests.cast import fresh

SIZE = 2
Many = Callable[[int], list[Claim]]


@pytest.fixture(autouse=True)
def folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty public folder, with lists of two items a page."""
    listing_of = lists.listing_of
    monkeypatch.setattr(lists, "listing_of", lambda key: dataclasses.replace(listing_of(key), size=SIZE))
    return folder


@pytest.fixture
def published(claim_in: Callable[..., Claim]) -> Many:
    return lambda count: [claim_in(State.PUBLISHED) for _number in range(count)]


def write(claims: list[Claim]) -> None:
    for claim in claims:
        site.write_claim(claim)


def linked(folder: Path, page: str) -> list[str]:
    """The slugs of the checks that a list page links to."""
    return re.findall(r'href="/checks/([^/"]+)/"', (folder / page).read_text())


def pages_of(changed: list[str]) -> list[str]:
    """Those that people read; test_site_machines.py tells of the others."""
    return [name for name in changed if name.endswith(".html") and "/card/" not in name]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def month_of(claim: Claim) -> str:
    """The folder of the month in which it was published."""
    first = claim.public_revisions.get(number=1).published_at
    return f"months/{timezone.localtime(first):%Y-%m}"


def withdraw(claim: Claim, editor: User) -> None:
    claim = fresh(claim)
    publish.withdraw_claim(actor=editor, claim_id=claim.pk, version=claim.version, reason="The ledger was forged.")


def test_the_lists_hold_every_check_once_newest_first(published: Many, folder: Path) -> None:
    claims = published(7)
    write(claims)
    shown = [linked(folder, page) for page in ("index.html", "page/2/index.html", "page/1/index.html")]
    assert [len(page) for page in shown] == [3, 2, 2]
    assert [slug for page in shown for slug in page] == [fresh(claim).slug for claim in reversed(claims)]


def test_one_more_check_touches_as_many_files_however_many_there_are(published: Many) -> None:
    first, *between, last = published(9)
    site.write_claim(first)
    few = site.write_claim(between[0])
    write(between)
    many = site.write_claim(last)
    claim = fresh(last)
    assert pages_of(many) == [
        f"checks/{claim.slug}/index.html",
        f"articles/{claim.article.slug}/index.html",
        "index.html",
        f"{month_of(last)}/index.html",
        "months/index.html",
    ]
    # Its article has another check already, and its page all that are published, whichever was written first.
    assert len(few) == len(many) - 1


def test_a_check_that_fills_a_page_moves_it_to_the_archive(published: Many) -> None:
    claims = published(6)
    write(claims[:5])
    assert pages_of(site.write_claim(claims[5])) == [
        f"checks/{fresh(claims[5]).slug}/index.html",
        "page/1/index.html",
        "page/2/index.html",
        "index.html",
        *(f"{month_of(claims[5])}/{page}index.html" for page in ("page/1/", "page/2/", "")),
        "months/index.html",
    ]


def test_the_queries_of_a_publishing_do_not_grow(published: Many) -> None:
    counts = []
    for claim in published(9):
        with CaptureQueriesContext(connection) as queries:
            site.write_claim(claim)
        counts.append(len(queries))
    # The sixth and the eighth move a page to the archive, the others do not.
    assert counts[5:7] == counts[7:9]


def test_withdrawing_an_old_check_takes_it_off_its_page_of_the_archive(published: Many, folder: Path, ed: User) -> None:
    claims = published(6)
    write(claims)
    before = files(folder)
    withdraw(claims[0], ed)
    changed = site.write_claim(claims[0])
    slug = fresh(claims[0]).slug
    month = month_of(claims[0])
    assert pages_of(changed) == [
        f"checks/{slug}/history/1/index.html",
        f"checks/{slug}/history/2/index.html",
        f"checks/{slug}/index.html",
        f"articles/{fresh(claims[0]).article.slug}/index.html",
        "page/1/index.html",
        "index.html",
        f"{month}/page/1/index.html",
        "corrections/index.html",
        "months/index.html",
    ]
    assert linked(folder, "page/1/index.html") == [fresh(claims[1]).slug]
    assert linked(folder, "corrections/index.html") == [slug]
    unchanged = set(before) - set(changed)
    assert {name: before[name] for name in unchanged} == {name: files(folder)[name] for name in unchanged}


@pytest.mark.parametrize("state", [State.PUBLISHED, State.CORRECTED])
def test_withdrawing_takes_effect_on_a_full_disk(
    claim_in: Callable[..., Claim], state: State, folder: Path, ed: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture, which goes anyway, makes the room."""
    claim = claim_in(state)
    site.write_claim(claim)
    publish.withdraw_claim(actor=ed, claim_id=claim.pk, version=fresh(claim).version, reason="Forged.")
    replace = writer._replace

    def full(target: Path, content: bytes, *, mode: int) -> None:
        if any(folder.rglob("share.*.png")):
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(target, content, mode=mode)

    monkeypatch.setattr(writer, "_replace", full)
    changed = site.write_claim(fresh(claim))
    assert any(name.endswith(".png") for name in changed)  # A CDN is told of it.
    rated = [name for name, content in files(folder).items() if b"Mostly False" in content]
    assert rated == ["about/ratings/index.html"]


def test_what_was_withdrawn_before_it_was_ever_written_gets_its_page(published: Many, folder: Path, ed: User) -> None:
    [claim] = published(1)
    publish.withdraw_claim(actor=ed, claim_id=claim.pk, version=claim.version, reason="Forged.")
    site.write_claim(fresh(claim))
    assert "Forged." in (folder / f"checks/{claim.slug}/index.html").read_text()


def test_writing_the_whole_site_gives_the_same_files(published: Many, folder: Path, tmp_path: Path, ed: User) -> None:
    claims = published(7)
    withdraw(claims[2], ed)
    write(claims)
    one_by_one = files(folder)
    folder.rename(tmp_path / "aside")
    site.write_site(from_start=True)
    assert files(folder) == one_by_one


def test_checks_published_before_there_were_lists_are_placed_in_their_order(published: Many, folder: Path) -> None:
    claims = published(5)
    fractions: list[float] = []
    site.write_site(on_progress=fractions.append)
    placed = Placement.objects.filter(listing="checks").order_by("number").values_list("claim", flat=True)
    assert list(placed) == [claim.pk for claim in claims]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert site.write_site() == 0


def test_the_site_of_a_newsroom_that_has_published_nothing(db: None, folder: Path) -> None:
    site.write_site()
    assert {"index.html", "corrections/index.html", "404.html"} <= set(files(folder))


class Killed(BaseException):
    """What stops a process without asking."""


def test_a_stopped_run_is_gone_on_with(published: Many, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = published(6)
    write(claims)
    rename_newsroom("Another name")
    monkeypatch.setattr(site, "BATCH", 2)
    written: list[str] = []
    write_page = writer.write_page

    def stopping(**fields: object) -> list[str]:
        if len(written) == 3:
            raise Killed
        changed = write_page(**fields)  # type: ignore[arg-type]
        written.append(changed[0])
        return changed

    monkeypatch.setattr(writer, "write_page", stopping)
    with pytest.raises(Killed):
        site.write_site()
    # The part in which it was stopped is done again, the one before is not.
    assert SiteBuild.objects.get().number == 2
    written.clear()
    monkeypatch.setattr(writer, "write_page", lambda **fields: written.append(fields["check"].slug) or [])
    site.write_site()
    assert written == [fresh(claim).slug for claim in claims[2:]]


def test_a_run_begins_anew_when_what_all_pages_share_has_changed(
    published: Many, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(published(3))
    monkeypatch.setattr(site, "BATCH", 1)
    parts = site._parts()
    next(parts), next(parts)
    rename_newsroom("Another name")
    assert list(parts)[-1].is_last
    assert all(b"Another name" in content for name, content in files(folder).items() if name.endswith(".html"))


def test_publishing_between_two_parts_is_not_lost(
    published: Many, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    *claims, late = published(6)
    write(claims)
    monkeypatch.setattr(site, "BATCH", 1)
    for number, _part in enumerate(site._parts(from_start=True)):
        if number == 6:
            site.write_claim(late)
    slugs = [slug for page in ("index.html", "page/2/index.html", "page/1/index.html") for slug in linked(folder, page)]
    assert slugs == [fresh(claim).slug for claim in [late, *reversed(claims)]]


def test_a_job_that_took_long_leaves_the_rest_to_the_next(
    published: Many, folder: Path, monkeypatch: pytest.MonkeyPatch, ed: User
) -> None:
    published(3)
    monkeypatch.setattr(site, "BATCH", 1)
    monkeypatch.setattr(site, "SECONDS_A_JOB", 0)
    Job.objects.all().delete()
    job = claim_job(enqueue_job(kind=JobKind.PUBLISH_SITE, actor=ed).pk)
    runs = 0
    while job:
        site.run_publish_site(job)
        runs += 1
        waiting = Job.objects.filter(state=JobState.QUEUED).first()
        job = claim_job(waiting.pk) if waiting else None
    assert runs > 3
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert len(linked(folder, "index.html")) == PublicRevision.objects.count()


def rename_newsroom(name: str) -> None:
    admin = User.objects.filter(role="admin").first() or User.objects.create_user(
        username="adm", email="adm@example.org", role="admin"
    )
    edit_newsroom(actor=admin, name=name, tagline="", contact_email="")
