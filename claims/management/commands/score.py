"""manage.py score: how much single statements deserve checking, and why. Needs no database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from claims.management.reading import decode, read_bytes, read_rows
from claims.splitting.checkworthiness import Judgement, judge_statement
from claims.splitting.reasons import TEXT


class Command(BaseCommand):
    """Print the score of each statement, from 0 to 1, .5 being the border, with the reasons, strongest first."""

    help = _("Score statements by how much they deserve checking.")
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE and --jsonl."""
        parser.add_argument(
            "file",
            metavar="FILE",
            nargs="?",
            default="-",
            help=_("A UTF-8 file with a statement on each line; - or nothing reads standard input."),
        )
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help=_('Read lines {"id", "text"} and print {"id", "score", "reasons"} for each.'),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, score, print."""
        name = options["file"]
        data = read_bytes(name)
        if options["jsonl"]:
            for row_id, text in read_rows(name, data):
                self.stdout.write(json.dumps({"id": row_id, **as_json(judge_statement(text))}))
            return
        for line in decode(name, data).split("\n"):
            if line.strip():
                judgement = judge_statement(line)
                self.stdout.write(f"{judgement.score:.2f}  {line.strip()}")
                self.stdout.write(f"      {', '.join(as_json(judgement)['reasons'])}")


def as_json(judgement: Judgement) -> dict[str, Any]:
    """Give the score and the reasons in words."""
    return {"score": judgement.score, "reasons": [TEXT[reason] for reason in judgement.reasons]}
