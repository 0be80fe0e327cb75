"""What a person has done needs no reading: their notifications of it are read by the step itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.actions import claim as claims
from claims.actions import review
from claims.actions.comment import add_comment
from claims.actions.telling import tell_of_due_dates
from claims.actions.verdict import submit_verdict
from claims.delivery.told import SETTLED, TABLE
from claims.models import Claim, Notification, User
from claims.vocabulary import Action, EventKind, NotificationKind, State
from tests.cast import complete, fresh, newest

pytestmark = pytest.mark.django_db
ClaimIn = Callable[..., Claim]


def unread(claim: Claim) -> set[tuple[str, str]]:
    """(first name, kind) of what was not read yet."""
    rows = Notification.objects.unread().filter(claim=claim).select_related("person")
    return {(row.person.name.split()[0], row.kind) for row in rows}


def test_the_table_names_what_can_happen_and_what_is_told() -> None:
    assert set(SETTLED) <= {*Action.values, *EventKind.values}
    told = {kind for rows in TABLE.values() for kind, _who in rows} | {NotificationKind.DUE, NotificationKind.OVERDUE}
    assert {kind for kinds in SETTLED.values() for kind in kinds} <= told


def test_from_the_assignment_to_the_review(ed: User, edna: User, mara: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.TO_CHECK)
    claim = claims.assign_claim(
        actor=ed, claim_id=claim.pk, version=claim.version, checker=mara, due_on=timezone.localdate()
    )
    tell_of_due_dates()
    assert unread(claim) == {("Mara", "assigned"), ("Mara", "due")}
    claim = claims.start_checking(actor=mara, claim_id=claim.pk, version=claim.version)
    assert unread(claim) == {("Mara", "due")}
    complete(mara, claim)
    claim = fresh(claim)
    submit_verdict(actor=mara, claim_id=claim.pk, version=claim.version, reviewer=edna)
    assert unread(claim) == {("Edna", "asked")}
    review.request_changes(actor=edna, claim_id=claim.pk, revision_id=newest(claim), comment="Which ledger?")
    assert unread(claim) == {("Mara", "changes")}
    claims.start_checking(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    assert unread(claim) == set()


def test_who_answers_has_read_and_nobody_else(ed: User, mara: User, claim_in: ClaimIn) -> None:
    claim, other = claim_in(State.CHECKING), claim_in(State.CHECKING)
    Notification.objects.all().delete()
    for one in (claim, other):
        add_comment(actor=ed, claim_id=one.pk, body="@mara Is the day right?")
    add_comment(actor=mara, claim_id=claim.pk, body="@ed It is.")
    assert unread(claim) == {("Ed", "mentioned")}
    assert unread(other) == {("Mara", "mentioned")}


def test_who_loses_a_claim_has_no_work_on_it(ed: User, mara: User, cem: User, claim_in: ClaimIn) -> None:
    claim = claim_in(State.ASSIGNED)
    Claim.objects.filter(pk=claim.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    tell_of_due_dates()
    assert ("Mara", "overdue") in unread(claim)
    claims.assign_claim(actor=ed, claim_id=claim.pk, version=fresh(claim).version, checker=cem)
    assert unread(claim) == {("Mara", "taken"), ("Cem", "assigned")}
    assert not Notification.objects.unsent().filter(person=mara).exclude(kind="taken").exists()
