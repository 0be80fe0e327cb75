"""manage.py split: cut a text into claims on the command line. Needs no database."""

import datetime
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from claims.splitting.details.detail import Detail
from claims.splitting.split import ClaimSpan, Split, split


class Command(BaseCommand):
    """Print an article's claims, as a table or as JSON.

    Offsets count code points of the input as it is, line ends and a byte order mark included.
    """

    help = _("Cut a text into claims and print them.")
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare FILE, --json, --jsonl, --date and --language."""
        parser.add_argument("file", metavar="FILE", help=_("A UTF-8 text file; - reads standard input."))
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("Print one JSON object."))
        form.add_argument(
            "--jsonl", action="store_true", help=_('Read lines {"id", "text"} and print one JSON object for each.')
        )

        parser.add_argument(
            "--date",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help=_('The article\'s date, which makes "on Thursday" a date.'),
        )
        parser.add_argument(
            "--language", metavar="CODE", help=_("The text's language (ISO 639-1); told from the text if not given.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, split, print."""
        name = options["file"]
        data = read_bytes(name)
        given = {"language": options["language"], "date": options["date"]}
        if options["jsonl"]:
            for line in split_lines(name, data, given):
                self.stdout.write(json.dumps(line))
            return
        result = split(decode(name, data), **given)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(result)))
        else:
            self.stdout.write(as_table(result))


def read_bytes(name: str) -> bytes:
    """Read a file, or standard input for "-"; a file that cannot be read is a CommandError."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(_("%(file)s: cannot be read (%(why)s).") % {"file": name, "why": error.strerror}) from error


def decode(name: str, data: bytes) -> str:
    """Decode UTF-8 without touching line ends; a byte order mark stays, so that offsets are those of the file."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CommandError(
            _("%(file)s: is not UTF-8 (byte %(place)d). Save it as UTF-8 and try again.")
            % {"file": name, "place": error.start + 1}
        ) from error


def split_lines(name: str, data: bytes, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Split each line {"id", "text"}; empty lines are skipped, anything else that is wrong names its line."""
    for number, raw in enumerate(data.split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw.decode("utf-8").removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:
            raise CommandError(
                _("%(file)s, line %(line)d: is not JSON in UTF-8.") % {"file": name, "line": number}
            ) from error
        if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
            raise CommandError(
                _('%(file)s, line %(line)d: needs an "id" and a "text" that is a string.')
                % {"file": name, "line": number}
            )
        yield {"id": row["id"], **as_json(split(row["text"], **given))}


def as_json(result: Split) -> dict[str, Any]:
    """Give the JSON contract: {"splitter", "language", "supported", "claims": [...], "details": [...],
    "attributions": [...]}.
    """
    return {
        "splitter": result.version,
        "language": result.language,
        "supported": result.supported,
        "claims": [claim_as_json(claim) for claim in result.claims],
        "details": [detail_as_json(detail) for detail in result.details],
        "attributions": [asdict(reported) for reported in result.attributions],
    }


def detail_as_json(detail: Detail) -> dict[str, Any]:
    """Give one detail of the JSON contract; "upper", "bound" and "alternatives" only where there are any."""
    row = {name: getattr(detail, name) for name in ("kind", "start", "end", "text", "value", "unit")}
    if detail.upper is not None:
        row["upper"] = detail.upper
    if detail.bound:
        row["bound"] = detail.bound
    if detail.alternatives:
        row["alternatives"] = list(detail.alternatives)
    return row


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
    if not result.supported:
        lines.append(_("This language is not fully supported: only sentences, quotations and figures are found."))
    for claim in result.claims:
        voice = claim.speaker or claim.speaker_as_printed or "-"
        words = " ".join(claim.text.split())
        lines.append(f"{claim.score:.2f}  {claim.kind:<10}  {voice}: {words}")
        lines.append(f"      {', '.join(claim.reasons)}")
    return "\n".join(lines)
