"""The embedded default: a real PostgreSQL and a real Redis from pip packages, and the supervisor behind `make run`.

settings.py imports this module, so it stays light: the three functions below start nothing and only compute where
things are. `python -m factcheck.local run` starts the whole product, `... services` only the two stores.
"""

import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import quote

from factcheck.local.place import LocalError, Place, place_for

__all__ = ["LocalError", "Place", "database_url", "place_for", "redis_url", "secret_key"]


def database_url(var: Path) -> str:
    """The libpq address of the embedded PostgreSQL that belongs to `var`.

    The password is not in it but in the file it names (`passfile`), which is written when PostgreSQL is first started.
    """
    place = place_for(var)
    host, passfile = quote(str(place.sockets), safe=""), quote(str(place.passfile), safe="")
    return f"postgresql://factcheck@/factcheck?host={host}&passfile={passfile}"


def redis_url(var: Path) -> str:
    """The `unix://` address of the embedded Redis that belongs to `var`."""
    return f"unix://{quote(str(place_for(var).redis_socket))}"


def secret_key(var: Path) -> str:
    """The generated SECRET_KEY of this installation, made at the first call. Processes that race agree on one key."""
    path = var / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    create_once(path, secrets.token_urlsafe(50))
    return path.read_text()


def create_once(path: Path, text: str) -> bool:
    """Writes `text` to `path` (mode 0600), complete or not at all; False if another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # Unlike rename, a link never replaces what is there: the first of two racing processes wins.
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    return True
