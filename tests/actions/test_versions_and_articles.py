"""Old versions and annotated articles are written with the check they belong to, and closed when it is withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.actions import addresses, evidence, publish, site, verdict
from claims.actions import article as articles
from claims.actions.errors import Invalid, Refused
from claims.actions.newsroom import edit_newsroom
from claims.actions.numbering import bring_together
from claims.models import Article, Claim, Job, User
from claims.vocabulary import JobKind, Reuse, State
from tests.cast import add_sentence, complete, fresh, new_story

pytestmark = pytest.mark.usefixtures("folder")

Claims = Callable[..., Claim]


def read(folder: Path, path: str) -> str:
    return (folder / path.lstrip("/") / "index.html").read_text()


def everything(folder: Path) -> str:
    return "\n".join(file.read_text() for file in folder.rglob("*.html"))


def details(article: Article) -> dict[str, object]:
    return {
        "version": article.version,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "author": article.author,
        "published_on": article.published_on,
    }


def test_each_version_of_a_corrected_check_has_a_page(claim_in: Claims, folder: Path) -> None:
    claim = claim_in(State.CORRECTED)
    site.write_claim(claim)
    path = f"/checks/{claim.slug}/"
    assert f'href="{path}history/2/"' in read(folder, path)
    assert "The ledger shows a lower sum." in read(folder, f"{path}history/1/")
    newest = read(folder, f"{path}history/2/")
    assert "What changed since version 1" in newest
    assert "The sum was missing from the summary." in newest
    assert site.write_claim(claim) == []


def test_a_check_with_one_version_has_no_history_pages(claim_in: Claims, folder: Path) -> None:
    claim = claim_in(State.PUBLISHED)
    site.write_claim(claim)
    assert not (folder / "checks" / str(claim.slug) / "history").exists()


def test_after_withdrawing_nothing_old_is_served_anywhere(claim_in: Claims, ed: User, folder: Path) -> None:
    claim = claim_in(State.CORRECTED)
    site.write_claim(claim)
    assert "a lower sum" in everything(folder)
    publish.withdraw_claim(actor=ed, claim_id=claim.pk, version=claim.version, reason="The ledger was forged.")
    site.write_claim(claim)
    left = everything(folder)
    assert "a lower sum" not in left
    assert "Repairs booked" not in left
    assert "Mostly False" not in everything(folder / "checks") + everything(folder / "articles")
    for number in (1, 2, 3):
        assert "The ledger was forged." in read(folder, f"/checks/{claim.slug}/history/{number}/")


def test_versions_at_an_address_that_was_left_lead_to_those_of_today(claim_in: Claims, ed: User, folder: Path) -> None:
    claim = claim_in(State.CORRECTED)
    site.write_claim(claim)
    old = claim.slug
    addresses.change_address(actor=ed, claim_id=claim.pk, version=claim.version, slug="another-address")
    site.write_claim(fresh(claim))
    assert "What changed since version 1" in read(folder, "/checks/another-address/history/2/")
    left = read(folder, f"/checks/{old}/history/2/")
    assert "/checks/another-address/history/2/" in left
    assert "a lower sum" not in left


def test_the_whole_site_is_written_with_versions_and_articles(claim_in: Claims, folder: Path) -> None:
    claims = [claim_in(State.CORRECTED), claim_in(State.PUBLISHED)]
    for claim in claims:
        site.write_claim(claim)
    before = {file: file.read_bytes() for file in folder.rglob("*.html")}
    for file in before:
        file.unlink()
    assert site.write_site(from_start=True) == len(before)
    assert {file: file.read_bytes() for file in folder.rglob("*.html")} == before


def test_an_article_gets_its_address_with_its_first_check_for_good(claim_in: Claims, ed: User, folder: Path) -> None:
    story = claim_in(State.APPROVED).article
    assert story.slug is None
    claim = claim_in(State.PUBLISHED)
    slug = fresh(claim).article.slug
    assert slug == "port-authority-says-crane-failure-cost-40-million-crowns"
    site.write_claim(claim)
    page = read(folder, f"/articles/{slug}/")
    assert f'href="/checks/{claim.slug}/"' in page
    assert f'href="/articles/{slug}/"' in read(folder, f"/checks/{claim.slug}/")
    articles.edit_article(actor=ed, article_id=claim.article_id, **(details(claim.article) | {"title": "Renamed"}))  # type: ignore[arg-type]
    assert fresh(claim).article.slug == slug


def test_two_articles_of_one_title_have_two_addresses(claim_in: Claims, ed: User) -> None:
    first = claim_in(State.PUBLISHED)
    other = new_story(ed)
    addresses.give_addresses(add_sentence(ed, other))
    other.refresh_from_db()
    assert other.slug == f"{first.article.slug}-2"


def test_what_is_not_published_leaves_no_trace_in_the_annotated_article(claim_in: Claims, folder: Path) -> None:
    shown, secret = claim_in(State.PUBLISHED), claim_in(State.APPROVED)
    assert shown.article == secret.article
    site.write_claim(shown)
    page = read(folder, f"/articles/{shown.article.slug}/")
    assert "We checked 1 claim of this article." in page
    assert secret.quote not in page
    assert "The city council will discuss" not in page


def test_a_withdrawn_check_vanishes_from_its_article(claim_in: Claims, ed: User, folder: Path) -> None:
    stays, goes = claim_in(State.PUBLISHED), claim_in(State.PUBLISHED)
    site.write_claim(stays)
    path = f"/articles/{stays.article.slug}/"
    assert goes.quote in read(folder, path)
    publish.withdraw_claim(actor=ed, claim_id=goes.pk, version=goes.version, reason="The ledger was forged.")
    site.write_claim(goes)
    assert goes.quote not in read(folder, path)
    assert stays.quote in read(folder, path)


def test_the_full_text_is_shown_only_while_the_newsroom_may(claim_in: Claims, ed: User, folder: Path) -> None:
    claim = claim_in(State.PUBLISHED)
    path = f"/articles/{claim.article.slug}/"
    for reuse, licence, is_shown in ((Reuse.LICENSED, "© The Gazette", True), (Reuse.QUOTE, "", False)):
        given = details(Article.objects.get(pk=claim.article_id)) | {"reuse": reuse, "licence": licence}
        articles.edit_article(actor=ed, article_id=claim.article_id, **given)  # type: ignore[arg-type]
        assert Job.objects.filter(kind=JobKind.PUBLISH_CLAIM, claim=claim, state="queued").exists()
        site.write_claim(fresh(claim))
        assert ("The city council will discuss" in read(folder, path)) == is_shown
        assert ("© The Gazette" in read(folder, path)) == is_shown


def test_a_licensed_article_needs_its_line(story: Article, ed: User) -> None:
    with pytest.raises(Invalid) as caught:
        articles.edit_article(actor=ed, article_id=story.pk, **(details(story) | {"reuse": Reuse.LICENSED}))  # type: ignore[arg-type]
    assert "licence" in caught.value.errors


def test_a_number_of_evidence_is_never_given_twice(claim_in: Claims, mara: User) -> None:
    claim = claim_in(State.CHECKING)
    first = evidence.add_evidence(actor=mara, claim_id=claim.pk, title="One", stance="context")
    second = evidence.add_evidence(actor=mara, claim_id=claim.pk, title="Two", stance="context")
    evidence.remove_evidence(actor=mara, evidence_id=second.pk, version=second.version)
    third = evidence.add_evidence(actor=mara, claim_id=claim.pk, title="Three", stance="context")
    assert [first.number, second.number, third.number] == [1, 2, 3]


def test_a_citation_without_evidence_is_refused_before_the_review(claim_in: Claims, mara: User) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    for explanation, is_refused in (("As [1] and [2] say.", True), (r"As [1] says, not \[2\].", False)):
        draft = fresh(claim).verdict
        verdict.save_verdict(
            actor=mara,
            claim_id=claim.pk,
            version=draft.version,
            rating=draft.rating,
            summary=draft.summary,
            explanation=explanation,
        )
        if is_refused:
            with pytest.raises(Refused, match=r"cites \[2\].*There is: \[1\]"):
                verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    revision = verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert [piece["number"] for piece in revision.evidence] == [1]


def test_what_is_told_of_names_changes_every_page(claim_in: Claims, ada: User, folder: Path) -> None:
    claim = claim_in(State.PUBLISHED)
    site.write_claim(claim)
    path = f"/checks/{claim.slug}/"
    assert "Mara Lind" in read(folder, path)
    edit_newsroom(actor=ada, name="Factcheck", tagline="", contact_email="", names_shown="none")
    assert Job.objects.filter(kind=JobKind.PUBLISH_SITE).exists()
    site.write_site()
    assert "Mara Lind" not in everything(folder)


def test_the_day_of_a_source_is_frozen_with_the_evidence(claim_in: Claims, mara: User) -> None:
    claim = claim_in(State.CHECKING)
    with pytest.raises(Invalid):
        evidence.add_evidence(
            actor=mara,
            claim_id=claim.pk,
            title="One",
            stance="context",
            published_on=fresh(claim).created_at.date().replace(year=2999),
        )
    piece = evidence.add_evidence(
        actor=mara,
        claim_id=claim.pk,
        title="One",
        stance="context",
        published_on=fresh(claim).created_at.date().replace(year=2020, day=1),
    )
    assert evidence.frozen(piece)["source"]["published_on"].startswith("2020-")


@pytest.mark.parametrize("has_draft", [False, True])
def test_merging_keeps_the_numbers_that_the_draft_cites(has_draft: bool, claim_in: Claims, mara: User) -> None:
    claims = [claim_in(State.CHECKING), claim_in(State.CHECKING)]
    for claim in claims:
        for title in ("One", "Two"):
            evidence.add_evidence(actor=mara, claim_id=claim.pk, title=f"{title} {claim.pk}", stance="context")
    kept, merged = map(fresh, claims)
    bring_together(kept, merged, keep=merged if has_draft else kept)
    numbers = {piece.source.title: piece.number for piece in kept.evidence.all()}
    cited, other = (merged, kept) if has_draft else (kept, merged)
    assert numbers == {f"One {cited.pk}": 1, f"Two {cited.pk}": 2, f"One {other.pk}": 3, f"Two {other.pk}": 4}


def test_an_article_without_an_address_writes_no_page(claim_in: Claims, folder: Path) -> None:
    claim = claim_in(State.PUBLISHED)
    Article.objects.filter(pk=claim.article_id).update(slug=None)
    assert [name for name in site.write_claim(fresh(claim)) if name.startswith("articles")] == []
    assert "Fact checks" in (folder / "index.html").read_text()
