"""Child processes that never outlive us, and finding those that did."""

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from factcheck.local.place import Account

# What asks us to stop: Ctrl-C, `kill`, and a terminal that was closed.
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
# Marks our children in their environment, so that a later start can find those that survived.
MARK = "FACTCHECK_SUPERVISED"

# How Python, initdb and PostgreSQL begin the line that says what went wrong.
_FAILURE = re.compile(r"[\w.]*(?:Error|Exception|Configured)\b|\w+: error: |.{0,60} (?:FATAL|PANIC): ")


class Child:
    """A process of ours: how it is asked to end, how long that may take, and what makes it end at once."""

    ask = signal.SIGTERM
    force = signal.SIGKILL
    seconds = 10.0

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def spawn(self, command: list[str], **how: Any) -> None:
        """Starts `command` as this child; `how` goes to spawn()."""
        with stop_signals_held():
            self.process = spawn(command, log=self.log, **how)

    def has_ended(self) -> bool:
        """True if it is not running: never started, stopped, or ended on its own."""
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        """Asks it to end and waits; what is left of it and its children after `seconds` is killed."""
        if self.process and not self.has_ended():
            self.process.send_signal(self.ask)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.seconds)
        self.kill()

    def kill(self) -> None:
        """Ends it and its children at once."""
        if self.process is None:
            return
        for number, seconds in ((self.force, 5), (signal.SIGKILL, None)):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)  # spawn() made it the leader of its own group.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
                break
        # Its children were not ours to wait for, and hold the port for a moment longer.
        leader = self.process.pid
        wait_until(lambda: not _group_exists(leader), seconds=1)
        self.process = None


@contextlib.contextmanager
def stop_signals_held() -> Iterator[None]:
    """The signals that stop us wait until the block is left.

    What their handler raises in the middle of a start would be swallowed by the interpreter's own hooks around fork,
    or leave a child behind that nobody knows of.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def spawn(
    command: list[str],
    *,
    log: Path,
    cwd: Path,
    mark: Path | None = None,
    environment: Mapping[str, str] | None = None,
    account: Account | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
    stdout: int | None = None,
) -> subprocess.Popen[bytes]:
    """Starts `command` with its output appended to `log`, away from the terminal's Ctrl-C.

    On Linux the kernel sends it `death_signal` when we die, however we die. `account` is whom it runs as.
    With `stdout=subprocess.PIPE` only its errors go to the log.
    """
    variables = {**os.environ, **(environment or {})}
    if mark:
        variables[MARK] = str(mark)
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603
            command,
            cwd=cwd,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=stdout or output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid(), death_signal),  # noqa: PLW1509  Safe: we run no threads.
            **as_account(account),
        )


def as_account(account: Account | None) -> dict[str, object]:
    """The arguments that make subprocess run a command as `account`, with no other group."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None] | None:
    if _LIBC is None:
        return None

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # We died before the line above.
            os._exit(1)

    return prepare


def wait_until(ready: Callable[[], bool], *, seconds: float) -> bool:
    """Asks `ready` until it is true, at most `seconds` long."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def with_working_folder(folder: Path) -> set[int]:
    """The processes whose working folder is `folder`: how PostgreSQL and Redis can be told from others' (Linux)."""
    return {pid for pid in _others() if _working_folder(pid) == str(folder)}


def with_mark(mark: Path) -> set[int]:
    """The processes that were started with `mark`, and their children (Linux)."""
    wanted = f"{MARK}={mark}".encode()
    return {pid for pid in _others() if wanted in _environment(pid).split(b"\0")}


def end(find: Callable[[], set[int]], signals: Iterable[tuple[signal.Signals, float]]) -> None:
    """Ends what `find` finds: sends each signal in turn and waits its seconds for nothing to be left.

    Only SIGKILL goes to all of them; the others go to the parents, who know how to end their children.
    """
    for number, seconds in signals:
        found = find()
        for pid in found:
            if number == signal.SIGKILL or _parent(pid) not in found:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
        if wait_until(lambda: not find(), seconds=seconds):
            return


def tail(log: Path) -> str:
    """The line of `log` that says what went wrong: the last failure, else the last line."""
    try:
        lines = log.read_text(errors="replace").strip().splitlines()
    except OSError:
        lines = []
    failures = [line for line in lines if _FAILURE.match(line)]
    return (failures or lines or ["it said nothing"])[-1].strip()


def _group_exists(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except OSError:
        return False
    return True


def _others() -> list[int]:
    proc = Path("/proc")
    if not proc.is_dir():
        return []
    me = os.getpid()
    return [int(entry.name) for entry in proc.iterdir() if entry.name.isdigit() and int(entry.name) != me]


def _working_folder(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""


def _parent(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])  # After the name, which may hold anything.


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""
