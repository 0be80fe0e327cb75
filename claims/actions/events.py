"""Writing the audit trail. Called by the other actions only, inside their transaction."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.actions.telling import tell
from claims.models import Article, Claim, Event, Source, Submission, User
from claims.models.event import event_hash


def record_event(
    *,
    kind: str,
    actor: User | None,
    claim: Claim | None = None,
    article: Article | None = None,
    source: Source | None = None,
    submission: Submission | None = None,
    area: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Append one event to the chain of `claim` (or of `article`, of `source`, of `submission`, or of an area of the
    settings), and tell whom it concerns.

    The caller holds the lock on that row (the newsroom's, for settings): two writers would otherwise take the same
    number, and the unique constraint would refuse the second.
    """
    chain = Event.objects.filter(claim=claim, article=article, source=source, submission=submission, area=area)
    last = chain.newest()
    event = Event(
        claim=claim,
        article=article,
        source=source,
        submission=submission,
        area=area,
        number=last.number + 1 if last else 1,
        actor=actor,
        kind=kind,
        data=data or {},
        created_at=timezone.now(),
        previous_hash=last.hash if last else "",
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    tell(event)
    return event


def next_events(*, kind: str, actor: User | None, claims: list[Claim], data: list[dict[str, Any]]) -> None:
    """Append one event to each of `claims`, with its own `data`, in two statements. The caller holds their locks.

    Of these kinds nobody is told.
    """
    chain = Event.objects.filter(claim__in=claims).order_by("claim_id", "-number").distinct("claim_id")
    last = {event.claim_id: event for event in chain}
    now = timezone.now()
    events = [
        Event(
            claim=claim,
            number=last[claim.pk].number + 1 if claim.pk in last else 1,
            actor=actor,
            kind=kind,
            data=what,
            created_at=now,
            previous_hash=last[claim.pk].hash if claim.pk in last else "",
        )
        for claim, what in zip(claims, data, strict=True)
    ]
    for event in events:
        event.hash = event_hash(event)
    Event.objects.bulk_create(events, batch_size=500)


def first_events(*, kind: str, actor: User | None, claims: list[Claim], data: dict[str, Any]) -> None:
    """Append the first event to each of `claims`, which were just made in this transaction, in one statement.

    Of these kinds nobody is told.
    """
    now = timezone.now()
    events = [
        Event(claim=claim, number=1, actor=actor, kind=kind, data=data, created_at=now, previous_hash="")
        for claim in claims
    ]
    for event in events:
        event.hash = event_hash(event)
    Event.objects.bulk_create(events, batch_size=500)
