"""Doing one thing to many claims: what is done, what is refused, and that the screen says both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions import claim as claims
from claims.models import Claim, Event, User
from claims.vocabulary import Priority, State
from tests.cast import fresh

BULK = "/desk/claims/bulk/"


def picked(*rows: Claim) -> list[str]:
    return [f"{claim.pk}:{claim.version}" for claim in rows]


@pytest.fixture
def at_the_desk(sign_in: Callable[[User], Client], ed: User) -> Client:
    return sign_in(ed)


def test_assigning_many_sets_checker_date_and_priority(
    at_the_desk: Client, claim_in: Callable[..., Claim], cem: User
) -> None:
    rows = [claim_in(State.TO_CHECK), claim_in(State.ASSIGNED)]
    day = timezone.localdate() + dt.timedelta(days=3)
    response = at_the_desk.post(
        BULK,
        {"claims": picked(*rows), "do": "assign", "checker": cem.pk, "due_on": day.isoformat(), "priority": "3"},
        follow=True,
    )
    assert "2 claims were assigned." in response.content.decode()
    for claim in map(fresh, rows):
        assert (claim.state, claim.checker, claim.due_on, claim.priority) == (State.ASSIGNED, cem, day, Priority.HIGH)


def test_a_suggested_claim_is_accepted_on_the_way(
    at_the_desk: Client, claim_in: Callable[..., Claim], cem: User
) -> None:
    claim = claim_in(State.SUGGESTED)
    at_the_desk.post(BULK, {"claims": picked(claim), "do": "assign", "checker": cem.pk})
    assert fresh(claim).state == State.ASSIGNED
    assert list(claim.events.values_list("kind", flat=True)) == ["add", "accept", "assign"]


def test_what_was_refused_is_named_with_its_reason_and_the_rest_is_done(
    at_the_desk: Client, claim_in: Callable[..., Claim], cem: User, edna: User
) -> None:
    fine, published, changed = claim_in(State.TO_CHECK), claim_in(State.PUBLISHED), claim_in(State.TO_CHECK)
    seen = picked(fine, published, changed)
    claims.prioritise_claim(actor=edna, claim_id=changed.pk, version=changed.version, priority=4, due_on=None)
    page = at_the_desk.post(BULK, {"claims": seen, "do": "assign", "checker": cem.pk}, follow=True).content.decode()
    assert "1 claim was assigned." in page
    assert "2 claims were refused:" in page
    assert "is in the state “Published”" in page
    assert "Edna Ruiz changed this in the meantime" in page
    assert [fresh(claim).state for claim in (fine, published, changed)] == [
        State.ASSIGNED,
        State.PUBLISHED,
        State.TO_CHECK,
    ]


def test_one_that_cannot_be_assigned_stays_suggested(
    at_the_desk: Client, claim_in: Callable[..., Claim], mara: User
) -> None:
    claim = claim_in(State.SUGGESTED)
    User.objects.filter(pk=mara.pk).update(is_active=False)
    response = at_the_desk.post(BULK, {"claims": picked(claim), "do": "assign", "checker": mara.pk})
    assert response.status_code == 400
    assert fresh(claim).state == State.SUGGESTED


def test_accepting_dismissing_and_prioritising(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    rows = [claim_in(State.SUGGESTED), claim_in(State.SUGGESTED)]
    at_the_desk.post(BULK, {"claims": picked(*rows), "do": "accept"})
    rows = [fresh(claim) for claim in rows]
    assert {claim.state for claim in rows} == {State.TO_CHECK}
    day = timezone.localdate()
    at_the_desk.post(BULK, {"claims": picked(*rows), "do": "prioritise", "due_on": day.isoformat()})
    rows = [fresh(claim) for claim in rows]
    assert {(claim.due_on, claim.priority) for claim in rows} == {(day, Priority.NORMAL)}
    at_the_desk.post(BULK, {"claims": picked(*rows), "do": "prioritise", "priority": "4"})
    rows = [fresh(claim) for claim in rows]
    assert {(claim.due_on, claim.priority) for claim in rows} == {(day, Priority.URGENT)}
    at_the_desk.post(BULK, {"claims": picked(*rows), "do": "dismiss", "reason": "An opinion."})
    assert {(fresh(c).state, fresh(c).dismissed_reason) for c in rows} == {(State.DISMISSED, "An opinion.")}


def test_a_checker_takes_many_and_may_not_assign(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], mara: User, cem: User
) -> None:
    rows = [claim_in(State.TO_CHECK), claim_in(State.TO_CHECK)]
    desk = sign_in(mara)
    page = desk.post(BULK, {"claims": picked(*rows), "do": "assign", "checker": cem.pk}, follow=True).content.decode()
    assert "2 claims were refused:" in page
    assert "Only editors and admins may do this." in page
    desk.post(BULK, {"claims": picked(*rows), "do": "take"})
    assert {fresh(claim).checker for claim in rows} == {mara}


def test_a_viewer_is_refused(sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], vic: User) -> None:
    claim = claim_in(State.SUGGESTED)
    response = sign_in(vic).post(BULK, {"claims": picked(claim), "do": "accept"})
    assert response.status_code == 403
    assert "Only checkers, editors and admins may do this." in response.content.decode()
    assert fresh(claim).state == State.SUGGESTED


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"do": "accept", "claims": []}, "Tick the claims first."),
        (
            {"do": "accept", "claims": ["abc", "1", "1:", ":1", "-1:2", "٣:٤", "9" * 30 + ":1"]},
            "Tick the claims first.",
        ),
        ({"do": "accept", "claims": [f"{number}:1" for number in range(1, 502)]}, "Tick at most 500 claims"),
        ({"do": "assign"}, "Choose who is to check the claims."),
        ({"do": "assign", "checker": "999999"}, "Select a valid choice."),
        ({"do": "dismiss"}, "Say why the claims are dismissed."),
        ({"do": "prioritise"}, "Choose a priority or a due date."),
        ({"do": "assign", "due_on": "31 February"}, "Enter a valid date."),
        ({"do": "prioritise", "due_on": "2020-02-03"}, "This day has passed."),
        ({"do": "ask_reviewer"}, "Choose who is to review the claims."),
        ({"do": "set_topics"}, "Choose a topic."),
        ({"do": "set_topics", "topic": "999999"}, "Select a valid choice."),
        ({"do": "publish"}, "Select a valid choice."),
        ({}, "Choose what to do with the ticked claims."),
    ],
)
def test_input_that_is_not_right_is_said_and_what_was_ticked_stays(
    at_the_desk: Client, claim_in: Callable[..., Claim], sent: dict[str, object], said: str
) -> None:
    claim = claim_in(State.SUGGESTED)
    sent = {"claims": picked(claim), "query": "state=suggested", **sent}
    response = at_the_desk.post(BULK, sent)
    assert response.status_code == 400
    page = response.content.decode()
    assert said in page
    assert fresh(claim).version == claim.version
    if sent["claims"] == picked(claim):
        assert f'value="{claim.pk}:{claim.version}" checked' in page
    # The filters of the page the button was on are still there.
    assert 'value="suggested" checked' in page


def test_back_to_the_same_rows(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.SUGGESTED)
    response = at_the_desk.post(BULK, {"claims": picked(claim), "do": "accept", "query": "state=suggested&q=&page=2"})
    assert response.headers["Location"] == "/desk/claims/?state=suggested&page=2"


def test_a_second_click_does_nothing_and_says_the_same(
    at_the_desk: Client, claim_in: Callable[..., Claim], cem: User
) -> None:
    rows = [claim_in(State.SUGGESTED), claim_in(State.TO_CHECK)]
    sent = {"claims": picked(*rows), "do": "assign", "checker": cem.pk, "priority": "3"}
    at_the_desk.post(BULK, sent, follow=True)
    events = Event.objects.count()
    page = at_the_desk.post(BULK, sent, follow=True).content.decode()
    assert "2 claims were assigned." in page
    assert Event.objects.count() == events


def test_the_same_form_with_another_answer_is_no_second_click(
    at_the_desk: Client, claim_in: Callable[..., Claim], cem: User, mara: User
) -> None:
    claim = claim_in(State.TO_CHECK)
    at_the_desk.post(BULK, {"claims": picked(claim), "do": "assign", "checker": cem.pk})
    page = at_the_desk.post(
        BULK, {"claims": picked(claim), "do": "assign", "checker": mara.pk}, follow=True
    ).content.decode()
    assert "1 claim was refused:" in page
    assert fresh(claim).checker == cem


def test_a_claim_ticked_twice_is_done_once(at_the_desk: Client, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.SUGGESTED)
    page = at_the_desk.post(BULK, {"claims": picked(claim, claim), "do": "accept"}, follow=True).content.decode()
    assert "1 claim was accepted for checking." in page
    assert claim.events.filter(kind="accept").count() == 1
