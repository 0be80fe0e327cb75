"""What all public pages have in common: when it changes, every page must be written anew."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings

from claims.publishing import assets
from claims.publishing.content import Newsroom

_HERE = Path(__file__).resolve().parent


def fingerprint(newsroom: Newsroom) -> str:
    """A hash of the renderers, their templates and assets, and of the newsroom that stands on every page."""
    names = [one.name for one in assets.every()]
    shared = json.dumps([_code(), names, settings.TIME_ZONE, dataclasses.asdict(newsroom)])
    return hashlib.sha256(shared.encode()).hexdigest()


@cache
def _code() -> str:
    """A process runs the code that it was started with."""
    found = hashlib.sha256()
    templates = Path(settings.BASE_DIR) / "templates"
    drawn = [file for folder in ("public", "diff") for file in (templates / folder).glob("*.html")]
    for file in sorted([*_HERE.glob("*.py"), *drawn]):
        found.update(file.read_bytes())
    return found.hexdigest()
