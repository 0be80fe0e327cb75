"""What must be done before the processes start: `python -m factcheck.local.prepare`, run by the supervisor.

One process for all of it, because each start of Django takes most of a second. The steps report on standard error;
on standard output comes only what the person who started the product should read.
"""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command, get_commands


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    call_command("migrate", interactive=False, stdout=sys.stderr)
    has_sample = settings.EMBEDDED and "load_sample" in get_commands()
    if has_sample:  # Never in production: the accounts of the sample have known passwords.
        call_command("load_sample", if_empty=True, stdout=sys.stderr)
    call_command("collectstatic", interactive=False, stdout=sys.stderr)
    call_command("publish_site", stdout=sys.stderr)
    if has_sample:
        from claims.sample.loader import accounts_text  # Imports models, so only after setup().

        print(accounts_text())


if __name__ == "__main__":
    main()
