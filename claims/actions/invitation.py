"""Inviting people by mail: a link that is signed, expires, and works once."""

from __future__ import annotations

import datetime
import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from claims.actions.errors import Invalid
from claims.actions.events import record_event
from claims.actions.jobs import enqueue_job, finish_job, heartbeat
from claims.actions.people import create_user, subject_of
from claims.actions.settings import changing_settings, lock_settings
from claims.models import Invitation, Job, Newsroom, User
from claims.models.people import spoken
from claims.publishing.text import plain
from claims.vocabulary import JobKind, Role, SettingsArea, SettingsStep

LASTS = datetime.timedelta(days=7)
_SALT = "claims.invitation"


def invite_person(*, actor: User, email: str, role: str) -> Invitation:
    """Offer an account. The mail is sent by a job. Raises Refused or Invalid."""
    with changing_settings(actor=actor, area=SettingsArea.PEOPLE, step=SettingsStep.INVITE) as change:
        email = email.strip().lower()
        _require_address(email)
        if role not in Role.values:
            raise Invalid(role=_("Choose one of the roles."))
        if User.objects.filter(email__iexact=email).exists():
            raise Invalid(email=_("Somebody with this e-mail address exists already."))
        if Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None).exists():
            raise Invalid(email=_("This address has been invited already. Send that invitation again, or withdraw it."))
        invitation = Invitation.objects.create(
            email=email, role=role, nonce=_nonce(), invited_by=actor, expires_at=timezone.now() + LASTS
        )
        change.data |= {"name": email, "role": role, "invitation": invitation.pk}
        enqueue_job(kind=JobKind.SEND_INVITATION, invitation=invitation, actor=actor)
    return invitation


def send_invitation_again(*, actor: User, invitation_id: int) -> Invitation:
    """Mail a new link, which lasts from now on; the one sent before ends. Raises Refused or Invalid."""
    with changing_settings(actor=actor, area=SettingsArea.PEOPLE, step=SettingsStep.INVITE_AGAIN) as change:
        invitation = _open_one(invitation_id)
        invitation.nonce, invitation.expires_at, invitation.sent_at = _nonce(), timezone.now() + LASTS, None
        invitation.save()
        change.data |= {"name": invitation.email, "invitation": invitation.pk}
        enqueue_job(kind=JobKind.SEND_INVITATION, invitation=invitation, actor=actor)
    return invitation


def withdraw_invitation(*, actor: User, invitation_id: int) -> Invitation:
    """End an invitation; its link does not work any more. Raises Refused or Invalid."""
    with changing_settings(actor=actor, area=SettingsArea.PEOPLE, step=SettingsStep.WITHDRAW_INVITATION) as change:
        invitation = _open_one(invitation_id)
        invitation.withdrawn_at = timezone.now()
        invitation.save()
        change.data |= {"name": invitation.email, "invitation": invitation.pk}
    return invitation


def accept_invitation(*, token: str, name: str, username: str, password: str) -> User:
    """Make the account that was offered. Raises Invitation.DoesNotExist when the link is dead, or Invalid."""
    with transaction.atomic():
        lock_settings()
        invitation = invitation_of(token)
        name, username = plain(name).strip(), username.strip()
        if not name:
            raise Invalid(name=_("Say how you want to be called."))
        try:
            validate_password(password, User(email=invitation.email, name=name, username=username))
        except ValidationError as error:
            raise Invalid(password=" ".join(error.messages)) from error
        person = create_user(
            email=invitation.email, username=username, name=name, role=Role(invitation.role), password=password
        )
        invitation.accepted_at, invitation.accepted_by = timezone.now(), person
        invitation.save()
        record_event(
            kind=SettingsStep.JOIN,
            actor=person,
            area=SettingsArea.PEOPLE,
            data={"subject": subject_of(person.pk), "name": name, "role": person.role, "invitation": invitation.pk},
        )
    return person


def invitation_of(token: str) -> Invitation:
    """The invitation whose newest link holds `token`. Raises Invitation.DoesNotExist when the link is dead.

    Whether it was never made, used, withdrawn or too old looks alike from outside.
    """
    try:
        said = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise Invitation.DoesNotExist from error
    return Invitation.objects.get(
        pk=said["id"], nonce=said["nonce"], accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )


def token_of(invitation: Invitation) -> str:
    """What its link holds: made from the row and the secret key, so that the database alone opens no door."""
    return signing.dumps({"id": invitation.pk, "nonce": invitation.nonce}, salt=_SALT)


def run_send_invitation(job: Job) -> None:
    """The job that mails the link. One that was withdrawn or used meanwhile is not mailed. Raises LeaseLost.

    A worker that dies between the mail and the end of the job mails it twice; both hold the same link.
    """
    if job.invitation is None:
        raise ValueError(f"job {job.pk} mails no invitation")
    invitation = job.invitation
    with heartbeat(job):
        if invitation.is_open:
            _letter(invitation).send()

    def note() -> None:
        if invitation.is_open:
            # Not that of a newer link, which has a job of its own.
            Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce).update(sent_at=timezone.now())

    finish_job(job, note)


def _letter(invitation: Invitation) -> EmailMessage:
    newsroom = Newsroom.current()
    name = " ".join(newsroom.name.split())
    context = {
        "newsroom": name,
        "invitation": invitation,
        "link": settings.SITE_URL + reverse("desk:invitation", args=[token_of(invitation)]),
    }
    with translation.override(spoken(newsroom.language)):  # Nobody knows yet what else they speak.
        return EmailMessage(
            subject=_("%(newsroom)s: your account for checking facts") % {"newsroom": name},
            body=render_to_string("email/invitation.txt", context),
            to=[invitation.email],
        )


def _open_one(invitation_id: int) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if not invitation.is_open:
        raise Invalid(invitation=_("This invitation was accepted or withdrawn meanwhile."))
    return invitation


def _require_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(email=_("Give an e-mail address, like name@newsroom.example.")) from error


def _nonce() -> str:
    return secrets.token_urlsafe(32)
