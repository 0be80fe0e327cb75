"""Dates and times in digits: 2024-03-04, 4.3.2024, 4/3/2024, 10:30, 14.30 Uhr."""

import re

from claims.splitting.details import calendar
from claims.splitting.details.detail import Detail
from claims.splitting.details.tables import Scan
from claims.splitting.details.words import Word, touches

Step = tuple[Detail, int]
IN_DIGITS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")


def read_digits(scan: Scan, index: int) -> Step | None:
    """Read 2024-03-04, 4.3.2024 and 4/3/2024, which has two readings where both numbers can be a month."""
    text, word = scan.text, scan.words[index]
    match = IN_DIGITS.fullmatch(word.text)
    if match is None:
        return None
    first, mark, second, third = match[1], match[2], int(match[3]), match[4]
    if len(first) == 4:
        value = calendar.iso(int(first), second, int(third)) if 1 <= second <= 12 else None
        return made(text, word, index, [value] if value else [])
    if len(third) not in (2, 4) or len(first) > 2:
        return None
    year = int(third) + (0 if len(third) == 4 else 2000 if int(third) < 70 else 1900)
    readings = [(second, int(first))]
    if mark != "." and not scan.tables.has("order", "day"):
        readings.insert(0, (int(first), second))
    found = [calendar.iso(year, month, day) for month, day in readings if 1 <= month <= 12 and year]
    return made(text, word, index, [value for value in dict.fromkeys(found) if value])


def made(text: str, word: Word, index: int, values: list[str]) -> Step | None:
    """Give a date in digits: with its value where it has one reading, with both where it has two."""
    if not values:
        return None
    printed = text[word.start : word.end]
    if len(values) == 1:
        return Detail("date", word.start, word.end, printed, values[0]), index + 1
    return Detail("date", word.start, word.end, printed, None, alternatives=tuple(values)), index + 1


def read_clock(scan: Scan, index: int) -> Step | None:
    """Read a time of day: "10:30", "3 p.m.", "14.30 Uhr"."""
    text, words, tables = scan.text, scan.words, scan.tables
    word = words[index]
    after = words[index + 1] if index + 1 < len(words) and touches(text, word, words[index + 1]) else None
    clock = CLOCK.fullmatch(word.text)
    marked = after is not None and any(tables.has(mark, after.lower) for mark in ("am", "pm", "oclock"))
    if clock:
        hour, minute = int(clock[1]), int(clock[2])
        if not marked and ":" not in word.text:
            return None
    elif marked and word.text.isdecimal() and len(word.text) <= 2:
        hour, minute = int(word.text), 0
    else:
        return None
    if after is not None and tables.has("pm", after.lower) and hour < 12:
        hour += 12
    elif after is not None and tables.has("am", after.lower) and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    end, following = (after.end, index + 2) if marked and after else (word.end, index + 1)
    if marked and after and "." in after.text and text[end : end + 1] == ".":
        end += 1
    return Detail("time", word.start, end, text[word.start : end], f"{hour:02d}:{minute:02d}"), following
