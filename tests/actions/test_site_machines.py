"""Feeds and sitemaps follow each publishing, touch a handful of files, and say nothing of what was withdrawn."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from claims import tasks
from claims.actions import publish, site
from claims.actions.addresses import change_address
from claims.actions.claim import edit_claim
from claims.actions.review import approve_revision
from claims.actions.verdict import submit_verdict
from claims.models import Claim, User
from claims.publishing import datafeed, feeds, sitemaps
from claims.vocabulary import State
from tests.actions.test_placing import describe
from tests.cast import fresh, newest
from tests.publishing.sitemap_schemas import require_index, require_places

SIZE = 2
Many = Callable[[int], list[Claim]]


@pytest.fixture(autouse=True)
def folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty public folder, with two checks in a chunk and in a feed."""
    monkeypatch.setattr(sitemaps, "CHUNK", SIZE)
    monkeypatch.setattr(datafeed, "CHUNK", SIZE)
    monkeypatch.setattr(feeds, "NEWEST", SIZE)
    return folder


@pytest.fixture
def published(claim_in: Callable[..., Claim]) -> Many:
    def publish(count: int) -> list[Claim]:
        claims = [claim_in(State.PUBLISHED) for _number in range(count)]
        for claim in claims:
            site.write_claim(claim)
        return [fresh(claim) for claim in claims]

    return publish


def withdraw(claim: Claim, editor: User) -> list[str]:
    claim = fresh(claim)
    publish.withdraw_claim(actor=editor, claim_id=claim.pk, version=claim.version, reason="The ledger was forged.")
    return site.write_claim(claim)


def checks_in(path: Path) -> list[str]:
    """The slugs of the checks that a sitemap names."""
    text = path.read_text()
    require_places(text)
    return re.findall(r"/checks/([^/<]+)/</loc>", text)


def entries_of(path: Path) -> list[str]:
    return [item["url"].split("/")[-2] for item in json.loads(path.read_text())["items"]]


def test_a_publishing_touches_one_chunk_and_the_feeds(
    published: Many, claim_in: Callable[..., Claim], folder: Path
) -> None:
    published(3)
    claim = claim_in(State.PUBLISHED)
    changed = site.write_claim(claim)
    own = f"checks/{fresh(claim).slug}/"
    assert [name for name in changed if not name.startswith(own) and not name.endswith((".html", ".css", ".svg"))] == [
        "sitemaps/checks-2.xml",
        "claimreview/2.json",
        "feeds/checks.rss",
        "feeds/checks.atom",
        "feeds/checks.json",
        "news-sitemap.xml",
    ]
    assert len([name for name in changed if name.startswith(own)]) == 4
    (item,) = json.loads((folder / "claimreview/2.json").read_text())["dataFeedElement"][0]["item"]
    assert item["@type"] == "ClaimReview"


def test_the_sitemaps_hold_every_standing_check_once(published: Many, folder: Path, ed: User) -> None:
    claims = published(5)
    withdraw(claims[0], ed)
    index = (folder / "sitemap.xml").read_text()
    require_index(index)
    files = [folder / path for path in re.findall("<loc>http://[^/]+/([^<]+)</loc>", index)]
    lists = [file for file in files if file.name.startswith("lists-")]
    assert [file.name for file in files if file not in lists] == [
        "pages.xml",
        "checks-1.xml",
        "checks-2.xml",
        "checks-3.xml",
    ]
    month = f"/months/{timezone.localdate():%Y-%m}/</loc>"
    assert [month in file.read_text() for file in lists].count(True) == 1
    assert [slug for file in files for slug in checks_in(file)] == [claim.slug for claim in claims[1:]]
    assert "/corrections/" in files[0].read_text()
    assert (folder / "robots.txt").read_text().endswith("/news-sitemap.xml\n")


