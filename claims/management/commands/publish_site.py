"""`manage.py publish_site`: write every public page anew."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from claims.actions.site import write_site


class Command(BaseCommand):
    help = "Write every page of the public site into the public folder. Safe to stop and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        shows = sys.stderr.isatty()

        def show(fraction: float) -> None:
            if shows:
                self.stderr.write(f"\rpublishing {fraction:4.0%}", ending="")

        changed = write_site(on_progress=show)
        if shows:
            self.stderr.write("\r", ending="")
        self.stdout.write(f"{changed} files of the public site written")
