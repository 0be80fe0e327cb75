"""Evidence on the claim's page: adding, changing, removing, and two people at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.actions import evidence as actions
from claims.actions import verdict
from claims.models import Claim, Event, Evidence, Source, User
from claims.vocabulary import State
from tests.cast import complete

FOUND = {
    "url": "https://stats.example/tables",
    "title": "Tables of the ministry",
    "publisher": "Ministry of Transport",
    "interest": "Counts its own failures.",
    "stance": "contradicts",
    "passage": "14 cranes.\r\nNot 40.",
    "locator": "Table 3",
    "note": "The newest there is.",
    "is_primary": "on",
}


@pytest.fixture
def claim(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.CHECKING)


@pytest.fixture
def desk(sign_in: Callable[[User], Client], mara: User, claim: Claim) -> Client:
    return sign_in(mara)


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def add(desk: Client, claim: Claim, newest: int = 0, **sent: object) -> object:
    return desk.post(f"/desk/claims/{claim.pk}/evidence/", {"newest": newest, **FOUND, **sent}, follow=True)


def test_a_source_is_added_with_all_that_it_says(desk: Client, claim: Claim, mara: User) -> None:
    page = words(add(desk, claim))
    piece = Evidence.objects.select_related("source").get(claim=claim)
    assert (piece.stance, piece.passage, piece.locator) == ("contradicts", "14 cranes.\nNot 40.", "Table 3")
    assert (piece.is_primary, piece.added_by, piece.source.interest) == (True, mara, "Counts its own failures.")
    assert "The source is added." in page
    for text in ("Tables of the ministry", "stats.example", "Table 3", "primary source", "Counts its own failures."):
        assert text in page
    assert 'href="https://stats.example/tables"' in page


def test_a_source_with_the_same_address_is_used_again(
    desk: Client, claim: Claim, claim_in: Callable[..., Claim]
) -> None:
    add(desk, claim)
    other = claim_in(State.CHECKING)
    add(desk, other, title="", publisher="", interest="")
    assert Source.objects.count() == 1
    assert Evidence.objects.get(claim=other).source.title == "Tables of the ministry"


def test_an_address_without_a_scheme_gets_https_and_that_is_said(desk: Client, claim: Claim) -> None:
    page = add(desk, claim, url="ledger.example/2026?page=4").content.decode()
    assert Evidence.objects.get(claim=claim).source.url == "https://ledger.example/2026?page=4"
    assert "https:// was put before the address: https://ledger.example/2026?page=4" in page


def test_a_second_click_adds_nothing_and_the_same_again_later_does(desk: Client, claim: Claim) -> None:
    add(desk, claim)
    add(desk, claim)
    assert Evidence.objects.filter(claim=claim).count() == 1
    add(desk, claim, newest=Evidence.objects.get(claim=claim).pk)
    assert Evidence.objects.filter(claim=claim).count() == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"url": "", "title": ""}, "Name the source, or give its address."),
        ({"url": "javascript:alert(1)"}, "Enter a full address that starts with http:// or https://."),
        ({"url": "http://[", "title": ""}, "Enter a full address"),
        ({"stance": ""}, "Say whether it supports or contradicts the claim, or gives context."),
        ({"stance": "maybe"}, "Select a valid choice."),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"newest": "abc"}, "This form is out of date."),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(
    desk: Client, claim: Claim, sent: dict[str, str], said: str
) -> None:
    response = add(desk, claim, **sent)
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert said in words(response)
    assert "The newest there is.</textarea>" in words(response)
    assert '<details class="add-evidence" open>' in words(response)
    assert not Evidence.objects.exists()


def test_an_address_that_is_no_web_address_is_never_a_link(desk: Client, claim: Claim) -> None:
    add(desk, claim)
    Source.objects.update(url="https://user@evil.example/")
    assert 'href="https://user@evil.example/"' not in words(desk.get(f"/desk/claims/{claim.pk}/"))


def test_changing_what_is_recorded(desk: Client, claim: Claim) -> None:
    add(desk, claim)
    piece = Evidence.objects.get(claim=claim)
    page = words(desk.get(f"/desk/evidence/{piece.pk}/"))
    assert "14 cranes." in page
    sent = {"version": piece.version, "stance": "context", "passage": "", "locator": "", "note": "Second thoughts."}
    response = desk.post(f"/desk/evidence/{piece.pk}/", sent, follow=True)
    assert "The evidence is saved." in words(response)
    piece.refresh_from_db()
    assert (piece.stance, piece.note, piece.is_primary, piece.version) == ("context", "Second thoughts.", False, 2)
    # A second click finds it as it wants it.
    assert desk.post(f"/desk/evidence/{piece.pk}/", sent).status_code == 302
    piece.refresh_from_db()
    assert piece.version == 2


def test_two_people_changing_it_see_both_texts(desk: Client, claim: Claim, ed: User) -> None:
    add(desk, claim)
    piece = Evidence.objects.get(claim=claim)
    actions.edit_evidence(actor=ed, evidence_id=piece.pk, version=1, stance="context", passage="Theirs.", note="Kept.")
    sent = {"version": 1, "stance": "contradicts", "passage": "Mine.", "locator": "", "note": "Kept."}
    response = desk.post(f"/desk/evidence/{piece.pk}/", sent)
    page = words(response)
    assert response.status_code == 409
    assert "Ed Brandt changed this in the meantime." in page
    theirs, mine = page.split('<form method="post" class="fields"')
    assert "Theirs." in theirs
    assert "Kept." not in theirs
    assert "Mine.</textarea>" in mine
    assert 'name="version" value="2"' in mine


def test_what_is_typed_into_evidence_that_somebody_removes_is_offered_as_new(
    desk: Client, claim: Claim, ed: User
) -> None:
    add(desk, claim)
    piece = Evidence.objects.get(claim=claim)
    actions.remove_evidence(actor=ed, evidence_id=piece.pk, version=1)
    response = desk.post(
        f"/desk/evidence/{piece.pk}/", {"version": 1, "stance": "supports", "passage": "Typed for long."}
    )
    page = words(response)
    assert response.status_code == 409
    assert "The evidence was removed in the meantime" in page
    assert "Ed Brandt" in page.partition("Typed for long.</textarea>")[0]
    sent = {"newest": 0, "source_id": piece.source_id, "stance": "supports", "passage": "Typed for long."}
    assert f'name="source_id" value="{piece.source_id}"' in page
    desk.post(f"/desk/claims/{claim.pk}/evidence/", sent)
    assert Evidence.objects.get(claim=claim).source_id == piece.source_id


def test_evidence_that_never_was_is_not_there(desk: Client, claim: Claim) -> None:
    assert desk.post("/desk/evidence/987654321/", {"version": 1, "stance": "supports"}).status_code == 404


def test_removing_asks_in_place_and_keeps_the_words_in_the_history(desk: Client, claim: Claim) -> None:
    add(desk, claim)
    piece = Evidence.objects.get(claim=claim)
    assert f'action="/desk/evidence/{piece.pk}/remove/"' in words(desk.get(f"/desk/claims/{claim.pk}/"))
    stale = desk.post(f"/desk/evidence/{piece.pk}/remove/", {"version": 7})
    assert stale.status_code == 409
    assert desk.post(f"/desk/evidence/{piece.pk}/remove/", {"version": "x"}).status_code == 400
    page = words(desk.post(f"/desk/evidence/{piece.pk}/remove/", {"version": 1}, follow=True))
    assert "The source is removed from this claim." in page
    assert "removed the source <bdi>Tables of the ministry</bdi>" in page
    assert not Evidence.objects.exists()
    assert desk.post(f"/desk/evidence/{piece.pk}/remove/", {"version": 1}).status_code == 404


def test_evidence_of_a_verdict_under_review_stands(desk: Client, claim: Claim, mara: User) -> None:
    complete(mara, claim)
    piece = Evidence.objects.get(claim=claim)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    events = Event.objects.count()
    late = add(desk, claim, title="A late find")
    assert late.status_code == 409  # type: ignore[attr-defined]
    assert "is in the state “In review”" in words(late)
    assert "The newest there is.</textarea>" in words(late)
    changed = desk.post(f"/desk/evidence/{piece.pk}/", {"version": 1, "stance": "context"})
    assert changed.status_code == 409
    assert "is in the state “In review”" in words(changed)
    assert desk.post(f"/desk/evidence/{piece.pk}/remove/", {"version": 1}).status_code == 409
    assert Event.objects.count() == events


def test_what_a_piece_lacks_is_said_quietly(desk: Client, claim: Claim) -> None:
    page = words(add(desk, claim))
    assert "Still missing:" not in page
    page = words(
        add(desk, claim, newest=Evidence.objects.get().pk, url="", title="Bare", passage="", locator="", interest="")
    )
    bare = Evidence.objects.select_related("source").get(source__title="Bare")
    gaps = page.split('<p class="gaps soft">')[1].split("</p>")[0]
    assert "the exact passage" in gaps
    assert "where it is" in gaps
    assert f"/desk/sources/{bare.source_id}/edit/?next=/desk/claims/{claim.pk}/%23evidence-{bare.pk}" in gaps


def test_others_may_not_touch_it(
    sign_in: Callable[[User], Client], claim: Claim, mara: User, vic: User, cem: User
) -> None:
    complete(mara, claim)
    piece = Evidence.objects.get(claim=claim)
    for person in (vic, cem):
        desk = sign_in(person)
        assert add(desk, claim).status_code == 403  # type: ignore[attr-defined]
        assert desk.get(f"/desk/evidence/{piece.pk}/").status_code == 403
        assert desk.post(f"/desk/evidence/{piece.pk}/", {"version": 1, "stance": "context"}).status_code == 403
        assert desk.post(f"/desk/evidence/{piece.pk}/remove/", {"version": 1}).status_code == 403
    assert Evidence.objects.get().version == 1


def test_a_known_address_under_another_name_is_said(
    desk: Client, claim: Claim, claim_in: Callable[..., Claim], ed: User
) -> None:
    assert "is known already" not in words(add(desk, claim))
    other = claim_in(State.CHECKING)
    page = words(add(desk, other, title="Something else"))
    piece = Evidence.objects.get(claim=other)
    assert "This source is known already as “<bdi>Tables of the ministry</bdi>”." in page
    assert f'<a href="/desk/sources/{piece.source_id}/edit/">edit its details</a>' in page
    assert piece.source.title == "Tables of the ministry"
    # What is left empty is no other detail.
    assert "is known already" not in words(add(desk, claim_in(State.CHECKING), title="", publisher="", interest=""))
