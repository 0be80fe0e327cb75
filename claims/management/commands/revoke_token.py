"""`manage.py revoke_token`: end a token of the API at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.actions.tokens import revoke_token
from claims.models import ApiToken


class Command(BaseCommand):
    help = "Ends a token of the API. Requests with it are refused from now on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("prefix", help="the part between the two underscores, fc_<prefix>_…")

    def handle(self, *args: Any, prefix: str, **options: Any) -> None:
        token = ApiToken.objects.select_related("owner").filter(prefix=prefix).first()
        if token is None:
            raise CommandError(f"There is no token with the prefix {prefix}.")
        revoke_token(actor=None, prefix=prefix)
        self.stdout.write(f"The token “{token.name}” of {token.owner.display_name} is revoked.")
