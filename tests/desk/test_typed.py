"""What is typed and not saved: kept for its author alone, never written over unseen, thrown away once it is saved."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions import typed as actions
from claims.actions.verdict import save_verdict
from claims.desk.typed import as_offer
from claims.models import Claim, Event, Typed, User, Verdict
from claims.tasks import clear_old_typed
from claims.vocabulary import State
from tests.cast import fresh

SignIn = Callable[[User], Client]

TYPED = {"rating": "", "summary": "Half a summ", "explanation": "", "not_found": ""}


@pytest.fixture
def claim(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.CHECKING)


def put(client: Client, key: str, answers: object = TYPED, **more: str) -> tuple[int, dict[str, str]]:
    fields = {"key": key, "answers": json.dumps(answers), "base": "{}", **more}
    response = client.post("/desk/typed/", fields)
    return response.status_code, response.json()


def page_of(client: Client, claim: Claim) -> str:
    return client.get(f"/desk/claims/{claim.pk}/").content.decode()


def test_it_is_kept_and_offered_to_its_author_alone(sign_in: SignIn, claim: Claim, mara: User, ed: User) -> None:
    events = Event.objects.count()
    status, answer = put(sign_in(mara), f"verdict-{claim.pk}", version="0")
    assert status == 200
    assert answer["stamp"] == Typed.objects.get().stamp
    page = page_of(sign_in(mara), claim)
    assert f'data-offer="verdict-{claim.pk}"' in page
    assert ">Half a summ</textarea>" in page
    assert "not saved." in page
    assert "Half a summ" not in page_of(sign_in(ed), claim)
    # It is no work of the newsroom.
    assert not Verdict.objects.exists()
    assert Event.objects.count() == events
    assert not fresh(claim).is_touched or fresh(claim).version == claim.version


def test_an_offer_says_that_a_newer_text_was_saved(sign_in: SignIn, claim: Claim, mara: User) -> None:
    put(sign_in(mara), f"verdict-{claim.pk}", version="0")
    newer = "A newer text has been saved since."
    assert newer not in page_of(sign_in(mara), claim)
    save_verdict(actor=mara, claim_id=claim.pk, version=0, rating=None, summary="Another.", explanation="")
    assert newer in page_of(sign_in(mara), claim)


def test_an_offer_shows_the_words_of_fields_that_the_form_does_not_know(mara: User) -> None:
    answers = {"point-0-reason": "Say who counted.", "checklist:3": "3", "is_done": "on", "empty": " "}
    typed = actions.keep_typed(actor=mara, key="review-1", answers=answers, base={})
    assert as_offer(typed).texts == [("", "Say who counted.")]


def test_a_text_is_replaced_only_by_whoever_saw_it(sign_in: SignIn, mara: User) -> None:
    client = sign_in(mara)
    _status, first = put(client, "comment-1", {"body": "At the desk"})
    status, other = put(client, "comment-1", {"body": "On the phone"})
    assert status == 409
    assert "At the desk" in other["offer"]
    assert Typed.objects.get().answers == {"body": "At the desk"}
    # The same words are no other text.
    status, same = put(client, "comment-1", {"body": "At the desk"})
    assert status == 200
    status, _answer = put(client, "comment-1", {"body": "At the desk, on"}, seen=same["stamp"])
    assert status == 200
    assert first["stamp"] != same["stamp"]
    assert Typed.objects.get().answers == {"body": "At the desk, on"}


def test_saving_the_form_throws_it_away(sign_in: SignIn, claim: Claim, mara: User) -> None:
    client, key = sign_in(mara), f"verdict-{claim.pk}"
    _status, kept = put(client, key)
    said = {"version": 0, "summary": "Half a summary, and the rest.", f"seen:{key}": kept["stamp"]}
    assert client.post(f"/desk/claims/{claim.pk}/verdict/", said).status_code == 302
    assert not Typed.objects.exists()
    assert 'class="message typed-offer"' not in page_of(client, claim)


def test_the_very_text_that_was_saved_is_thrown_away_without_its_stamp(
    sign_in: SignIn, claim: Claim, mara: User
) -> None:
    client = sign_in(mara)
    put(client, f"comment-{claim.pk}", {"body": "Two\nlines "})
    client.post(f"/desk/claims/{claim.pk}/comments/", {"newest": 0, "body": "Two\r\nlines"})
    assert not Typed.objects.exists()


def test_saving_leaves_what_was_typed_on_another_device(sign_in: SignIn, claim: Claim, mara: User) -> None:
    client = sign_in(mara)
    put(client, f"verdict-{claim.pk}")
    client.post(f"/desk/claims/{claim.pk}/verdict/", {"version": 0, "summary": "Something else"})
    assert Verdict.objects.get().summary == "Something else"
    assert ">Half a summ</textarea>" in page_of(client, claim)


def test_what_the_form_says_already_is_not_offered(sign_in: SignIn, claim: Claim, mara: User) -> None:
    client = sign_in(mara)
    put(client, f"verdict-{claim.pk}")
    save_verdict(
        actor=mara, claim_id=claim.pk, version=0, rating=None, summary="Half a summ", explanation="", not_found=""
    )
    assert "data-offer=" not in page_of(client, claim)


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.TO_CHECK])
def test_a_text_whose_form_is_gone_is_still_there(
    sign_in: SignIn, claim_in: Callable[..., Claim], mara: User, state: State
) -> None:
    """Somebody else moved the claim on meanwhile."""
    claim = claim_in(state)
    actions.keep_typed(actor=mara, key=f"verdict-{claim.pk}", answers=TYPED, base={})
    page = page_of(sign_in(mara), claim)
    assert "verdict-form" not in page
    assert ">Half a summ</textarea>" in page


def test_a_text_that_went_meanwhile_is_not_made_anew(sign_in: SignIn, mara: User) -> None:
    """So a put that arrives after its form was saved brings nothing back."""
    client = sign_in(mara)
    _status, kept = put(client, "comment-1", {"body": "Said"})
    Typed.objects.all().delete()
    status, _answer = put(client, "comment-1", {"body": "Said."}, seen=kept["stamp"])
    assert status == 410
    assert not Typed.objects.exists()


def test_it_can_be_given_up_without_javascript(sign_in: SignIn, claim: Claim, mara: User) -> None:
    client, key = sign_in(mara), f"verdict-{claim.pk}"
    _status, kept = put(client, key)
    headers = {"referer": f"http://testserver/desk/claims/{claim.pk}/"}
    response = client.post("/desk/typed/give-up/", {"key": key, "seen": kept["stamp"]}, headers=headers, follow=True)
    assert response.redirect_chain == [(f"/desk/claims/{claim.pk}/", 302)]
    assert "The unsaved text is given up." in response.content.decode()
    assert not Typed.objects.exists()


@pytest.mark.parametrize(
    "seen",
    [
        "",
        "yesterday",
        "2026-13-45T00:00:00+00:00",
        "2026-01-02T03:04:05",
        "2026-01-02T03:04:05+23:59",
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_only_the_text_that_was_seen_is_given_up(sign_in: SignIn, mara: User, ed: User, seen: str) -> None:
    _status, kept = put(sign_in(mara), "comment-1")
    sign_in(mara).post("/desk/typed/give-up/", {"key": "comment-1", "seen": seen})
    sign_in(ed).post("/desk/typed/give-up/", {"key": "comment-1", "seen": kept["stamp"]})
    assert Typed.objects.exists()


@pytest.mark.parametrize(
    "answers",
    ["{", "[]", '"text"', '{"a": 1}', '{"a": {"b": "c"}}', '{"a": "\\u0000"}', '{"a": "\\ud800"}', "[" * 100_000],
)
def test_what_is_no_forms_answers_is_refused(sign_in: SignIn, mara: User, answers: str) -> None:
    response = sign_in(mara).post("/desk/typed/", {"key": "a", "answers": answers, "base": "{}"})
    assert response.status_code == 400
    assert not Typed.objects.exists()


@pytest.mark.parametrize("key", ["", "a b", "../x", "a" * 101])
def test_a_key_is_a_key(sign_in: SignIn, mara: User, key: str) -> None:
    assert put(sign_in(mara), key)[0] == 400


def test_there_are_limits(sign_in: SignIn, mara: User, ed: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(mara)
    assert put(client, "a", {"body": "a" * actions.TYPED_LIMIT})[0] == 413
    monkeypatch.setattr(actions, "FORMS_LIMIT", 2)
    kept = [put(client, key)[0] for key in ("a", "b", "c")]
    assert kept == [200, 200, 413]
    assert put(client, "a")[0] == 200  # One that is kept may go on.
    assert put(sign_in(ed), "c")[0] == 200


def test_old_texts_and_those_of_people_who_left_are_swept(sign_in: SignIn, mara: User, ed: User, cem: User) -> None:
    for person in (mara, ed, cem):
        put(sign_in(person), "a")
    Typed.objects.filter(person=mara).update(
        updated_at=timezone.now() - dt.timedelta(days=actions.KEPT_DAYS, minutes=1)
    )
    User.objects.filter(pk=cem.pk).update(is_active=False)
    clear_old_typed()
    assert Typed.objects.get().person == ed


def test_a_script_is_told_when_the_session_has_ended(client: Client, sign_in: SignIn, mara: User, ed: User) -> None:
    """And nothing is kept, or said to be sent, in the name of somebody else who signed in meanwhile."""
    headers = {"Factcheck-Person": str(mara.pk)}
    fields = {"key": "a", "answers": "{}", "base": "{}"}
    assert client.post("/desk/typed/", fields, headers=headers).status_code == 401
    assert client.get("/desk/signed-in/", headers=headers).status_code == 401
    assert sign_in(ed).post("/desk/typed/", fields, headers=headers).status_code == 412
    assert not Typed.objects.exists()
    assert sign_in(mara).post("/desk/typed/", fields, headers=headers).status_code == 200
    assert sign_in(mara).get("/desk/signed-in/", headers=headers).status_code == 204


@pytest.mark.parametrize("count", [1, 50])
def test_a_put_takes_the_same_few_queries(
    sign_in: SignIn, mara: User, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(count):
        actions.keep_typed(actor=mara, key=f"old-{number}", answers={}, base={})
    client = sign_in(mara)
    _status, kept = put(client, "a", {"body": "One"})
    with django_assert_num_queries(7):  # Session, person, the transaction (2), its lock, the text read and written.
        assert put(client, "a", {"body": "One, two"}, seen=kept["stamp"])[0] == 200
