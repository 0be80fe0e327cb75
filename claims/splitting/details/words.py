"""The words, numbers and signs of a text, with offsets: what the details are read from."""

import re
import unicodedata
from functools import partial
from itertools import accumulate
from typing import NamedTuple

_NUMBER = (
    # A date in digits is one word, and so is its like.
    r"\d{1,4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,4}(?!\d)"
    r"|\d+(?:[.,:]\d+|[\xa0\u202f]\d{3}(?!\d))*"
)
_SIGN = r"[%‰$€£¥₽₴₹₺₪₩₿°℃℉]"
WORD = re.compile(rf"([^\W\d_]+(?:['’.-][^\W\d_]+)*|{_NUMBER}|{_SIGN})")
# The same where accents stand beside their letters; slower, and seldom needed.
_LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
ACCENTED_WORD = re.compile(rf"({_LETTER}+(?:['’.-]{_LETTER}+)*|{_NUMBER}|{_SIGN})")
ACCENT = re.compile("[\u0300-\u036f]")
# A number of more digits than this is none: a key, an account, nonsense.
MOST_DIGITS = 18
# What may stand between two words of one detail.
GAP = re.compile(r"[^\S\r\n]{0,2}(?:\r\n|[\r\n])?[^\S\r\n]{0,2}")


class Word(NamedTuple):
    """A word, number or sign: offsets, the text with plain apostrophes, and the same in lower case."""

    start: int
    end: int
    text: str
    lower: str


def find_words(text: str) -> list[Word]:
    """Give the words of a text in order. Every step is one call over the whole text, which costs a third of a loop."""
    accented = ACCENT.search(text) is not None
    # A pattern with one group splits into gap, word, gap, word, ..., gap; their lengths add up to the offsets.
    pieces = (ACCENTED_WORD if accented else WORD).split(text)
    offsets = list(accumulate(map(len, pieces)))
    texts = pieces[1::2]
    if accented:
        texts = [unicodedata.normalize("NFC", word) for word in texts]
    if "’" in text:
        texts = [word.replace("’", "'") for word in texts]
    rows = zip(offsets[0::2], offsets[1::2], texts, map(str.lower, texts), strict=False)
    return list(map(partial(tuple.__new__, Word), rows))


def touches(text: str, left: Word, right: Word, marks: str = "") -> bool:
    """Say whether two words stand side by side, with at most one of `marks` and a space or line end between."""
    start = left.end
    if right.start - start > 6:
        return False
    if marks and start < right.start and text[start] in marks:
        start += 1
    return start == right.start or GAP.fullmatch(text, start, right.start) is not None


def is_digits(word: Word) -> bool:
    """Say whether a word is written in digits and short enough to be a number."""
    return word.text[0].isdecimal() and len(word.text) <= MOST_DIGITS
