"""What must be done before the processes start: `python -m factcheck.local.prepare`, run by the supervisor.

One process for all of it, because each start of Django takes most of a second. The steps report on standard error;
on standard output comes only what the person who started the product should read.
"""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    call_command("migrate", interactive=False, stdout=sys.stderr)
    if settings.EMBEDDED:  # Never in production: the accounts of the sample have known passwords.
        call_command("load_sample", if_empty=True, stdout=sys.stderr)
    call_command("collectstatic", interactive=False, stdout=sys.stderr)
    call_command("publish_site", stdout=sys.stderr)
    if settings.EMBEDDED:
        print(sample_accounts())


def sample_accounts() -> str:
    """The sample accounts that are in this database, a line each; empty when somebody put other people in it."""
    from claims.models import User  # Models can only be imported after setup().
    from claims.sample.accounts import shown_accounts

    there = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    shown = [account for account in shown_accounts() if account.email in there]
    lines = [f"  {account.role:8} {account.email:22} {account.password}" for account in shown]
    return "\n".join(["Sign in with one of the sample accounts (role, e-mail, password):", *lines]) if lines else ""


if __name__ == "__main__":
    main()
