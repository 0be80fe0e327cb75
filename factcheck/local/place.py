"""Where the embedded services of one checkout live. Computed, never configured, and nothing is written here.

Normally everything is under var/. Two things can force a part of it elsewhere, into /var/tmp/factcheck-<hash>:
PostgreSQL refuses to run as root, so root starts it as `nobody`, who cannot enter var/ below a closed directory;
and the path of a unix socket may have at most about 100 bytes.
"""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOCKET_PATH_LIMIT = 100
POSTGRES_SOCKET = ".s.PGSQL.5432"
ELSEWHERE = Path("/var/tmp")  # noqa: S108  Survives a restart, unlike /tmp; ownership is checked before each use.


class LocalError(Exception):
    """The embedded services cannot work here. The message is one line and says what to do."""


@dataclass(frozen=True)
class Account:
    """The operating system account PostgreSQL runs as when we are root."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """The folders of one installation. `home` holds what PostgreSQL must reach: `var` itself, or `elsewhere`."""

    var: Path
    elsewhere: Path
    home: Path
    sockets: Path
    account: Account | None

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data."""
        return self.home / "postgres"

    @property
    def passfile(self) -> Path:
        """PostgreSQL's password, in libpq's format, readable by its owner only."""
        return self.var / "postgres.pass"

    @property
    def redis(self) -> Path:
        """Redis's data."""
        return self.var / "redis"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    def remarks(self) -> list[str]:
        """What a person must be told about where things are; empty when all is under var/."""
        if self.home != self.var:
            return [f"The folders above {self.var} are closed to others, so PostgreSQL's data is in {self.postgres}."]
        if self.elsewhere in self.sockets.parents:
            return [f"The path of {self.var} is too long for a socket, so the sockets are in {self.sockets}."]
        return []


@cache
def place_for(var: Path) -> Place:
    """The place of the installation whose data folder is `var`.

    Raises LocalError if the folder it needs outside `var` exists and is somebody else's.
    """
    var = Path(os.path.realpath(var))
    digest = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    elsewhere = ELSEWHERE / f"factcheck-{digest}"
    account = postgres_account()
    home = var
    # Data once put elsewhere stays there, even when somebody opens the parent folder later.
    if account and ((elsewhere / "postgres").exists() or not can_enter(account, var.parent)):
        home = elsewhere
    sockets = home / "run"
    if len(os.fsencode(sockets / POSTGRES_SOCKET)) > SOCKET_PATH_LIMIT:
        sockets = elsewhere / "run"
    if elsewhere in sockets.parents:
        require_ours(elsewhere)
    return Place(var=var, elsewhere=elsewhere, home=home, sockets=sockets, account=account)


def postgres_account() -> Account | None:
    """Whom PostgreSQL runs as: None means as ourselves, which root cannot."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise LocalError(
            "PostgreSQL does not run as root and there is no account `nobody`: start as an ordinary user."
        ) from None
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)


def can_enter(account: Account, folder: Path) -> bool:
    """True if `account` may pass through `folder` and everything above it (folders not yet there do not count)."""
    return all(allows(account, part.stat(), 0o1) for part in (folder, *folder.parents) if part.exists())


def allows(account: Account, status: os.stat_result, bits: int) -> bool:
    """True if the permission `bits` (4 read, 2 write, 1 pass or execute) are granted to `account`."""
    if status.st_uid == account.uid:
        shift = 6
    elif status.st_gid == account.gid:
        shift = 3
    else:
        shift = 0
    return (status.st_mode >> shift) & bits == bits


def require_ours(folder: Path) -> None:
    """Raises LocalError if `folder`, which lies in a place anyone may write to, is not a folder of ours alone."""
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o027:
        raise LocalError(f"{folder} is not a folder of this account alone. Look at it, remove it and start again.")
