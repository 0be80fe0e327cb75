"""Who may come in, and as what."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions.errors import Invalid, Refused, require_valid
from claims.models import User
from claims.vocabulary import Role


def change_person(*, actor: User, person_id: int, role: str, is_active: bool) -> User:
    """Set a person's role, and whether they may come in at all.

    Sessions and tokens of a deactivated person end with their next request. Nobody changes themselves, so one admin
    always stays. Raises Refused, Invalid or User.DoesNotExist.
    """
    with transaction.atomic():
        # All admins are locked, in one order: two of them cannot take each other's role at the same moment.
        admins = list(User.objects.select_for_update().filter(role=Role.ADMIN).order_by("id"))
        if not any(admin.pk == actor.pk and workflow.may_administer(admin) for admin in admins):
            raise Refused(workflow.ONLY_ADMINS)
        if person_id == actor.pk:
            raise Refused(workflow.NOT_ONESELF)
        if role not in Role.values:
            raise Invalid(role=_("Choose one of the roles."))
        person = User.objects.select_for_update().get(pk=person_id)
        person.role, person.is_active = role, is_active
        _open_support_tool(person)
        person.save(update_fields=["role", "is_active", "is_staff", "is_superuser"])
    return person


def create_user(*, email: str, username: str, name: str, role: Role, password: str) -> User:
    """Add a person. Called by commands; the screens for it come later. Raises Invalid."""
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


def _open_support_tool(user: User) -> None:
    """Django's admin is for admins alone."""
    user.is_staff = user.is_superuser = user.role == Role.ADMIN
