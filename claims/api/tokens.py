"""Signing in to the API: with a token, or with the session of the desk."""

from __future__ import annotations

import secrets
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from claims.actions.tokens import note_use, token_hash
from claims.models import ApiToken, User
from claims.vocabulary import Scope


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer fc_<prefix>_<secret>`. The request acts as the token's owner."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, given = get_authorization_header(request).decode("latin-1").strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = _find(given.strip())
        if token is None:
            raise AuthenticationFailed(_("This token is not known. Check that it was copied whole."), "unknown_token")
        # From here on the caller holds the token itself, so saying what is wrong with it gives nothing away.
        if token.revoked_at is not None:
            raise AuthenticationFailed(_("This token was revoked."), "token_revoked")
        if token.expires_at is not None and token.expires_at <= timezone.now():
            raise AuthenticationFailed(_("This token has expired. Make a new one."), "token_expired")
        if not token.owner.is_active:
            raise AuthenticationFailed(_("The account this token belongs to is not active."), "inactive_account")
        note_use(token)
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _find(given: str) -> ApiToken | None:
    kind, _underscore, rest = given.partition("_")
    prefix = rest.partition("_")[0]
    # Only what a prefix can look like reaches the database.
    if kind != "fc" or not (prefix.isascii() and prefix.isalnum() and len(prefix) <= 12):
        return None
    token = ApiToken.objects.select_related("owner").filter(prefix=prefix).first()
    if token is None or not secrets.compare_digest(token.sha256, token_hash(given)):
        return None
    return token


class HasScope(BasePermission):
    """Whether the token's scope covers the method. A session may do all that its person may."""

    code = "insufficient_scope"
    message = _("This token may not do this: it was made for reading only. Make one with the scope “write”.")

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        return (Scope.READ if request.method in SAFE_METHODS else Scope.WRITE) in request.auth.scopes


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "fc_<prefix>_<secret>",
            "description": "A token made with `manage.py create_token`. It acts as its owner, within its scope: "
            "`read` for GET and HEAD only, `write` for everything.",
        }