def test_a_version_that_a_withdrawal_closed_is_quoted_in_no_list_of_corrections(
    published: Many, folder: Path, ed: User, mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier wording was taken back, and then all of the check: its corrections must not say it still."""
    monkeypatch.setattr(feeds, "NEWEST", 5)
    [claim] = published(1)
    for wording in ("The operator is a thief.", ""):
        claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=fresh(claim).version, reason="Wording.")
        edit_claim(actor=ed, claim_id=claim.pk, version=claim.version, wording=wording, speaker_name="")
        submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
        approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
        publish.publish_correction(
            actor=ed, claim_id=claim.pk, revision_id=newest(claim), change_class="correction", reason="The wording."
        )
        site.write_claim(fresh(claim))
    holding = [path for path in folder.rglob("*") if path.is_file() and b"a thief" in path.read_bytes()]
    assert folder / "feeds/corrections.json" in holding  # While it stands, its history is open.
    withdraw(claim, ed)
    assert entries_of(folder / "feeds/corrections.json") == [claim.slug] * 3
    assert not [path for path in folder.rglob("*") if path.is_file() and b"a thief" in path.read_bytes()]


def test_the_feeds_hold_the_newest_and_never_a_withdrawn_one(published: Many, folder: Path, ed: User) -> None:
    one, two, three = published(3)
    assert entries_of(folder / "feeds/checks.json") == [three.slug, two.slug]
    withdraw(three, ed)
    assert entries_of(folder / "feeds/checks.json") == [two.slug]
    assert entries_of(folder / "feeds/corrections.json") == [three.slug]
    changed = withdraw(one, ed)
    # It stood in no feed of checks any more.
    assert {name for name in changed if name.startswith("feeds/checks")} == set()
    assert entries_of(folder / "feeds/corrections.json") == [one.slug, three.slug]
    for kind in feeds.TYPES:
        assert "The ledger was forged." in (folder / f"feeds/corrections.{kind}").read_text()
        assert f"/{three.slug}/" not in (folder / f"feeds/checks.{kind}").read_text()
    assert f"/{one.slug}/" not in (folder / "claimreview/1.json").read_text()
    assert f"/{two.slug}/" in (folder / "claimreview/1.json").read_text()


def test_news_are_no_news_after_two_days_and_time_alone_sees_to_it(
    published: Many, folder: Path, monkeypatch: pytest.MonkeyPatch, ed: User
) -> None:
    old, young, gone = published(3)
    withdraw(gone, ed)
    news = folder / "news-sitemap.xml"
    assert checks_in(news) == [young.slug, old.slug]
    first, second = (claim.public_revisions.get().published_at for claim in (old, young))
    between = first + (second - first) / 2
    for later, left in ((between + timedelta(days=2), [young.slug]), (between + timedelta(days=3), [])):
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        tasks.refresh_public_news()
        assert checks_in(news) == left


def test_writing_all_gives_the_same_files(published: Many, folder: Path, tmp_path: Path, ed: User) -> None:
    claims = published(5)
    withdraw(claims[3], ed)
    names = [path.relative_to(folder) for path in folder.rglob("*") if path.suffix != ".html" and path.is_file()]
    assert len(names) > 10
    folder.rename(tmp_path / "aside")
    site.write_site(from_start=True)
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / "aside" / name).read_bytes(), name


def test_a_newsroom_that_has_published_nothing_has_feeds_and_sitemaps(db: None, folder: Path) -> None:
    site.write_site()
    for name in ("feeds/checks.rss", "feeds/corrections.json", "sitemap.xml", "news-sitemap.xml", "robots.txt"):
        assert (folder / name).exists(), name


def test_topics_and_speakers_have_feeds_and_stand_in_the_sitemaps(
    published: Many, claim_in: Callable[..., Claim], folder: Path, ed: User
) -> None:
    published(1)
    claim = claim_in(State.APPROVED)
    describe(claim, "Lena Okafor", "The harbour")
    publish.publish_claim(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    site.write_claim(claim)
    slug = fresh(claim).slug
    for name, title in (("topics/the-harbour", "The harbour"), ("speakers/lena-okafor", "Lena Okafor")):
        assert entries_of(folder / f"feeds/{name}.json") == [slug]
        assert json.loads((folder / f"feeds/{name}.json").read_text())["title"].startswith(f"{title}: fact checks")
        assert f'href="/feeds/{name}.atom"' in (folder / name / "index.html").read_text()
        (sitemap,) = [file for file in folder.glob("sitemaps/lists-*.xml") if f"/{name}/</loc>" in file.read_text()]
        assert f"/sitemaps/{sitemap.name}</loc>" in (folder / "sitemap.xml").read_text()
    withdraw(claim, ed)
    assert entries_of(folder / "feeds/speakers/lena-okafor.json") == []
    assert all("/lena-okafor/" not in file.read_text() for file in folder.glob("sitemaps/*.xml"))


def test_a_check_that_moved_keeps_its_ids_and_leaves_nothing_behind(published: Many, folder: Path, ed: User) -> None:
    (claim,) = published(1)
    (before,) = json.loads((folder / "feeds/checks.json").read_text())["items"]
    assert len(list((folder / f"checks/{claim.slug}").iterdir())) == 4
    change_address(actor=ed, claim_id=claim.pk, version=claim.version, slug="cranes-cost-less")
    site.write_claim(claim)
    (after,) = json.loads((folder / "feeds/checks.json").read_text())["items"]
    assert (after["id"], after["url"].split("/")[-2]) == (before["id"], "cranes-cost-less")
    left = folder / f"checks/{claim.slug}"
    assert sorted(path.name for path in left.iterdir()) == ["card", "index.html"]
    assert "/checks/cranes-cost-less/card/" in (left / "card/index.html").read_text()
    assert checks_in(folder / "sitemaps/checks-1.xml") == ["cranes-cost-less"]
    assert f"/{claim.slug}/" not in (folder / "claimreview/1.json").read_text()
