"""The buttons: each writes without JavaScript, and each refusal is on the screen with its reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions import claim as claims
from claims.actions import publish
from claims.models import Claim, Event, Speaker, User
from claims.vocabulary import State
from tests.cast import complete, fresh, newest


def do(desk: Client, claim: Claim, action: str, **sent: object) -> object:
    sent = {"version": claim.version, **sent}
    return desk.post(f"/desk/claims/{claim.pk}/do/{action}/", sent, follow=True)


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


# action, from, who, what is sent, where it leads.
STEPS = [
    ("accept", State.SUGGESTED, "ed", {}, State.TO_CHECK),
    ("dismiss", State.SUGGESTED, "ed", {"reason": "An opinion."}, State.DISMISSED),
    ("reopen", State.DISMISSED, "ed", {}, State.SUGGESTED),
    ("take", State.TO_CHECK, "mara", {}, State.ASSIGNED),
    ("undo", State.ASSIGNED, "ed", {}, State.TO_CHECK),
    ("undo", State.DISMISSED, "ed", {}, State.TO_CHECK),
    ("hand_back", State.ASSIGNED, "mara", {"reason": "On leave."}, State.TO_CHECK),
    ("hand_back", State.CHECKING, "mara", {}, State.TO_CHECK),
    ("start", State.ASSIGNED, "mara", {}, State.CHECKING),
    ("recall", State.IN_REVIEW, "mara", {}, State.CHECKING),
    ("approve", State.IN_REVIEW, "ed", {"revision_id": "newest"}, State.APPROVED),
    (
        "request_changes",
        State.IN_REVIEW,
        "ed",
        {"revision_id": "newest", "comment": "Which page?"},
        "changes_requested",
    ),
    ("publish", State.APPROVED, "ed", {"revision_id": "newest"}, State.PUBLISHED),
    ("start_correction", State.PUBLISHED, "ed", {"reason": "A wrong sum."}, State.CHECKING),
    ("withdraw", State.PUBLISHED, "ed", {"reason": "The ledger was forged."}, State.WITHDRAWN),
]


@pytest.mark.parametrize(("action", "state", "who", "sent", "after"), STEPS)
def test_each_button_does_its_step_and_a_second_click_does_no_more(
    request: pytest.FixtureRequest,
    sign_in: Callable[[User], Client],
    claim_in: Callable[..., Claim],
    action: str,
    state: State,
    who: str,
    sent: dict[str, object],
    after: State,
) -> None:
    claim = claim_in(state)
    if sent.get("revision_id"):
        sent = {**sent, "revision_id": newest(claim)}
    desk = sign_in(request.getfixturevalue(who))
    response = do(desk, claim, action, **sent)
    assert response.redirect_chain == [(f"/desk/claims/{claim.pk}/", 302)]  # type: ignore[attr-defined]
    assert 'class="message message-success"' in words(response)
    assert fresh(claim).state == after
    events = Event.objects.filter(claim=claim).count()

    again = do(desk, claim, action, **sent)
    assert again.status_code == 200  # type: ignore[attr-defined]
    assert 'class="message message-success"' in words(again)
    assert fresh(claim).state == after
    assert Event.objects.filter(claim=claim).count() == events


def test_assigning_and_reassigning(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, mara: User, cem: User
) -> None:
    claim = claim_in(State.TO_CHECK)
    desk, day = sign_in(ed), timezone.localdate().isoformat()
    do(desk, claim, "assign", checker=mara.pk, due_on=day, priority="4")
    claim = fresh(claim)
    assert (claim.checker, str(claim.due_on), claim.priority) == (mara, day, 4)
    do(desk, claim, "assign", checker=cem.pk, priority="4")
    claim = fresh(claim)
    assert (claim.checker, str(claim.due_on)) == (cem, day)
    page = words(desk.get(f"/desk/claims/{claim.pk}/"))
    assert "passed the claim from <bdi>Mara Lind</bdi> to <bdi>Cem Aydin</bdi>" in page


def test_priority_and_due_date(sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    day = str(timezone.localdate() + dt.timedelta(days=70))
    do(sign_in(ed), claim, "prioritise", priority="1", due_on=day)
    claim = fresh(claim)
    assert (claim.priority, str(claim.due_on)) == (1, day)


def test_the_checker_asks_for_a_review_and_an_editor_asks_another(
    sign_in: Callable[[User], Client],
    claim_in: Callable[..., Claim],
    ed: User,
    edna: User,
    ada: User,
    mara: User,
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    page = sign_in(mara).get(f"/desk/claims/{claim.pk}/").content.decode()
    assert '<select name="reviewer" id="id_submit_reviewer" form="verdict-form">' in page
    verdict = claim.verdict
    sent = {"claim_version": fresh(claim).version, "version": verdict.version, "rating": verdict.rating_id}
    sent |= {"summary": verdict.summary, "explanation": verdict.explanation, "reviewer": edna.pk}
    sign_in(mara).post(f"/desk/claims/{claim.pk}/do/submit/", sent)
    assert (fresh(claim).state, fresh(claim).reviewer) == (State.IN_REVIEW, edna)
    do(sign_in(ed), fresh(claim), "ask_reviewer", reviewer=ada.pk)
    assert fresh(claim).reviewer == ada
    page = sign_in(ed).get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "<dt>Review asked of</dt><dd><bdi>Ada Novak</bdi></dd>" in page
    assert "asked <bdi>Ada Novak</bdi> for a review, instead of <bdi>Edna Ruiz</bdi>" in page
    assert "asked of you" in sign_in(ada).get("/desk/").content.decode()
    assert "asked of <bdi>Ada Novak</bdi>" in sign_in(edna).get("/desk/").content.decode()
    # Who wrote it is not among the choices, and a made up one is said beside the field.
    answer = do(sign_in(ed), fresh(claim), "ask_reviewer", reviewer=mara.pk)
    assert answer.status_code == 400
    assert fresh(claim).reviewer == ada


@pytest.mark.parametrize("action", ["assign", "prioritise"])
def test_a_due_date_in_the_past_is_refused_and_may_stay_where_it_is(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, mara: User, action: str
) -> None:
    claim, desk, today = claim_in(State.ASSIGNED), sign_in(ed), timezone.localdate()
    page = desk.get(f"/desk/claims/{claim.pk}/").content.decode()
    assert re.search(rf'name="due_on"[^>]* min="{today}"', page)
    answer = do(desk, claim, action, checker=mara.pk, priority="2", due_on=str(today - dt.timedelta(days=1)))
    assert answer.status_code == 400
    assert "This day has passed. Choose today or a later day." in words(answer)
    assert fresh(claim).due_on is None
    late = today - dt.timedelta(days=3)
    Claim.objects.filter(pk=claim.pk).update(due_on=late)
    page = desk.get(f"/desk/claims/{claim.pk}/").content.decode()
    assert re.search(rf'name="due_on"[^>]* min="{late}"', page)
    do(desk, claim, action, checker=mara.pk, priority="4", due_on=str(late))
    assert (fresh(claim).due_on, fresh(claim).priority) == (late, 4)


def test_wording_and_speaker(sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], mara: User) -> None:
    claim = claim_in(State.ASSIGNED)
    sent = {"version": claim.version, "wording": "Shippers lost 40 million.\r\n", "speaker_name": "Lena Okafor"}
    desk = sign_in(mara)
    page = desk.post(f"/desk/claims/{claim.pk}/edit/", sent, follow=True).content.decode()
    claim = fresh(claim)
    assert (claim.wording, str(claim.speaker)) == ("Shippers lost 40 million.", "Lena Okafor")
    assert "The claim is saved." in page
    too_long = {"version": claim.version, "wording": "x" * 2001, "speaker_name": "y" * 301}
    response = desk.post(f"/desk/claims/{claim.pk}/edit/", too_long)
    assert response.status_code == 400
    assert "x" * 2001 in words(response)


def test_a_correction_from_start_to_end(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    desk = sign_in(mara)
    do(desk, claim, "start_correction", reason="The sum.")
    claim = fresh(claim)
    draft = claim.verdict
    sent = {
        "version": draft.version,
        "claim_version": claim.version,
        "rating": draft.rating_id,
        "summary": "The ledger shows 38.2 million.",
        "explanation": draft.explanation,
        "not_found": "",
    }
    desk.post(f"/desk/claims/{claim.pk}/do/submit/", sent)
    claim = fresh(claim)
    assert claim.state == State.IN_REVIEW
    desk = sign_in(edna)
    do(desk, claim, "approve", revision_id=newest(claim))
    claim = fresh(claim)
    wrong = do(
        desk, claim, "publish_correction", revision_id=newest(claim), change_class="rating_changed", reason="The sum."
    )
    assert wrong.status_code == 400  # type: ignore[attr-defined]
    assert "The rating is the same as before: choose another kind of change." in words(wrong)
    right = do(
        desk, claim, "publish_correction", revision_id=newest(claim), change_class="correction", reason="The sum."
    )
    assert "The correction is published." in words(right)
    claim = fresh(claim)
    assert claim.state == State.CORRECTED
    assert claim.public_revisions.count() == 2


def test_cancelling_a_correction(sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.PUBLISHED)
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="The sum.")
    do(sign_in(ed), claim, "cancel_correction")
    assert fresh(claim).state == State.PUBLISHED


def test_an_admins_override_needs_a_reason_and_keeps_it(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ada: User
) -> None:
    claim = claim_in(State.IN_REVIEW, checker=ada)
    desk = sign_in(ada)
    refused = do(desk, claim, "approve", revision_id=newest(claim))
    assert refused.status_code == 403  # type: ignore[attr-defined]
    empty = do(desk, claim, "approve", revision_id=newest(claim), override_reason=" ")
    assert empty.status_code == 400  # type: ignore[attr-defined]
    do(desk, claim, "approve", revision_id=newest(claim), override_reason="Nobody else is awake.")
    assert fresh(claim).state == State.APPROVED
    assert "Nobody else is awake." in words(desk.get(f"/desk/claims/{claim.pk}/"))


# who, action, state, what is sent, status, the reason on the screen.
REFUSALS = [
    ("mara", "approve", State.IN_REVIEW, 403, "Only editors and admins may do this."),
    ("ed", "start", State.ASSIGNED, 403, "Only the person the claim is assigned to may do this."),
    ("vic", "take", State.TO_CHECK, 403, "Only checkers, editors and admins may do this."),
    ("ed", "publish", State.IN_REVIEW, 409, "“Publish” is not possible there."),
    ("mara", "submit", State.CHECKING, 409, "The verdict still needs:"),
    ("ed", "accept", State.PUBLISHED, 409, "“Accept for checking” is not possible there."),
]


@pytest.mark.parametrize(("who", "action", "state", "status", "reason"), REFUSALS)
def test_a_refusal_names_its_reason_on_the_claims_page(
    request: pytest.FixtureRequest,
    sign_in: Callable[[User], Client],
    claim_in: Callable[..., Claim],
    who: str,
    action: str,
    state: State,
    status: int,
    reason: str,
) -> None:
    claim = claim_in(state)
    revision = newest(claim) if claim.revisions.exists() else 1
    response = do(sign_in(request.getfixturevalue(who)), claim, action, revision_id=revision)
    assert response.status_code == status  # type: ignore[attr-defined]
    assert reason in words(response)
    assert 'role="alert"' in words(response)
    assert fresh(claim).version == claim.version


def test_an_author_is_refused_approval_with_the_four_eyes_reason(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User
) -> None:
    claim = claim_in(State.IN_REVIEW, checker=ed)
    response = do(sign_in(ed), claim, "approve", revision_id=newest(claim))
    assert response.status_code == 403  # type: ignore[attr-defined]
    assert "A second person must approve it." in words(response)


def test_a_conflict_shows_the_other_change_and_keeps_what_was_typed(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, edna: User
) -> None:
    claim = claim_in(State.TO_CHECK)
    claims.edit_claim(actor=edna, claim_id=claim.pk, version=claim.version, wording="Other words.", speaker_name="")
    desk = sign_in(ed)
    response = do(desk, claim, "dismiss", reason="I typed this reason.")
    page = words(response)
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert "Edna Ruiz changed this in the meantime." in page
    assert "changed the wording as checked to “<bdi>Other words.</bdi>”" in page
    assert "I typed this reason.</textarea>" in page
    # What was typed can be sent again from this page: it carries the version of now.
    now = fresh(claim)
    assert f'name="version" value="{now.version}"' in page
    do(desk, now, "dismiss", reason="I typed this reason.")
    assert fresh(claim).state == State.DISMISSED


def test_what_was_typed_for_a_button_that_is_gone_is_still_there_to_copy(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, edna: User
) -> None:
    claim = claim_in(State.SUGGESTED)
    claims.dismiss_claim(actor=edna, claim_id=claim.pk, version=claim.version, reason="Hers.")
    page = words(do(sign_in(ed), claim, "dismiss", reason="My long reason."))
    assert "Reason, as you typed it; it is not saved" in page
    assert "My long reason.</textarea>" in page


def test_approval_names_the_revision_that_was_read(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, mara: User
) -> None:
    from claims.actions import verdict

    claim = claim_in(State.IN_REVIEW)
    read = newest(claim)
    verdict.recall_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    response = do(sign_in(ed), claim, "approve", revision_id=read)
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert "Mara Lind changed this in the meantime." in words(response)
    assert f'name="revision_id" value="{newest(claim)}"' in words(response)
    assert fresh(claim).state == State.IN_REVIEW


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "1.5"])
def test_a_broken_version_is_said(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, version: str
) -> None:
    claim = claim_in(State.SUGGESTED)
    response = sign_in(ed).post(f"/desk/claims/{claim.pk}/do/accept/", {"version": version})
    assert response.status_code == 400
    assert "This form is out of date." in words(response)


def test_a_field_that_is_missing_is_marked_and_unfolded(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    response = do(sign_in(ed), claim, "withdraw", reason=" ")
    assert response.status_code == 400  # type: ignore[attr-defined]
    page = words(response)
    assert "This field is required." in page
    assert '<details class="action" open><summary class="button button-danger">Withdraw…' in page


def test_an_unknown_action_is_404(sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.SUGGESTED)
    desk = sign_in(ed)
    for action in ("explode", "comment", "edit_verdict"):
        assert desk.post(f"/desk/claims/{claim.pk}/do/{action}/").status_code == 404


def test_the_page_of_an_action_asks_its_questions_or_says_why_not(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User
) -> None:
    claim = claim_in(State.TO_CHECK)
    desk = sign_in(ed)
    page = words(desk.get(f"/desk/claims/{claim.pk}/do/assign/?next=/desk/"))
    assert 'name="checker"' in page
    assert f'name="version" value="{claim.version}"' in page
    assert 'name="next" value="/desk/"' in page
    assert "is not possible there" in words(desk.get(f"/desk/claims/{claim.pk}/do/publish/"))


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/desk/articles/", "/desk/articles/"),
        ("//evil.example/", None),
        ("/\\evil", None),
        ("https://evil.example", None),
    ],
)
def test_the_way_back_stays_in_the_house(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User, wanted: str, given: str | None
) -> None:
    claim = claim_in(State.SUGGESTED)
    sent = {"version": claim.version, "next": wanted}
    response = sign_in(ed).post(f"/desk/claims/{claim.pk}/do/accept/", sent)
    assert response.headers["Location"] == (given or f"/desk/claims/{claim.pk}/")


def test_what_a_speaker_is_belongs_to_the_speaker(
    sign_in: Callable[[User], Client], claim_in: Callable[..., Claim], ed: User
) -> None:
    desk, claim = sign_in(ed), claim_in(State.TO_CHECK)

    def save(**sent: str) -> Speaker | None:
        now = fresh(claim)
        known = now.speaker.kind if now.speaker else "unknown"
        typed = {"version": now.version, "wording": "", "speaker_name": "Lena Okafor", "speaker_kind": known, **sent}
        assert desk.post(f"/desk/claims/{claim.pk}/edit/", typed).status_code == 302
        return fresh(claim).speaker

    assert save(speaker_kind="person").kind == "person"
    # The page of a claim that she said has it ticked; a new speaker is what is ticked when the name is typed.
    assert (
        'value="person" id="id_edit_claim_speaker_kind_0" checked'
        in desk.get(f"/desk/claims/{claim.pk}/").content.decode()
    )
    assert save(speaker_name="Brink & Sons", speaker_kind="organisation").kind == "organisation"
    # Going back to a speaker who is known leaves them what they are, whatever was ticked for the one before.
    assert save(speaker_name="Lena Okafor").kind == "person"
    assert save(speaker_kind="unknown").kind == "unknown"
    assert save(speaker_name="") is None
    now = fresh(claim)
    bad = {"version": now.version, "wording": "", "speaker_name": "Lena Okafor", "speaker_kind": "robot"}
    assert desk.post(f"/desk/claims/{claim.pk}/edit/", bad).status_code == 400
