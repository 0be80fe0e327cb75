"""What the commands that read text share: a file or standard input, as a text or as {"id", "text"} lines."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


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


def read_rows(name: str, data: bytes) -> Iterator[tuple[Any, str]]:
    """Give the (id, text) of each line {"id", "text"}; empty lines are skipped, anything wrong names its line."""
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
        yield row["id"], row["text"]
