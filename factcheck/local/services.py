"""The two stores of one place together: the folders they need, the lock, and their start and stop."""

import contextlib
import fcntl
import os
from pathlib import Path
from typing import IO

from factcheck.local.place import LocalError, place_for
from factcheck.local.postgres import Postgres, make_private
from factcheck.local.redis_server import Redis


class AlreadyRunningError(LocalError):
    """Another process holds the lock of the folder."""


class Services:
    """PostgreSQL and Redis under `var`; leave one out when the environment names another one."""

    def __init__(self, var: Path, *, postgres: bool = True, redis: bool = True, durable: bool = True) -> None:
        self.place = place_for(var)
        self.postgres = Postgres(self.place, durable=durable) if postgres else None
        self.redis = Redis(self.place) if redis else None

    @property
    def children(self) -> list[Postgres | Redis]:
        """Those that are ours, in the order they start."""
        return [server for server in (self.postgres, self.redis) if server]

    def make_folders(self) -> None:
        """Makes the folders they need, each open to nobody but whom it serves."""
        place = self.place
        place.var.mkdir(parents=True, exist_ok=True)
        make_private(place.logs, None)
        if not self.children:
            return
        make_private(place.redis, None)
        if place.account and place.home == place.var:
            place.var.chmod(place.var.stat().st_mode | 0o011)  # PostgreSQL's account must get through.
        if place.elsewhere in place.sockets.parents:
            with contextlib.suppress(FileExistsError):  # place_for() has checked whose it is.
                place.elsewhere.mkdir(mode=0o710)
            place.elsewhere.chmod(0o710)
            if place.account:
                os.chown(place.elsewhere, os.geteuid(), place.account.gid)
        make_private(place.sockets, place.account)

    def start(self) -> None:
        """Starts them and waits until they answer. The caller holds the lock. Raises LocalError."""
        self.make_folders()
        for server in self.children:
            server.start()

    def stop(self) -> None:
        """Stops them in order: Redis, then PostgreSQL."""
        for server in reversed(self.children):
            server.stop()


def lock(var: Path, says: str) -> IO[str]:
    """Takes the lock of `var` for as long as the returned file is open; `says` is shown to whoever comes second.

    Raises AlreadyRunningError with the words of who holds it. The kernel drops the lock when its holder dies.
    """
    var.mkdir(parents=True, exist_ok=True)
    file = (var / "lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        raise AlreadyRunningError(f"Already running: {holder or var}") from None
    file.seek(0)
    file.truncate()
    file.write(says)
    file.flush()
    return file
