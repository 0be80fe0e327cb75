"""Stylesheets say start and end, not left and right, so that a page in Arabic is turned round by itself."""

from __future__ import annotations

import re
from pathlib import Path

STYLESHEETS = Path(__file__).resolve().parents[2] / "static" / "css"
SIDES = re.compile(
    r"(?<![\w-])(?:left|right)\s*:|(?:padding|margin|border)-(?:left|right)\b"
    r"|(?:text-align|float|clear):\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius"
)
ONE = r"(?:calc\([^;]*?\)|var\([^)]*\)|[^\s;()]+)"
FOUR = re.compile(rf"(?<![\w-])(?:padding|margin|inset): ({ONE}) ({ONE}) ({ONE}) ({ONE})\s*[;}}]")


def one_sided(css: str) -> list[str]:
    """What holds for the left or the right alone."""
    shorthands = [match[0] for match in FOUR.finditer(css) if match[2] != match[4]]
    return [*(match[0] for match in SIDES.finditer(css)), *shorthands]


def test_no_stylesheet_knows_left_from_right() -> None:
    found = {path.name: sides for path in STYLESHEETS.glob("*.css") if (sides := one_sided(path.read_text()))}
    assert not found, "Use the logical properties: margin-inline, inset-inline-start, text-align: start ..."


def test_one_sided_rules_are_found() -> None:
    assert one_sided("p { margin: 0 1rem 0 0; }") == ["margin: 0 1rem 0 0;"]
    assert one_sided("p { left: 0; text-align: right; padding-left: 1px; }") == [
        "left:",
        "text-align: right",
        "padding-left",
    ]
    assert not one_sided("p { margin: 0 1rem 0 1rem; padding: 0 var(--a); inset-inline-start: 0; text-align: start; }")
