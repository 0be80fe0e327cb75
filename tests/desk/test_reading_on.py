"""What the desk says of numbers of evidence, days of sources, and what readers may be shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.actions import verdict
from claims.models import Article, Claim, Evidence, Newsroom, Source, User
from claims.vocabulary import State
from tests.cast import complete, fresh

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_a_checker_sees_the_number_to_cite_and_a_reviewer_can_follow_it(
    sign_in: SignIn, mara: User, ed: User, claim_in: Callable[..., Claim]
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    page = words(sign_in(mara).get(f"/desk/claims/{claim.pk}/"))
    assert '<span class="cite-number">[1]</span>' in page
    draft = fresh(claim).verdict
    texts = {name: getattr(draft, name) for name in ("rating", "summary", "not_found")}
    verdict.save_verdict(actor=mara, claim_id=claim.pk, version=draft.version, explanation="See [1], not [2].", **texts)
    refused = sign_in(mara).post(f"/desk/claims/{claim.pk}/do/submit/", {"version": fresh(claim).version})
    assert "no evidence has that number" in words(refused)
    draft = fresh(claim).verdict
    verdict.save_verdict(actor=mara, claim_id=claim.pk, version=draft.version, explanation="See [1].", **texts)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    review = words(sign_in(ed).get(f"/desk/claims/{claim.pk}/review/"))
    assert 'href="#evidence-1"' in review
    assert 'id="evidence-1"' in review


def test_the_day_of_a_source_is_recorded_and_shown(
    sign_in: SignIn, mara: User, ed: User, claim_in: Callable[..., Claim]
) -> None:
    claim = claim_in(State.CHECKING)
    typed = {"newest": 0, "title": "Tables", "stance": "context", "published_on": "2026-03-02"}
    desk = sign_in(mara)
    desk.post(f"/desk/claims/{claim.pk}/evidence/", typed)
    source = Source.objects.get(title="Tables")
    assert str(source.published_on) == "2026-03-02"
    assert "March 2, 2026" in words(desk.get(f"/desk/sources/{source.pk}/"))
    assert "March 2, 2026" in words(desk.get(f"/desk/claims/{claim.pk}/"))
    late = desk.post(f"/desk/claims/{claim.pk}/evidence/", typed | {"published_on": "2999-01-01", "title": "Later"})
    assert "This day has not come yet." in words(late)
    assert not Evidence.objects.filter(source__title="Later").exists()


def test_what_readers_may_be_shown_of_an_article_is_set_with_its_details(
    sign_in: SignIn, ed: User, story: Article
) -> None:
    desk = sign_in(ed)
    typed = {"version": 1, "title": story.title, "url": story.url, "publisher": story.publisher, "reuse": "licensed"}
    refused = desk.post(f"/desk/articles/{story.pk}/edit/", typed)
    assert "Say under which licence" in words(refused)
    desk.post(f"/desk/articles/{story.pk}/edit/", typed | {"licence": "© The Gazette"})
    page = words(desk.get(f"/desk/articles/{story.pk}/edit/"))
    assert '<ins dir="auto">© The Gazette</ins>' in page
    assert "Licensed to us: the full text" in page
    story.refresh_from_db()
    assert (story.reuse, story.licence) == ("licensed", "© The Gazette")


def test_what_is_told_of_names_is_set_with_the_publication(sign_in: SignIn, ada: User) -> None:
    typed = {"version": 0, "name": "Estmere", "languages": "en", "names_shown": "roles"}
    page = words(sign_in(ada).post("/desk/settings/publication/", typed, follow=True))
    assert Newsroom.current().names_shown == "roles"
    assert "What they did, without names" in page
