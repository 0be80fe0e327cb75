"""Publishing at a given time: what is decided is done once, in time, in the editor's name, or somebody is told."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone

from claims import tasks
from claims.actions import claim as claims
from claims.actions import publish, review, verdict
from claims.actions.errors import Conflict, Invalid, Refused
from claims.actions.schedule import publish_due, schedule_publishing, unschedule_publishing
from claims.models import Claim, Event, Notification, PublicRevision, Schedule, User
from claims.vocabulary import Action, ChangeClass, EventKind, NotificationKind, State
from tests.cast import fresh, newest

SOON = datetime.timedelta(hours=2)


@pytest.fixture
def approved(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.APPROVED)


def set_time(claim: Claim, actor: User, *, at: datetime.datetime | None = None, **extra: str) -> Schedule:
    return schedule_publishing(
        actor=actor, claim_id=claim.pk, revision_id=newest(claim), publish_at=at or timezone.now() + SOON, **extra
    )


def let_it_be_time() -> None:
    Schedule.objects.update(publish_at=timezone.now() - datetime.timedelta(seconds=1))


def test_it_is_published_at_its_time_and_once(approved: Claim, ed: User) -> None:
    set_time(approved, ed)
    assert publish_due() == 0
    assert fresh(approved).state == State.APPROVED
    let_it_be_time()
    assert publish_due() == 1
    claim = fresh(approved)
    assert (claim.state, claim.is_public) == (State.PUBLISHED, True)
    assert PublicRevision.objects.get(claim=claim).published_by == ed
    assert not Schedule.objects.exists()
    assert publish_due() == 0


def test_the_sweeper_of_a_worker_does_it(approved: Claim, ed: User) -> None:
    set_time(approved, ed)
    let_it_be_time()
    tasks.sweep_jobs()
    assert fresh(approved).state == State.PUBLISHED


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_time_that_cannot_be_meant_is_refused(days: int, approved: Claim, ed: User) -> None:
    with pytest.raises(Invalid) as refusal:
        set_time(approved, ed, at=timezone.now() + datetime.timedelta(days=days))
    assert set(refusal.value.errors) == {"publish_at"}
    assert not Schedule.objects.exists()


def test_setting_another_time_replaces_the_first(approved: Claim, ed: User, edna: User) -> None:
    set_time(approved, ed)
    later = timezone.now() + 2 * SOON
    set_time(approved, edna, at=later)
    only = Schedule.objects.get()
    assert (only.publish_at, only.scheduled_by) == (later, edna)


def test_another_revision_than_the_one_on_the_screen_is_refused(approved: Claim, ed: User) -> None:
    with pytest.raises(Conflict):
        schedule_publishing(
            actor=ed, claim_id=approved.pk, revision_id=newest(approved) + 1, publish_at=timezone.now() + SOON
        )


def test_what_could_not_be_published_cannot_be_scheduled(
    approved: Claim, ed: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish.linter, "problems", lambda page: ["The rating has no label."])
    with pytest.raises(Invalid, match="no label"):
        set_time(approved, ed)
    assert fresh(approved).slug is None


def test_taking_the_time_back_leaves_it_approved(approved: Claim, ed: User, edna: User) -> None:
    with pytest.raises(Refused, match="No time is set"):
        unschedule_publishing(actor=ed, claim_id=approved.pk, version=approved.version)
    set_time(approved, ed)
    unschedule_publishing(actor=edna, claim_id=approved.pk, version=fresh(approved).version)
    let_it_be_time()
    assert publish_due() == 0
    assert fresh(approved).state == State.APPROVED


@pytest.mark.parametrize("how", ["changes", "publish"])
def test_whatever_ends_the_approval_ends_the_schedule(how: str, approved: Claim, ed: User, edna: User) -> None:
    set_time(approved, ed)
    if how == "changes":
        review.request_changes(actor=edna, claim_id=approved.pk, revision_id=newest(approved), comment="Wait.")
    else:
        publish.publish_claim(actor=edna, claim_id=approved.pk, revision_id=newest(approved))
    assert not Schedule.objects.exists()
    assert Event.objects.filter(claim=approved).newest().data["was_scheduled"] is True  # type: ignore[union-attr]


def test_a_correction_is_published_with_its_class_and_reason(
    claim_in: Callable[..., Claim], ed: User, edna: User, mara: User
) -> None:
    claim = claim_in(State.PUBLISHED)
    publish.start_correction(actor=ed, claim_id=claim.pk, version=claim.version, reason="A wrong sum")
    verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    review.approve_revision(actor=edna, claim_id=claim.pk, revision_id=newest(claim))
    with pytest.raises(Invalid) as refusal:
        set_time(claim, ed)
    assert "reason" in refusal.value.errors
    with pytest.raises(Invalid) as refusal:
        set_time(claim, ed, change_class=ChangeClass.RATING_CHANGED, reason="The sum was wrong.")
    assert "change_class" in refusal.value.errors
    set_time(claim, ed, change_class=ChangeClass.UPDATE, reason="The sum was wrong.")
    let_it_be_time()
    assert publish_due() == 1
    shown = PublicRevision.objects.filter(claim=claim).newest()
    assert shown is not None
    assert (shown.change, shown.reason) == (ChangeClass.UPDATE, "The sum was wrong.")


def test_who_scheduled_it_has_left(approved: Claim, ed: User, mara: User) -> None:
    set_time(approved, ed)
    User.objects.filter(pk=ed.pk).update(is_active=False)
    let_it_be_time()
    assert publish_due() == 0
    event = Event.objects.filter(claim=approved).newest()
    assert event is not None
    assert (event.kind, event.actor) == (EventKind.MISS_SCHEDULE, None)
    assert "not active" in event.data["reason"]
    told = Notification.objects.filter(event=event)
    assert [(row.person, row.kind) for row in told] == [(mara, NotificationKind.MISSED)]
    assert publish_due() == 0  # It is not tried again and again.
    assert fresh(approved).state == State.APPROVED


def test_one_that_cannot_be_published_stops_no_other(claim_in: Callable[..., Claim], ed: User, edna: User) -> None:
    first, second = claim_in(State.APPROVED), claim_in(State.APPROVED)
    set_time(first, edna)
    set_time(second, ed)
    User.objects.filter(pk=edna.pk).update(is_active=False)
    let_it_be_time()
    assert publish_due() == 1
    assert fresh(second).state == State.PUBLISHED


def test_the_claim_is_prioritised_while_it_waits(approved: Claim, ed: User) -> None:
    set_time(approved, ed)
    claims.prioritise_claim(actor=ed, claim_id=approved.pk, version=fresh(approved).version, priority=2, due_on=None)
    assert Schedule.objects.filter(claim=approved).exists()
    assert Action.SCHEDULE in Event.objects.filter(claim=approved).values_list("kind", flat=True)
