"""manage.py split: cut a text into claims on the command line. Needs no database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from claims.management.reading import decode, read_bytes, read_rows
from claims.splitting.split import ClaimSpan, Split, split


class Command(BaseCommand):
    """Print an article's claims, as a table or as JSON.

    Offsets count code points of the input as it is, line ends and a byte order mark included.
    """

    help = _("Cut a text into claims and print them.")
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE, --json and --jsonl."""
        parser.add_argument("file", metavar="FILE", help=_("A UTF-8 text file; - reads standard input."))
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("Print one JSON object."))
        form.add_argument(
            "--jsonl", action="store_true", help=_('Read lines {"id", "text"} and print one JSON object for each.')
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, split, print."""
        name = options["file"]
        data = read_bytes(name)
        if options["jsonl"]:
            for row_id, text in read_rows(name, data):
                self.stdout.write(json.dumps({"id": row_id, **as_json(split(text))}))
            return
        result = split(decode(name, data))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(result)))
        else:
            self.stdout.write(as_table(result))


def as_json(result: Split) -> dict[str, Any]:
    """Give the JSON contract: {"splitter", "claims": [...]}."""
    return {"splitter": result.version, "claims": [claim_as_json(claim) for claim in result.claims]}


def claim_as_json(claim: ClaimSpan) -> dict[str, Any]:
    """Give one claim of the JSON contract."""
    return {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "speaker": claim.speaker,
        "cue": claim.cue,
        "quote": claim.quote,
        "score": claim.score,
        "reasons": list(claim.reasons),
        "attribution": [{"speaker": link.speaker, "cue": link.cue} for link in claim.attribution],
    }


def as_table(result: Split) -> str:
    """Give the claims as lines for a person to read: score, kind, speaker, claim, reasons."""
    if not result.claims:
        return _("No claims found.")
    lines = []
    for claim in result.claims:
        voice = claim.speaker or claim.speaker_as_printed or "-"
        words = " ".join(claim.text.split())
        lines.append(f"{claim.score:.2f}  {claim.kind:<10}  {voice}: {words}")
        lines.append(f"      {', '.join(claim.reasons)}")
    return "\n".join(lines)
