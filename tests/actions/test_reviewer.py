"""Asking one person for the review: who may ask, who can be asked, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.actions import claim as claims
from claims.actions import people
from claims.actions.errors import Conflict, Invalid, Refused
from claims.actions.newsroom import set_review_rules
from claims.actions.reviewer import ask_reviewer
from claims.actions.verdict import save_verdict, submit_verdict
from claims.desk.history import timeline
from claims.models import Claim, Notification, User
from claims.queries.desk import claims_to_review
from claims.queries.queue import people_to_ask
from claims.vocabulary import Role, State
from tests.cast import complete, fresh, make_user, rating


def ask(actor: User, claim: Claim, reviewer: User | None) -> Claim:
    return ask_reviewer(actor=actor, claim_id=claim.pk, version=fresh(claim).version, reviewer=reviewer)


def told(claim: Claim) -> str:
    """The newest line of the claim's history, without markup."""
    line = timeline(claim.events.select_related("actor").order_by("-number")[:1])[0].sentence
    return line.replace("<bdi>", "").replace("</bdi>", "")


def test_an_editor_asks_another_one_and_changes_their_mind(
    claim_in: Callable[..., Claim], ed: User, edna: User, ada: User
) -> None:
    claim = claim_in(State.IN_REVIEW)
    ask(ed, claim, edna)
    assert (fresh(claim).reviewer, fresh(claim).state) == (edna, State.IN_REVIEW)
    assert told(claim) == "Ed Brandt asked Edna Ruiz for a review"
    ask(ed, claim, ada)
    assert told(claim) == "Ed Brandt asked Ada Novak for a review, instead of Edna Ruiz"
    ask(ed, claim, None)
    assert fresh(claim).reviewer is None
    assert told(claim) == "Ed Brandt left the review to anybody; Ada Novak had been asked"


