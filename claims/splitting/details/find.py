"""Find the details of a text: figures, dates, times, places and names, each with exact offsets.

One walk over the words. At each word the readers are asked in an order that settles doubts: a name of the article's
cast before a place, a date before a figure. Each looks a few words ahead at most, so the walk is linear.
"""

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from claims.splitting.details.dates import read_date
from claims.splitting.details.detail import Detail
from claims.splitting.details.figures import read_figure
from claims.splitting.details.phrases import Phrases
from claims.splitting.details.places import ENDINGS, OWNER, contexts, known_place, organisations, unknown_place
from claims.splitting.details.tables import Scan, Tables, tables_of
from claims.splitting.details.words import Word, find_words

# Printed form of a name -> (person or organisation, the full name).
Known = Mapping[str, tuple[str, str]]
Step = tuple[Detail, int]
# "US$" and "A$" are no places.
MONEY = frozenset("$€£")


def find_details(
    text: str, *, language: str = "en", date: datetime.date | None = None, names: Known | None = None
) -> tuple[Detail, ...]:
    """Give the details of a text in reading order, none overlapping. `date` is the article's."""
    words = find_words(text)
    tables = tables_of(language)
    scan = Scan(text, words, tables, date)
    known = Phrases(names or {}, cased=True)
    found: list[Detail] = []
    index, count = 0, len(words)
    while index < count:
        word = words[index]
        step: Step | None = None
        if word.text[0].isupper() and text[word.end : word.end + 1] not in MONEY:
            step = read_name(scan, index, language, known)
        if step is None:
            number = is_number(word, tables)
            if number or word.lower in tables.date_words:
                step = read_date(scan, index)
            if step is None and (number or word.lower in tables.figure_words):
                step = read_figure(scan, index)
        if step is None:
            index += 1
        else:
            found.append(whole_letters(text, step[0]))
            index = max(step[1], index + 1)
    return tuple(found)


def is_number(word: Word, tables: Tables) -> bool:
    """Say whether a word may be a number by its looks: digits, "twenty-one", "dreihundert"."""
    lower = word.lower
    if lower[0].isdecimal():
        return True
    if "-" in lower:
        return lower.partition("-")[0] in tables.values
    return tables.joined_starts != () and lower.startswith(tables.joined_starts)


def read_name(scan: Scan, index: int, language: str, known: Phrases[tuple[str, str]]) -> Step | None:
    """Read the name or place that begins at `index`; the longer of two readings is right."""
    text, words = scan.text, scan.words
    endings = ENDINGS.get(language, OWNER)
    start = words[index].start
    name = known.at(words, index, endings)
    place = known_place(words, index, language)
    if place and name and (place.end < name.end or (place.end == name.end and not is_locative(words, index, language))):
        place = None
    if place:
        end = with_full_stop(text, start, place.end)
        return Detail("place", start, end, text[start:end], place.payload.name, place.payload.kind), place.following
    if name:
        kind, full = name.payload
        return Detail(kind, start, name.end, text[start : name.end], full), name.following
    if body := organisations(language).at(words, index, endings):
        end = with_full_stop(text, start, body.end)
        return Detail("organisation", start, end, text[start:end], body.payload.name), body.following
    if guess := unknown_place(text, words, index, language):
        return Detail("place", start, guess.end, text[start : guess.end], guess.payload.name, "place"), guess.following
    return None


def with_full_stop(text: str, start: int, end: int) -> int:
    """Take the last full stop of "U.S." into the name."""
    return end + (text[end : end + 1] == "." and "." in text[start:end])


def is_locative(words: list[Word], index: int, language: str) -> bool:
    """Say whether the word before makes a name a place: "in Washington", not "Washington said"."""
    return index > 0 and words[index - 1].lower in contexts(language, "context")


def whole_letters(text: str, detail: Detail) -> Detail:
    """Take the accents behind a detail's last letter into it: an offset never parts a letter from its accent."""
    end = detail.end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    if end == detail.end:
        return detail
    return replace(detail, end=end, text=text[detail.start : end])


def find_article_date(text: str, spans: Iterable[tuple[int, int]], language: str) -> datetime.date | None:
    """Give the first full date of an article's date lines and datelines, which is the article's."""
    tables = tables_of(language)
    for start, end in spans:
        line = text[start : min(end, start + 120)]
        scan = Scan(line, find_words(line), tables)
        for index in range(len(scan.words)):
            step = read_date(scan, index)
            if step and step[0].kind == "date" and isinstance(step[0].value, str) and len(step[0].value) == 10:
                try:
                    return datetime.date.fromisoformat(step[0].value)
                except ValueError:
                    continue
    return None
