"""What `make` needs before anything else runs: .venv with the pinned packages and, for the tests, a Chromium.

`python3 -I factcheck/local/bootstrap.py run|test`: the system's Python runs it, so it uses only the standard library.
What the tools say goes to var/log/setup.log; the terminal gets a line for each slow step, and one for a failure.
"""

from __future__ import annotations  # So that an old Python gets as far as being told it is too old.

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = BASE_DIR / "var" / "log" / "setup.log"
REQUIREMENTS = {"run": ["requirements.txt"], "test": ["requirements.txt", "tests/requirements.txt"]}
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
OLDEST = (3, 11)


class SetupError(Exception):
    """A step failed. The message is one line and says what to do."""


def main() -> int:
    purpose = sys.argv[1]
    if sys.version_info < OLDEST:
        print(f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    try:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        with (LOG.parent / "setup.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # Two at once would install into each other's half-made folder.
            install_packages(purpose)
            if purpose == "test":
                install_browser()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def install_packages(purpose: str) -> None:
    """Makes .venv and installs the packages of `purpose`, unless the stamp says that was done."""
    if is_stamped(purpose):
        return
    if not works(PYTHON, "-m", "pip", "--version"):
        make_venv()
    say(f"Installing the packages of {REQUIREMENTS[purpose][-1]} ...")
    command = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    if not log_run(*command, "-r", BASE_DIR / REQUIREMENTS[purpose][-1]):
        raise SetupError(f"A package cannot be installed: {last_error()} (all of it: {LOG})")
    for done, files in REQUIREMENTS.items():
        if set(files) <= set(REQUIREMENTS[purpose]):
            stamp(done).write_text(fingerprint(done))


def stamp(purpose: str) -> Path:
    return VENV / f"installed-for-{purpose}"


def is_stamped(purpose: str) -> bool:
    return PYTHON.exists() and stamp(purpose).exists() and stamp(purpose).read_text() == fingerprint(purpose)


def fingerprint(purpose: str) -> str:
    """Changes with the requirements, and with the place of the checkout, because a moved .venv is broken."""
    texts = [(BASE_DIR / name).read_bytes() for name in REQUIREMENTS[purpose]]
    return hashlib.sha256(b"\0".join([os.fsencode(BASE_DIR), *texts])).hexdigest()


def make_venv() -> None:
    """Makes .venv; on a Debian without python3-venv, root gets that first."""
    say("Making .venv ...")
    if not works(sys.executable, "-c", "import ensurepip, venv"):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not apt_install(package):
            raise SetupError(f"Python's venv module is missing: run `apt-get install {package}` as root, then again.")
    if not log_run(sys.executable, "-m", "venv", "--clear", VENV):
        raise SetupError(f"Making .venv failed: {last_error()} (all of it: {LOG})")


def install_browser() -> None:
    """Sees to it that there is a Chromium: one that is there, else Playwright's, else the distribution's."""
    named = os.environ.get("CHROMIUM")
    if named and not works(named, "--version"):
        raise SetupError(f"CHROMIUM={named} does not start: name another, or unset it.")
    if find_chromium():
        return
    say("Getting a Chromium for the browser tests ...")
    try:
        log_run(PYTHON, "-m", "playwright", "install", "chromium", seconds=300)
    except subprocess.TimeoutExpired:
        log("Playwright's download took too long.")
    if find_chromium():
        return
    say("Playwright's download did not work, trying the distribution's package ...")
    if not (apt_install("chromium", "fonts-liberation") and find_chromium()):  # Without fonts pages are boxes.
        raise SetupError(
            "The browser tests need a Chromium: run `apt-get install chromium` as root, or name one in CHROMIUM."
            f" (What was tried: {LOG})"
        )


def find_chromium() -> str | None:
    """The Chromium the tests use, or None: the one CHROMIUM names, one on the PATH, or one Playwright downloaded."""
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    downloaded = sorted(downloads.glob("chromium-*/chrome-linux*/chrome"), reverse=True)
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS), *downloaded]
    # Asked for its version, because a downloaded one may lack the system's libraries.
    return next((str(path) for path in candidates if path and works(path, "--version")), None)


def apt_install(*packages: str) -> bool:
    """Installs packages of the distribution; False if that failed or we are not root on a Debian."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {' and '.join(packages)} with apt-get ...")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    log_run("apt-get", "update", **environment)
    return log_run("apt-get", "install", "-y", "--no-install-recommends", *packages, **environment)


def works(*command: str | Path) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def log_run(*command: str | Path, seconds: float | None = None, **environment: str) -> bool:
    """Runs `command` with all it says in the log. True if it succeeded."""
    log(f"$ {' '.join(map(str, command))}")
    with LOG.open("ab") as output:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            cwd=BASE_DIR,
            timeout=seconds,
            check=False,
        )
    return done.returncode == 0


def last_error() -> str:
    """The line of the log that says best what went wrong."""
    lines = [line.strip() for line in LOG.read_text(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.upper().startswith("ERROR")]
    return (errors or lines or ["it said nothing"])[-1]


def log(text: str) -> None:
    with LOG.open("a") as output:
        output.write(f"{text}\n")


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
