"""The audit trail is whole, in order, and shows when it is not."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from claims.models import Article, Claim
from claims.queries.events import first_broken_event
from claims.vocabulary import State


def test_every_step_to_a_correction_is_an_event(claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.CORRECTED)
    kinds = list(claim.events.order_by("number").values_list("kind", flat=True))
    assert kinds == [
        "add",
        "assign",
        "start",
        "edit_evidence",
        "edit_verdict",
        "submit",
        "approve",
        "publish",
        "start_correction",
        "edit_verdict",
        "submit",
        "approve",
        "publish_correction",
    ]
    assert list(claim.events.order_by("number").values_list("number", flat=True)) == list(range(1, 14))


def test_the_chain_holds(claim_in: Callable[..., Claim], story: Article) -> None:
    claim = claim_in(State.PUBLISHED)
    assert first_broken_event(claim.events) is None
    assert first_broken_event(story.events) is None


def test_a_changed_event_shows(claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.ASSIGNED)
    with connection.cursor() as cursor:  # As somebody with the keys of the database would.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE claims_event SET kind = 'accept' WHERE claim_id = %s AND number = 2", [claim.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    broken = first_broken_event(claim.events)
    assert broken is not None
    assert broken.number == 2


def test_a_removed_event_shows(claim_in: Callable[..., Claim]) -> None:
    claim = claim_in(State.CHECKING)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM claims_notification WHERE claim_id = %s", [claim.pk])
        cursor.execute("DELETE FROM claims_event WHERE claim_id = %s AND number = 2", [claim.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    broken = first_broken_event(claim.events)
    assert broken is not None
    assert broken.number == 3
