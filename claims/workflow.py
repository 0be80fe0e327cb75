"""THE table: what may be done to a claim, by whom, from which state, and what must be there first.

Read `RULES` from top to bottom; it is the whole workflow. `can` explains a refusal in words for the screen.
What must be there first is in guards.py. Nothing else in the project decides about rights or states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.guards import (
    Guard,
    Text,
    changes_were_asked_for,
    did_not_write_it,
    has_not_voted,
    is_not_an_author,
    is_public,
    several_must_approve,
    verdict_is_complete,
    was_never_published,
    was_never_sent,
    was_published,
)
from claims.models import Claim, Comment, Event, Evidence, PublicRevision, Reply, Revision, User, Verdict
from claims.vocabulary import Action, ChangeClass, Decision, Origin, Role, State


class Because(Enum):
    """The family a refusal belongs to; the API turns it into a status."""

    ROLE = "role"  # This person may never do this to this claim: 403.
    STATE = "state"  # Not now: 409.
    INCOMPLETE = "incomplete"  # Something must be there first: 409.
    FOUR_EYES = "four_eyes"  # Whoever wrote it may not approve it: 403.


@dataclass(frozen=True)
class Allowed:
    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    reason: Text
    because: Because

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Denied


def last_step_was_theirs(user: User, claim: Claim) -> Text | None:
    last = last_step(claim)
    if last is None or last.kind not in UNDOABLE or UNDO_KEY not in last.data:
        return _("There is nothing to undo: only triage and assignment are, and only while nothing else has happened.")
    if last.actor_id != user.pk:
        name = last.actor.display_name if last.actor else _("Somebody else")
        return _("%(name)s has changed this claim since. Only your own last step can be undone.") % {"name": name}
    return None if can_role(user, Action(last.kind)) else _("You may not do this any more, so you cannot undo it.")


# Which family the refusal of a guard belongs to; a guard that is not named here is about the state.
_GUARD_FAMILY: dict[Guard, Because] = {
    verdict_is_complete: Because.INCOMPLETE,
    is_not_an_author: Because.FOUR_EYES,
}


@dataclass(frozen=True)
class Rule:
    """One row of the table.

    `roles` may always; `own` are the roles that may only on a claim assigned to themselves. `to` is the state
    afterwards: None leaves it as it is, LAST_PUBLIC returns to the state that readers see, BEFORE to the one before the
    last step, WHEN_ENOUGH is approved once as many people have approved as the revision needs.
    """

    states: frozenset[State]
    to: State | LastPublic | Before | WhenEnough | None
    roles: frozenset[Role] = frozenset()
    own: frozenset[Role] = frozenset()
    guards: tuple[Guard, ...] = ()


class LastPublic(Enum):
    LAST_PUBLIC = "last_public"


class Before(Enum):
    BEFORE = "before"


class WhenEnough(Enum):
    WHEN_ENOUGH = "when_enough"


S, R = State, Role
NOBODY: frozenset[Role] = frozenset()
EDITORS = frozenset({R.EDITOR, R.ADMIN})
CHECKERS = frozenset({R.CHECKER, R.EDITOR, R.ADMIN})
EVERY_STATE = frozenset(State)
# What still asks for somebody's work; only this can be late.
OPEN_STATES = EVERY_STATE - {S.DISMISSED, S.PUBLISHED, S.CORRECTED, S.WITHDRAWN}
# Before anybody checks it, a claim can be given other words. From checking on, evidence and a draft speak of these very
# words; what was sent to review once stays as it is even when it comes back.
WORDS_MAY_CHANGE = frozenset({S.SUGGESTED, S.TO_CHECK, S.ASSIGNED})
# Steps that can be undone; their events keep under UNDO_KEY what the claim's fields were before.
UNDOABLE = frozenset(
    {
        Action.ACCEPT,
        Action.DISMISS,
        Action.REOPEN,
        Action.ASSIGN,
        Action.TAKE,
        Action.PRIORITISE,
        Action.ASK_REVIEWER,
        Action.MARK_REPEAT,
    }
)
UNDO_KEY = "undo"
# What was sent to review counts, not the draft it was made from: nobody writes.
SENT_STATES = frozenset({S.IN_REVIEW, S.CHANGES_REQUESTED, S.APPROVED, S.PUBLISHED, S.CORRECTED, S.WITHDRAWN})


def _in(*states: State) -> frozenset[State]:
    return frozenset(states)


RULES: dict[Action, Rule] = {
    # Triage
    Action.ACCEPT: Rule(_in(S.SUGGESTED), S.TO_CHECK, EDITORS),
    Action.DISMISS: Rule(
        _in(S.SUGGESTED, S.TO_CHECK, S.ASSIGNED, S.CHECKING), S.DISMISSED, EDITORS, guards=(was_never_published,)
    ),
    Action.REOPEN: Rule(_in(S.DISMISSED), S.SUGGESTED, EDITORS),
    # Assignment
    Action.ASSIGN: Rule(_in(S.TO_CHECK, S.ASSIGNED, S.CHECKING, S.CHANGES_REQUESTED), S.ASSIGNED, EDITORS),
    Action.TAKE: Rule(_in(S.TO_CHECK), S.ASSIGNED, CHECKERS),
    Action.HAND_BACK: Rule(_in(S.ASSIGNED, S.CHECKING, S.CHANGES_REQUESTED), S.TO_CHECK, EDITORS, own=CHECKERS),
    # Checking
    Action.START: Rule(_in(S.ASSIGNED, S.CHANGES_REQUESTED), S.CHECKING, NOBODY, own=CHECKERS),
    Action.SUBMIT: Rule(_in(S.CHECKING), S.IN_REVIEW, NOBODY, own=CHECKERS, guards=(verdict_is_complete,)),
    Action.RECALL: Rule(_in(S.IN_REVIEW), S.CHECKING, NOBODY, own=CHECKERS),
    # Review
    # Before it is sent, too: then whoever reviews it knows what is coming.
    Action.ASK_REVIEWER: Rule(
        _in(S.ASSIGNED, S.CHECKING, S.IN_REVIEW, S.CHANGES_REQUESTED), None, EDITORS, own=CHECKERS
    ),
    Action.APPROVE: Rule(_in(S.IN_REVIEW), WhenEnough.WHEN_ENOUGH, EDITORS, guards=(has_not_voted, is_not_an_author)),
    # Against it, without stopping it: the others may still carry the verdict. It is kept with the revision.
    Action.DISSENT: Rule(
        _in(S.IN_REVIEW), None, EDITORS, guards=(several_must_approve, has_not_voted, did_not_write_it)
    ),
    Action.REQUEST_CHANGES: Rule(_in(S.IN_REVIEW, S.APPROVED), S.CHANGES_REQUESTED, EDITORS),
    # Publishing
    Action.PUBLISH: Rule(_in(S.APPROVED), S.PUBLISHED, EDITORS, guards=(was_never_published,)),
    Action.START_CORRECTION: Rule(
        _in(S.PUBLISHED, S.CORRECTED, S.WITHDRAWN), S.CHECKING, EDITORS, own=CHECKERS, guards=(was_published,)
    ),
    Action.CANCEL_CORRECTION: Rule(
        _in(S.TO_CHECK, S.ASSIGNED, S.CHECKING, S.IN_REVIEW, S.CHANGES_REQUESTED, S.APPROVED),
        LastPublic.LAST_PUBLIC,
        EDITORS,
        own=CHECKERS,
        guards=(was_published,),
    ),
    Action.PUBLISH_CORRECTION: Rule(_in(S.APPROVED), S.CORRECTED, EDITORS, guards=(was_published,)),
    Action.WITHDRAW: Rule(EVERY_STATE - {S.WITHDRAWN}, S.WITHDRAWN, EDITORS, guards=(is_public,)),
    # The old address leads to the new one for ever.
    Action.CHANGE_ADDRESS: Rule(_in(S.PUBLISHED, S.CORRECTED, S.WITHDRAWN), None, EDITORS, guards=(was_published,)),
    # Work that leaves the state as it is
    Action.EDIT_CLAIM: Rule(
        _in(S.SUGGESTED, S.TO_CHECK, S.ASSIGNED, S.CHECKING, S.CHANGES_REQUESTED), None, EDITORS, own=CHECKERS
    ),
    Action.PRIORITISE: Rule(EVERY_STATE - {S.DISMISSED, S.PUBLISHED, S.CORRECTED, S.WITHDRAWN}, None, EDITORS),
    Action.SET_TOPICS: Rule(EVERY_STATE - {S.DISMISSED}, None, EDITORS, own=CHECKERS),
    Action.EDIT_EVIDENCE: Rule(_in(S.CHECKING), None, EDITORS, own=CHECKERS),
    Action.EDIT_VERDICT: Rule(_in(S.CHECKING), None, EDITORS, own=CHECKERS),
    # Not only while checking: answers come when they come. What was sent to review does not change by it.
    Action.EDIT_REPLIES: Rule(EVERY_STATE - {S.SUGGESTED, S.DISMISSED}, None, EDITORS, own=CHECKERS),
    Action.COMMENT: Rule(EVERY_STATE, None, CHECKERS),
    Action.ANSWER_POINT: Rule(
        _in(S.TO_CHECK, S.ASSIGNED, S.CHECKING, S.CHANGES_REQUESTED),
        None,
        EDITORS,
        own=CHECKERS,
        guards=(changes_were_asked_for,),
    ),
    # What the claim is
    Action.CHANGE_BORDERS: Rule(WORDS_MAY_CHANGE, None, EDITORS, own=CHECKERS, guards=(was_never_sent,)),
    Action.SPLIT_CLAIM: Rule(WORDS_MAY_CHANGE, None, EDITORS, own=CHECKERS, guards=(was_never_sent,)),
    Action.MERGE: Rule(WORDS_MAY_CHANGE, None, EDITORS, guards=(was_never_sent,)),
    Action.MARK_REPEAT: Rule(WORDS_MAY_CHANGE | {S.CHECKING}, S.DISMISSED, EDITORS, guards=(was_never_published,)),
    # The last step, by whoever took it, while nothing has happened since
    Action.UNDO: Rule(OPEN_STATES | {S.DISMISSED}, Before.BEFORE, CHECKERS, guards=(last_step_was_theirs,)),
}


def can(user: User, action: Action, claim: Claim) -> Answer:
    """Whether `user` may do `action` to `claim` now; a refusal carries its reason.

    The person is looked at first, then the state, then what must be there: so a viewer is never told about states,
    and the database is only asked when the rest holds.
    """
    rule = RULES[action]
    if not user.is_active:
        return Denied(_("Your account is not active."), Because.ROLE)
    role = Role(user.role)
    if role not in rule.roles:
        if role not in rule.own:
            return Denied(who_may(rule.roles | rule.own), Because.ROLE)
        if claim.checker_id != user.pk:
            return Denied(_("Only the person the claim is assigned to may do this."), Because.ROLE)
    if State(claim.state) not in rule.states:
        reason = _("This claim is in the state “%(state)s”; “%(action)s” is not possible there.")
        return Denied(reason % {"state": State(claim.state).label, "action": action.label}, Because.STATE)
    for guard in rule.guards:
        if (why_not := guard(user, claim)) is not None:
            return Denied(why_not, _GUARD_FAMILY.get(guard, Because.STATE))
    return Allowed()


def allowed_actions(user: User, claim: Claim) -> list[Action]:
    """Everything `user` may do to `claim` now, in the order of the table."""
    return [action for action in RULES if can(user, action, claim)]


def possible_actions(user: User, claim: Claim) -> list[tuple[Action, Answer]]:
    """The actions to show on the claim's page: the allowed, and what only a gap or the four-eyes rule refuses.

    The screen shows the latter greyed, with the reason.
    """
    answers = [(action, can(user, action, claim)) for action in RULES]
    return [
        (action, answer)
        for action, answer in answers
        if isinstance(answer, Allowed) or answer.because in (Because.INCOMPLETE, Because.FOUR_EYES)
    ]


def state_after(action: Action, claim: Claim) -> State:
    """The state in which `action` leaves `claim`."""
    target = RULES[action].to
    if target is None:
        return State(claim.state)
    if target is WhenEnough.WHEN_ENOUGH:
        revision = Revision.objects.filter(claim=claim).newest()
        given = approvals_of(revision) if revision else 0
        return State.APPROVED if revision is None or given + 1 >= revision.approvals_needed else State(claim.state)
    if target is LastPublic.LAST_PUBLIC:
        last = PublicRevision.objects.filter(claim=claim).newest()
        change = ChangeClass(last.change) if last else ChangeClass.FIRST
        return {ChangeClass.FIRST: State.PUBLISHED, ChangeClass.WITHDRAWN: State.WITHDRAWN}.get(change, State.CORRECTED)
    if target is Before.BEFORE:
        step = last_step(claim)
        before = step.data.get(UNDO_KEY, {}) if step else {}
        return State(before.get("state", claim.state))
    return target


def last_step(claim: Claim) -> Event | None:
    """The newest event of the claim, with who did it."""
    return Event.objects.filter(claim=claim).select_related("actor").newest()


def approvals_of(revision: Revision) -> int:
    """How many people have approved it."""
    return revision.reviews.filter(decision=Decision.APPROVED).values("reviewer").distinct().count()


def may_import(user: User) -> Answer:
    """Whether `user` may bring in an article, or mark a passage of one as a claim."""
    if user.is_active and user.role in CHECKERS:
        return Allowed()
    return Denied(who_may(CHECKERS), Because.ROLE)


def may_be_assigned(user: User) -> bool:
    """Whether claims can be assigned to `user`."""
    return user.is_active and user.role in CHECKERS


def people_who_approve() -> QuerySet[User]:
    """Everybody who can approve what they did not write."""
    return User.objects.filter(is_active=True, role__in=RULES[Action.APPROVE].roles)


def may_be_asked(person: User, claim: Claim) -> Answer:
    """Whether `person` can be asked to review `claim`: somebody who may approve, and did not write what is approved."""
    name = {"name": person.display_name}
    if not can_role(person, Action.APPROVE):
        return Denied(_("%(name)s cannot approve verdicts.") % name, Because.ROLE)
    if person.pk == claim.checker_id or is_not_an_author(person, claim) is not None:
        return Denied(
            _("%(name)s wrote a part of this verdict. A second person must review it.") % name, Because.FOUR_EYES
        )
    return Allowed()


def assignable_people() -> QuerySet[User]:
    """Everybody of whom `may_be_assigned` is true."""
    return User.objects.filter(is_active=True, role__in=CHECKERS)


def people_who_take_part() -> QuerySet[User]:
    """Everybody who does something here: they can be mentioned, and are told of what happens. A viewer reads along."""
    return User.objects.filter(is_active=True, role__in=RULES[Action.COMMENT].roles)


def may_edit_articles(user: User) -> Answer:
    """Whether `user` may correct what is recorded of an article (its title, date ...). Its text never changes."""
    if user.is_active and user.role in EDITORS:
        return Allowed()
    return Denied(who_may(EDITORS), Because.ROLE)


def may_edit_sources(user: User) -> Answer:
    """Whether `user` may correct what is recorded of a source, for every claim that uses it."""
    return may_import(user)


def may_resplit(user: User) -> Answer:
    """Whether `user` may let a new split change the suggestions that nobody has touched."""
    return may_edit_articles(user)


def may_share_views(user: User) -> Answer:
    return may_edit_articles(user)


def left_to_the_splitter() -> Q:
    """Which claims a new split may change: its own suggestions, as long as nobody has worked on them.

    A dismissed claim is among them only where a split has taken it back: a person who dismisses touches.
    """
    worked_on = [model.objects.filter(claim=OuterRef("pk")) for model in (Evidence, Comment, Verdict, Reply)]
    return Q(
        *(~Exists(rows) for rows in worked_on),
        origin=Origin.SPLITTER,
        is_touched=False,
        state__in=[S.SUGGESTED, S.DISMISSED],
        checker=None,
        slug=None,
    )


def state_of_added(user: User) -> State:
    """The state of a passage that `user` marks as a claim: an editor's is accepted at once."""
    return State.TO_CHECK if can_role(user, Action.ACCEPT) else State.SUGGESTED


