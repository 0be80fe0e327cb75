"""The correction cycle: nothing gets stuck, nothing unapproved is shown, and the cancelled leaves no trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims import workflow
from claims.actions import claim as claims
from claims.actions import evidence, publish, review, verdict
from claims.actions.errors import Invalid, Refused
from claims.models import Claim, User
from claims.vocabulary import Action, ChangeClass, State
from tests.cast import complete, fresh, newest, rating

Correcting = Callable[[State], Claim]


@pytest.fixture
def correcting(claim_in: Callable[..., Claim], ed: User, mara: User) -> Correcting:
    """A published claim whose correction has got as far as the given state."""

    def correcting(state: State) -> Claim:
        claim = claim_in(State.PUBLISHED)
        publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="A wrong sum")
        claim = fresh(claim)
        if state in (State.TO_CHECK, State.ASSIGNED):
            claims.hand_back_claim(actor=mara, claim_id=claim.pk, version=claim.version)
        elif state != State.CHECKING:
            verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version)
        claim = fresh(claim)
        if state == State.ASSIGNED:
            claims.assign_claim(actor=ed, claim_id=claim.pk, version=claim.version, checker=mara)
        elif state == State.CHANGES_REQUESTED:
            review.request_changes(actor=ed, claim_id=claim.pk, revision_id=newest(claim), comment="Which sum?")
        elif state == State.APPROVED:
            review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
        claim = fresh(claim)
        assert claim.state == state
        return claim

    return correcting


UNDER_WAY = [
    State.TO_CHECK,
    State.ASSIGNED,
    State.CHECKING,
    State.IN_REVIEW,
    State.CHANGES_REQUESTED,
    State.APPROVED,
]


@pytest.mark.parametrize("state", UNDER_WAY)
def test_a_correction_can_be_cancelled_or_the_page_withdrawn_at_any_time(
    state: State, correcting: Correcting, edna: User, cem: User, vic: User
) -> None:
    claim = correcting(state)
    allowed = set(workflow.allowed_actions(edna, claim))
    assert {Action.CANCEL_CORRECTION, Action.WITHDRAW} <= allowed
    assert not {Action.DISMISS, Action.PUBLISH} & allowed
    assert (Action.PUBLISH_CORRECTION in allowed) == (state == State.APPROVED)
    assert workflow.state_after(Action.CANCEL_CORRECTION, claim) == State.PUBLISHED
    for outsider in (cem, vic):
        assert not {Action.CANCEL_CORRECTION, Action.WITHDRAW} & set(workflow.allowed_actions(outsider, claim))


@pytest.mark.parametrize("state", UNDER_WAY)
@pytest.mark.parametrize("way_out", ["cancel", "withdraw"])
def test_after_any_way_out_the_next_correction_can_start(
    state: State, way_out: str, correcting: Correcting, ed: User
) -> None:
    claim = correcting(state)
    if way_out == "cancel":
        publish.cancel_correction(actor=ed, claim_id=claim.pk, version=claim.version)
    else:
        publish.withdraw_claim(actor=ed, claim_id=claim.pk, version=claim.version, reason="The ledger was forged.")
    claim = fresh(claim)
    publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="Another sum")
    claim = fresh(claim)
    assert claim.state == State.CHECKING
    assert claim.checker is not None


def test_a_correction_of_somebody_who_left_falls_to_whoever_starts_it(
    claim_in: Callable[..., Claim], ed: User, mara: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    mara.is_active = False
    mara.save()
    publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="A wrong sum")
    assert fresh(claim).checker == ed


def test_withdrawing_shows_nothing_that_was_drafted_since(correcting: Correcting, ed: User) -> None:
    claim = correcting(State.CHECKING)
    claims.edit_claim(
        actor=ed, claim_id=claim.pk, version=claim.version, wording="Drafted", speaker_name="Innocent Bystander"
    )
    claim = fresh(claim)
    public = publish.withdraw_claim(actor=ed, claim_id=claim.pk, version=claim.version, reason="The ledger was forged.")
    before = claim.public_revisions.get(number=1).content
    assert public.content["speaker"] == before["speaker"]
    assert public.content["claim"] == before["claim"]
    assert [revision["change"] for revision in public.content["revisions"]] == ["first", "withdrawn"]


def test_cancelling_brings_back_the_wording_and_speaker_that_readers_see(
    claim_in: Callable[..., Claim], ed: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    shown = (claim.wording, claim.speaker)
    publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="Another speaker")
    claims.edit_claim(
        actor=ed, claim_id=claim.pk, version=fresh(claim).version, wording="Drafted", speaker_name="Somebody Else"
    )
    publish.cancel_correction(actor=ed, claim_id=claim.pk, version=fresh(claim).version)
    claim = fresh(claim)
    assert (claim.state, claim.wording, claim.speaker) == (State.PUBLISHED, *shown)


@pytest.mark.parametrize(
    ("label", "change", "refused"),
    [
        ("True", ChangeClass.CORRECTION, "choose “Rating changed”"),
        ("Mostly False", ChangeClass.RATING_CHANGED, "choose another kind"),
        ("True", ChangeClass.RATING_CHANGED, None),
        ("Mostly False", ChangeClass.TYPO, None),
        ("Mostly False", ChangeClass.UPDATE, None),
        ("Mostly False", ChangeClass.WITHDRAWN, "what kind of change"),
    ],
)
def test_the_class_of_a_correction_is_true(
    label: str, change: ChangeClass, refused: str | None, correcting: Correcting, ed: User, mara: User
) -> None:
    claim = correcting(State.CHECKING)
    draft = claim.verdict
    verdict.save_verdict(
        actor=mara,
        claim_id=claim.pk,
        version=draft.version,
        rating=rating(label),
        summary="Another summary.",
        explanation=draft.explanation,
    )
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))

    def publish_it() -> None:
        publish.publish_correction(
            actor=ed, claim_id=claim.pk, revision_id=newest(claim), change_class=change, reason="Because"
        )

    if refused:
        with pytest.raises(Invalid, match=refused):
            publish_it()
        assert fresh(claim).state == State.APPROVED
    else:
        publish_it()
        assert fresh(claim).public_revisions.get(number=2).change == change


def test_whoever_worked_on_the_evidence_is_an_author(
    claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    piece = evidence.add_evidence(actor=edna, claim_id=claim.pk, title="A witness", stance="contradicts")
    evidence.remove_evidence(actor=edna, evidence_id=piece.pk, version=1)
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    with pytest.raises(Refused, match="second person"):
        review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=newest(claim))
    review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
