"""Who may come in, and as what."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims import workflow
from claims.actions.errors import Invalid, Refused
from claims.models import User
from claims.vocabulary import Role
from claims.workflow import Because, Denied


def change_person(*, actor: User, person_id: int, role: str, is_active: bool) -> User:
    """Set a person's role, and whether they may come in at all.

    Sessions and tokens of a deactivated person end with their next request. Nobody changes themselves, so one admin
    always stays. Raises Refused, Invalid or User.DoesNotExist.
    """
    with transaction.atomic():
        # All admins are locked, in one order: two of them cannot take each other's role at the same moment.
        admins = list(User.objects.select_for_update().filter(role=Role.ADMIN).order_by("id"))
        if not any(admin.pk == actor.pk and workflow.may_administer(admin) for admin in admins):
            raise Refused(Denied(_("Only admins may change people."), Because.ROLE))
        if person_id == actor.pk:
            raise Refused(Denied(_("Nobody changes their own role. Ask another admin."), Because.ROLE))
        if role not in Role.values:
            raise Invalid(role=_("Choose one of the roles."))
        person = User.objects.select_for_update().get(pk=person_id)
        person.role, person.is_active = role, is_active
        person.is_staff = person.is_superuser = role == Role.ADMIN
        person.save(update_fields=["role", "is_active", "is_staff", "is_superuser"])
    return person
