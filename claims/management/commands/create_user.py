"""`manage.py create_user`: a person of the newsroom, from the command line. The first admin has nobody else to ask."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from claims.actions.errors import Invalid
from claims.actions.people import create_user
from claims.models import User
from claims.vocabulary import Role


class Command(BaseCommand):
    help = "Adds a person. Asks for the password, or reads it from standard input when that is no terminal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="what the person signs in with")
        parser.add_argument("--name", required=True, help="the name that is shown")
        parser.add_argument("--username", default="", help="the handle for mentions (default: the address up to the @)")
        parser.add_argument("--role", choices=Role.values, default=Role.VIEWER.value, help="default: %(default)s")

    def handle(self, *args: Any, email: str, name: str, username: str, role: str, **options: Any) -> None:
        username = username or email.partition("@")[0]
        password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password, User(email=email, name=name, username=username))
            person = create_user(email=email, username=username, name=name, role=Role(role), password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Invalid as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{person.display_name} can sign in as {person.email} ({person.get_role_display()}).")
