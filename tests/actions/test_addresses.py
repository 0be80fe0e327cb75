"""A published check's address can be changed; the old one leads there for ever, and is never given again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions import publish, site
from claims.actions.addresses import change_address, slug_of
from claims.actions.errors import Invalid, Refused
from claims.models import Address, Article, Claim, Topic, User
from claims.vocabulary import State
from tests.cast import fresh, newest

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def check(claim_in: Callable[..., Claim]) -> Claim:
    claim = claim_in(State.PUBLISHED)
    site.write_claim(claim)
    return claim


def move(actor: User, claim: Claim, slug: str) -> Claim:
    claim = change_address(actor=actor, claim_id=claim.pk, version=fresh(claim).version, slug=slug)
    site.write_claim(claim)
    return claim


def test_every_old_address_leads_to_the_newest(check: Claim, folder: Path, client: Client, ed: User) -> None:
    first = check.slug
    (folder / f"checks/{first}/share.png").write_text("A picture.")
    move(ed, check, "crane")
    move(ed, check, "crane-of-the-port")
    page = client.get("/checks/crane-of-the-port/")
    assert b'rel="canonical" href="http' in page.content
    for old in (first, "crane"):
        answer = client.get(f"/checks/{old}/?from=feed")
        assert (answer.status_code, answer["Location"]) == (301, "/checks/crane-of-the-port/?from=feed")
        moved = (folder / f"checks/{old}/index.html").read_text()
        assert 'content="noindex"' in moved
        assert 'http-equiv="refresh" content="0; url=/checks/crane-of-the-port/"' in moved
    # Nothing old is served below it either, and no page links there any more.
    assert client.get(f"/checks/{first}/card/")["Location"] == "/checks/crane-of-the-port/card/"
    assert client.get(f"/checks/{first}/share.png").status_code == 404
    assert not [page for page in folder.rglob("*.html") if f'href="/checks/{first}/"' in page.read_text()]
    (map_,) = folder.glob("moved.map*")
    assert map_.read_text().splitlines() == [
        "/checks/crane/ /checks/crane-of-the-port/;",
        f"/checks/{first}/ /checks/crane-of-the-port/;",
    ]
    before = {path: path.read_bytes() for path in folder.rglob("*.html")}
    site.write_site(from_start=True)
    assert {path: path.read_bytes() for path in before} == before


def test_an_address_that_was_ever_given_is_never_given_again(
    check: Claim, claim_in: Callable[..., Claim], ed: User
) -> None:
    first = check.slug
    move(ed, check, "crane")
    other = claim_in(State.PUBLISHED)
    publish.withdraw_claim(actor=ed, claim_id=other.pk, version=other.version, reason="The ledger was forged.")
    for taken in (first, "crane", other.slug):
        for claim in (check, other):
            with pytest.raises(Invalid):
                change_address(actor=ed, claim_id=claim.pk, version=fresh(claim).version, slug=str(taken))
    assert Address.objects.filter(kind="check").count() == 3


def test_a_name_that_no_address_can_spell_gives_away_no_number(
    claim_in: Callable[..., Claim], ed: User, mara: User
) -> None:
    """The numbers between two published checks would be those of drafts."""
    claim = claim_in(State.APPROVED)
    Claim.objects.filter(pk=claim.pk).update(wording="ارتفعت أسعار الخبز")
    topic = Topic.objects.create(name="経済", position=1)
    claim.topics.add(topic)
    Article.objects.filter(pk=claim.article_id).update(title="الخبز يزداد غلاء")
    publish.publish_claim(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    claim = fresh(claim)
    topic.refresh_from_db()
    given = {"claim": claim.slug, "article": claim.article.slug, "topic": topic.slug}
    for kind, slug in given.items():
        assert re.fullmatch(rf"{kind}-[0-9a-f]{{8}}", slug or "")


def test_an_address_is_plain(check: Claim, ed: User) -> None:
    for slug in ("", "  ", "Crane", "a--b", "-a", "a/b", "../desk", "kräne", "a" * 71, "a_b", "a b"):
        with pytest.raises(Invalid):
            change_address(actor=ed, claim_id=check.pk, version=check.version, slug=slug)


def test_what_is_not_published_has_no_address_to_change(claim_in: Callable[..., Claim], ed: User, mara: User) -> None:
    for state in (State.APPROVED, State.CHECKING):
        claim = claim_in(state)
        with pytest.raises(Refused):
            change_address(actor=ed, claim_id=claim.pk, version=claim.version, slug="crane")
    assert not Address.objects.exists()


def test_it_is_changed_on_the_claims_page_and_told_in_its_history(
    check: Claim, sign_in: Callable[[User], Client], ed: User
) -> None:
    client = sign_in(ed)
    url = reverse("desk:claim_action", args=[check.pk, "change_address"])
    assert f'value="{check.slug}"' in client.get(url).content.decode()
    wrong = client.post(url, {"version": check.version, "slug": "Big Crane"})
    assert "joined by hyphens" in wrong.content.decode()
    assert "Big Crane" in wrong.content.decode()
    page = client.post(url, {"version": check.version, "slug": "crane"}, follow=True).content.decode()
    assert "gave the check another address" in page
    assert f'<del dir="auto">{check.slug}</del>' in page
    assert fresh(check).slug == "crane"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The crane's cost — 40 million_crowns!", "the-cranes-cost-40-million-crowns"),
        ("ارتفعت أسعار الخبز", ""),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_slug_is_made_of_words(text: str, slug: str) -> None:
    assert slug_of(text) == slug
    assert slug_of(slug) == slug
