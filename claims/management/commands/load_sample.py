"""`manage.py load_sample`: the sample newsroom, for looking around."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.sample.loader import SampleRefused, is_empty, load_sample, require_embedded


class Command(BaseCommand):
    help = "Loads the sample newsroom into an empty database. Works only while DATABASE_URL is not set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are people or articles")

    def handle(self, *args: Any, if_empty: bool = False, **options: Any) -> None:
        try:
            require_embedded()
            if if_empty and not is_empty():
                return
            loaded = load_sample()
        except SampleRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Loaded the sample newsroom: {loaded.people} people, {loaded.articles} articles, {loaded.claims} claims."
        )
