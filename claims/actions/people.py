"""Who may come in, and as what."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import rights, workflow
from claims.actions.claim import limited, needed
from claims.actions.errors import Invalid, require, require_valid
from claims.actions.jobs import enqueue_job
from claims.actions.reviewer import asked_of, leave_to_others
from claims.actions.settings import changing_settings
from claims.models import ApiToken, Claim, User
from claims.publishing.text import plain
from claims.vocabulary import Action, JobKind, Role, SettingsArea, SettingsStep


def change_person(*, actor: User, person_id: int, role: str, is_active: bool) -> User:
    """Set a person's role, and whether they may come in at all. Raises Refused, Invalid or User.DoesNotExist."""
    with transaction.atomic():
        change_role(actor=actor, person_id=person_id, role=role)
        return set_active(actor=actor, person_id=person_id, is_active=is_active)


@transaction.atomic
def change_role(*, actor: User, person_id: int, role: str, version: int | None = None) -> User:
    """Give a person another role. Raises Refused, Invalid, Conflict or User.DoesNotExist.

    Nobody changes their own role, and one active admin always stays. Reviews that wait for somebody who cannot give
    them any more are left to the others.
    """
    asked = asked_of(person_id)
    with changing_settings(
        actor=actor,
        area=SettingsArea.PEOPLE,
        step=SettingsStep.CHANGE_ROLE,
        subject=subject_of(person_id),
        version=version,
    ) as change:
        person = _person_for(actor, person_id, stays_admin=role == Role.ADMIN)
        if role not in Role.values:
            raise Invalid(role=_("Choose one of the roles."))
        change.data["name"] = person.display_name
        change.compare({"role": person.role}, {"role": role})
        person.role = role
        _open_support_tool(person)
        person.save(update_fields=["role", "is_staff", "is_superuser"])
    _leave_reviews(actor, person, asked)
    return person


@transaction.atomic
def set_active(*, actor: User, person_id: int, is_active: bool) -> User:
    """Let a person in, or keep them out. Nobody is deleted: what they did stays theirs.

    Whoever is kept out is signed out everywhere, for good, and their tokens are revoked. Their claims stay with them
    until somebody reassigns them; reviews that wait for them are left to the others. Raises Refused or
    User.DoesNotExist.
    """
    asked = asked_of(person_id)
    step = SettingsStep.REACTIVATE if is_active else SettingsStep.DEACTIVATE
    with changing_settings(actor=actor, area=SettingsArea.PEOPLE, step=step, subject=subject_of(person_id)) as change:
        person = _person_for(actor, person_id, stays_admin=is_active)
        change.data["name"] = person.display_name
        change.is_empty = person.is_active == is_active
        if not change.is_empty:
            person.is_active = is_active
            person.save(update_fields=["is_active"])
            if not is_active:
                if person.is_on_team_page:
                    enqueue_job(kind=JobKind.PUBLISH_PAGES, actor=actor)
                User.objects.filter(pk=person.pk).update(sign_outs=F("sign_outs") + 1)
                tokens = ApiToken.objects.filter(owner=person, revoked_at=None)
                change.data["tokens_revoked"] = tokens.update(revoked_at=timezone.now())
    _leave_reviews(actor, person, asked)
    return person


def _leave_reviews(actor: User, person: User, asked: list[Claim]) -> None:
    if not workflow.can_role(person, Action.APPROVE):
        leave_to_others(actor=actor, claims=asked)


# What people set of their own account.
_OWN = ("name", "language", "time_zone", "is_on_team_page", "team_line")


def edit_account(
    *,
    actor: User,
    version: int,
    name: str,
    time_zone: str,
    language: str = "",
    is_on_team_page: bool = False,
    team_line: str = "",
) -> User:
    """Set one's own name, language and time zone ("" is the newsroom's), and whether and as what readers find one.

    Raises Invalid or Conflict.
    """
    with changing_settings(
        actor=actor,
        area=SettingsArea.ACCOUNT,
        step=SettingsStep.CHANGE,
        subject=subject_of(actor.pk),
        version=version,
    ) as change:
        name = needed(plain(name), "name", _("Say how you want to be called."), limit=150)
        if time_zone and time_zone not in available_timezones():
            raise Invalid(time_zone=_("Choose one of the time zones."))
        if language and language not in dict(settings.LANGUAGES):
            raise Invalid(language=_("Choose one of the languages."))
        person = User.objects.select_for_update().get(pk=actor.pk)
        before = {field: getattr(person, field) for field in _OWN}
        person.name, person.language, person.time_zone = name, language, time_zone
        person.is_on_team_page, person.team_line = is_on_team_page, limited(plain(team_line), "team_line", 200)
        person.save(update_fields=_OWN)
        change.data["name"] = name
        change.compare(before, {field: getattr(person, field) for field in _OWN})
        if before["is_on_team_page"] or is_on_team_page:
            enqueue_job(kind=JobKind.PUBLISH_PAGES, actor=actor)
    return person


def sign_out_everywhere(*, actor: User) -> User:
    """End all of one's own sessions. The caller keeps the one it is in, if that is wanted."""
    with changing_settings(
        actor=actor, area=SettingsArea.ACCOUNT, step=SettingsStep.SIGN_OUT, subject=subject_of(actor.pk)
    ) as change:
        User.objects.filter(pk=actor.pk).update(sign_outs=F("sign_outs") + 1)
        change.data["name"] = actor.display_name
    actor.refresh_from_db(fields=["sign_outs"])
    return actor


def create_user(*, email: str, username: str, name: str, role: Role, password: str) -> User:
    """Add a person. Called by commands and by whoever accepts an invitation. Raises Invalid."""
    if User.objects.filter(email__iexact=email).exists():
        raise Invalid(email=_("Somebody with this e-mail address exists already."))
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid(username=_("Somebody with this handle exists already."))
    user = User(email=email.lower(), username=username, name=name, role=role)
    _open_support_tool(user)
    user.set_password(password)
    require_valid(user)
    user.save()
    return user


def subject_of(person_id: int) -> str:
    """What the events of the settings call this person."""
    return f"person {person_id}"


def _person_for(actor: User, person_id: int, *, stays_admin: bool) -> User:
    person = User.objects.select_for_update().get(pk=person_id)
    others = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=person_id).count()
    is_lost = person.role == Role.ADMIN and person.is_active and not stays_admin
    require(rights.may_change_person(actor, person, admins_left=others + (not is_lost)))
    return person


def _open_support_tool(user: User) -> None:
    """Django's admin is for admins alone."""
    user.is_staff = user.is_superuser = user.role == Role.ADMIN
