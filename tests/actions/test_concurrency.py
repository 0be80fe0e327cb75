"""Two people at one claim: nobody's work is lost, and the second is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction

from claims.actions import claim as claims
from claims.actions import comment, evidence, verdict
from claims.actions.errors import Conflict, Refused
from claims.actions.newsroom import seed_newsroom
from claims.actions.passage import mark_repeat
from claims.actions.source import edit_source
from claims.models import Claim, Evidence, Source, User, Verdict
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


def together(*calls: Callable[[], object]) -> list[object]:
    """Each in a thread and a connection of its own, at the same moment: what it returned, or the error it raised."""
    start = threading.Barrier(len(calls))
    came: list[object] = [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        try:
            start.wait()
            came[place] = call()
        except Exception as error:
            came[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=numbered) for numbered in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.mark.django_db(transaction=True)
def test_two_claims_do_not_become_repeats_of_each_other() -> None:
    ed = make_user(Role.EDITOR, "Ed Brandt")
    story = new_story(ed)
    for _round in range(3):
        one, two = (bring(State.TO_CHECK, editor=ed, checker=ed, article=story) for _ in range(2))
        marks = ((one, two), (two, one))
        came = together(*(partial(mark_repeat, actor=ed, claim_id=a.pk, version=1, original_id=b.pk) for a, b in marks))
        assert sorted(type(result).__name__ for result in came) == ["Claim", "Invalid"], came


@pytest.mark.django_db(transaction=True)
def test_a_source_is_not_corrected_while_it_is_frozen() -> None:
    """Else its new words could be in a revision of which whoever wrote them is no author."""
    ed, mara = make_user(Role.EDITOR, "Ed Brandt"), make_user(Role.CHECKER, "Mara Lind")
    seed_newsroom()
    claim = bring(State.CHECKING, editor=ed, checker=mara, article=new_story(ed))
    complete(mara, claim)
    source = Source.objects.get()

    def correct() -> None:
        edit_source(actor=ed, source_id=source.pk, version=1, title="Other", url="", publisher="", interest="")
        connection.close()

    correcting = threading.Thread(target=correct)
    with transaction.atomic():
        revision = verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
        correcting.start()
        correcting.join(0.3)
        assert correcting.is_alive()
    correcting.join()
    assert (revision.evidence[0]["source"]["title"], revision.author_ids) == (source.title, [mara.pk])


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_who_take_a_claim_one_gets_it() -> None:
    ed = make_user(Role.EDITOR, "Ed Brandt")
    people = [make_user(Role.CHECKER, f"Checker{number} Somebody") for number in range(16)]
    claim = bring(State.TO_CHECK, editor=ed, checker=people[0], article=new_story(ed))
    came = together(
        *(partial(claims.take_claim, actor=one, claim_id=claim.pk, version=claim.version) for one in people)
    )
    (taken,) = (result for result in came if isinstance(result, Claim))
    assert sum(isinstance(result, Conflict | Refused) for result in came) == 15
    assert fresh(claim).checker_id == taken.checker_id
    assert list(claim.events.order_by("number").values_list("kind", flat=True)) == ["add", "take"]
