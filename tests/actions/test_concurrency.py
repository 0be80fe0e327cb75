"""Two people at one claim: nobody's work is lost, and the second is told."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from claims.actions import claim as claims
from claims.actions import comment, evidence, verdict
from claims.actions.errors import ActionError, Conflict, Refused
from claims.models import Claim, Evidence, User, Verdict
from claims.vocabulary import Role, State
from tests.cast import bring, complete, fresh, make_user, new_story, rating


def test_a_stale_version_is_a_conflict_and_names_the_other(
    claim_in: Callable[..., Claim], ed: User, edna: User
) -> None:
    claim = claim_in(State.SUGGESTED)
    claims.accept_claim(actor=edna, claim_id=claim.pk, version=claim.version)
    with pytest.raises(Conflict, match="Edna Ruiz") as raised:
        claims.dismiss_claim(actor=ed, claim_id=claim.pk, version=claim.version, reason="No")
    assert isinstance(raised.value.current, Claim)
    assert raised.value.current.state == State.TO_CHECK
    assert fresh(claim).state == State.TO_CHECK


def test_the_second_to_save_a_verdict_sees_the_first_text(
    claim_in: Callable[..., Claim], mara: User, edna: User
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    draft = Verdict.objects.get(claim=claim)
    verdict.save_verdict(
        actor=edna, claim_id=claim.pk, version=draft.version, rating=rating(), summary="Edna's", explanation="Hers"
    )
    with pytest.raises(Conflict, match="Edna Ruiz") as raised:
        verdict.save_verdict(
            actor=mara, claim_id=claim.pk, version=draft.version, rating=rating(), summary="Mara's", explanation="Own"
        )
    assert isinstance(raised.value.current, Verdict)
    assert raised.value.current.summary == "Edna's"
    assert Verdict.objects.get(claim=claim).summary == "Edna's"


def test_saving_the_same_text_again_makes_nobody_an_author(
    claim_in: Callable[..., Claim], mara: User, edna: User
) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    draft = Verdict.objects.get(claim=claim)
    verdict.save_verdict(
        actor=edna,
        claim_id=claim.pk,
        version=draft.version,
        rating=draft.rating,
        summary=draft.summary,
        explanation=draft.explanation,
        not_found=draft.not_found,
    )
    draft.refresh_from_db()
    assert (draft.version, draft.writer_ids) == (1, [mara.pk])


def test_evidence_has_a_version_of_its_own(claim_in: Callable[..., Claim], mara: User, edna: User) -> None:
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    piece = Evidence.objects.get(claim=claim)
    evidence.edit_evidence(actor=edna, evidence_id=piece.pk, version=1, stance="context")
    comment.add_comment(actor=mara, claim_id=claim.pk, body="Look at it again.")
    with pytest.raises(Conflict, match="Edna Ruiz"):  # Whoever commented since changed nothing of it.
        evidence.remove_evidence(actor=mara, evidence_id=piece.pk, version=1)
    assert Evidence.objects.filter(pk=piece.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_who_take_a_claim_one_gets_it() -> None:
    ed = make_user(Role.EDITOR, "Ed Brandt")
    people = [make_user(Role.CHECKER, f"Checker{number} Somebody") for number in range(16)]
    claim = bring(State.TO_CHECK, editor=ed, checker=people[0], article=new_story(ed))
    start = threading.Barrier(16)
    took: list[int] = []
    refused: list[ActionError] = []

    def take(person: User) -> None:
        try:
            start.wait()
            claims.take_claim(actor=person, claim_id=claim.pk, version=claim.version)
            took.append(person.pk)
        except (Conflict, Refused) as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(took) == 1
    assert len(refused) == 15
    assert fresh(claim).checker_id == took[0]
    assert list(claim.events.order_by("number").values_list("kind", flat=True)) == ["add", "take"]