def test_asking_the_same_person_again_writes_nothing(claim_in: Callable[..., Claim], ed: User, edna: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    version = ask(ed, claim, edna).version
    events = claim.events.count()
    assert ask(ed, claim, edna).version == version
    assert claim.events.count() == events


def test_asking_can_be_undone(claim_in: Callable[..., Claim], ed: User, edna: User, ada: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    ask(ed, claim, edna)
    ask(ed, claim, ada)
    claims.undo_step(actor=ed, claim_id=claim.pk, version=fresh(claim).version)
    assert fresh(claim).reviewer == edna


def test_a_conflict_is_said(claim_in: Callable[..., Claim], ed: User, edna: User, ada: User) -> None:
    claim = claim_in(State.IN_REVIEW)
    ask(ed, claim, edna)
    with pytest.raises(Conflict):
        ask_reviewer(actor=ada, claim_id=claim.pk, version=claim.version, reviewer=ada)


def test_the_checker_asks_for_their_own_claim_only(
    claim_in: Callable[..., Claim], mara: User, cem: User, edna: User
) -> None:
    claim = claim_in(State.CHECKING)
    ask(mara, claim, edna)
    assert fresh(claim).reviewer == edna
    with pytest.raises(Refused, match="assigned to"):
        ask(cem, claim, edna)


def test_only_who_may_approve_can_be_asked_and_no_author(
    claim_in: Callable[..., Claim], ed: User, edna: User, cem: User, vic: User
) -> None:
    claim = claim_in(State.IN_REVIEW, checker=edna)
    for person, why in ((cem, "Cem Aydin cannot approve"), (vic, "cannot approve"), (edna, "wrote a part")):
        with pytest.raises(Invalid, match=why):
            ask(ed, claim, person)
    assert fresh(claim).reviewer is None
    assert list(people_to_ask(claim)) == [ed]
    ed.is_active = False
    ed.save()
    with pytest.raises(Invalid, match="cannot approve"):
        ask(User.objects.get(pk=edna.pk), claim, ed)


def test_sending_to_review_asks_and_leaves_out_who_has_written_a_part(
    claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version, reviewer=edna)
    assert fresh(claim).reviewer == edna
    assert told(claim) == "Mara Lind sent revision 1 to review, and asked Edna Ruiz for it"

    helped = claim_in(State.CHECKING)
    ask(mara, helped, edna)
    complete(mara, helped)
    texts = {"rating": rating(), "summary": "Edna found another sum.", "explanation": "See the ledger."}
    save_verdict(actor=edna, claim_id=helped.pk, version=1, **texts)
    with pytest.raises(Invalid, match="wrote a part"):
        # The checker is one, whoever else helped.
        submit_verdict(actor=mara, claim_id=helped.pk, version=fresh(helped).version, reviewer=mara_as_editor(mara))
    submit_verdict(actor=mara, claim_id=helped.pk, version=fresh(helped).version)
    assert fresh(helped).reviewer is None
    assert told(helped).startswith("Mara Lind sent revision 1 to review; Edna Ruiz, who had been asked")


def mara_as_editor(mara: User) -> User:
    mara.role = "editor"
    mara.save()
    return mara


def leave(actor: User, person: User, how: str) -> None:
    if how == "role":
        people.change_role(actor=actor, person_id=person.pk, role=Role.CHECKER)
    else:
        people.set_active(actor=actor, person_id=person.pk, is_active=False)


@pytest.mark.parametrize("how", ["role", "active"])
def test_reviews_that_wait_for_somebody_who_leaves_are_left_to_the_others(
    how: str, claim_in: Callable[..., Claim], ed: User, edna: User, ada: User, mara: User
) -> None:
    waiting, later = claim_in(State.IN_REVIEW), claim_in(State.CHECKING)
    done = claim_in(State.APPROVED)
    Claim.objects.filter(pk=done.pk).update(reviewer=edna)
    for claim in (waiting, later):
        ask(ed, claim, edna)
    leave(ada, edna, how)
    for claim in (waiting, later):
        assert fresh(claim).reviewer is None
        event = claim.events.newest()
        assert (event.actor, event.data["reviewer_was"]) == (ada, edna.pk)
        assert told(claim) == (
            "Edna Ruiz, who had been asked for the review, cannot give it any more; it is left to anybody"
        )
    # What she reviewed stays as it was; and nobody asks her again by taking the step back.
    assert fresh(done).reviewer == edna
    with pytest.raises(Refused, match="nothing to undo"):
        claims.undo_step(actor=ada, claim_id=waiting.pk, version=fresh(waiting).version)
    # Who may review it is told of the one that waits, and whoever did it knows.
    assert [
        (one.person, one.claim) for one in Notification.objects.filter(event__kind="ask_reviewer", kind="review")
    ] == [(ed, waiting)]


def test_leaving_that_is_refused_leaves_the_reviews(
    claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    claim = claim_in(State.IN_REVIEW)
    ask(ed, claim, edna)
    with pytest.raises(Refused):
        people.set_active(actor=mara, person_id=edna.pk, is_active=False)
    people.change_role(actor=make_user(Role.ADMIN, "Ada Novak"), person_id=edna.pk, role=Role.ADMIN)
    assert fresh(claim).reviewer == edna


def test_where_several_approve_the_others_know_already(
    claim_in: Callable[..., Claim], ed: User, edna: User, ada: User
) -> None:
    set_review_rules(actor=ada, version=0, approvals_needed=2, reviews_are_blind=False)
    claim = claim_in(State.IN_REVIEW)
    ask(ed, claim, edna)
    ask(ed, claim, None)
    assert not Notification.objects.filter(event__kind="ask_reviewer", kind="review").exists()


def test_whoever_left_before_it_was_sent_is_not_asked(claim_in: Callable[..., Claim], mara: User, edna: User) -> None:
    claim = claim_in(State.CHECKING)
    ask(mara, claim, edna)
    User.objects.filter(pk=edna.pk).update(is_active=False)  # As it was before this was looked after.
    complete(mara, claim)
    submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert fresh(claim).reviewer is None
    assert told(claim).endswith("; Edna Ruiz, who had been asked for it, cannot review it any more")


def test_what_was_asked_of_me_waits_first_and_what_was_asked_of_others_last(
    claim_in: Callable[..., Claim], ed: User, edna: User, ada: User
) -> None:
    others, nobodys, mine = (claim_in(State.IN_REVIEW) for _ in range(3))
    ask(ed, others, ada)
    ask(ed, mine, edna)
    assert claims_to_review(edna).rows == [mine, nobodys, others]
