"""How people sign in, where it differs from allauth's own ways."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils import translation

from claims.models import Newsroom, User


class SignInBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """The person of a session, with `newsroom_language`: each page has to know it, and this asks no more often."""
        newsroom = Newsroom.objects.filter(id=1).values("language")
        person = User.objects.annotate(newsroom_language=newsroom).filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are added by an admin."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail speaks the language of who gets it, not of the browser that somebody typed the address into."""
        with translation.override(context["user"].language_in(Newsroom.current().language)):
            super().send_mail(template_prefix, email, context)
