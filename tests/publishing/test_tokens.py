"""The colours of tokens.css keep the contrast that their comments promise (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
TONES = ["false", "mostly-false", "mixed", "mostly-true", "true", "none"]
THEMES = ["light", "dark", "print"]


def tokens_of(theme: str) -> dict[str, str]:
    blocks = re.split(r"@media", re.sub(r"/\*.*?\*/", "", TOKENS, flags=re.DOTALL))
    found = {"light": blocks[0], "dark": blocks[0] + blocks[1], "print": blocks[0] + blocks[2]}[theme]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", found))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


PAIRS = [
    *[(ink, ground) for ink in ["ink", "ink-soft", "accent"] for ground in ["paper", "surface", "sunken"]],
    ("ink", "mark"),
    ("ink", "accent-wash"),
    ("accent", "accent-wash"),
    ("accent-strong", "paper"),
    ("ink-invert", "accent-solid"),
    *[(f"tone-{tone}", ground) for tone in TONES for ground in ["paper", "surface", f"tone-{tone}-wash"]],
    *[("ink", f"tone-{tone}-wash") for tone in TONES],
    *[("ink-soft", f"tone-{tone}-wash") for tone in TONES],
    *[("ink-invert", f"tone-{tone}") for tone in TONES],
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_reads_on_its_ground(theme, ink, ground):
    colours = tokens_of(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("edge", ["line-strong", "focus"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_edges_of_controls_are_seen(theme, edge, ground):
    colours = tokens_of(theme)
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("name", ["public.css", "verdict.css", "lists.css", "versions.css"])
def test_the_readers_stylesheets_use_tokens_and_no_side_that_a_script_could_turn(name):
    css = re.sub(r"/\*.*?\*/", "", (STYLES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|\b(?:rgb|hsl|oklch)a?\(", css)
    assert not re.findall(r"\b(?:margin|padding|border)-(?:left|right)\b|[;{]\s*(?:left|right)\s*:", css)
    assert not re.findall(r"text-align:\s*(?:left|right)|float:", css)
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= set(re.findall(r"--([\w-]+):", TOKENS)) | {"tone", "wash"}
