"""Dates in words: the phrases that a language's dates.txt describes. Relative ones need the article's date."""

import re

from claims.splitting.details import calendar
from claims.splitting.details.date_actions import ACTIONS
from claims.splitting.details.detail import Detail
from claims.splitting.details.digit_dates import read_clock, read_digits
from claims.splitting.details.numbers import word_value
from claims.splitting.details.tables import ANY, DIGITS, Pattern, Scan, Tables
from claims.splitting.details.words import Word, touches

Step = tuple[Detail, int]
UNITS_BEHIND = frozenset("%$€£°_@")
STOP = re.compile(r"[.!?…\n]")
# A word about the future this near makes "on Thursday" the coming one.
REACH = 8
DASHES = "-–—‒"


def read_date(scan: Scan, index: int) -> Step | None:
    """Read the date that begins at `index`, or whose context ("in" before a year) does."""
    words, tables = scan.words, scan.tables
    word = words[index]
    if word.lower in tables.only_openers and not can_go_on(scan, index, tables.seconds[word.lower]):
        return None
    if word.text[0].isdecimal():
        if step := read_digits(scan, index) or read_clock(scan, index):
            return step
    elif word.lower in tables.offsets:
        value = calendar.shifted(scan.today, "day", tables.offsets[word.lower]) if scan.today else None
        return Detail("date", word.start, word.end, scan.text[word.start : word.end], value), index + 1
    for key in keys(word, tables):
        if not can_go_on(scan, index, tables.seconds.get(key)):
            continue
        for pattern in tables.patterns[key]:
            if step := match_pattern(scan, index, pattern):
                return step
    return bare_year(scan, index)


def can_go_on(scan: Scan, index: int, seconds: frozenset[str] | None) -> bool:
    """Say whether the next word can stand second in a phrase; `seconds` is None where no phrase begins so."""
    if not seconds or ANY in seconds:
        return bool(seconds)
    if index + 1 >= len(scan.words):
        return False
    following = scan.words[index + 1]
    if following.start == scan.words[index].end:
        return True  # The "rd" of "3rd".
    return following.lower in seconds or (DIGITS in seconds and following.text[0].isdecimal())


def keys(word: Word, tables: Tables) -> list[str]:
    """Give the first elements of patterns that a word can be."""
    found = [word.lower]
    if word.text[0].isdecimal():
        found += ["{day}", "{year}", "{n}", "{decade}", "{ordinal}"]
    elif word.text[0].isupper():
        if word.lower in tables.months:
            found.append("{month}")
        if word.lower in tables.weekdays:
            found.append("{weekday}")
    if word.lower in tables.ordinals:
        found.append("{ordinal}")
    if word_value(word.lower, tables.language) is not None or tables.has("article", word.lower):
        found.append("{n}")
    return found


def match_pattern(scan: Scan, index: int, pattern: Pattern) -> Step | None:
    """Match a pattern from `index`; give the date and the index of the word after it."""
    elements, context, action = pattern
    captured: dict[str, list[int | str]] = {}
    at = index
    for place, element in enumerate(elements):
        if element == "-":
            continue
        dashed = place > 0 and elements[place - 1] == "-"
        if at >= len(scan.words) or (place and not (is_dashed(scan, at) if dashed else joined(scan, at))):
            return None
        used = take(scan, at, element, captured)
        if not used:
            return None
        at += used
    if context and (longer := read_date(scan, index + context)) and longer[1] >= at:
        return longer  # "in" before "March 2024" is context for the month alone.
    future = scan.today is not None and is_future(scan, index, at)
    value = ACTIONS[action](captured, scan.today, future)
    if value is False:
        return None
    start, end = scan.words[index + context].start, scan.words[at - 1].end
    whole = bounded(value if isinstance(value, str) else None, scan, index, context)
    return Detail("date", start, end, scan.text[start:end], whole), at


def take(scan: Scan, at: int, element: str, captured: dict[str, list[int | str]]) -> int:
    """Give how many words one element of a pattern takes at `at`, 0 where it does not stand there."""
    if element[0] != "{":
        return int(scan.words[at].lower == element)
    read = capture(scan, at, element)
    if read is None:
        return 0
    captured.setdefault(element, []).append(read[0])
    return read[1]


def is_dashed(scan: Scan, at: int) -> bool:
    """Say whether nothing but a dash stands before a word: "2019-2021"."""
    return scan.text[scan.words[at - 1].end : scan.words[at].start].strip() in tuple(DASHES)


def joined(scan: Scan, at: int) -> bool:
    """Say whether a word follows the one before it within a date: a comma may part them, a full stop after "Jan" or
    "3" too.
    """
    text, words, tables = scan.text, scan.words, scan.tables
    before = words[at - 1]
    short = before.lower in tables.months or before.lower in tables.weekdays or before.text[0].isdecimal()
    return touches(text, before, words[at], ",." if short and len(before.text) <= 4 else ",")


