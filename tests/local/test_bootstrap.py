"""The set-up behind `make`: fast when it was done, and one clear line when it cannot be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.local import bootstrap
from tests.services import BASE_DIR


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with its own requirements, and this Python's environment for its .venv."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "requirements.txt").write_text("./not-there.whl\n")
    (tmp_path / "tests" / "requirements.txt").write_text("-r ../requirements.txt\n")
    (tmp_path / "var" / "log").mkdir(parents=True)
    (tmp_path / "var" / "log" / "setup.log").touch()
    monkeypatch.setattr(bootstrap, "BASE_DIR", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(bootstrap, "LOG", tmp_path / "var" / "log" / "setup.log")
    return tmp_path


def test_what_was_installed_is_not_installed_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    monkeypatch.setattr(bootstrap, "log_run", lambda *command, **_: not ran.append(command))
    bootstrap.install_packages("test")
    assert len(ran) == 1
    bootstrap.install_packages("test")
    bootstrap.install_packages("run")  # What the tests need holds what the product needs.
    assert len(ran) == 1
    (checkout / "requirements.txt").write_text("changed\n")
    bootstrap.install_packages("run")
    assert len(ran) == 2


def test_a_package_that_cannot_be_installed_is_said_in_one_line(checkout: Path) -> None:
    with pytest.raises(bootstrap.SetupError) as refused:
        bootstrap.install_packages("run")
    assert "not-there.whl" in str(refused.value)
    assert str(bootstrap.LOG) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not bootstrap.is_stamped("run")


def test_an_interpreter_without_venv_is_said_in_one_line(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", checkout / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap, "works", lambda *_: False)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.SetupError, match=r"apt-get install python3\.\d+-venv` as root"):
        bootstrap.install_packages("run")


def make_program(path: Path, *, works: bool = True) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {0 if works else 127}\n")
    path.chmod(0o755)
    return path


def test_the_browser_is_the_named_one_else_one_on_the_path_else_playwrights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    assert bootstrap.find_chromium() is None
    make_program(tmp_path / "downloads" / "chromium-2" / "chrome-linux64" / "chrome", works=False)
    downloaded = make_program(tmp_path / "downloads" / "chromium-1" / "chrome-linux" / "chrome")
    assert bootstrap.find_chromium() == str(downloaded)
    on_the_path = make_program(tmp_path / "bin" / "google-chrome")
    assert bootstrap.find_chromium() == str(on_the_path)
    named = make_program(tmp_path / "mine")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert bootstrap.find_chromium() == str(named)


def test_a_named_browser_that_does_not_start_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    with pytest.raises(bootstrap.SetupError, match="CHROMIUM=/no/such/browser does not start"):
        bootstrap.install_browser()


def test_without_a_browser_and_without_root_one_line_says_what_to_do(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(bootstrap, "find_chromium", lambda: None)
    monkeypatch.setattr(bootstrap, "log_run", lambda *_, **__: False)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.SetupError, match="apt-get install chromium"):
        bootstrap.install_browser()


def test_ci_runs_the_tests_and_nothing_else() -> None:
    script = BASE_DIR / ".ci" / "run"
    commands = [line for line in script.read_text().splitlines()[1:] if not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "${BASH_SOURCE[0]}")/.."', "exec make test"]
    assert script.stat().st_mode & 0o111


def test_without_python_make_says_what_is_missing() -> None:
    # As typed at a terminal, also when these tests were themselves started by make.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", "run", "PYTHON="], cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == "Python 3.11 is needed: apt-get install python3\n"
