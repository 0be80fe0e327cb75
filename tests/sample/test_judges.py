"""What others say of the readers' pages: the Nu HTML checker, and Lighthouse in Chromium (`make test-judges`).

Both come from the npm registry into var/npm at the first run; Node.js, Java and Chromium must be there.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from factcheck.local.bootstrap import find_chromium
from tests.sample.conftest import Site

pytestmark = [pytest.mark.judges, pytest.mark.django_db]

PACKAGES = ("vnu-jar@26.9.27", "lighthouse@12.8.2")
LEAST = 98


@pytest.fixture(scope="module")
def judges() -> Path:
    """The folder of the installed packages."""
    folder = Path(settings.BASE_DIR) / "var" / "npm"
    modules = folder / "node_modules"
    if not all((modules / package.partition("@")[0] / "package.json").exists() for package in PACKAGES):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--prefix", folder, "--no-fund", "--no-audit", *PACKAGES], check=True)
    return modules


def test_the_nu_checker_finds_nothing(judges: Path, site: Site) -> None:
    jar = judges / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # It reads files, to which 'self' is no address, and takes a block of data for a script; that nothing offends
    # against the policy is seen in Chromium.
    policy = ["--filterpattern", ".*Content Security Policy.*"]
    command = ["java", "-jar", jar, "--skip-non-html", "--format", "json", "--exit-zero-always", *policy, site.folder]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    messages = {
        f"{one.get('url', '').removeprefix(f'file:{site.folder}')}: {one['message']}" for one in found["messages"]
    }
    assert messages == set()


def scores(judges: Path, address: str, report: Path) -> dict[str, int]:
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    command = [judges / ".bin" / "lighthouse", address, "--quiet", "--output=json", f"--output-path={report}"]
    subprocess.run(
        [*command, f"--chrome-flags={flags}"], check=True, env={**os.environ, "CHROME_PATH": str(find_chromium())}
    )
    categories: dict[str, Any] = json.loads(report.read_text())["categories"]
    return {name: round(category["score"] * 100) for name, category in categories.items()}


def test_lighthouse_gives_a_verdict_page_98_in_everything(judges: Path, site: Site, tmp_path: Path) -> None:
    slug = max(site.slugs, key=lambda one: (site.folder / "checks" / one / "index.html").stat().st_size)
    found = scores(judges, f"{site.url}/checks/{slug}/", tmp_path / "report.json")
    print(f"\nLighthouse, checks/{slug}: {found}")
    assert set(found) >= {"performance", "accessibility", "best-practices", "seo"}
    assert {name: score for name, score in found.items() if score < LEAST} == {}
