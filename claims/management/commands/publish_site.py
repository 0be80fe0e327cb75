"""`manage.py publish_site`: write every public page anew."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims.actions.site import write_site


class Command(BaseCommand):
    help = "Write every page of the public site into the public folder. Stopped and run again, it goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from-start",
            action="store_true",
            help="begin with the first page even where an earlier run was stopped in the middle; "
            "for a public folder that was emptied",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        shows = sys.stderr.isatty()

        def show(fraction: float) -> None:
            if shows:
                self.stderr.write(f"\rpublishing {fraction:4.0%}", ending="")

        changed = write_site(on_progress=show, from_start=options["from_start"])
        if shows:
            self.stderr.write("\r", ending="")
        self.stdout.write(f"{changed} files of the public site written")
