"""Child processes that never outlive us, and finding those that did."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from factcheck.local.place import Account

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
# Marks our children in their environment, so that a later start can find those that survived.
MARK = "FACTCHECK_SUPERVISED"


def spawn(  # noqa: PLR0913
    command: list[str],
    *,
    log: Path,
    cwd: Path,
    mark: Path | None = None,
    environment: Mapping[str, str] | None = None,
    account: Account | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Starts `command` with its output appended to `log`, away from the terminal's Ctrl-C.

    On Linux the kernel sends it `death_signal` when we die, however we die. `account` is whom it runs as.
    """
    variables = {**os.environ, **(environment or {})}
    if mark:
        variables[MARK] = str(mark)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603
            command,
            cwd=cwd,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
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


def stop(
    process: subprocess.Popen[bytes], *, first: signal.Signals, seconds: float, last: signal.Signals = signal.SIGKILL
) -> bool:
    """Asks `process` to end with the signal `first`; sends `last` after `seconds`. True if asking was enough."""
    if process.poll() is None:
        process.send_signal(first)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(last)
        process.wait()
        return False
    return True


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
    return {pid for pid in _all() if _read_link(pid) == str(folder)}


def with_mark(mark: Path) -> set[int]:
    """The processes that were started with `mark`, and their children (Linux)."""
    wanted = f"{MARK}={mark}".encode()
    return {pid for pid in _all() if wanted in _environment(pid).split(b"\0")}


def end(find: Callable[[], set[int]], signals: Iterable[tuple[signal.Signals, float]]) -> None:
    """Ends what `find` finds: sends each signal in turn and waits its seconds for nothing to be left."""
    for number, seconds in signals:
        for pid in find():
            _kill(pid, number)
        if wait_until(lambda: not find(), seconds=seconds):
            return


def tail(log: Path, lines: int = 1) -> str:
    """The last lines of `log` in one, for an error message."""
    try:
        text = log.read_text(errors="replace")
    except OSError:
        return ""
    return " ".join(" ".join(text.strip().splitlines()[-lines:]).split())


def _all() -> list[int]:
    me = os.getpid()
    proc = Path("/proc")
    return (
        [int(entry.name) for entry in proc.iterdir() if entry.name.isdigit() and int(entry.name) != me]
        if proc.exists()
        else []
    )


def _read_link(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def _kill(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
