"""Who may change the newsroom's settings and its people, and who deals with what readers send in.

What may be done to a claim is in workflow.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from claims.models import Submission, User
from claims.vocabulary import Role, SettingsArea, SubmissionKind, SubmissionState, SubmissionStep
from claims.workflow import CHECKERS, EDITORS, Allowed, Answer, Because, Denied, may_administer, who_may

ONLY_ADMINS = Denied(_("Only admins may do this."), Because.ROLE)
NOT_ONESELF = Denied(_("Nobody changes their own role. Ask another admin."), Because.ROLE)
LAST_ADMIN = Denied(_("This is the only admin left. Make somebody else an admin first."), Because.STATE)

# Who may change what of the settings. Tokens and the account are everybody's own.
ADMINS = frozenset({Role.ADMIN})
EVERYBODY = frozenset(Role)
SETTINGS: dict[SettingsArea, frozenset[Role]] = {
    SettingsArea.PEOPLE: ADMINS,
    SettingsArea.SCALES: ADMINS,
    SettingsArea.TOPICS: EDITORS,
    SettingsArea.SPEAKERS: EDITORS,
    SettingsArea.CHECKLIST: EDITORS,
    SettingsArea.REVIEW: ADMINS,
    SettingsArea.IDENTITY: ADMINS,
    SettingsArea.POLICIES: EDITORS,
    SettingsArea.VIEWS: EVERYBODY,
    SettingsArea.TOKENS: EVERYBODY,
    SettingsArea.NOTIFICATIONS: EVERYBODY,
    SettingsArea.ACCOUNT: EVERYBODY,
}


def may_set(user: User, area: SettingsArea) -> Answer:
    """Whether `user` may see and change that part of the settings."""
    if not user.is_active:
        return Denied(_("Your account is not active."), Because.ROLE)
    if user.role in SETTINGS[area]:
        return Allowed()
    return ONLY_ADMINS if SETTINGS[area] == ADMINS else Denied(who_may(SETTINGS[area]), Because.ROLE)


def may_change_person(user: User, person: User, *, admins_left: int) -> Answer:
    """Whether `user` may give `person` another role, or send them away or let them in again.

    `admins_left` is how many active admins there would be afterwards.
    """
    if not may_administer(user):
        return ONLY_ADMINS
    if person.pk == user.pk:
        return NOT_ONESELF
    return Allowed() if admins_left else LAST_ADMIN


@dataclass(frozen=True)
class SubmissionRule:
    """One row of the table below: from which states, and to which; None leaves it as it is."""

    states: frozenset[SubmissionState]
    to: SubmissionState | None
    kinds: frozenset[SubmissionKind] = frozenset(SubmissionKind)


# Who looks at what readers send in, and who decides about it. Who sent it is for those who decide.
LOOKERS = CHECKERS
DECIDERS = EDITORS
_S, _T = SubmissionState, SubmissionStep
_WAITING = frozenset({_S.RECEIVED, _S.LOOKED_AT})
_CLAIMS, _CHALLENGES = frozenset({SubmissionKind.CLAIM}), frozenset({SubmissionKind.CHALLENGE})
SUBMISSIONS: dict[SubmissionStep, SubmissionRule] = {
    _T.LOOK: SubmissionRule(frozenset({_S.RECEIVED}), _S.LOOKED_AT),
    _T.TAKE_UP: SubmissionRule(_WAITING, _S.TAKEN_UP, _CLAIMS),
    _T.ATTACH: SubmissionRule(_WAITING, _S.TAKEN_UP, _CLAIMS),
    _T.CORRECT: SubmissionRule(_WAITING, _S.TAKEN_UP, _CHALLENGES),
    _T.ANSWER: SubmissionRule(_WAITING | {_S.TAKEN_UP}, _S.ANSWERED),
    _T.DECLINE: SubmissionRule(_WAITING, _S.DECLINED),
    _T.SPAM: SubmissionRule(_WAITING, _S.SPAM),
    _T.REOPEN: SubmissionRule(frozenset(_S) - _WAITING, _S.LOOKED_AT),
    _T.FORGET: SubmissionRule(frozenset(_S), None),
}


def may_look_at_submissions(user: User) -> Answer:
    """Whether `user` may read what readers send in."""
    return Allowed() if user.is_active and user.role in LOOKERS else Denied(who_may(LOOKERS), Because.ROLE)


def may_decide_submissions(user: User) -> Answer:
    """Whether `user` may decide about it, and is told who sent it."""
    return Allowed() if user.is_active and user.role in DECIDERS else Denied(who_may(DECIDERS), Because.ROLE)


def people_who_decide_submissions() -> QuerySet[User]:
    return User.objects.filter(is_active=True, role__in=DECIDERS)


def can_step(user: User, step: SubmissionStep, submission: Submission) -> Answer:
    """Whether `user` may do `step` with it now."""
    if not (answer := may_decide_submissions(user)):
        return answer
    rule = SUBMISSIONS[step]
    if submission.kind not in rule.kinds or submission.state not in rule.states:
        reason = _("This is in the state “%(state)s”; “%(action)s” is not possible there.")
        state = SubmissionState(submission.state).label
        return Denied(reason % {"state": state, "action": step.label}, Because.STATE)
    if step is SubmissionStep.FORGET and not (submission.name or submission.email):
        return Denied(_("There is neither name nor e-mail address with it."), Because.STATE)
    return Allowed()
