"""Rules about the code itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output[-6000:]
    return output


def test_imports_go_downward() -> None:
    assert "0 broken" in run(str(BIN / "lint-imports"), "--no-cache")


@pytest.mark.parametrize("package", ["splitting", "intake", "publishing"])
def test_pure_packages_do_not_import_the_orm(package: str) -> None:
    # import-linter cannot forbid a part of an outside package.
    for path in (ROOT / "claims" / package).rglob("*.py"):
        assert "django.db" not in path.read_text(), path


@pytest.mark.parametrize("how", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_ruff_finds_nothing(how: list[str]) -> None:
    run(str(BIN / "ruff"), *how, ".")


def test_the_rules_and_writers_are_typed() -> None:
    run(str(BIN / "mypy"))


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_are_named() -> None:
    names = [path.stem for path in (ROOT / "claims" / "migrations").glob("[0-9]*.py")]
    assert names
    assert not [name for name in names if "auto" in name]


@pytest.mark.parametrize("name", ["utils", "helpers", "services", "signals"])
def test_no_drawer_for_everything(name: str) -> None:
    assert not list((ROOT / "claims").rglob(f"{name}.py"))


def test_files_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in ("claims", "factcheck", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 430
    }
    assert not long


def test_templates_have_no_inline_script_or_style() -> None:
    guilty = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        if " style=" in text or "<style" in text or " onclick=" in text or " onsubmit=" in text or "hx-on" in text:
            guilty.append(path.name)
        for tag in text.split("<script")[1:]:
            opening = tag.split(">", 1)[0]
            if "src=" not in opening and "application/ld+json" not in opening:
                guilty.append(path.name)
    assert not guilty
