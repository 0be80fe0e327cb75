"""Comments: threads of one level, resolved once, and no double by a second click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.actions import comment as actions
from claims.models import Claim, Comment, Event, User
from claims.vocabulary import State


@pytest.fixture
def claim(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.ASSIGNED)


def say(desk: Client, claim: Claim, body: str, newest: int = 0, **sent: object) -> object:
    sent = {"newest": newest, "body": body, **sent}
    return desk.post(f"/desk/claims/{claim.pk}/comments/", sent, follow=True)


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_a_comment_and_an_answer(sign_in: Callable[[User], Client], claim: Claim, mara: User, ed: User) -> None:
    say(sign_in(mara), claim, "Whose figure is it?\r\nThe ministry’s?")
    first = Comment.objects.get()
    response = say(sign_in(ed), claim, "The <union>’s.", newest=first.pk, parent=first.pk)
    answer = Comment.objects.latest("id")
    assert (answer.parent, answer.author) == (first, ed)
    assert response.redirect_chain == [(f"/desk/claims/{claim.pk}/#comment-{answer.pk}", 302)]  # type: ignore[attr-defined]
    page = words(response)
    assert "The &lt;union&gt;’s." in page
    assert page.index(f'id="comment-{first.pk}"') < page.index(f'id="comment-{answer.pk}"')


def test_a_second_click_says_nothing_twice_and_the_same_words_later_are_said(
    sign_in: Callable[[User], Client], claim: Claim, mara: User
) -> None:
    desk = sign_in(mara)
    say(desk, claim, "Done.")
    say(desk, claim, "Done.")
    assert Comment.objects.count() == 1
    say(desk, claim, "Done.", newest=Comment.objects.get().pk)
    assert Comment.objects.count() == 2


def test_settling_once(sign_in: Callable[[User], Client], claim: Claim, mara: User, ed: User) -> None:
    say(sign_in(mara), claim, "Whose figure is it?")
    comment = Comment.objects.get()
    desk = sign_in(ed)
    page = words(desk.post(f"/desk/comments/{comment.pk}/resolve/", follow=True))
    comment.refresh_from_db()
    assert comment.resolved_by == ed
    assert "Resolved" in page
    assert f'action="/desk/comments/{comment.pk}/resolve/"' not in page
    events = Event.objects.count()
    desk.post(f"/desk/comments/{comment.pk}/resolve/")
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"body": "  "}, "Write the comment first."),
        ({"body": "x" * 10_001}, "at most 10000 characters"),
        ({"newest": "x"}, "This form is out of date."),
        ({"parent": "999999"}, "Select a valid choice."),
    ],
)
def test_what_is_not_right_is_said(
    sign_in: Callable[[User], Client], claim: Claim, mara: User, sent: dict[str, str], said: str
) -> None:
    response = say(sign_in(mara), claim, **{"body": "Whose figure?", **sent})  # type: ignore[arg-type]
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert said in words(response)
    assert not Comment.objects.exists()


def test_an_answer_to_a_comment_of_another_claim_is_refused(
    sign_in: Callable[[User], Client], claim: Claim, claim_in: Callable[..., Claim], mara: User
) -> None:
    desk, other = sign_in(mara), claim_in(State.ASSIGNED)
    say(desk, other, "Elsewhere.")
    assert say(desk, claim, "Here.", parent=Comment.objects.get().pk).status_code == 400  # type: ignore[attr-defined]
    assert Comment.objects.count() == 1


def test_an_answer_with_an_error_keeps_its_words_under_its_comment(
    sign_in: Callable[[User], Client], claim: Claim, mara: User
) -> None:
    desk = sign_in(mara)
    say(desk, claim, "Whose figure is it?")
    comment = Comment.objects.get()
    page = words(say(desk, claim, "An answer", newest="x", parent=comment.pk))  # type: ignore[arg-type]
    assert f'id="answer-{comment.pk}"' in page
    assert "An answer</textarea>" in page


def test_an_answer_to_a_number_of_any_length_is_refused_in_words(
    sign_in: Callable[[User], Client], claim: Claim, mara: User
) -> None:
    for parent in ("9" * 5000, "0" * 5000):
        assert say(sign_in(mara), claim, "Here.", parent=parent).status_code == 400  # type: ignore[attr-defined]


def test_a_viewer_reads_and_may_not_speak(
    sign_in: Callable[[User], Client], claim: Claim, mara: User, vic: User
) -> None:
    say(sign_in(mara), claim, "Whose figure is it?")
    desk = sign_in(vic)
    page = words(desk.get(f"/desk/claims/{claim.pk}/"))
    assert "Whose figure is it?" in page
    refused = say(desk, claim, "Mine.")
    assert refused.status_code == 403  # type: ignore[attr-defined]
    assert "Only checkers, editors and admins may do this." in words(refused)
    assert desk.post(f"/desk/comments/{Comment.objects.get().pk}/resolve/").status_code == 403
    assert Comment.objects.get().resolved_at is None


def test_resolving_again_is_no_second_event(claim_in: Callable[..., Claim], mara: User, ed: User) -> None:
    claim = claim_in(State.TO_CHECK)
    comment = actions.add_comment(actor=mara, claim_id=claim.pk, body="Who counted?")
    actions.resolve_comment(actor=ed, comment_id=comment.pk)
    events = claim.events.count()
    again = actions.resolve_comment(actor=mara, comment_id=comment.pk)
    assert (again.resolved_by, claim.events.count()) == (ed, events)


def test_the_same_words_since_the_newest_seen_are_a_second_click(claim_in: Callable[..., Claim], mara: User) -> None:
    claim = claim_in(State.TO_CHECK)
    first = actions.add_comment(actor=mara, claim_id=claim.pk, body="Who counted?", newest=0)
    events = claim.events.count()
    assert actions.add_comment(actor=mara, claim_id=claim.pk, body=" Who counted?\r\n", newest=0) == first
    assert claim.events.count() == events
    assert actions.add_comment(actor=mara, claim_id=claim.pk, body="Who counted?", newest=first.pk) != first
    assert actions.add_comment(actor=mara, claim_id=claim.pk, body="Who counted?") != first
