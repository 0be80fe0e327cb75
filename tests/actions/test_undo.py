"""Undoing the last step: everything as it was before, the step and its undoing both in the history."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import claim as claims
from claims.actions.comment import add_comment
from claims.actions.errors import Conflict, Refused
from claims.actions.passage import mark_repeat
from claims.models import Claim, Event, User
from claims.vocabulary import Action, State
from tests.cast import fresh

FIELDS = ("state", "checker_id", "priority", "due_on", "dismissed_reason", "repeat_of_id", "wording", "start", "end")
DAY = datetime.date(2026, 12, 1)


def fields(claim: Claim) -> dict[str, Any]:
    now = fresh(claim)
    return {name: getattr(now, name) for name in FIELDS}


def undo(actor: User, claim: Claim) -> Claim:
    return claims.undo_step(actor=actor, claim_id=claim.pk, version=fresh(claim).version)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.SUGGESTED, lambda ed, to, **at: claims.accept_claim(actor=ed, **at)),
        (State.SUGGESTED, lambda ed, to, **at: claims.dismiss_claim(actor=ed, reason="Vague", **at)),
        (State.CHECKING, lambda ed, to, **at: claims.dismiss_claim(actor=ed, reason="Vague", **at)),
        (State.DISMISSED, lambda ed, to, **at: claims.reopen_claim(actor=ed, **at)),
        (State.TO_CHECK, lambda ed, to, **at: claims.take_claim(actor=ed, **at)),
        (State.TO_CHECK, lambda ed, to, **at: claims.assign_claim(actor=ed, checker=to, **at)),
        (State.CHECKING, lambda ed, to, **at: claims.assign_claim(actor=ed, checker=to, due_on=DAY, priority=4, **at)),
        (State.SUGGESTED, lambda ed, to, **at: claims.accept_and_assign(actor=ed, checker=to, due_on=DAY, **at)),
        (State.ASSIGNED, lambda ed, to, **at: claims.prioritise_claim(actor=ed, priority=4, due_on=DAY, **at)),
    ],
)
def test_everything_is_as_before_and_nothing_is_deleted(
    claim_in: Callable[..., Claim], edna: User, cem: User, state: State, step: Callable[..., Claim]
) -> None:
    claim = claim_in(state)
    before, events = fields(claim), claim.events.count()
    step(edna, cem, claim_id=claim.pk, version=claim.version)
    assert fields(claim) != before
    done = claim.events.newest()
    undone = undo(edna, claim)
    assert fields(claim) == before
    assert undone.version > claim.version + 1
    last = claim.events.newest()
    assert (last.kind, last.actor, last.data["undid"], last.data["event"]) == ("undo", edna, done.kind, done.number)
    assert claim.events.count() > events + 1
    # There is one step of undoing: what was undone is not undone again.
    with pytest.raises(Refused, match="nothing to undo"):
        undo(edna, claim)


def test_a_due_date_comes_back(claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.ASSIGNED)
    claims.prioritise_claim(actor=ed, claim_id=claim.pk, version=claim.version, priority=3, due_on=DAY)
    claims.prioritise_claim(actor=ed, claim_id=claim.pk, version=claim.version + 1, priority=3, due_on=None)
    assert undo(ed, claim).due_on == DAY
    assert fresh(claim).due_on == DAY


def test_a_repeat_is_none_again(claim_in: Callable[..., Claim], ed: User) -> None:
    first, again = claim_in(State.TO_CHECK), claim_in(State.SUGGESTED)
    mark_repeat(actor=ed, claim_id=again.pk, version=again.version, original_id=first.pk)
    undo(ed, again)
    assert (fresh(again).state, fresh(again).repeat_of) == (State.SUGGESTED, None)


def test_somebody_elses_step_is_not_undone(claim_in: Callable[..., Claim], ed: User, edna: User) -> None:
    claim = claim_in(State.SUGGESTED)
    claims.accept_claim(actor=ed, claim_id=claim.pk, version=claim.version)
    with pytest.raises(Refused, match="Ed Brandt has changed this claim since"):
        undo(edna, claim)


def test_who_was_there_since_is_named(claim_in: Callable[..., Claim], ed: User, edna: User, mara: User) -> None:
    claim = claim_in(State.SUGGESTED)
    seen = claims.accept_claim(actor=ed, claim_id=claim.pk, version=claim.version).version
    claims.assign_claim(actor=edna, claim_id=claim.pk, version=seen, checker=mara)
    with pytest.raises(Conflict, match="Edna Ruiz changed this in the meantime"):
        claims.undo_step(actor=ed, claim_id=claim.pk, version=seen)
    assert fresh(claim).state == State.ASSIGNED


def test_a_comment_since_is_something_that_happened(claim_in: Callable[..., Claim], ed: User, mara: User) -> None:
    claim = claim_in(State.SUGGESTED)
    claims.accept_claim(actor=ed, claim_id=claim.pk, version=claim.version)
    add_comment(actor=mara, claim_id=claim.pk, body="I have a source for this.")
    with pytest.raises(Refused, match="nothing else has happened"):
        undo(ed, claim)


def test_who_may_not_take_the_step_any_more_may_not_undo_it(claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.SUGGESTED)
    claims.accept_claim(actor=ed, claim_id=claim.pk, version=claim.version)
    ed.role = "checker"
    with pytest.raises(Refused, match="any more"):
        undo(ed, claim)


def test_a_step_from_before_undoing_was_kept_stays(claim_in: Callable[..., Claim], ed: User) -> None:
    from claims.actions.events import record_event

    claim = claim_in(State.TO_CHECK)
    record_event(kind=Action.ACCEPT, actor=ed, claim=claim, data={"from": "suggested", "to": "to_check"})
    with pytest.raises(Refused, match="nothing to undo"):
        undo(ed, claim)
    assert Event.objects.filter(claim=claim, kind="undo").count() == 0
