"""`make run`: starts everything in order, keeps it running, and stops it in the opposite order."""

import contextlib
import errno
import re
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from factcheck.local import programs
from factcheck.local.place import LocalError, place_for
from factcheck.local.processes import STOP_SIGNALS, Child, end, with_mark
from factcheck.local.services import Services, lock

# A process that ended on its own is started again after 1, 2, 4 ... seconds, and after a good run from 1 again.
LONGEST_PAUSE = 30.0
GOOD_RUN = 60.0
# Seconds until a stop that was asked for and not begun is asked for again.
ASK_AGAIN = 0.2
LOG_LIMIT = 10_000_000
# How Django, gunicorn and Celery report an error, near the start of a line.
_ERROR = re.compile(rb"^.{0,60}?[\s\[:](?:ERROR|CRITICAL)[\s\]/]")
# An ERROR of PostgreSQL is for the client whose statement it was.
_POSTGRES_ERROR = re.compile(rb"^.{0,60}? (?:FATAL|PANIC): ")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\U0010ffff]")


class StopRequested(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM. Not an error, and no `except Exception` may swallow it."""


@dataclass
class Watched:
    """A child, and what the supervisor remembers about it."""

    child: Child
    read_to: int = 0
    started: float = 0.0
    pause: float = 0.5  # Doubled before each restart.
    due: float | None = None


class Supervisor:
    """Runs the whole product on `port` with its data under `var`, until StopRequested.

    `own_postgres` and `own_redis` say which stores are ours; the others are named by the environment.
    """

    def __init__(self, var: Path, port: int, *, own_postgres: bool, own_redis: bool) -> None:
        self.place = place_for(var)
        self.port = port
        self.address = f"http://127.0.0.1:{port}/"
        self.services = Services(var, postgres=own_postgres, redis=own_redis)
        self.watched: list[Watched] = []
        self.stopping = False

    def run(self) -> None:
        """Returns after a stop that was asked for. Raises LocalError if something cannot be started."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        signal.signal(signal.SIGALRM, self._ask_to_stop)
        try:
            with contextlib.closing(lock(self.place.var, f"{self.address} (data in {self.place.var})")):
                try:
                    self._start()
                    self._watch()
                finally:
                    self._stop()
        except StopRequested:
            say("Stopped.")

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._ask_to_stop()
        # Asked a second time: whatever is still ending ends at once.
        for watched in reversed(self.watched):
            if watched.child.process:
                watched.child.kill()
                return

    def _ask_to_stop(self, *_alarm: object) -> None:
        if not self.stopping:
            # What is raised while the interpreter runs a finalizer is lost: ask again until _stop() has heard it.
            signal.setitimer(signal.ITIMER_REAL, ASK_AGAIN)
            raise StopRequested

    def _start(self) -> None:
        began = time.monotonic()
        end(lambda: with_mark(self.place.var), [(signal.SIGTERM, 10), (signal.SIGKILL, 5)])
        require_free(self.port)
        self.services.make_folders()
        for child in self.services.children:
            self._start_one(child)
        for remark in self.place.remarks() if self.services.postgres else []:
            say(remark)
        say("Preparing the database and the public site ...")
        for_the_person = programs.prepare(self.place, self.port)
        web = programs.web(self.place, self.port)
        for program in (programs.worker(self.place, self.port), programs.scheduler(self.place, self.port), web):
            self._start_one(program)
        programs.wait_for_web(web, self.port)
        say(f"\nFactcheck is running at {self.address} (the desk: {self.address}desk/)\n")
        if for_the_person.strip():
            say(f"{for_the_person.rstrip()}\n")
        say(f"Started in {time.monotonic() - began:.1f} s. Logs are in {self.place.logs}. Ctrl-C stops everything.")

    def _start_one(self, child: Child) -> None:
        rotate(child.log)
        watched = Watched(child, started=time.monotonic())
        self.watched.append(watched)
        child.start()
        watched.read_to = size(child.log)  # What a store said while it was starting is no news.

    def _watch(self) -> None:
        while True:
            for watched in self.watched:
                for line in new_errors(watched):
                    say(f"{watched.child.name:9} | {line}")
                self._restart_if_needed(watched)
            time.sleep(0.25)

    def _restart_if_needed(self, watched: Watched) -> None:
        now = time.monotonic()
        if watched.due is None and watched.child.has_ended():
            how = how_it_ended(watched.child)
            watched.child.kill()  # Its children, if it left any.
            pause = 0.5 if now - watched.started > GOOD_RUN else watched.pause
            watched.pause = min(pause * 2, LONGEST_PAUSE)
            watched.due = now + watched.pause
            say(
                f"{watched.child.name:9} | {how}; starting it again in {watched.pause:.0f} s (log: {watched.child.log})"
            )
        elif watched.due is not None and now >= watched.due:
            watched.due, watched.started = None, now
            try:
                watched.child.start()
                watched.read_to = size(watched.child.log)
            except (LocalError, OSError) as error:
                say(f"{watched.child.name:9} | {error}")

    def _stop(self) -> None:
        self.stopping = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        running = [watched.child for watched in reversed(self.watched) if watched.child.process]
        if running:
            say("\nStopping ...")
        for child in running:
            child.stop()


def require_free(port: int) -> None:
    """Raises LocalError if nothing can listen on `port`."""
    another = f"`make run PORT={port + 1 if port < 65535 else 8000}`"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise LocalError(f"Port {port} needs root: choose one from 1024 on, as in `make run PORT=8000`.") from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise LocalError(f"Port {port} cannot be used: {error.strerror}. Choose another: {another}.") from None
            raise LocalError(f"Port {port} is taken. End what listens there, or choose another: {another}.") from None


def how_it_ended(child: Child) -> str:
    """Words for the end of a process that nobody asked to end."""
    code = child.process.returncode if child.process else None
    if code is None:
        return "did not start"
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit status {code}"


def new_errors(watched: Watched) -> Iterator[str]:
    """The lines that report an error and were written to the log since the last call, printable."""
    pattern = _POSTGRES_ERROR if watched.child.name == "postgres" else _ERROR
    try:
        with watched.child.log.open("rb") as file:
            file.seek(watched.read_to)
            text = file.read(1_000_000)
    except FileNotFoundError:
        return
    complete = text[: text.rfind(b"\n") + 1]
    watched.read_to += len(complete)
    for line in complete.splitlines():
        if pattern.search(line):
            yield _UNPRINTABLE.sub("?", line.decode(errors="replace"))[:500]


def rotate(log: Path) -> None:
    """Puts a log that has grown large aside, over the one put aside before."""
    if size(log) > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))


def size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def say(text: str) -> None:
    """Tells the person at the terminal; a terminal that is gone must not keep us from stopping."""
    with contextlib.suppress(OSError):
        print(text, flush=True)
