"""The workflow table, all of it: action x state x role x relation, against a set written by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims import guards, workflow
from claims.actions import claim as claims
from claims.actions.errors import Refused
from claims.actions.verdict import save_verdict
from claims.models import Claim, User
from claims.vocabulary import Action, Role, State
from tests.cast import complete, fresh, rating

A, S = Action, State

# What each person may do to a claim in each state, when everything is there that must be: an admin may what an editor
# may. `other` is a checker who has nothing to do with the claim, `own` the one it is assigned to, `editor` one who
# neither checks nor wrote it, and `checking_editor` an editor who is assigned it.
TALK = {A.COMMENT}
SORT = {A.SET_TOPICS}
ASK = {A.ASK_REVIEWER}
REPLY = {A.EDIT_REPLIES}
RESHAPE = {A.CHANGE_BORDERS, A.SPLIT_CLAIM}
RETELL = RESHAPE | {A.MERGE, A.MARK_REPEAT}
EXPECTED: dict[State, dict[str, set[Action]]] = {
    S.SUGGESTED: {
        "editor": {A.ACCEPT, A.DISMISS, A.EDIT_CLAIM, A.PRIORITISE} | RETELL | SORT | TALK,
        "own": TALK,
        "other": TALK,
    },
    S.DISMISSED: {"editor": {A.REOPEN} | TALK, "own": TALK, "other": TALK},
    S.TO_CHECK: {
        "editor": {A.DISMISS, A.ASSIGN, A.TAKE, A.EDIT_CLAIM, A.PRIORITISE} | RETELL | REPLY | SORT | TALK,
        "own": {A.TAKE} | TALK,
        "other": {A.TAKE} | TALK,
    },
    S.ASSIGNED: {
        "editor": {A.DISMISS, A.ASSIGN, A.HAND_BACK, A.EDIT_CLAIM, A.PRIORITISE} | ASK | RETELL | REPLY | SORT | TALK,
        "own": {A.START, A.HAND_BACK, A.EDIT_CLAIM} | ASK | RESHAPE | REPLY | SORT | TALK,
        "other": TALK,
    },
    S.CHECKING: {
        "editor": {
            A.DISMISS,
            A.ASSIGN,
            A.HAND_BACK,
            A.EDIT_CLAIM,
            A.PRIORITISE,
            A.EDIT_EVIDENCE,
            A.EDIT_VERDICT,
            A.MARK_REPEAT,
        }
        | ASK
        | REPLY
        | SORT
        | TALK,
        "own": {A.SUBMIT, A.HAND_BACK, A.EDIT_CLAIM, A.EDIT_EVIDENCE, A.EDIT_VERDICT} | ASK | REPLY | SORT | TALK,
        "other": TALK,
    },
    S.IN_REVIEW: {
        "editor": {A.APPROVE, A.REQUEST_CHANGES, A.PRIORITISE} | ASK | REPLY | SORT | TALK,
        "own": {A.RECALL} | ASK | REPLY | SORT | TALK,
        "other": TALK,
    },
    S.CHANGES_REQUESTED: {
        "editor": {A.ASSIGN, A.HAND_BACK, A.EDIT_CLAIM, A.PRIORITISE, A.ANSWER_POINT} | ASK | REPLY | SORT | TALK,
        "own": {A.START, A.HAND_BACK, A.EDIT_CLAIM, A.ANSWER_POINT} | ASK | REPLY | SORT | TALK,
        "other": TALK,
    },
    S.APPROVED: {
        "editor": {A.PUBLISH, A.SCHEDULE, A.REQUEST_CHANGES, A.PRIORITISE} | REPLY | SORT | TALK,
        "own": REPLY | SORT | TALK,
        "other": TALK,
    },
    S.PUBLISHED: {
        "editor": {A.START_CORRECTION, A.WITHDRAW, A.CHANGE_ADDRESS} | REPLY | SORT | TALK,
        "own": {A.START_CORRECTION} | REPLY | SORT | TALK,
        "other": TALK,
    },
    S.CORRECTED: {
        "editor": {A.START_CORRECTION, A.WITHDRAW, A.CHANGE_ADDRESS} | REPLY | SORT | TALK,
        "own": {A.START_CORRECTION} | REPLY | SORT | TALK,
        "other": TALK,
    },
    S.WITHDRAWN: {
        "editor": {A.START_CORRECTION, A.CHANGE_ADDRESS} | REPLY | SORT | TALK,
        "own": {A.START_CORRECTION} | REPLY | SORT | TALK,
        "other": TALK,
    },
}

# What the editor who is assigned the claim may besides what any editor may, and what being its author takes away.
CHECKING_EDITOR_GAINS = {
    S.ASSIGNED: {A.START},
    S.CHECKING: {A.SUBMIT},
    S.IN_REVIEW: {A.RECALL},
    S.CHANGES_REQUESTED: {A.START},
}
CHECKING_EDITOR_LOSES = {S.IN_REVIEW: {A.APPROVE}}


# Undoing is asked of whoever took the last step; these are the states that a claim is in after a step of ed that can be
# undone. In no other can anybody undo anything.
UNDONE_BY_ED = {S.DISMISSED, S.ASSIGNED}


@pytest.mark.parametrize("state", list(State))
def test_who_may_undo_the_last_step(
    state: State, claim_in: Callable[..., Claim], ed: User, edna: User, mara: User, cem: User, vic: User, ada: User
) -> None:
    claim = claim_in(state)
    may = {person for person in (ed, edna, mara, cem, vic, ada) if workflow.can(person, A.UNDO, claim)}
    assert may == ({ed} if state in UNDONE_BY_ED else set())


@pytest.mark.parametrize("action", list(Action))
def test_which_steps_can_be_undone(action: Action) -> None:
    kinds = {A.ACCEPT, A.DISMISS, A.REOPEN, A.ASSIGN, A.TAKE, A.PRIORITISE, A.ASK_REVIEWER, A.MARK_REPEAT}
    assert (action in workflow.UNDOABLE) == (action in kinds)


def test_the_hand_written_set_names_every_state() -> None:
    assert set(EXPECTED) == set(State)


def test_the_table_names_every_action() -> None:
    assert set(workflow.RULES) == set(Action)


@pytest.mark.parametrize("state", list(State))
def test_who_may_do_what(
    state: State, claim_in: Callable[..., Claim], edna: User, mara: User, cem: User, vic: User, ada: User
) -> None:
    claim = claim_in(state)
    if state == State.CHECKING:
        complete(mara, claim)
    rows = EXPECTED[state]
    assert set(workflow.allowed_actions(edna, claim)) == rows["editor"]
    assert set(workflow.allowed_actions(ada, claim)) == rows["editor"]
    assert set(workflow.allowed_actions(mara, claim)) == rows["own"]
    assert set(workflow.allowed_actions(cem, claim)) == rows["other"]
    assert set(workflow.allowed_actions(vic, claim)) == set()


@pytest.mark.parametrize("state", [S.ASSIGNED, S.CHECKING, S.IN_REVIEW, S.CHANGES_REQUESTED, S.APPROVED, S.PUBLISHED])
def test_an_editor_who_checks_is_a_checker_too_but_not_the_second_pair_of_eyes(
    state: State, claim_in: Callable[..., Claim], edna: User
) -> None:
    claim = claim_in(state, checker=edna)
    if state == State.CHECKING:
        complete(edna, claim)
    expected = EXPECTED[state]["editor"] | CHECKING_EDITOR_GAINS.get(state, set())
    assert set(workflow.allowed_actions(edna, claim)) == expected - CHECKING_EDITOR_LOSES.get(state, set())


@pytest.mark.parametrize("state", list(State))
def test_a_deactivated_person_may_do_nothing(
    state: State, claim_in: Callable[..., Claim], mara: User, ed: User
) -> None:
    claim = claim_in(state)
    for user in (mara, ed):
        user.is_active = False
        assert workflow.allowed_actions(user, claim) == []


def test_a_refusal_names_what_is_missing(claim_in: Callable[..., Claim], mara: User) -> None:
    answer = workflow.can(mara, A.SUBMIT, claim_in(S.CHECKING))
    assert isinstance(answer, workflow.Denied)
    assert answer.because is workflow.Because.INCOMPLETE
    for part in ("a rating", "a summary", "an explanation", "at least one piece of evidence"):
        assert part in str(answer.reason)


def test_a_refusal_names_the_second_person(claim_in: Callable[..., Claim], edna: User) -> None:
    answer = workflow.can(edna, A.APPROVE, claim_in(S.IN_REVIEW, checker=edna))
    assert isinstance(answer, workflow.Denied)
    assert answer.because is workflow.Because.FOUR_EYES
    assert "second person" in str(answer.reason)


def test_a_refusal_names_the_state(claim_in: Callable[..., Claim], ed: User) -> None:
    answer = workflow.can(ed, A.APPROVE, claim_in(S.CHECKING))
    assert isinstance(answer, workflow.Denied)
    assert answer.because is workflow.Because.STATE
    assert "Checking" in str(answer.reason)


def test_only_admins_administer(ada: User, ed: User, mara: User, vic: User) -> None:
    assert [workflow.may_administer(user) for user in (ada, ed, mara, vic)] == [True, False, False, False]


def test_viewers_bring_nothing_in_and_are_assigned_nothing(vic: User, claim_in: Callable[..., Claim], ed: User) -> None:
    assert not workflow.may_import(vic)
    assert not workflow.may_be_assigned(vic)
    claim = claim_in(S.TO_CHECK)
    with pytest.raises(Exception, match="cannot be assigned"):
        claims.assign_claim(actor=ed, claim_id=claim.pk, version=claim.version, checker=vic)


def test_every_role_is_in_the_table_or_meant_to_be_out() -> None:
    named = {role for rule in workflow.RULES.values() for role in rule.roles | rule.own}
    assert named == set(Role) - {Role.VIEWER}


def test_refused_actions_write_nothing(claim_in: Callable[..., Claim], cem: User) -> None:
    claim = claim_in(S.ASSIGNED)
    events = claim.events.count()
    with pytest.raises(Refused):
        claims.start_checking(actor=cem, claim_id=claim.pk, version=claim.version)
    assert (fresh(claim).state, claim.events.count()) == (S.ASSIGNED, events)


ONLY_EDITORS = {A.ACCEPT, A.DISMISS, A.REOPEN, A.ASSIGN, A.APPROVE, A.REQUEST_CHANGES, A.PUBLISH}
ONLY_EDITORS |= {
    A.SCHEDULE,
    A.UNSCHEDULE,
    A.DISSENT,
    A.PUBLISH_CORRECTION,
    A.WITHDRAW,
    A.PRIORITISE,
    A.MERGE,
    A.MARK_REPEAT,
}
ONLY_EDITORS |= {A.CHANGE_ADDRESS}


@pytest.mark.parametrize("action", Action)
def test_who_may_ever_do_an_action(action: Action, vic: User, mara: User, ed: User, ada: User) -> None:
    may = {person for person in (vic, mara, ed, ada) if workflow.may_do_any(person, [action])}
    assert may == ({ed, ada} if action in ONLY_EDITORS else {mara, ed, ada})
    ed.is_active = False
    answer = workflow.may_do_any(ed, [action])
    assert not answer
    assert "may do this" in str(answer.reason)


def test_people_to_assign_are_those_of_whom_the_rule_says_so(vic: User, mara: User, ed: User, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert set(workflow.assignable_people()) == {
        person for person in User.objects.all() if workflow.may_be_assigned(person)
    }
    assert set(workflow.assignable_people()) == {mara, ed}


def test_what_nobody_can_see_is_neither_a_summary_nor_an_explanation(claim_in: Callable[..., Claim], mara: User):
    """Readers would get an empty verdict, and machines a rating without a word for it."""
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    blank = "\u200b \u3164\u2060"
    save_verdict(actor=mara, claim_id=claim.pk, version=1, rating=rating(), summary=blank, explanation=blank)
    assert guards.missing_for_review(claim) == ["summary", "explanation"]
