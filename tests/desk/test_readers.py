"""The desk's queue of what readers send in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions import submission as actions
from claims.actions.submission import send_in
from claims.models import Claim, Submission, User
from claims.vocabulary import State, SubmissionKind, SubmissionState

SignIn = Callable[[User], Client]
CLAIM = "The failure of a single crane in Harrowmouth had cost shippers 40 million crowns in September."
S = SubmissionState


@pytest.fixture
def desk(sign_in: SignIn, ed: User) -> Client:
    return sign_in(ed)


def sent(text: str = CLAIM, **more: object) -> Submission:
    return send_in(kind=SubmissionKind.CLAIM, text=text, **more)[0]  # type: ignore[arg-type]


def words(response) -> str:
    return response.content.decode()


def numbers(desk: Client, **asked: str) -> list[int]:
    return [one.pk for one in desk.get("/desk/readers/", asked).context["page"].object_list]


def step(desk: Client, one: Submission, name: str, **fields: object):
    return desk.post(f"/desk/readers/{one.pk}/do/{name}/", {"version": one.version, **fields})


def test_the_list_shows_what_waits_and_is_filtered(desk: Client, ed: User, claim_in: Callable[..., Claim]):
    first, spam, declined = sent(), sent("Buy our wonderful watches now"), sent("Cats are better than dogs")
    published = claim_in(State.PUBLISHED)
    text = "The ledger is of another year."
    challenge = send_in(kind=SubmissionKind.CHALLENGE, text=text, links="https://port.example/books", claim=published)[
        0
    ]
    actions.mark_spam(actor=ed, submissions=[spam.pk])
    actions.decline(actor=ed, submission_id=declined.pk, version=1, reply="That is taste.")
    assert numbers(desk) == [first.pk, challenge.pk]
    assert numbers(desk, state="") == [challenge.pk, declined.pk, first.pk]
    assert numbers(desk, state="spam") == [spam.pk]
    assert numbers(desk, kind="challenge") == [challenge.pk]
    assert numbers(desk, q="HARROWMOUTH crane") == [first.pk]
    assert numbers(desk, q="books") == [challenge.pk]
    assert numbers(desk, q="taste", state="") == [declined.pk]
    Submission.objects.filter(pk=first.pk).update(created_at="2026-01-01T00:00Z")
    assert numbers(desk, age="7") == [challenge.pk]
    assert numbers(desk, age="older") == [first.pk]
    assert numbers(desk, state="nonsense", kind="x", age="y") == [first.pk, challenge.pk]


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_at_any_length(desk: Client, settings, count: int):
    settings.READERS_AN_HOUR = 1000
    for number in range(count):
        sent(f"{CLAIM} {number}")
    with CaptureQueriesContext(connection) as seen:
        desk.get("/desk/readers/")
    assert len(seen) == 6


def test_the_page_costs_the_same_however_much_is_like_it(desk: Client, settings, claim_in: Callable[..., Claim]):
    settings.READERS_AN_HOUR = 1000
    one = sent()

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            desk.get(f"/desk/readers/{one.pk}/")
        return len(seen)

    sent()
    claim_in(State.TO_CHECK)
    before = cost()
    for _ in range(3):
        sent()
        claim_in(State.PUBLISHED)
    assert cost() == before


def test_the_navigation_counts_what_waits_for_those_who_may_look(sign_in: SignIn, ed: User, mara: User, vic: User):
    sent()
    link = re.compile(r'<a href="/desk/readers/"[^>]*>From readers <span class="count">1')
    assert link.search(words(sign_in(ed).get("/desk/")))
    assert link.search(words(sign_in(mara).get("/desk/")))
    assert "/desk/readers/" not in words(sign_in(vic).get("/desk/"))


def test_who_sent_it_is_for_those_who_decide(sign_in: SignIn, ed: User, mara: User):
    one = sent(name="Oda Winter", email="oda@mail.example")
    assert "oda@mail.example" in words(sign_in(ed).get(f"/desk/readers/{one.pk}/"))
    seen = words(sign_in(mara).get(f"/desk/readers/{one.pk}/"))
    assert CLAIM in seen
    assert "oda@" not in seen
    assert "Winter" not in seen
    assert "do/decline" not in seen


def test_similar_claims_can_be_chosen(desk: Client, claim_in: Callable[..., Claim], mara: User):
    other = claim_in(State.CHECKING)
    one = sent(f"{other.quote} And more.")
    page = desk.get(f"/desk/readers/{one.pk}/")
    assert page.context["similar"] == [other]
    assert step(desk, one, "attach", claim=other.pk).status_code == 302
    assert Submission.objects.get().claim == other
    shown = words(desk.get(f"/desk/claims/{other.pk}/"))
    assert "Asked for by readers" in shown
    assert f'href="/desk/readers/{one.pk}/"' in shown


def test_what_is_wrong_is_said_with_all_that_was_typed(desk: Client):
    one = sent(email="oda@mail.example")
    empty = step(desk, one, "decline", reply="  ")
    assert empty.status_code == 400
    assert "This field is required" in words(empty)
    long = step(desk, one, "answer", reply="y" * 2001)
    assert long.status_code == 400
    assert "y" * 2001 in words(long)
    wrong = step(desk, one, "attach", claim="the one with the crane")
    assert wrong.status_code == 400
    assert "the one with the crane" in words(wrong)
    assert "Give the number of a claim" in words(wrong)
    assert Submission.objects.get().state == S.RECEIVED


def test_who_comes_second_keeps_what_they_typed(desk: Client, edna: User):
    one = sent()
    actions.decline(actor=edna, submission_id=one.pk, version=1, reply="That is taste.")
    response = step(desk, one, "answer", reply="It was opened in 1991.")
    assert response.status_code == 409
    assert "Edna Ruiz changed this" in words(response)
    assert "It was opened in 1991." in words(response)


def test_a_second_click_is_no_error(desk: Client):
    one = sent()
    for _ in range(2):
        assert step(desk, one, "decline", reply="That is taste.").status_code == 302
    assert Submission.objects.get().events.count() == 2


def test_taking_up_fills_the_form_and_makes_the_claim(desk: Client):
    one = sent(seen="On air, see https://radio.example/crane.")
    page = words(desk.get(f"/desk/readers/{one.pk}/take-up/"))
    assert 'value="https://radio.example/crane"' in page
    fields = {"version": 1, "title": "From a reader", "text": f"He said: {CLAIM}", "passage": "the crane sank"}
    refused = desk.post(f"/desk/readers/{one.pk}/take-up/", fields)
    assert refused.status_code == 400
    assert "does not hold these very words" in words(refused)
    response = desk.post(f"/desk/readers/{one.pk}/take-up/", {**fields, "passage": CLAIM.rstrip(".")})
    claim = Claim.objects.get()
    assert response["Location"] == f"/desk/claims/{claim.pk}/"
    assert claim.quote == CLAIM.rstrip(".")
    again = desk.post(f"/desk/readers/{one.pk}/take-up/", {**fields, "passage": CLAIM.rstrip(".")})
    assert again["Location"] == response["Location"]
    assert Claim.objects.count() == 1


def test_a_challenge_becomes_a_correction_with_its_words_as_the_reason(desk: Client, claim_in: Callable[..., Claim]):
    published = claim_in(State.PUBLISHED)
    one = send_in(kind=SubmissionKind.CHALLENGE, text="The ledger is of another year.", claim=published)[0]
    page = desk.get(f"/desk/readers/{one.pk}/")
    form = next(choice.form for choice in page.context["choices"] if choice.slug == "correct")
    assert form["reason"].value() == f"A reader (number {one.pk}): The ledger is of another year."
    assert "Take up as a new claim" not in words(page)
    step(desk, one, "correct", reason=form["reason"].value())
    published.refresh_from_db()
    assert published.state == State.CHECKING


def test_spam_is_ticked_and_marked(desk: Client):
    some = [sent(f"Buy our watches, offer {number}") for number in range(3)]
    assert (
        desk.post("/desk/readers/spam/", {"submission": [one.pk for one in some[:2]] + ["x", 2**70]}).status_code == 302
    )
    assert numbers(desk) == [some[2].pk]


def test_search_finds_it_for_those_who_may_look(sign_in: SignIn, ed: User, vic: User):
    one = sent(name="Oda Winter")
    assert f'href="/desk/readers/{one.pk}/"' in words(sign_in(ed).get("/desk/search/?q=harrowmouth+crane"))
    assert "/desk/readers/" not in words(sign_in(ed).get("/desk/search/?q=Winter")).partition("<main")[2]
    assert "/desk/readers/" not in words(sign_in(vic).get("/desk/search/?q=crane"))


def test_the_bell_leads_to_it(desk: Client, ed: User):
    one = sent()
    page = words(desk.get("/desk/notifications/"))
    assert "A reader asks for a claim to be checked" in page
    notification = ed.notifications.get()
    response = desk.post(f"/desk/notifications/{notification.pk}/open/", {"until": notification.pk})
    assert response["Location"] == f"/desk/readers/{one.pk}/"


def test_hostile_words_are_shown_as_words(desk: Client):
    one = sent("<script>alert(1)</script> said the \u202emayor of Harrowmouth", seen="javascript:alert(1)")
    for address in ("/desk/readers/", f"/desk/readers/{one.pk}/", f"/desk/readers/{one.pk}/take-up/"):
        page = words(desk.get(address))
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
