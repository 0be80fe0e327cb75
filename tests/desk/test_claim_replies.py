"""The right-of-reply log, the two questions and what is still missing, on the claim's page and in My work."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions import claim as claims
from claims.actions import reply as actions
from claims.actions import verdict
from claims.models import Claim, Reply, User
from claims.queries.reply import usual_deadline
from claims.vocabulary import Action, ReplyStatus, Said, State
from tests.cast import ask, bring, complete, fresh

SignIn = Callable[[User], Client]


def day(days: int = 0) -> str:
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()


def entry(**more: object) -> dict[str, object]:
    asked = {"person": "Lena Okafor", "office": "Port authority", "way": "phone", "asked_on": day(-1), "due_on": day(1)}
    return {"newest": 0, "status": "open", **asked, **more}


ANSWER = {"status": "answered", "answered_on": day(), "answer": "It was\r\n38 million.", "quotable": "38 million."}


@pytest.fixture
def claim(claim_in: Callable[..., Claim], ed: User) -> Claim:
    claim = claim_in(State.CHECKING)
    claims.edit_claim(actor=ed, claim_id=claim.pk, version=claim.version, wording="", speaker_name="Lena Okafor")
    return fresh(claim)


@pytest.fixture
def desk(sign_in: SignIn, mara: User, claim: Claim) -> Client:
    return sign_in(mara)


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def page_of(desk: Client, claim: Claim) -> str:
    return words(desk.get(f"/desk/claims/{claim.pk}/"))


def add(desk: Client, claim: Claim, **sent: object) -> object:
    return desk.post(f"/desk/claims/{claim.pk}/replies/", entry(**sent), follow=True)


def points(page: str, heading: str, kind: str) -> dict[str, bool]:
    """What the page lists as needed or advised for a question, and whether it is there."""
    part = re.search(rf"<h3>{re.escape(heading)}</h3>\s*(.*?)(?=<h3>|</section>)", page.split('id="missing"')[1], re.S)
    assert part is not None
    lists = re.search(rf"{kind}</p>\s*<ul>(.*?)</ul>", part[1], re.S)
    lines = re.findall(r'<li class="need"([^>]*)>.*?<a [^>]*>([^<]+)</a>', lists[1], re.S) if lists else []
    return {text: "data-done" in marks for marks, text in lines}


def test_the_speaker_is_offered_and_the_asking_is_recorded(desk: Client, claim: Claim, mara: User) -> None:
    page = page_of(desk, claim)
    assert 'value="Lena Okafor"' in page.split('id="replies"')[1]
    assert "Nobody was asked yet." in page
    page = words(add(desk, claim, note="555-0188"))
    row = Reply.objects.get(claim=claim)
    assert (row.way, row.added_by, row.due_on.isoformat()) == ("phone", mara, day(1))  # type: ignore[union-attr]
    for text in ("It is in the log.", "Asked by phone on", "no answer yet; one was asked for by", "No answer yet"):
        assert text in page
    assert "recorded that <bdi>Lena Okafor</bdi> was asked for a reply" in page
    assert "Note, for the newsroom only:" in page


def test_an_answer_that_comes_in_is_recorded_in_the_same_entry(desk: Client, claim: Claim, mara: User) -> None:
    row = ask(mara, claim)
    assert 'value="Lena Okafor"' in words(desk.get(f"/desk/replies/{row.pk}/"))
    sent = entry(**ANSWER, version=1)
    page = words(desk.post(f"/desk/replies/{row.pk}/", sent, follow=True))
    assert "The log is saved." in page
    assert "recorded the answer of <bdi>Lena Okafor</bdi>" in page
    row.refresh_from_db()
    assert (row.status, row.answer, row.version) == (ReplyStatus.ANSWERED, "It was\n38 million.", 2)
    # A second click finds it as it wants it.
    assert desk.post(f"/desk/replies/{row.pk}/", sent).status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"person": ""}, "Say who was asked."),
        ({"asked_on": "yesterday"}, "Enter a valid date."),
        ({"asked_on": day(5), "due_on": ""}, "This day has not come yet."),
        ({"due_on": day(-9)}, "The deadline is before the day they were asked."),
        ({"status": "answered"}, "Write down the answer in their words."),
        ({"newest": "x"}, "This form is out of date."),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(
    desk: Client, claim: Claim, sent: dict[str, str], said: str
) -> None:
    response = add(desk, claim, note="Rang twice.", **sent)
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert said in words(response)
    assert "Rang twice.</textarea>" in words(response)
    assert not Reply.objects.exists()


def test_two_people_changing_an_entry_see_both_texts(desk: Client, claim: Claim, mara: User, ed: User) -> None:
    row = ask(mara, claim)
    said = {name: getattr(row, name) for name in actions.FIELDS}
    actions.edit_reply(actor=ed, reply_id=row.pk, version=1, **(said | {"note": "Theirs.", "status": "declined"}))
    response = desk.post(f"/desk/replies/{row.pk}/", entry(version=1, note="Mine."))
    assert response.status_code == 409
    theirs, mine = words(response).split('<form method="post" class="fields"')
    assert "Ed Brandt changed this in the meantime." in theirs
    assert "Theirs." in theirs
    assert "Declined to answer" in theirs
    assert "Mine.</textarea>" in mine
    assert 'name="version" value="2"' in mine


def test_removing_asks_in_place_and_keeps_the_history(desk: Client, claim: Claim, mara: User) -> None:
    row = ask(mara, claim)
    assert f'action="/desk/replies/{row.pk}/remove/"' in page_of(desk, claim)
    assert desk.post(f"/desk/replies/{row.pk}/remove/", {"version": 7}).status_code == 409
    page = words(desk.post(f"/desk/replies/{row.pk}/remove/", {"version": 1}, follow=True))
    assert "took the asking of <bdi>Lena Okafor</bdi> off the log" in page
    assert desk.get(f"/desk/replies/{row.pk}/").status_code == 404


def test_others_read_it_and_change_nothing(sign_in: SignIn, claim: Claim, mara: User, vic: User, cem: User) -> None:
    row = ask(mara, claim)
    for person in (vic, cem):
        desk = sign_in(person)
        page = page_of(desk, claim)
        assert "Lena Okafor" in page
        assert "Record who was asked" not in page
        assert add(desk, claim).status_code == 403  # type: ignore[attr-defined]
        assert desk.post(f"/desk/replies/{row.pk}/", entry(version=1)).status_code == 403
        assert desk.post(f"/desk/replies/{row.pk}/remove/", {"version": 1}).status_code == 403
    assert Reply.objects.get().version == 1


@pytest.mark.parametrize(
    ("state", "what_to_do"),
    [
        (State.IN_REVIEW, "take the verdict back or ask for changes"),
        (State.APPROVED, "ask for changes"),
        (State.PUBLISHED, "start a correction"),
    ],
)
def test_an_answer_that_comes_after_the_sending_is_said_to_be_too_late_for_it(
    sign_in: SignIn, claim_in: Callable[..., Claim], mara: User, state: State, what_to_do: str
) -> None:
    claim, desk = claim_in(state), sign_in(mara)
    assert "This log has changed since the verdict was sent." not in page_of(desk, claim)
    page = words(add(desk, claim))
    assert "This log has changed since the verdict was sent." in page
    assert what_to_do in page
    assert fresh(claim).state == state


def test_a_deadline_that_has_passed_stands_on_the_page_and_in_my_work(
    desk: Client, sign_in: SignIn, claim: Claim, mara: User, ed: User
) -> None:
    late = ask(mara, claim, asked_on=timezone.localdate() - dt.timedelta(days=9), due_on=timezone.localdate())
    Reply.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))
    ask(mara, claim, person="Brink & Sons")
    page = page_of(desk, claim)
    assert "An answer is overdue" in page
    assert page.count("the deadline has passed") == 1
    mine = words(desk.get("/desk/")).split("Answers due")[1]
    assert mine.index("Lena Okafor") < mine.index("Brink &amp; Sons")
    assert "Overdue:" in mine
    assert "Answers due" not in words(sign_in(ed).get("/desk/"))
    # What came of it ends that.
    said = {name: getattr(late, name) for name in actions.FIELDS} | {"due_on": timezone.localdate()}
    actions.edit_reply(actor=mara, reply_id=late.pk, version=1, **(said | {"status": "unanswered"}))
    assert "An answer is overdue" not in page_of(sign_in(mara), claim)


def test_the_two_questions_are_told_apart(desk: Client, claim: Claim, mara: User) -> None:
    page = page_of(desk, claim)
    assert page.count(">Was it said?</h3>") == 3  # Of the evidence, the verdict, and what is missing.
    desk.post(
        f"/desk/claims/{claim.pk}/evidence/",
        {"newest": 0, "title": "Recording of the harbour radio", "question": "said", "stance": "supports"},
    )
    piece = claim.evidence.get()
    evidence = page_of(desk, claim).split('id="evidence"')[1].split('id="replies"')[0]
    on_said, on_truth = evidence.split("Is it true?</h3>")
    assert "Recording of the harbour radio" in on_said
    assert "Recording of the harbour radio" not in on_truth.split("<form")[0]
    desk.post(f"/desk/evidence/{piece.pk}/", {"version": 1, "stance": "supports", "question": "true"})
    piece.refresh_from_db()
    assert piece.question == "true"
    # A form that did not ask leaves it.
    desk.post(f"/desk/evidence/{piece.pk}/", {"version": 2, "stance": "context"})
    piece.refresh_from_db()
    assert (piece.question, piece.stance) == ("true", "context")


def test_the_answer_is_saved_with_the_draft_and_read_in_the_revision(desk: Client, claim: Claim, mara: User) -> None:
    complete(mara, claim)
    draft = claim.verdict
    sent = {"version": 1, "rating": draft.rating_id, "summary": "S", "explanation": "E", "said": "not_found"}
    desk.post(f"/desk/claims/{claim.pk}/verdict/", sent | {"said_note": "No recording is left."})
    draft.refresh_from_db()
    assert (draft.said, draft.said_note) == ("not_found", "No recording is left.")
    ask(mara, claim)
    now = fresh(claim)
    verdict.submit_verdict(actor=mara, claim_id=now.pk, version=now.version)
    review = page_of(desk, claim).split('id="review"')[1].split('id="replies"')[0]
    for text in ("Was it said?", "Not found", "No recording is left.", "Asked by e-mail on"):
        assert text in review


def test_two_people_answering_it_see_both_answers(desk: Client, claim: Claim, ed: User) -> None:
    verdict.save_verdict(
        actor=ed, claim_id=claim.pk, version=0, rating=None, summary="", explanation="", said=Said.NOT_SAID
    )
    sent = {"version": 0, "rating": "", "summary": "", "explanation": "", "said": "confirmed"}
    response = desk.post(f"/desk/claims/{claim.pk}/verdict/", sent)
    assert response.status_code == 409
    theirs = words(response).split('id="verdict-form"')[0]
    assert "No, it was not said" in theirs


def test_in_the_articles_own_voice_the_page_says_that_it_is_moot(
    sign_in: SignIn, claim_in: Callable[..., Claim], mara: User
) -> None:
    claim = claim_in(State.CHECKING)
    page = page_of(sign_in(mara), claim)
    assert "The article says it in its own voice: that it was said is not in question." in page
    assert 'name="said"' not in page
    assert 'name="question"' not in page
    assert "<h3>Was it said?</h3>" not in page.split('id="missing"')[1]


def test_what_must_be_there_and_what_is_advised_are_told_apart(desk: Client, claim: Claim, mara: User) -> None:
    page = page_of(desk, claim)
    assert points(page, "Was it said?", "Needed for review") == {"an answer to “Was it said?”": False}
    asked = "the speaker asked for a reply, or why not"
    assert points(page, "Was it said?", "Advised") == {"where it can be seen or heard": False, asked: False}
    assert set(points(page, "Is it true?", "Needed for review").values()) == {False}
    complete(mara, claim)
    ask(mara, claim)
    page = page_of(desk, claim)
    assert points(page, "Was it said?", "Advised")[asked]
    assert set(points(page, "Is it true?", "Needed for review").values()) == {True}
    assert points(page, "Is it true?", "Advised") == {
        "a second source": False,
        "a primary source": True,
        "each source’s own interest": False,
        "evidence that points the other way, looked for": False,
        "the answers of all who were asked": False,
    }


def test_the_reason_why_nobody_was_asked_settles_that_point(desk: Client, claim: Claim) -> None:
    sent = {"version": 0, "rating": "", "summary": "", "explanation": "", "why_not_asked": "She has died."}
    page = words(desk.post(f"/desk/claims/{claim.pk}/verdict/", sent, follow=True))
    assert points(page, "Was it said?", "Advised")["the speaker asked for a reply, or why not"]
    assert "Nobody was asked: <bdi>She has died.</bdi>" in page.replace("</p>", "")


def test_a_submit_without_an_answer_is_refused_by_name(desk: Client, claim: Claim, mara: User) -> None:
    complete(mara, claim)
    response = desk.post(f"/desk/claims/{claim.pk}/do/submit/", {"version": claim.version})
    assert response.status_code == 409
    assert "an answer to “Was it said?”" in words(response)


def test_the_pages_cost_the_same_queries_however_many_were_asked(desk: Client, claim: Claim, mara: User) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(address)
        return len(found)

    addresses = ("/desk/", f"/desk/claims/{claim.pk}/")
    ask(mara, claim)
    few = [queries(address) for address in addresses]
    for number in range(30):
        ask(mara, claim, person=f"Person {number}")
    assert [queries(address) for address in addresses] == few


@pytest.mark.parametrize(("today", "deadline"), [(23, 25), (26, 30), (27, 30), (28, 30)])
def test_the_deadline_offered_is_no_weekend(today: int, deadline: int) -> None:
    assert usual_deadline(dt.date(2026, 11, today)) == dt.date(2026, 11, deadline)


def test_it_can_be_recorded_before_and_after_the_checking(sign_in: SignIn, ed: User, mara: User, story: object) -> None:
    for state in (State.TO_CHECK, State.WITHDRAWN):
        claim = bring(state, editor=ed, checker=mara, article=story)  # type: ignore[arg-type]
        assert "It is in the log." in words(add(sign_in(ed), claim))
        assert claim.events.newest().kind == Action.EDIT_REPLIES
