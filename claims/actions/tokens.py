"""Keys to the API. A token is shown once, when it is made; afterwards only its SHA-256 is known."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.access import tokens_visible_to
from claims.actions.claim import needed
from claims.actions.errors import Invalid
from claims.actions.people import subject_of
from claims.actions.settings import changing_settings
from claims.models import ApiToken, User
from claims.vocabulary import Scope, SettingsArea, SettingsStep

LONGEST_DAYS = 366
# A busy program must not write a row with each of its requests.
USE_NOTED_EVERY = timedelta(minutes=1)


def create_token(*, actor: User, name: str, scope: str, days: int) -> tuple[ApiToken, str]:
    """Make a token that acts as `actor` for `days` days. Returns its row and the token itself, `fc_<prefix>_<secret>`.

    The scope `write` includes reading. Raises Invalid.
    """
    if not actor.is_active:
        raise Invalid(email=_("The account of %(name)s is not active.") % {"name": actor.display_name})
    if scope not in Scope.values:
        raise Invalid(scope=_("Choose one of: %(scopes)s.") % {"scopes": ", ".join(Scope.values)})
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(days=_("Choose 1 to %(limit)s days.") % {"limit": LONGEST_DAYS})
    name = needed(name, "name", _("Say what the token is for."), limit=100)
    prefix = secrets.token_hex(6)
    token = f"fc_{prefix}_{secrets.token_urlsafe(32)}"
    with changing_settings(
        actor=actor, area=SettingsArea.TOKENS, step=SettingsStep.ADD, subject=subject_of(actor.pk)
    ) as change:
        row = ApiToken.objects.create(
            owner=actor,
            name=name,
            prefix=prefix,
            sha256=token_hash(token),
            scopes=[Scope.READ, Scope.WRITE] if scope == Scope.WRITE else [Scope.READ],
            expires_at=timezone.now() + timedelta(days=days),
        )
        change.data |= {"name": str(row), "prefix": prefix, "scope": scope}
    return row, token


def revoke_token(*, actor: User | None, prefix: str) -> ApiToken:
    """End a token of one's own, or as an admin anybody's, for good. `actor` is None for who runs the installation.

    Raises ApiToken.DoesNotExist.
    """
    token = (ApiToken.objects.all() if actor is None else tokens_visible_to(actor)).get(prefix=prefix)
    with changing_settings(
        actor=actor, area=SettingsArea.TOKENS, step=SettingsStep.REVOKE, subject=subject_of(token.owner_id)
    ) as change:
        ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
        change.data |= {"name": str(token), "prefix": prefix}
        change.is_empty = not ended
    token.refresh_from_db()
    return token


def note_use(token: ApiToken) -> None:
    """Record that the token was used now, at most once a minute."""
    now = timezone.now()
    if token.last_used_at is not None and token.last_used_at > now - USE_NOTED_EVERY:
        return
    is_due = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_NOTED_EVERY)
    ApiToken.objects.filter(is_due, pk=token.pk).update(last_used_at=now)


def token_hash(token: str) -> str:
    """The form in which a token is stored. A plain hash is enough: the secret is 256 random bits, not a password."""
    return hashlib.sha256(token.encode()).hexdigest()
