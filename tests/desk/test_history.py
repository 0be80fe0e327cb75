"""The timeline in words: every kind of event has a sentence, also one that this version does not know."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import claim as claims
from claims.actions import evidence, publish, verdict
from claims.actions.events import record_event
from claims.desk.history import timeline
from claims.models import Claim, User
from claims.queries.claim import events_of
from claims.vocabulary import Action, State
from tests.cast import complete, fresh


def told(claim: Claim) -> list[str]:
    """The sentences, oldest first, without markup."""
    return [
        re.sub(r"<[^>]+>", "", entry.sentence) for entry in timeline(events_of(User.objects.all()[0], claim, None))
    ][::-1]


def test_the_way_to_a_published_correction_reads_as_a_story(claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.CORRECTED)
    assert told(claim) == [
        "Ed Brandt marked this passage as a claim",
        "Ed Brandt assigned the claim to Mara Lind",
        "Mara Lind started checking",
        "Mara Lind added the source Maintenance ledger of the port (contradicts)",
        "Mara Lind saved the verdict’s draft",
        "Mara Lind sent revision 1 to review",
        "Ed Brandt approved revision 1",
        "Ed Brandt published revision 1",
        "Ed Brandt started a correction",
        "Mara Lind saved the verdict’s draft",
        "Mara Lind sent revision 2 to review",
        "Ed Brandt approved revision 2",
        "Ed Brandt published a correction (correction)",
    ]


def test_reasons_and_comments_stand_with_the_sentence(claim_in: Callable[..., Claim]) -> None:
    for state, words in (
        (State.DISMISSED, "Not checkable"),
        (State.CHANGES_REQUESTED, "Say where the sum comes from."),
        (State.WITHDRAWN, "The ledger was a forgery."),
    ):
        assert timeline(events_of(User.objects.all()[0], claim_in(state), None))[0].words == words


def test_who_passed_it_to_whom_how_urgent_and_until_when(
    claim_in: Callable[..., Claim], ed: User, cem: User, mara: User
) -> None:
    import datetime as dt

    claim = claim_in(State.ASSIGNED)
    claim = claims.assign_claim(
        actor=ed, claim_id=claim.pk, version=claim.version, checker=cem, due_on=dt.date(2027, 2, 3), priority=4
    )
    claim = claims.prioritise_claim(actor=ed, claim_id=claim.pk, version=claim.version, priority=1, due_on=None)
    claims.hand_back_claim(actor=ed, claim_id=claim.pk, version=claim.version, reason="He is ill.")
    assert told(claim)[-3:] == [
        "Ed Brandt passed the claim from Mara Lind to Cem Aydin, priority urgent, due Feb. 3, 2027",
        "Ed Brandt set, priority low, no due date",
        "Ed Brandt took the claim away from Cem Aydin",
    ]


def test_saves_in_a_row_are_one_line_and_empty_ones_none(claim_in: Callable[..., Claim], mara: User) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    for version, text in enumerate(["One.", "Two.", "Two."], start=1):
        verdict.save_verdict(
            actor=mara, claim_id=claim.pk, version=version, rating=None, summary=text, explanation="Because."
        )
    newest = timeline(events_of(User.objects.all()[0], claim, None))[0]
    assert (newest.event.kind, newest.times) == (Action.EDIT_VERDICT, 3)


def test_evidence_changed_and_removed(claim_in: Callable[..., Claim], mara: User) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    piece = claim.evidence.get()
    evidence.edit_evidence(actor=mara, evidence_id=piece.pk, version=1, stance="context")
    evidence.remove_evidence(actor=mara, evidence_id=piece.pk, version=2)
    assert told(claim)[-2:] == [
        "Mara Lind changed what is recorded of the source Maintenance ledger of the port",
        "Mara Lind removed the source Maintenance ledger of the port",
    ]


KINDS = ["add", "suggest", *(action.value for action in Action)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_of_its_own_whatever_its_data(kind: str, claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.TO_CHECK)
    odd: list[dict[str, Any]] = [
        {},
        {"checker": None, "was": "x", "due_on": 7, "priority": "high", "revision": None, "change": 3, "reason": 1},
        {"before": None, "after": None, "did": "undo", "source": None, "stance": "?", "comment": 5, "changed": 1},
    ]
    for data in odd:
        record_event(kind=kind, actor=ed, claim=claim, data=data)
    record_event(kind=kind, actor=None, claim=claim, data={})
    for sentence in told(claim)[1:]:
        assert sentence
        assert f": {kind.replace('_', ' ')}" not in sentence
        assert "{" not in sentence


def test_an_unknown_kind_is_said_plainly(claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.TO_CHECK)
    record_event(kind="sing_a_song", actor=ed, claim=claim, data={"verses": 3})
    assert told(claim)[-1] == "Ed Brandt: sing a song"


def test_names_are_escaped_and_kept_apart(claim_in: Callable[..., Claim], ed: User) -> None:
    claim = claim_in(State.TO_CHECK)
    User.objects.filter(pk=ed.pk).update(name="<b>Ed</b>")
    assert timeline(events_of(User.objects.all()[0], claim, None))[0].sentence.startswith(
        "<bdi>&lt;b&gt;Ed&lt;/b&gt;</bdi> marked"
    )


def test_a_cancelled_correction_and_an_override_are_told(claim_in: Callable[..., Claim], ed: User, ada: User) -> None:
    from claims.actions import review
    from tests.cast import newest

    claim = claim_in(State.PUBLISHED)
    claim = publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="The sum.")
    publish.cancel_correction(actor=ed, claim_id=claim.pk, version=claim.version)
    assert told(claim)[-1] == "Ed Brandt cancelled the correction"
    own = claim_in(State.IN_REVIEW, checker=ada)
    review.approve_revision(actor=ada, claim_id=own.pk, revision_id=newest(own), override_reason="Night shift.")
    assert told(own)[-1] == "Ada Novak approved revision 1, overriding the four-eyes rule"
    assert timeline(events_of(User.objects.all()[0], fresh(own), None))[0].words == "Night shift."
