"""Datelines ("MOSCOW - ", "PARIS, 12 March (Reuters) — ") and lines that are only a date."""

import re

from claims.splitting.wordlists import load_classes, word_set

# What stands between a dateline and its story; after an agency in brackets nothing need to: "(CNN) The".
DASH = re.compile(r"\s{0,2}(?:--?|–|—|―|_)\s{1,2}(?=\S)|—(?=[\"“‘'A-Z])|:\s{1,2}(?=\S)|(?<=\))\s{0,2}(?=[\"“‘'A-Z])")
BREAK = re.compile(r"[-–—―_):]")
AGENCY = re.compile(r"\s?\(([^()]{2,40})\)$")
LONGEST = 90
JOINERS = frozenset(("de", "da", "do", "la", "of", "del", "upon", "en", "on", "am"))
DATE = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s\d{4}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})",
    re.IGNORECASE,
)
DATE_WORD = re.compile(
    r"[^\W\d_]+(?:\.[^\W\d_]+)*|\d+(?:st|nd|rd|th)?(?:[.:/h-]\d+){0,2}(?:[ap]m)?|[^\w\s]", re.IGNORECASE
)


def find_dateline(text: str, start: int, end: int) -> int:
    """Give where the story begins after a dateline that opens a paragraph; `start` where there is none."""
    limit = min(end, start + LONGEST)
    if not BREAK.search(text, start, limit):
        return start
    for match in DASH.finditer(text, start, limit):
        if match.end() < end and is_dateline(text[start : match.start()], match.group()):
            return start if text[match.end()].islower() else match.end()
    return start


def is_dateline(head: str, sign: str) -> bool:
    """Say whether words name a place, with a date or an agency where it is not in capitals: "Nairobi, Kenya (AP)".

    `sign`: what stands between them and the story. A colon is one after a place in capitals that is known.
    """
    agency = AGENCY.search(head)
    known = agency is not None and agency[1].lower() in load_classes("boilerplate")["agency"]
    place = head[: agency.start()] if agency else head
    if agency and not (known or (sign.strip() and agency[1][0].isupper() and len(agency[1].split()) <= 3)):
        return False
    if ":" in sign:
        return head.isupper() and is_place(head)
    return is_where(place, sourced=agency is not None) if place.strip() else agency is not None


def is_where(head: str, *, sourced: bool) -> bool:
    """Say whether words are a place, with or without a date; one that is not in capitals needs more evidence."""
    words = head.replace(",", " , ").replace("/", " ").split()
    dated = len(words) > 1 and is_date_word(words[-1])
    while words and is_date_word(words[-1]):
        words.pop()
    place = [word for word in words if word != ","]
    if not 1 <= len(place) <= 7 or not all(word[0].isupper() or word in JOINERS for word in place):
        return False
    in_capitals = place[0].isupper() and len(place[0]) > 1
    return in_capitals or sourced or (dated and "," in head) or ("," in words and is_place(place[-1]))


def is_place(words: str) -> bool:
    """Say whether words end in a known country or capital: "NEW DELHI"."""
    return words.lower().split()[-1] in word_set("places", "place")


def is_date_word(word: str) -> bool:
    """Say whether a word is part of a date in a dateline: "Jan.", "12", "2024", "Monday"."""
    bare = word.strip(".").lower()
    return word == "," or bare.isdigit() or bare in word_set("function_words", "TIME")


def find_date(text: str, start: int, end: int) -> int:
    """Give the end of a full date that opens a paragraph and stands apart from its first sentence; else `start`."""
    match = DATE.match(text, start, min(end, start + 60))
    if not match or match.end() + 1 >= end or not text[match.end()].isspace():
        return start
    rest = text[match.end() : match.end() + 3].lstrip(" \xa0\"“‘'")
    return match.end() if rest[:1].isupper() else start


def is_date_line(line: str) -> bool:
    """Say whether a line has only words and figures of a date: "Updated 3:45 p.m. ET, March 3, 2024"."""
    if len(line) > 100:
        return False
    words = [word.lower() for word in DATE_WORD.findall(line)]
    known = load_classes("date_lines")
    figures = [word for word in words if word[0].isdigit()]
    others = [word for word in words if word[0].isalpha()]
    if not figures or not all(word in known["anchor"] or word in known["other"] for word in others):
        return False
    clock = any(":" in word or word.endswith("m") for word in figures) or "a.m" in words or "p.m" in words
    return clock or any(word in known["anchor"] for word in others) or DATE.fullmatch(line.strip()) is not None
