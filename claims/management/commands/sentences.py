"""manage.py sentences: where the sentences of a text are. Needs no database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from claims.management.reading import decode, read_bytes, read_rows
from claims.splitting.languages.cutting import cut_text


class Command(BaseCommand):
    """Print the sentences of a text, one a line, or their offsets as JSON.

    Offsets count code points of the text as it is given. All sentences are there, those of credits and bylines too.
    """

    help = _("Find the sentences of a text and print them.")
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE, --jsonl and --language."""
        parser.add_argument("file", metavar="FILE", help=_("A UTF-8 text file; - reads standard input."))
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help=_('Read lines {"id", "text"} and print {"id", "sentences": [[start, end], ...]} for each.'),
        )
        parser.add_argument(
            "--language", metavar="CODE", help=_("The text's language (ISO 639-1); told from the text if not given.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, cut, print."""
        name, language = options["file"], options["language"]
        data = read_bytes(name)
        if options["jsonl"]:
            for row_id, text in read_rows(name, data):
                self.stdout.write(json.dumps({"id": row_id, "sentences": cut_text(text, language)}))
            return
        text = decode(name, data)
        for start, end in cut_text(text, language):
            self.stdout.write(" ".join(text[start:end].split()))
