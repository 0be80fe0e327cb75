"""Text in the picture of a check: which characters the fonts can draw, how long a line is, and where it breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, Self

from PIL import ImageFont, features

# In the order in which they are tried. Variable fonts: one file for every weight.
_FONTS = (
    ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    ("fontpkg_rubik", "Rubik[wght].ttf"),
)
# What no font has a picture for.
_NOTHING = "\U0010ffff"
_JOINERS = "\u200c\u200d"
# The categories of characters that may be left out without changing what is said: pictures, marks of direction ...
_DISPENSABLE = {"So", "Sk", "Cf", "Cc", "Co", "Cn", "Cs"}


@dataclass(frozen=True)
class Type:
    """A font in a size in pixels and a weight from 100 to 900."""

    family: str
    size: int
    weight: int

    @classmethod
    def of(cls, text: str, size: int, weight: int) -> Self:
        """In the font that has the text's characters."""
        return cls(_best(text), size, weight)

    @property
    def leading(self) -> int:
        """From one line to the next."""
        return round(self.size * 1.34)

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        return _font(self.family, self.size, self.weight)

    def layout(self, text: str) -> dict[str, Any]:
        """How the line runs: only Raqm can tell."""
        return {"direction": direction_of(text)} if _can_shape() else {}

    def width(self, text: str) -> float:
        return self.font.getlength(text, **self.layout(text))


def direction_of(text: str) -> Literal["ltr", "rtl"]:
    """The direction of the first letter that has one."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def drawable(text: str) -> str:
    """The text without emoji and the like, or "" where a letter, a digit or a sign of it cannot be drawn.

    Half a claim would be another claim, and boxes none.
    """
    font = _best(text)
    kept = [character for character in text if _has(font, character) or not _is_dispensable(character)]
    shown = "".join(
        character for at, character in enumerate(kept) if character not in _JOINERS or _joins_letters(kept, at)
    )
    # Where a picture stood before a comma, no space is left behind.
    shown = re.sub(r" (?=[,.;:!?،؛؟])", "", " ".join(shown.split())) if len(shown) < len(text) else shown
    if not all(_has(font, character) or character in _JOINERS for character in shown):
        return ""
    return "" if not _can_shape() and any(map(_needs_shaping, shown)) else shown


def fitted(
    text: str, sizes: Sequence[int], weight: int, width: int, height: int, *, most_lines: int = 99
) -> tuple[list[str], Type]:
    """The text in lines, in the largest size in which it fits; in the smallest it is cut where it does not."""
    for size in sizes:
        type_ = Type.of(text, size, weight)
        room = min(most_lines, height // type_.leading)
        # What is too long in one line is too long in many, and measuring one is fast.
        if size != sizes[-1] and type_.width(text) > room * width:
            continue
        lines = _wrapped(text, type_, width)
        if len(lines) <= room:
            return lines, type_
    kept = [*lines[: room - 1], one_line(" ".join(lines[room - 1 :]), type_, width)]
    return kept, type_


def one_line(text: str, type_: Type, width: int) -> str:
    """The text, cut with "…" where it is wider than `width`."""
    if type_.width(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if type_.width(text[:middle].rstrip() + "…") <= width else (low, middle - 1)
    return text[:low].rstrip() + "…"


def _wrapped(text: str, type_: Type, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if type_.width(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        # One endless word is broken between its characters.
        rest = word
        while type_.width(rest) > width:
            at = max(1, len(one_line(rest, type_, width)) - 1)
            lines[-1] = rest[:at]
            lines.append("")
            rest = rest[at:]
        lines[-1] = rest
    return lines


@cache
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    package, file = next(one for one in _FONTS if one[0] == name)
    engine = ImageFont.Layout.RAQM if _can_shape() else ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(resources.files(package) / "files" / file), size, layout_engine=engine)
    axes = font.get_variation_axes()
    font.set_variation_by_axes([weight, *(axis["default"] or 0 for axis in axes[1:])])
    return font


def _best(text: str) -> str:
    """The font that has most of the characters; of two alike, the first."""
    return max((name for name, _file in _FONTS), key=lambda name: len([one for one in text if _has(name, one)]))


@cache
def _has(name: str, character: str) -> bool:
    package, file = next(one for one in _FONTS if one[0] == name)
    font = _plain_font(package, file)
    return character == " " or _mask(font, character) != _mask(font, _NOTHING)


@cache
def _plain_font(package: str, file: str) -> ImageFont.FreeTypeFont:
    path = str(resources.files(package) / "files" / file)
    return ImageFont.truetype(path, 20, layout_engine=ImageFont.Layout.BASIC)


def _mask(font: ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


def _is_dispensable(character: str) -> bool:
    return unicodedata.category(character) in _DISPENSABLE or "\ufe00" <= character <= "\ufe0f"


def _joins_letters(text: Sequence[str], at: int) -> bool:
    return 0 < at < len(text) - 1 and all(unicodedata.category(text[one])[0] in "LM" for one in (at - 1, at + 1))


def _needs_shaping(character: str) -> bool:
    """Whether a letter's form or place hangs on those beside it: right to left, and the scripts of India."""
    return unicodedata.bidirectional(character) in ("R", "AL", "AN") or "\u0900" <= character <= "\u0dff"


@cache
def _can_shape() -> bool:
    return bool(features.check("raqm"))
