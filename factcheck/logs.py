"""What must not stand in a log: addresses that open something for whoever has them.

A log is kept longer than a receipt, by more people, and beside the network address of who asked.
"""

import contextlib
import logging
import re
from typing import Any

from gunicorn.glogging import Logger

_SECRET = re.compile(r"(/take-part/receipt/|/accounts/password/reset/key/)[^/?\s\"]+(?:\?[^\s\"]*)?")


def without_secrets(text: str) -> str:
    """The text with the secret part of such addresses left out."""
    return _SECRET.sub(r"\1[hidden]", text)


class HideSecrets(logging.Filter):
    """For every handler: Django names the address of what it answers with an error."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Of wrong arguments the handler complains itself; whoever logged goes on.
        with contextlib.suppress(TypeError, ValueError):
            record.msg, record.args = without_secrets(record.getMessage()), ()
        return True


class GunicornLog(Logger):
    """gunicorn's own, with what its access log tells of a request looked through: the line asked for, and the page
    that led there."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        atoms = super().atoms(resp, req, environ, request_time)
        return atoms | {name: without_secrets(atoms[name]) for name in ("r", "U", "f") if atoms[name]}
