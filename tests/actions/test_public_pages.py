"""What the newsroom says of itself, of a topic or of a speaker reaches its pages by one job, and old words go."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.actions import publish, site
from claims.actions.claim import speaker_named
from claims.actions.jobs import claim_job
from claims.actions.listed import edit_listed
from claims.actions.newsroom import save_policy
from claims.actions.people import edit_account, set_active
from claims.actions.settings import version_of
from claims.actions.speaker import edit_speaker, speaker_subject
from claims.models import Claim, Job, Topic, User
from claims.publishing import alphabet
from claims.queries import public_lists
from claims.vocabulary import JobKind, JobState, SettingsArea, State
from tests.cast import fresh, newest

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def of_lena(claim_in: Callable[..., Claim], ed: User) -> Claim:
    """A published check of what Lena Okafor said about harbours."""
    return published_of(claim_in, ed, "Lena Okafor", Topic.objects.get_or_create(name="Harbours")[0])


def published_of(claim_in: Callable[..., Claim], ed: User, speaker: str, *topics: Topic) -> Claim:
    claim = claim_in(State.APPROVED)
    claim.speaker = speaker_named(speaker)
    claim.save()
    claim.topics.set(topics)
    publish.publish_claim(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    site.write_claim(claim)
    return fresh(claim)


def work_off() -> list[str]:
    """Do the jobs of the site that wait; returns their kinds."""
    done = []
    run = {JobKind.PUBLISH_PAGES: site.run_publish_pages, JobKind.PUBLISH_SITE: site.run_publish_site}
    while waiting := Job.objects.filter(kind__in=run, state=JobState.QUEUED).order_by("id").first():
        job = claim_job(waiting.pk)
        assert job is not None
        run[JobKind(job.kind)](job)
        done.append(job.kind)
    return done


def save(ed: User, kind: str, body: str) -> None:
    version = version_of(SettingsArea.POLICIES, kind)
    save_policy(actor=ed, kind=kind, version=version, body=body, reviewed_on=None)


def test_a_new_page_is_linked_everywhere_and_an_emptied_one_nowhere(of_lena: Claim, folder: Path, ed: User) -> None:
    site.write_site()
    save(ed, "methodology", "We open **every** source.")
    assert work_off() == [JobKind.PUBLISH_PAGES, JobKind.PUBLISH_SITE]
    assert "<strong>every</strong>" in (folder / "about/methodology/index.html").read_text()
    whole = [page for page in folder.rglob("*.html") if "<footer" in page.read_text()]
    assert len(whole) > 8
    assert all('href="/about/methodology/"' in page.read_text() for page in whole)
    # Other words on a page that is linked already touch that page alone.
    save(ed, "methodology", "We open every source twice.")
    assert work_off() == [JobKind.PUBLISH_PAGES]
    assert "twice" in (folder / "about/methodology/index.html").read_text()
    save(ed, "methodology", "")
    work_off()
    assert not (folder / "about/methodology/index.html").exists()
    assert not [page for page in folder.rglob("*.html") if 'href="/about/methodology/"' in page.read_text()]


def test_only_who_wishes_it_is_on_the_page_about_the_team(folder: Path, ed: User, mara: User, ada: User) -> None:
    site.write_site()
    assert not (folder / "about/team/index.html").exists()
    line = "Ports and what they cost."
    for person, shown in ((ed, True), (mara, False)):
        edit_account(actor=person, version=0, name=person.name, time_zone="", is_on_team_page=shown, team_line=line)
    work_off()
    page = (folder / "about/team/index.html").read_text()
    assert ("Ed Brandt" in page, line in page, "Mara Lind" in page) == (True, True, False)
    set_active(actor=ada, person_id=ed.pk, is_active=False)
    work_off()
    assert not (folder / "about/team/index.html").exists()


def test_a_renamed_topic_keeps_its_address(of_lena: Claim, folder: Path, ed: User) -> None:
    site.write_site()
    topic = Topic.objects.get(slug="harbours")
    edit_listed(actor=ed, area=SettingsArea.TOPICS, item_id=topic.pk, version=0, name="Ports", description="Cranes.")
    assert work_off() == [JobKind.PUBLISH_PAGES]
    for page in ("topics/index.html", "index.html"):
        assert '<a href="/topics/harbours/"><bdi>Ports</bdi>' in (folder / page).read_text()
    assert "<h1><bdi>Ports</bdi></h1>" in (folder / "topics/harbours/index.html").read_text()


def test_a_renamed_speaker_moves_to_other_letters_and_keeps_the_address(
    of_lena: Claim, claim_in: Callable[..., Claim], folder: Path, ed: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (alphabet, public_lists):
        monkeypatch.setattr(module, "CUT_AT", 2)
    for name in ("Lars Holm", "Ines Dahl", "Leo Brandt", "Lea Winter"):
        published_of(claim_in, ed, name)
    index, by = folder / "speakers/index.html", folder / "speakers/by"
    assert 'href="/speakers/by/l/"' in index.read_text()
    assert 'href="/speakers/by/le/"' in (by / "l/index.html").read_text()
    names = ('href="/speakers/lena-okafor/"', 'href="/speakers/leo-brandt/"', 'href="/speakers/lea-winter/"')
    assert all(name in (by / "le/index.html").read_text() for name in names)
    assert 'href="/speakers/ines-dahl/"' in (by / "i/index.html").read_text()
    one_by_one = {path: path.read_bytes() for path in by.rglob("*.html")}
    site.write_site(from_start=True)
    assert {path: path.read_bytes() for path in by.rglob("*.html")} == one_by_one
    lena = of_lena.speaker
    assert lena is not None
    edit_speaker(
        actor=ed,
        speaker_id=lena.pk,
        version=version_of(SettingsArea.SPEAKERS, speaker_subject(lena.pk)),
        name="Ingrid Okafor",
        description="",
        affiliation="",
        kind="person",
    )
    work_off()
    assert "lena-okafor" not in (by / "le/index.html").read_text()
    assert '<a href="/speakers/lena-okafor/"><bdi>Ingrid Okafor</bdi></a>' in (by / "i/index.html").read_text()
    assert "<h1><bdi>Ingrid Okafor</bdi></h1>" in (folder / "speakers/lena-okafor/index.html").read_text()


def test_every_link_within_the_site_finds_its_file(of_lena: Claim, folder: Path, ed: User, mara: User) -> None:
    publish.withdraw_claim(actor=ed, claim_id=of_lena.pk, version=of_lena.version, reason="The ledger was forged.")
    for kind in ("about", "corrections", "selection"):
        save(ed, kind, "Some words.")
    edit_account(actor=ed, version=0, name=ed.name, time_zone="", is_on_team_page=True)
    site.write_site()
    links = {
        (page.relative_to(folder), link)
        for page in folder.rglob("*.html")
        for link in re.findall(r'(?:href|src|action)="(/[^"#?]*)', page.read_text())
    }
    assert len(links) > 100
    # This one is answered by the web process.
    links = {one for one in links if not one[1].startswith(("/search/results", "/take-part/"))}
    missing = {
        (page, link)
        for page, link in links
        if not (folder / link[1:] / ("index.html" if link.endswith("/") else "")).is_file()
    }
    assert not missing
