"""The lines of a text, and which of them are pieces of one hard-wrapped paragraph."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import pairwise

from claims.splitting.wordlists import word_set

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
# White space, and marks that nobody sees: the byte order mark and spaces of no width.
BLANK = (
    "\t\x1c\x1d\x1e\x1f \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
BLANK += "\ufeff\u200b\u2060"
LIST_MARK = re.compile(
    r"(?:[-–—*+‐·•‣⁃▪◦●○■□►▶➤✓✔➔]\s{1,4}|[•‣⁃▪◦●○■□►▶➤✓✔➔]"
    r"|\(?(?:\d{1,2}(?:\.\d{1,2})?|[a-z]|[ivx]{1,4})(?:\.\)|[.)])\s{1,4}|\(?[A-H]\)\s{1,4})(?=\S)"
)
CLOSERS = "\"”’'»)]"
# Text is wrapped at 60 to 80 characters as a rule, columns of print at 30 and more, never beyond this.
WIDEST = 130
NARROWEST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has text: offsets without outer white space, how far it is indented, whether an empty line stands
    before it, and whether it begins with a list mark.
    """

    start: int
    end: int
    indent: int
    after_gap: bool
    is_item: bool


def find_lines(text: str) -> list[Line]:
    """Give the lines that are not empty. CRLF is one line end; form feeds and the separators of Unicode are too."""
    lines: list[Line] = []
    last_end = 0
    for match in LINE.finditer(text):
        line = match.group()
        inner = line.strip(BLANK)
        if not inner:
            continue
        left = len(line) - len(line.lstrip(BLANK))
        start = match.start() + left
        breaks = text[last_end:start]
        after_gap = breaks.count("\n") + breaks.count("\r") - breaks.count("\r\n") + breaks.count("\u2029") > 1
        is_item = LIST_MARK.match(text, start, start + len(inner)) is not None
        lines.append(Line(start, start + len(inner), left, after_gap or not lines, is_item))
        last_end = start + len(inner)
    return lines


def join_lines(text: str, lines: list[Line], labelled: Container[int]) -> Iterator[tuple[int, int]]:
    """Give the paragraphs as (start, end): a line each, or several where lines were wrapped.

    `labelled`: the starts of lines that begin a speaker's turn, and so a paragraph. So do list marks, but a dash or a
    figure can also have come to stand first by wrapping.
    """
    width = find_width(text, lines)
    first: Line | None = None
    previous: Line | None = None
    for line in lines:
        if not first or not previous:
            first = line
        elif line.start in labelled or not goes_on(text, first, previous, line, width):
            yield first.start, previous.end
            first = line
        previous = line
    if first and previous:
        yield first.start, previous.end


def goes_on(text: str, first: Line, previous: Line, line: Line, width: int) -> bool:
    """Say whether a line goes on with the paragraph of the one before it, which began with the line `first`."""
    if line.after_gap:
        return False
    broken = breaks_off(text, previous)
    finished = is_finished(text, previous) and not broken
    full = is_full(text, previous, line, width)
    if line.is_item:
        return full and not finished and not first.is_item
    if not finished and (broken or begins_lower(text, line)):
        long = previous.end - previous.start
        # Lines that all begin in lower case are a list whose marks are lost.
        return full or broken or (long >= NARROWEST - 10 and not begins_lower(text, first))
    return full and not (finished and line.indent > previous.indent + 1)


def breaks_off(text: str, line: Line) -> bool:
    """Say whether a line ends in a word that something has to follow: "the", "of", "Mr."."""
    word = text[max(line.start, line.end - 12) : line.end].rpartition(" ")[2]
    return word in word_set("openers", "broken") or (
        word.endswith(".") and word[:1].isupper() and word[:-1].lower() in word_set("abbreviations", "title")
    )


def find_width(text: str, lines: list[Line]) -> int:
    """Give the width a text was wrapped at: 0 for a text with a line for each paragraph.

    Wrapped lines break in the middle of sentences, so most of those without a full stop go on in lower case; and
    they are full: the next word would not have fitted.
    """
    pairs = [(before, line) for before, line in pairwise(lines) if not line.after_gap]
    broken = [pair for pair in pairs if not is_finished(text, pair[0]) and begins_lower(text, pair[1])]
    width = max((before.end - before.start for before, _ in broken), default=0)
    if not NARROWEST <= width <= WIDEST:
        return 0
    # Where many lines are longer they are paragraphs, and a stray line in lower case is no wrapping.
    if sum(line.end - line.start > width + 15 for line in lines) * 5 > len(lines):
        return 0
    # Lines of equal rank tell the same story even when one of them is a little longer and happens to end a sentence.
    width = max(width, *(before.end - before.start for before, _ in pairs if before.end - before.start <= width + 15))
    full = [pair for pair in pairs if not is_finished(text, pair[0]) and is_full(text, *pair, width)]
    really_broken = sum(begins_lower(text, line) for _, line in full)
    return width if really_broken * 2 >= len(full) > 0 else 0


def is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Say whether the first word of the following line would not have fitted at the end of a line."""
    word_end = following.start
    limit = min(following.end, following.start + WIDEST)
    while word_end < limit and not text[word_end].isspace():
        word_end += 1
    return 0 < width < line.end - line.start + 1 + word_end - following.start


def is_finished(text: str, line: Line) -> bool:
    """Say whether a line ends as a sentence does, or in a colon."""
    at = line.end - 1
    while at > line.start and text[at] in CLOSERS:
        at -= 1
    return text[at] in ".!?:…。！？"


def begins_lower(text: str, line: Line) -> bool:
    """Say whether a line begins in lower case, brand names such as "iPhone" apart."""
    return text[line.start].islower() and not text[line.start + 1 : line.start + 2].isupper()