def can_role(user: User, action: Action) -> bool:
    """Whether `user` may do `action` to some claim, whatever its state."""
    rule = RULES[action]
    return user.is_active and user.role in rule.roles | rule.own


def may_administer(user: User) -> bool:
    """Whether `user` may change people and settings."""
    return user.is_active and user.role == Role.ADMIN


def may_override(user: User, denied: Denied) -> bool:
    """Whether `user` may, with a reason that readers are shown, go past this refusal. Four eyes only, admins only."""
    return denied.because is Because.FOUR_EYES and may_administer(user)


def who_may(roles: frozenset[Role]) -> Text:
    """Why somebody of none of these roles may not."""
    if roles == EDITORS:
        return _("Only editors and admins may do this.")
    return _("Only checkers, editors and admins may do this.")


def may_retry(user: User) -> Answer:
    """Whether `user` may let background work that failed run again."""
    return may_import(user)


def may_do_any(user: User, actions: Iterable[Action]) -> Answer:
    """Whether `user` may do one of `actions` to some claim, whatever its state."""
    actions = list(actions)
    if any(can_role(user, action) for action in actions):
        return Allowed()
    return Denied(
        who_may(frozenset().union(*(RULES[action].roles | RULES[action].own for action in actions))), Because.ROLE
    )


def is_possible(action: Action, claim: Claim) -> bool:
    """Whether the claim's state lets anybody do `action`."""
    return State(claim.state) in RULES[action].states


def awaited_action(claim: Claim) -> Action | None:
    """What a claim that nobody writes on is waiting for; None when it waits for its checker, or for nothing."""
    if claim.state == State.IN_REVIEW:
        return Action.APPROVE
    if claim.state == State.APPROVED:
        return Action.PUBLISH_CORRECTION if claim.slug else Action.PUBLISH
    return None
