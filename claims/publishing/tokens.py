"""The colours of static/css/tokens.css, for what is drawn and not styled."""

from __future__ import annotations

import re
from functools import cache

from claims.publishing.assets import read_static


def colour(name: str) -> str:
    """The light scheme's colour, for example "#faf8f4" for "paper". Raises KeyError."""
    return _colours()[name]


@cache
def _colours() -> dict[str, str]:
    light = read_static("css/tokens.css").decode().split("@media")[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", light))
