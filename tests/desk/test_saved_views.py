"""Saved views: whose they are, what they count, and that nobody changes what is not theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions import saved_view as actions
from claims.actions.errors import Invalid, Refused
from claims.models import Claim, Event, SavedView, User
from claims.vocabulary import SettingsArea, State

QUEUE, SAVE, VIEWS = "/desk/claims/", "/desk/claims/views/save/", "/desk/settings/views/"
SignIn = Callable[[User], Client]


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_a_view_is_saved_and_counted_and_leads_to_a_readable_address(
    sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]
) -> None:
    claim_in(State.TO_CHECK), claim_in(State.TO_CHECK), claim_in(State.IN_REVIEW)
    desk = sign_in(ed)
    sent = {"name": "  To  check ", "query": "state=to_check&q=&page=7&page_size=x&sort=-due"}
    answer = desk.post(SAVE, sent)
    assert answer.headers["Location"] == f"{QUEUE}?state=to_check&sort=-due"
    page = words(desk.get(answer.headers["Location"]))
    assert "The view “To check” is saved." in page
    assert (
        f'<a href="{QUEUE}?state=to_check&amp;sort=-due" aria-current="page"><bdi>To check</bdi> '
        '<span class="count">2</span></a>'
    ) in page
    (link,) = desk.get(QUEUE, {"state": "in_review"}).context["views"]
    assert (link.count, link.is_current) == (2, False)


def test_me_is_whoever_looks(sign_in: SignIn, ed: User, mara: User, claim_in: Callable[..., Claim]) -> None:
    actions.save_view(actor=ed, name="Mine", query="checker=me", is_shared=True)
    claim_in(State.ASSIGNED), claim_in(State.CHECKING)
    assert [link.count for link in sign_in(mara).get(QUEUE).context["views"]] == [2]
    assert [link.count for link in sign_in(ed).get(QUEUE).context["views"]] == [0]


def test_my_work_leads_to_the_views_with_as_many_queries_for_many(
    sign_in: SignIn, ed: User, mara: User, claim_in: Callable[..., Claim]
) -> None:
    claim_in(State.TO_CHECK)
    actions.save_view(actor=ed, name="Untouched", query="state=to_check", is_shared=True)
    actions.save_view(actor=ed, name="Only Ed's", query="state=assigned")
    client = sign_in(mara)
    with CaptureQueriesContext(connection) as first:
        page = words(client.get("/desk/"))
    assert '<a href="/desk/claims/?state=to_check"><bdi>Untouched</bdi> <span class="count">1</span></a>' in page
    assert "Only Ed" not in page
    for number in range(5):
        actions.save_view(actor=ed, name=f"View {number}", query=f"q=word{number}", is_shared=True)
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")
    assert len(many) == len(first)


def test_counts_are_those_of_the_lists_they_lead_to(
    sign_in: SignIn, ed: User, mara: User, claim_in: Callable[..., Claim]
) -> None:
    for state in (State.SUGGESTED, State.TO_CHECK, State.ASSIGNED, State.DISMISSED):
        claim_in(state)
    queries = (
        "state=any",
        "checker=nobody",
        "topic=nobody",
        "due=overdue",
        "q=crane&state=any",
        "sort=age",
        "topic=77",
    )
    for number, query in enumerate(queries):
        actions.save_view(actor=ed, name=f"View {number}", query=query)
    desk = sign_in(ed)
    for link in desk.get(QUEUE, {"q": "x"}).context["views"]:
        assert link.count == desk.get(f"{QUEUE}{link.address}").context["total"], link


def test_the_number_of_queries_is_the_same_for_one_view_and_for_many(
    sign_in: SignIn, ed: User, claim_in: Callable[..., Claim]
) -> None:
    claim_in(State.TO_CHECK)
    desk = sign_in(ed)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(QUEUE, {"state": "any"})
        return len(found)

    actions.save_view(actor=ed, name="One", query="state=to_check")
    queries()
    with_one = queries()
    for number in range(actions.MOST - 1):
        actions.save_view(actor=ed, name=f"View {number}", query=f"q=word{number}")
    assert queries() == with_one


def test_a_name_that_is_taken_replaces_only_when_asked(sign_in: SignIn, ed: User, edna: User) -> None:
    desk = sign_in(ed)
    desk.post(SAVE, {"name": "Late", "query": "due=overdue"})
    answer = desk.post(SAVE, {"name": "LATE", "query": "due=today"})
    assert answer.status_code == 400
    assert "There is a view of this name." in words(answer)
    assert 'value="LATE"' in words(answer)
    # The filters of the page the form was on are still there.
    assert '<option value="today" selected>' in words(answer)
    assert SavedView.objects.get().query == "due=overdue"
    desk.post(SAVE, {"name": "late", "query": "due=today", "replaces": "on"})
    assert (SavedView.objects.get().query, SavedView.objects.get().name) == ("due=today", "Late")
    # Somebody else's is no obstacle, and a shared one may have the name of one's own.
    actions.save_view(actor=edna, name="Late", query="due=week")
    actions.save_view(actor=edna, name="Late", query="due=week", is_shared=True)
    assert SavedView.objects.count() == 3


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "query": "due=today"}, "This field is required."),
        ({"name": "x" * 61, "query": "due=today"}, "at most 60 characters"),
        ({"name": "Nothing", "query": ""}, "Filter or sort first"),
        ({"name": "Nothing", "query": "unknown=1&page=2"}, "Filter or sort first"),
        ({"name": "Long", "query": "q=" + "x" * 2001}, "Shorten this"),
    ],
)
def test_what_is_not_right_is_said(sign_in: SignIn, ed: User, sent: dict[str, str], said: str) -> None:
    answer = sign_in(ed).post(SAVE, sent)
    assert answer.status_code == 400
    assert not SavedView.objects.exists()
    if sent["query"] and "unknown" not in sent["query"]:
        assert said in words(answer)


def test_there_is_a_limit(ed: User) -> None:
    for number in range(actions.MOST):
        actions.save_view(actor=ed, name=f"View {number}", query="due=today")
    with pytest.raises(Invalid, match="12 views"):
        actions.save_view(actor=ed, name="One more", query="due=today")
    actions.save_view(actor=ed, name="A shared one", query="due=today", is_shared=True)


def test_only_editors_share_and_change_what_is_shared(sign_in: SignIn, ed: User, mara: User, vic: User) -> None:
    shared = actions.save_view(actor=ed, name="Urgent", query="priority=4", is_shared=True)
    for person in (mara, vic):
        desk = sign_in(person)
        page = words(desk.get(QUEUE))
        assert "Urgent" in page
        assert 'name="is_shared"' not in words(desk.get(QUEUE, {"q": "x"}))
        assert desk.post(f"{VIEWS}{shared.pk}/", {"name": "Mine now"}).status_code == 403
        assert desk.post(f"{VIEWS}{shared.pk}/delete/").status_code == 403
        with pytest.raises(Refused):
            actions.save_view(actor=person, name="For all", query="q=x", is_shared=True)
        # Their own they may have.
        desk.post(SAVE, {"name": "Crane", "query": "q=crane", "is_shared": "on"})
        assert SavedView.objects.get(owner=person).is_shared is False
    assert SavedView.objects.get(pk=shared.pk).name == "Urgent"


def test_nobody_sees_or_touches_what_is_somebody_elses(sign_in: SignIn, ed: User, ada: User) -> None:
    view = actions.save_view(actor=ed, name="Secret plan", query="q=minister")
    desk = sign_in(ada)
    for page in (QUEUE, VIEWS):
        assert "Secret plan" not in words(desk.get(page))
    assert desk.post(f"{VIEWS}{view.pk}/", {"name": "x"}).status_code == 404
    assert desk.post(f"{VIEWS}{view.pk}/delete/").status_code == 404
    assert desk.post(f"{VIEWS}begin/", {"view": view.pk}).status_code == 404
    assert desk.post(f"{VIEWS}999999999999999999/delete/").status_code == 404


def test_renaming_sharing_and_deleting_leave_their_history(sign_in: SignIn, ed: User, edna: User) -> None:
    view = actions.save_view(actor=ed, name="Late", query="due=overdue")
    desk = sign_in(ed)
    desk.post(f"{VIEWS}{view.pk}/", {"name": "Too late", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Too late", True)
    page = words(sign_in(edna).get(VIEWS))
    assert "Too late" in page
    assert "changed <bdi>Late</bdi>" in page  # What was shared is told to all, what one had for oneself is not.
    assert page.count('class="timeline-item') == 1
    sign_in(edna).post(f"{VIEWS}{view.pk}/delete/")
    assert not SavedView.objects.exists()
    assert "took <bdi>Too late</bdi> out of use" in words(sign_in(ed).get(VIEWS))
    assert Event.objects.filter(area=SettingsArea.VIEWS).count() == 3


def test_a_shared_view_that_is_shared_no_more_is_the_editors_who_took_it(ed: User, edna: User) -> None:
    view = actions.save_view(actor=ed, name="Late", query="due=overdue", is_shared=True)
    actions.edit_view(actor=edna, view_id=view.pk, name="Late", is_shared=False)
    view.refresh_from_db()
    assert (view.owner, view.is_shared) == (edna, False)


def test_nobody_renames_or_deletes_a_view_that_somebody_else_changed_meanwhile(
    sign_in: SignIn, ed: User, edna: User
) -> None:
    view = actions.save_view(actor=ed, name="Late", query="due=overdue", is_shared=True)
    desk = sign_in(ed)
    assert f'name="seen" value="{view.stamp}"' in words(desk.get(VIEWS))
    actions.edit_view(actor=edna, view_id=view.pk, name="Overdue", is_shared=True, seen=view.stamp)
    answer = desk.post(f"{VIEWS}{view.pk}/", {"name": "Too late", "is_shared": "on", "seen": view.stamp})
    assert answer.status_code == 409
    page = words(answer)
    assert "Edna Ruiz changed this in the meantime" in page
    # Both names are there, and what is sent from this page goes through.
    assert "<bdi>Overdue</bdi>" in page
    assert 'value="Too late"' in page
    assert desk.post(f"{VIEWS}{view.pk}/delete/", {"seen": view.stamp}).status_code == 409
    view.refresh_from_db()
    assert view.name == "Overdue"
    assert f'name="seen" value="{view.stamp}"' in page
    for _click in range(2):  # The second says the same, and is no conflict.
        sent = {"name": "Too late", "is_shared": "on", "seen": view.stamp}
        assert desk.post(f"{VIEWS}{view.pk}/", sent).status_code == 302
    view.refresh_from_db()
    assert view.name == "Too late"


def test_the_queue_begins_with_a_persons_view_and_all_open_work_is_a_click_away(
    sign_in: SignIn, ed: User, mara: User, claim_in: Callable[..., Claim]
) -> None:
    claim_in(State.TO_CHECK), claim_in(State.ASSIGNED)
    view = actions.save_view(actor=ed, name="Mine", query="checker=me&sort=due", is_shared=True)
    desk = sign_in(mara)
    desk.post(f"{VIEWS}begin/", {"view": view.pk})
    answer = desk.get(QUEUE)
    assert answer.headers["Location"] == f"{QUEUE}?checker=me&sort=due"
    page = words(desk.get(answer.headers["Location"]))
    # Taking the last filters away does not lead back to it.
    assert f'href="{QUEUE}?view=all">Clear all filters' in page
    cleared = desk.get(QUEUE, {"view": "all"})
    assert cleared.context["total"] == 2
    assert f'href="{QUEUE}?view=all" aria-current="page"' in words(cleared)
    chip = desk.get(QUEUE, {"checker": "me"}).context["chips"][0]
    assert chip.without == "?view=all"
    # Others begin as before; and so does she, once it is gone.
    assert sign_in(ed).get(QUEUE).status_code == 200
    actions.delete_view(actor=ed, view_id=view.pk)
    assert sign_in(mara).get(QUEUE).status_code == 200


def test_beginning_with_all_open_work_again(sign_in: SignIn, ed: User) -> None:
    view = actions.save_view(actor=ed, name="Mine", query="checker=me")
    desk = sign_in(ed)
    desk.post(f"{VIEWS}begin/", {"view": view.pk})
    assert "your queue begins with it" in words(desk.get(VIEWS))
    assert "Begin with all open work instead" in words(desk.get(VIEWS))
    desk.post(f"{VIEWS}begin/")
    assert desk.get(QUEUE).status_code == 200


def test_a_name_is_escaped(sign_in: SignIn, ed: User) -> None:
    actions.save_view(actor=ed, name="<script>alert(1)</script>", query="q=x")
    for page in (QUEUE, VIEWS):
        assert "<script>alert" not in words(sign_in(ed).get(page))


def test_a_view_that_the_database_cannot_ask_for_breaks_nobodys_queue(sign_in: SignIn, ed: User, vic: User) -> None:
    desk = sign_in(ed)
    sent = {"name": "Broken", "query": "publisher=%00", "is_shared": "on"}
    assert desk.post(SAVE, sent).status_code == 400
    assert desk.post(f"{QUEUE}bulk/", {"do": "accept", "claims": "1:1", "query": "publisher=%00"}).status_code == 302
    # One that was saved before this was refused.
    SavedView.objects.create(owner=ed, name="Old", query="publisher=%00", is_shared=True)
    for address in (QUEUE, f"{QUEUE}board/", VIEWS):
        assert sign_in(vic).get(address).status_code == 200
