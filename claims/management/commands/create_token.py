"""`manage.py create_token`: a key to the API, shown once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.actions.errors import Invalid
from claims.actions.tokens import LONGEST_DAYS, create_token
from claims.models import User
from claims.vocabulary import Scope


class Command(BaseCommand):
    help = "Makes a token for the API and prints it. It cannot be shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="whose token it is; it acts as this person")
        parser.add_argument("--name", required=True, help="what it is for, to recognise it by")
        parser.add_argument(
            "--scope",
            choices=Scope.values,
            default=Scope.READ.value,
            help="“write” reads and writes, within what the person may (default: %(default)s)",
        )
        parser.add_argument(
            "--days", type=int, default=90, help=f"how long it lives, 1 to {LONGEST_DAYS} (default: 90)"
        )

    def handle(self, *args: Any, email: str, name: str, scope: str, days: int, **options: Any) -> None:
        owner = User.objects.filter(email__iexact=email).first()
        if owner is None:
            raise CommandError(f"There is nobody with the e-mail address {email}.")
        try:
            row, token = create_token(actor=owner, name=name, scope=scope, days=days)
        except Invalid as error:
            raise CommandError(str(error)) from error
        self.stderr.write(
            f"A token for {owner.display_name} ({', '.join(row.scopes)}), until {row.expires_at:%Y-%m-%d}. "
            "Keep it now: it is not shown again."
        )
        # Alone on standard output, so that a script can take it.
        self.stdout.write(token)
