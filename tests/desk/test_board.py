"""The board: the queue's filters, a column for each state of open work, and moves that the workflow allows."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions import saved_view
from claims.desk.views.board import COLUMN_LENGTH
from claims.models import Claim, User
from claims.vocabulary import State
from claims.workflow import OPEN_STATES
from tests.cast import fresh
from tests.many_claims import make_claims

BOARD, QUEUE = "/desk/claims/board/", "/desk/claims/"
SignIn = Callable[[User], Client]


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def columns(response: object) -> dict[str, tuple[int, list[int]]]:
    return {one.state: (one.count, [c.pk for c in one.claims]) for one in response.context["columns"]}  # type: ignore[attr-defined]


def test_open_work_stands_in_columns_and_done_work_is_named(
    sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]
) -> None:
    made = {state: claim_in(state) for state in (State.SUGGESTED, State.TO_CHECK, State.IN_REVIEW, State.DISMISSED)}
    desk = sign_in(ed)
    found = columns(desk.get(BOARD))
    assert list(found) == [state for state in State if state in OPEN_STATES and state != State.SUGGESTED]
    assert found[State.TO_CHECK] == (1, [made[State.TO_CHECK].pk])
    assert found[State.ASSIGNED] == (0, [])
    answer = desk.get(BOARD, {"state": ["suggested", "dismissed"]})
    assert columns(answer) == {State.SUGGESTED: (1, [made[State.SUGGESTED].pk])}
    assert "In the list there are also: Dismissed." in words(answer)
    assert "No state of open work is chosen" in words(desk.get(BOARD, {"state": "dismissed"}))


def test_each_column_has_the_most_urgent_and_its_count_leads_to_all_of_them(
    sign_in: SignIn, ed: User, mara: User
) -> None:
    make_claims([ed, mara], 400)
    desk = sign_in(ed)
    answer = desk.get(BOARD, {"reviewer": "me", "sort": "-age"})
    for one in answer.context["columns"]:
        listed = desk.get(f"{QUEUE}{one.address}".replace("&sort=-age", ""))
        assert listed.context["total"] == one.count
        assert [row.claim for row in listed.context["rows"]][:COLUMN_LENGTH] == one.claims
    answer = desk.get(BOARD, {"state": "any"})
    long = [one for one in answer.context["columns"] if one.count > COLUMN_LENGTH]
    assert long
    for one in long:
        assert f'<a href="{QUEUE}?state={one.state}">All {one.count} in the list</a>' in words(answer)


def test_the_number_of_queries_is_the_same(sign_in: SignIn, ed: User, mara: User) -> None:
    desk = sign_in(ed)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(BOARD, {"topic": "nobody"})
        return len(found)

    make_claims([ed, mara], 10)
    queries()
    with_few = queries()
    make_claims([ed, mara], 150, seed=2)
    assert queries() == with_few


def moves(desk: Client, claim: Claim, came_from: str = BOARD) -> str:
    answer = desk.get(f"{QUEUE}{claim.pk}/_moves/", {"next": came_from}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return words(answer)


def offered(fragment: str) -> set[str]:
    return set(re.findall(r"/do/(\w+)/", fragment))


def test_a_card_offers_what_the_workflow_allows(
    sign_in: SignIn, ed: User, mara: User, cem: User, vic: User, claim_in: Callable[..., Claim]
) -> None:
    claim = claim_in(State.ASSIGNED)
    assert offered(moves(sign_in(mara), claim)) == {"start", "hand_back", "ask_reviewer"}
    assert offered(moves(sign_in(cem), claim)) == set()
    assert offered(moves(sign_in(ed), claim)) == {
        "assign",
        "dismiss",
        "hand_back",
        "ask_reviewer",
        "prioritise",
        "undo",
    }
    # What is incomplete cannot be sent to review; a viewer has no menu.
    assert "submit" not in offered(moves(sign_in(mara), claim_in(State.CHECKING)))
    assert "card-menu" not in words(sign_in(vic).get(BOARD))
    assert "card-menu" in words(sign_in(mara).get(BOARD))


def test_a_move_leads_back_to_the_board_as_it_was(sign_in: SignIn, mara: User, claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.ASSIGNED)
    desk = sign_in(mara)
    came_from = f"{BOARD}?checker=me"
    page = words(desk.get(came_from))
    assert f"/desk/claims/{claim.pk}/_moves/?next=%2Fdesk%2Fclaims%2Fboard%2F%3Fchecker%3Dme" in page
    fragment = moves(desk, claim, came_from)
    back = f"{came_from}#card-{claim.pk}"
    assert f'name="next" value="{back}"' in fragment
    answer = desk.post(f"{QUEUE}{claim.pk}/do/start/", {"version": claim.version, "next": back})
    assert answer.headers["Location"] == back
    assert fresh(claim).state == State.CHECKING
    # A step with questions is a page, which leads back, too. Other sites are not led to.
    page = words(desk.get(re.search(r'href="([^"]*hand_back[^"]*)"', fragment)[1].replace("&amp;", "&")))
    assert f'name="next" value="{back}"' in page
    assert "evil.example" not in moves(desk, claim, "https://evil.example/")


def test_filters_views_and_htmx_work_as_in_the_list(sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]) -> None:
    claim_in(State.TO_CHECK)
    view = saved_view.save_view(actor=ed, name="Mine", query="checker=me")
    desk = sign_in(ed)
    page = words(desk.get(BOARD, {"q": "crane"}))
    assert f'<a href="{BOARD}?checker=me">' in page
    assert f'<a href="{QUEUE}?q=crane">List</a>' in page
    answer = desk.get(BOARD, {"q": "crane", "checker": ""}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == f"{BOARD}?q=crane"
    assert "<html" not in words(answer)
    assert 'id="count-to_check" hx-swap-oob="true">1<' in words(answer)
    saved_view.begin_with_view(actor=ed, view_id=view.pk)
    assert sign_in(ed).get(BOARD).headers["Location"] == f"{BOARD}?checker=me"
    answer = sign_in(ed).get(f"{BOARD}?reviewer=abc&sort=x")
    assert "was left out: Review asked of, Sorting." in words(answer)
