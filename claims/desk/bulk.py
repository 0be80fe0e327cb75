"""One step for many claims: each through its action, each with the version that the person saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from claims import workflow
from claims.access import claims_visible_to
from claims.actions import claim as actions
from claims.actions.errors import ActionError
from claims.actions.reviewer import ask_reviewer
from claims.desk.refusals import was_done_already
from claims.models import Claim, Topic, User
from claims.models.ids import id_in
from claims.vocabulary import Action

# So many at once take some seconds, which a person still waits for.
LIMIT = 500


@dataclass(frozen=True)
class Picked:
    """A ticked claim, and its version when it was on the screen."""

    claim_id: int
    version: int

    @classmethod
    def read(cls, value: str) -> Picked | None:
        """From a checkbox's "id:version"; None if it is not one."""
        claim_id, version = map(id_in, value.partition(":")[::2])
        return None if claim_id is None or version is None else cls(claim_id, version)


@dataclass
class Outcome:
    """How many were done; and the claims that were refused, by reason."""

    done: int = 0
    refused: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """What to do to each claim. `checker` is needed for assigning, `reason` for dismissing, `reviewer` for asking one,
    `topic` for adding it to the others.

    For the due date and the priority, None leaves them as they are.
    """

    action: Action
    checker: User | None = None
    due_on: dt.date | None = None
    priority: int | None = None
    reason: str = ""
    reviewer: User | None = None
    topic: Topic | None = None


def apply(*, actor: User, picked: list[Picked], step: Step) -> Outcome:
    """Take `step` for each claim, in a transaction of its own: one refusal does not undo the others."""
    outcome = Outcome()
    for one in dict.fromkeys(picked):
        try:
            _do(actor, one, step)
        except Claim.DoesNotExist:
            continue  # Not one that this person may see: as if it had not been ticked.
        except ActionError as error:
            outcome.refused.setdefault(str(error), []).append(one.claim_id)
        else:
            outcome.done += 1
    return outcome


def _do(actor: User, one: Picked, step: Step) -> None:
    try:
        _WAYS[step.action](actor, one, step)
    except ActionError:
        answers = {"checker": step.checker, "reason": step.reason}
        answers |= {"reviewer": step.reviewer} if step.reviewer else {}
        answers |= {"due_on": step.due_on} if step.due_on else {}
        answers |= {"priority": step.priority} if step.priority else {}
        # Assigning a suggested claim accepts it first, which is one version more.
        steps = (1, 2) if step.action == Action.ASSIGN else (1,)
        if not any(
            was_done_already(
                actor=actor,
                claim_id=one.claim_id,
                version=one.version,
                kind=step.action,
                answers=answers,
                steps=number,
            )
            for number in steps
        ):
            raise


def _accept(actor: User, one: Picked, step: Step) -> None:
    actions.accept_claim(actor=actor, claim_id=one.claim_id, version=one.version)


def _assign(actor: User, one: Picked, step: Step) -> None:
    """A suggested claim is accepted first; if it can't be assigned then, it stays suggested."""
    if step.checker is None:
        raise ValueError("assigning needs a checker")
    is_suggested = workflow.is_possible(Action.ACCEPT, claims_visible_to(actor).get(pk=one.claim_id))
    assign = actions.accept_and_assign if is_suggested else actions.assign_claim
    assign(
        actor=actor,
        claim_id=one.claim_id,
        version=one.version,
        checker=step.checker,
        due_on=step.due_on,
        priority=step.priority,
    )


def _take_on(actor: User, one: Picked, step: Step) -> None:
    actions.take_claim(actor=actor, claim_id=one.claim_id, version=one.version)


def _dismiss(actor: User, one: Picked, step: Step) -> None:
    actions.dismiss_claim(actor=actor, claim_id=one.claim_id, version=one.version, reason=step.reason)


def _prioritise(actor: User, one: Picked, step: Step) -> None:
    now = claims_visible_to(actor).only("priority", "due_on").get(pk=one.claim_id)
    actions.prioritise_claim(
        actor=actor,
        claim_id=one.claim_id,
        version=one.version,
        priority=step.priority or now.priority,
        due_on=step.due_on or now.due_on,
    )


def _ask(actor: User, one: Picked, step: Step) -> None:
    ask_reviewer(actor=actor, claim_id=one.claim_id, version=one.version, reviewer=step.reviewer)


def _add_topic(actor: User, one: Picked, step: Step) -> None:
    if step.topic is None:
        raise ValueError("adding a topic needs one")
    topics = set(claims_visible_to(actor).get(pk=one.claim_id).topics.values_list("pk", flat=True))
    actions.set_topics(actor=actor, claim_id=one.claim_id, version=one.version, topics=topics | {step.topic.pk})


_WAYS: dict[Action, Callable[[User, Picked, Step], None]] = {
    Action.ACCEPT: _accept,
    Action.ASSIGN: _assign,
    Action.DISMISS: _dismiss,
    Action.PRIORITISE: _prioritise,
    Action.TAKE: _take_on,
    Action.ASK_REVIEWER: _ask,
    Action.SET_TOPICS: _add_topic,
}
