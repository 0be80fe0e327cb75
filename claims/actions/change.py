"""The one write path: lock the claim, compare its version, ask the workflow, save, write one event."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims import workflow
from claims.access import claim_events_visible_to, claims_visible_to
from claims.actions.errors import Conflict, Refused
from claims.actions.events import record_event
from claims.models import Claim, Schedule, User
from claims.vocabulary import Action, State


@dataclass
class Change:
    """A claim under its lock. What is put into `data` goes into the event."""

    claim: Claim
    data: dict[str, Any] = field(default_factory=dict)
    # Set by a body that found nothing to do: then nothing is saved and no event is written.
    is_empty: bool = False
    # Set by a body that does more than the claim's own fields tell: then it cannot be undone.
    is_final: bool = False
    # Set by a body that goes on with the step before, in the same transaction: they are undone together.
    joins_last: bool = False


# What an undone step gives back, as it was.
_UNDO_FIELDS = ("state", "checker_id", "reviewer_id", "priority", "due_on", "dismissed_reason", "repeat_of_id")


@contextmanager
def changing_claim(
    *, actor: User, claim_id: int, action: Action, version: int | None, overriding: bool = False
) -> Iterator[Change]:
    """Run the body with the claim locked and `action` allowed; then move it on, save it and write the event.

    `version` is the one the person saw: another one raises Conflict. None is for work that does not touch the claim's
    own fields (evidence, verdict, comments), which has versions of its own; it leaves the claim's version alone.
    `overriding` lets an admin past the four-eyes rule alone. Raises Claim.DoesNotExist, Conflict or Refused; then,
    and whenever the body raises, nothing is written.
    """
    with transaction.atomic():
        claim = lock_claim(actor, claim_id)
        answer = workflow.can(actor, action, claim)
        # Whose role forbids it is told so first; whatever else refuses may only do so because somebody was faster.
        if version is not None and claim.version != version and workflow.can_role(actor, action):
            raise Conflict(claim, claim_events_visible_to(actor, claim).select_related("actor").newest())
        if isinstance(answer, workflow.Denied) and not (overriding and workflow.may_override(actor, answer)):
            raise Refused(answer)
        before = claim.state
        fields = _fields(claim)
        change = Change(claim)
        after = workflow.state_after(action, claim)
        yield change
        if change.is_empty:
            return
        # One approval of several changes nothing yet; everything else that leads to a state does, even the same one.
        is_step = workflow.RULES[action].to is not None and (after != before or action is not Action.APPROVE)
        if is_step:
            claim.state = after
            claim.state_changed_at = timezone.now()
            if before == State.APPROVED and Schedule.objects.filter(claim=claim).delete()[0]:
                change.data["was_scheduled"] = True
            change.data |= {"from": before, "to": after}
        if claim.checker_id != fields["checker_id"]:
            # Whose it was, and whose it is: whoever reads the event need not know how each action moves a claim.
            moved = {"was": fields["checker_id"], "checker": claim.checker_id}
            change.data = {name: pk for name, pk in moved.items() if pk is not None} | change.data
        if action in workflow.UNDOABLE and not change.is_final:
            change.data[workflow.UNDO_KEY] = _undo(fields, change)
        claim.is_touched = True
        if is_step or version is not None:
            claim.version += 1
        claim.save()
        record_event(kind=action, actor=actor, claim=claim, data=change.data)


def lock_claim(actor: User, claim_id: int) -> Claim:
    """The claim, locked until the transaction ends. Raises Claim.DoesNotExist."""
    return claims_visible_to(actor).select_for_update(of=("self",)).get(pk=claim_id)


def undo_fields(claim: Claim, data: dict[str, Any]) -> None:
    """Give the claim back what an event says under UNDO_KEY; its state is the workflow's to set."""
    for name, value in data.items():
        if name == "due_on" and value is not None:
            claim.due_on = datetime.date.fromisoformat(value)
        elif name in _UNDO_FIELDS and name != "state":
            setattr(claim, name, value)


def _fields(claim: Claim) -> dict[str, Any]:
    fields = {name: getattr(claim, name) for name in _UNDO_FIELDS}
    return fields | {"due_on": claim.due_on.isoformat() if claim.due_on else None}


def _undo(before: dict[str, Any], change: Change) -> dict[str, Any]:
    """What the fields that the step changed were before it, or before the one it joins."""
    after = _fields(change.claim)
    undo = {name: value for name, value in before.items() if value != after[name]}
    if change.joins_last:
        last = change.claim.events.newest()
        undo |= last.data.get(workflow.UNDO_KEY, {}) if last else {}
    return undo
