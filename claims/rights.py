"""Who may change the newsroom's settings and its people. What may be done to a claim is in workflow.py."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.vocabulary import Role, SettingsArea
from claims.workflow import EDITORS, Allowed, Answer, Because, Denied, may_administer, who_may

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
