"""`python -m factcheck.local run`, as a person meets it at the terminal."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from factcheck.local import database_url, place_for
from factcheck.local.processes import wait_until, with_mark, with_working_folder
from tests.product import environment_of_the_product, free_port
from tests.services import BASE_DIR

pytestmark = pytest.mark.durability


class Terminal:
    """One `make run`: what it printed so far, and its process."""

    def __init__(self, var: Path, port: int | str) -> None:
        self.var = var
        self.screen = var.with_name(f"{var.name}-screen-{time.monotonic_ns()}")
        self.screen.parent.mkdir(parents=True, exist_ok=True)
        with environment_of_the_product(), self.screen.open("wb") as screen:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "factcheck.local", "run"],
                cwd=BASE_DIR,
                env={**os.environ, "FACTCHECK_VAR": str(var), "PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=screen,
                stderr=subprocess.STDOUT,
            )

    def text(self) -> str:
        return self.screen.read_text()

    def wait_for(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        """Waits for `pattern` on the screen; fails with the screen if it does not come or the process ends."""
        wait_until(lambda: bool(re.search(pattern, self.text())) or self.process.poll() is not None, seconds=seconds)
        found = re.search(pattern, self.text())
        assert found, self.text()
        return found

    def end(self, number: signal.Signals) -> int:
        """Sends a signal to the supervisor alone, as Ctrl-C does to what leads the terminal; its exit status."""
        self.process.send_signal(number)
        return self.process.wait(60)


def processes_of(var: Path) -> set[int]:
    place = place_for(var)
    return with_mark(place.var) | with_working_folder(place.postgres) | with_working_folder(place.redis)


def started_as(var: Path, command: str) -> set[int]:
    """The processes of `var` that were started with `command`."""
    found = set()
    for pid in with_mark(place_for(var).var):
        with contextlib.suppress(OSError):
            if command in Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "):
                found.add(pid)
    return found


def count_claims(var: Path) -> int:
    connection = psycopg2.connect(database_url(var))
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM claims_claim")
            return cursor.fetchone()[0]
    finally:
        connection.close()


@pytest.fixture
def run(new_var: Callable[..., Path]) -> Iterator[Callable[..., Terminal]]:
    """Starts `make run` on a folder; whatever still runs afterwards is killed."""
    terminals = []

    def start(var: Path, port: int | str) -> Terminal:
        terminals.append(Terminal(var, port))
        return terminals[-1]

    yield start
    for terminal in terminals:
        if terminal.process.poll() is None:
            terminal.process.kill()
            terminal.process.wait()
        for pid in processes_of(terminal.var):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda var=terminal.var: not processes_of(var), seconds=10)


def test_from_nothing_to_the_end_and_again_after_a_kill(
    new_var: Callable[..., Path], run: Callable[..., Terminal]
) -> None:
    var, port = new_var("run"), free_port()
    first = run(var, port)
    first.wait_for("Ctrl-C stops everything")
    assert f"http://127.0.0.1:{port}/" in first.text()
    for role in ("Viewer", "Checker", "Editor", "Admin"):
        assert re.search(rf"{role} +\S+@example\.org +\S+", first.text()), role
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
        assert answer.status == 200
    loaded = count_claims(var)
    assert loaded >= 40

    second = run(var, free_port())
    assert second.process.wait(30) == 1
    assert second.text() == f"Already running: http://127.0.0.1:{port}/ (data in {var})\n"

    worker = min(started_as(var, "celery -A factcheck worker"))
    os.kill(worker, signal.SIGKILL)
    first.wait_for(r"worker +\| was killed by SIGKILL; starting it again in 1 s")
    assert wait_until(lambda: bool(started_as(var, "celery -A factcheck worker")), seconds=10)

    for pid in processes_of(var) | {first.process.pid}:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    first.process.wait()

    third = run(var, port)
    third.wait_for("Ctrl-C stops everything")
    assert count_claims(var) == loaded
    assert third.end(signal.SIGINT) == 0, third.text()
    assert third.text().endswith("\nStopping ...\nStopped.\n")
    assert not processes_of(var)
    assert not list(place_for(var).sockets.iterdir())


def test_nothing_outlives_a_supervisor_that_was_killed(
    new_var: Callable[..., Path], run: Callable[..., Terminal]
) -> None:
    var = new_var("killed-run")
    terminal = run(var, free_port())
    terminal.wait_for("Preparing the database")
    terminal.end(signal.SIGKILL)
    assert wait_until(lambda: not processes_of(var), seconds=20), processes_of(var)


def test_ctrl_c_while_it_starts_stops_what_was_started(
    new_var: Callable[..., Path], run: Callable[..., Terminal]
) -> None:
    var = new_var("early")
    terminal = run(var, free_port())
    terminal.wait_for("Preparing the database")
    assert terminal.end(signal.SIGTERM) == 0
    assert terminal.text().endswith("Stopped.\n")
    assert not processes_of(var)


def test_a_taken_port_is_said_before_anything_slow(new_var: Callable[..., Path], run: Callable[..., Terminal]) -> None:
    var = new_var("port")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        terminal = run(var, port)
        assert terminal.process.wait(30) == 1
    assert re.fullmatch(rf"Port {port} is taken\. .*`make run PORT=\d+`\.\n", terminal.text())
    assert not place_for(var).postgres.exists()


@pytest.mark.parametrize("port", ["0", "65536", "http", "80 80"])
def test_a_port_that_is_none_is_refused(new_var: Callable[..., Path], run: Callable[..., Terminal], port: str) -> None:
    terminal = run(new_var("no-port"), port)
    assert terminal.process.wait(30) == 1
    assert terminal.text() == f"PORT={port} is not a port: use a number from 1 to 65535.\n"


def test_a_stop_asked_for_in_the_middle_of_a_start_is_heard_and_the_child_is_known(tmp_path: Path) -> None:
    script = f"""
import os, pathlib, signal
from factcheck.local.processes import Child

class Stop(BaseException): pass
def on_signal(*_): raise Stop

signal.signal(signal.SIGTERM, on_signal)
child = Child("sleeper", pathlib.Path({str(tmp_path / "log")!r}))
# Between fork() and the interpreter's own hooks after it, where an exception is swallowed.
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))
try:
    child.spawn(["sleep", "60"], cwd=pathlib.Path("/"))
except Stop:
    print("heard;", "still running" if not child.has_ended() else "unknown")
child.kill()
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=BASE_DIR, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("heard; still running\n", "")