def capture(scan: Scan, at: int, element: str) -> tuple[int | str, int] | None:  # noqa: PLR0911 - cases
    """Read one class of words at `at`; give its value and how many words it takes."""
    text, words, tables = scan.text, scan.words, scan.tables
    word = words[at]
    digits = word.text.isdecimal() and word.text.isascii() and len(word.text) <= 4
    if element == "{month}":
        month = tables.months.get(word.lower)
        return (month, 1) if month and word.text[0].isupper() else None
    if element == "{weekday}":
        weekday = tables.weekdays.get(word.lower)
        return (weekday, 1) if weekday and word.text[0].isupper() else None
    if element == "{unit}":
        return (tables.kinds[word.lower], 1) if word.lower in tables.kinds else None
    if element == "{year}":
        return (int(word.text), 1) if digits and is_year(scan, at) else None
    if element == "{decade}":
        full = digits and word.text.endswith("0") and (len(word.text) == 2 or 1000 <= int(word.text) < 2200)
        stuck = full and at + 1 < len(words) and words[at + 1].start <= word.end + 1
        return (int(word.text), 1) if stuck else None
    if element in ("{day}", "{ordinal}"):
        if word.lower in tables.ordinals:
            return (tables.ordinals[word.lower], 1)
        if digits and 1 <= int(word.text) <= 31:
            suffixed = (
                at + 1 < len(words) and words[at + 1].start == word.end and tables.has("suffix", words[at + 1].lower)
            )
            dotted = tables.has("dotted", "ordinals") and text[word.end : word.end + 1] == "."
            if element == "{day}" or suffixed or dotted:
                return (int(word.text), 2 if suffixed else 1)
        return None
    if digits:
        return (int(word.text), 1)
    if tables.has("article", word.lower):
        return (1, 1)
    value = word_value(word.lower, tables.language)
    return (value, 1) if value is not None else None


def is_year(scan: Scan, at: int) -> bool:
    """Say whether four digits can be a year: what is measured is none, and before 1900 nothing counted may follow."""
    word = scan.words[at]
    if len(word.text) != 4 or not 1000 <= int(word.text) < 2200 or scan.text[word.end : word.end + 1] in UNITS_BEHIND:
        return False
    following = scan.words[at + 1] if at + 1 < len(scan.words) else None
    if following is None or not touches(scan.text, word, following):
        return True
    if following.lower in scan.tables.scales or scan.tables.units.at(scan.words, at + 1):
        return False
    return 1900 <= int(word.text) < 2100 or not following.lower.endswith("s")


def is_future(scan: Scan, index: int, following: int) -> bool:
    """Say whether the sentence speaks of what is to come near this date."""
    text, words, tables = scan.text, scan.words, scan.tables
    for at in range(index - 1, max(-1, index - REACH - 1), -1):
        if STOP.search(text, words[at].end, words[at + 1].start):
            break
        if tables.has("future", words[at].lower):
            return True
    for at in range(following, min(len(words), following + REACH)):
        if STOP.search(text, words[at - 1].end, words[at].start):
            break
        if tables.has("future", words[at].lower):
            return True
    return False


def bounded(value: str | None, scan: Scan, index: int, context: int) -> str | None:
    """Make "since 2015" an interval without an end, and "until 2030" one without a beginning."""
    words, tables = scan.words, scan.tables
    before = words[index].lower if context else words[index - 1].lower if index else ""
    if value is None or "/" in value:
        return value
    if tables.has("since", before):
        return f"{value}/.."
    return f"../{value}" if tables.has("until", before) else value


def bare_year(scan: Scan, index: int) -> Step | None:
    """Take four digits from 1900 to 2099 for a year where nothing counted or measured follows."""
    text, words, tables = scan.text, scan.words, scan.tables
    word = words[index]
    if len(word.text) != 4 or not (word.text.isdecimal() and word.text.isascii()) or not 1900 <= int(word.text) < 2100:
        return None
    before, after = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1]
    if (before and not (before.isspace() or before in "(\"“„«»'’[–—-/,")) or after in UNITS_BEHIND or after == "-":
        return None
    following = words[index + 1] if index + 1 < len(words) else None
    if following and touches(text, word, following):
        is_counted = following.lower in tables.scales or tables.units.at(words, index + 1)
        plural = following.text.islower() and following.lower.endswith("s") and len(following.text) > 4
        capital = tables.has("capitals", "nouns") and following.text[0].isupper()
        if is_counted or (tables.language == "en" and plural) or capital:
            return None
    value = bounded(word.text, scan, index, 0)
    return Detail("date", word.start, word.end, text[word.start : word.end], value), index + 1
