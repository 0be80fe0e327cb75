"""What must be done before the processes start: `python -m factcheck.local.prepare`, run by the supervisor.

One process for all of it, because each start of Django takes most of a second. The steps report on standard error;
on standard output comes only what the person who started the product should read.
"""

import os
import sys
import textwrap

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
    from claims.sample.loader import accounts_text  # Models can only be imported after setup().

    accounts = textwrap.indent(accounts_text(), "  ")
    return f"Sign in with one of the sample accounts (role, e-mail, password):\n{accounts}" if accounts else ""


if __name__ == "__main__":
    main()
