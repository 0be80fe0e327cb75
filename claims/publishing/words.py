"""A text in lines and words, in any script, as they are compared with each other."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

# Scripts that put no spaces between words: there a character with its marks counts as a word.
_UNSPACED = ("CJK ", "HIRAGANA ", "KATAKANA ", "THAI ", "LAO ", "KHMER ", "MYANMAR ")
# What holds a word or a number together when it stands inside: "don’t", "38.2", "40,000", "well-known", "14:30".
_INSIDE = "'’.,:-‑·/_"
_JOINER = "\u200d"


@dataclass(frozen=True)
class Word:
    """A word, a sign or a line, and the white space before it. Two are the same when their keys are."""

    key: str
    space: str = field(default="", compare=False)


def lines_of(text: str) -> list[Word]:
    """The lines of `text` that are not empty, each with the line breaks before it."""
    lines: list[Word] = []
    space = ""
    for line in text.split("\n"):
        if line.strip():
            lines.append(Word(line, space))
            space = ""
        space += "\n"
    return lines


def words_of(text: str) -> list[Word]:
    """The words of `text`: put together with their spaces they give it back, but for white space at its end."""
    words: list[Word] = []
    space = start = at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        start = at
        at = _end_of_word(text, at)
        words.append(Word(text[start:at], text[space:start]))
        space = at
    return words


def _end_of_word(text: str, at: int) -> int:
    is_lone = not text[at].isalnum() or _is_unspaced(text[at])
    at = _after_marks(text, at + 1)
    if is_lone:
        return at
    while at < len(text):
        is_joint = text[at] in _INSIDE and text[at + 1 : at + 2].isalnum()
        if not (is_joint or text[at].isalnum()) or _is_unspaced(text[at]):
            return at
        at = _after_marks(text, at + 1)
    return at


def _after_marks(text: str, at: int) -> int:
    """Past what belongs to the character before: accents, vowel signs, skin tones, and what a joiner ties to it."""
    while at < len(text) and (text[at - 1] == _JOINER or _belongs_to_the_one_before(text[at])):
        at += 1
    return at


def _belongs_to_the_one_before(character: str) -> bool:
    return character > "\u007f" and unicodedata.category(character) in ("Mn", "Mc", "Me", "Sk", "Cf")


def _is_unspaced(character: str) -> bool:
    return character > "\u0e00" and unicodedata.name(character, "").startswith(_UNSPACED)
