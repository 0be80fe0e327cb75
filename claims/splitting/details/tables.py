"""The word lists of a language as the details need them, read once."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claims.splitting.details.phrases import Phrases
from claims.splitting.details.words import Word
from claims.splitting.wordlists import DATA, load_classes, load_lines

# The elements of a date phrase, how many of them are only context before the date, and the action.
Pattern = tuple[tuple[str, ...], int, str]
# Languages without lists of their own get digits, signs and ISO dates.
BARE = "xx"
# In Tables.seconds: any number in digits, and anything at all.
DIGITS, ANY = "0", "*"


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything a language knows of numbers, units and dates; empty where it has no list.

    decimal and grouping: the marks inside numbers, "" where either can be either. values, scales, shorts (scales right
    behind a digit), ordinals: word -> number. fractions: word -> share. units, bounds, shares ("out of"): phrases.
    months, weekdays, offsets: word -> number. kinds: word -> day, week, month, year or decade. patterns: first element
    -> date phrases, longest first. seconds: first element -> the words that can stand second, so that most words need
    no closer look. words: the other classes of numbers.txt and dates.txt.
    """

    language: str
    decimal: str
    grouping: str
    values: dict[str, int]
    scales: dict[str, int]
    shorts: dict[str, int]
    fractions: dict[str, float]
    ordinals: dict[str, int]
    units: Phrases[str]
    bounds: Phrases[str]
    shares: Phrases[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    offsets: dict[str, int]
    kinds: dict[str, str]
    patterns: dict[str, list[Pattern]]
    words: dict[str, frozenset[str]]
    seconds: dict[str, frozenset[str]]
    # Words such as "in" and "the", which are a date's first word only where the right one follows.
    only_openers: frozenset[str]
    # With which words a date or a figure can begin, and with which letters a number written as one word.
    date_words: frozenset[str]
    figure_words: frozenset[str]
    joined_starts: tuple[str, ...]

    def has(self, label: str, word: str) -> bool:
        """Say whether a word is in one of the other classes, such as "vague" or "future"."""
        return word in self.words.get(label, ())


class Scan(NamedTuple):
    """What every reader needs: the text, its words, the language's tables and the article's date, if it is known."""

    text: str
    words: list[Word]
    tables: Tables
    today: datetime.date | None = None


@cache
def tables_of(language: str) -> Tables:
    """Give the tables of a language, or those of figures alone where it has none."""
    folder = language if (DATA / language / "numbers.txt").is_file() else BARE
    numbers = load_classes("numbers", folder)
    dates = load_classes("dates", folder)

    def numbered(classes: dict[str, tuple[str, ...]], label: str) -> dict[str, int]:
        return {word: int(value) for value, word in labelled(classes, label)}

    values, ordinals = numbered(numbers, "value"), numbered(numbers, "ordinal")
    months, weekdays = numbered(dates, "month"), numbered(dates, "weekday")
    offsets = numbered(dates, "offset")
    fractions = {word: 1 / int(value.partition("/")[2]) for value, word in labelled(numbers, "fraction")}
    units = Phrases(
        [(word, unit) for unit, words in load_classes("units", folder).items() for word in words], cased=False
    )
    bounds = Phrases([(phrase, name) for name, phrase in labelled(numbers, "bound")], cased=False)
    patterns = read_patterns(folder)
    others = {label: frozenset(words) for label, words in (numbers | dates).items() if " " not in label}
    classes = {
        "{month}": months,
        "{weekday}": weekdays,
        "{unit}": [word for _, word in labelled(dates, "unit")],
        "{ordinal}": [DIGITS, *ordinals],
        "{day}": [DIGITS, *ordinals],
        "{n}": [DIGITS, *values, *others.get("article", ())],
    }
    date_words = {*ordinals, *months, *weekdays, *offsets, *patterns, *values, *others.get("article", ())}
    figure_words = {
        *values, *ordinals, *fractions, *bounds.by_first, *numbered(numbers, "scale"), *others.get("vague", ()),
        *others.get("article", ()),
        *(word for word in units.by_first if not word.isalnum() or word.endswith("us")),
    }  # fmt: skip
    return Tables(
        language=folder,
        decimal="".join(numbers.get("decimal", ())),
        grouping="".join(numbers.get("grouping", ())),
        values=values,
        scales=numbered(numbers, "scale"),
        shorts=numbered(numbers, "short"),
        fractions=fractions,
        ordinals=ordinals,
        units=units,
        bounds=bounds,
        shares=Phrases([(phrase, phrase) for phrase in numbers.get("outof", ())], cased=False),
        months=months,
        weekdays=weekdays,
        offsets=offsets,
        kinds={word: kind for kind, word in labelled(dates, "unit")},
        patterns=patterns,
        words=others,
        seconds={first: second_words(found, classes) for first, found in patterns.items()},
        only_openers=frozenset(
            {*patterns} - {*ordinals, *months, *weekdays, *offsets, *values, *others.get("article", ())}
        ),
        date_words=frozenset(date_words),
        figure_words=frozenset(figure_words),
        joined_starts=tuple(values) if "joined" in others else (),
    )


def labelled(classes: dict[str, tuple[str, ...]], label: str) -> Iterator[tuple[str, str]]:
    """Give (what stands behind the label, word) for classes such as "value 12"."""
    for name, words in classes.items():
        head, _, value = name.partition(" ")
        if head == label and value:
            for word in words:
                yield value, word


def second_words(patterns: list[Pattern], classes: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Give the words that can stand second in one of some date phrases; ANY where a phrase is one word long."""
    found: set[str] = set()
    for elements, _, _ in patterns:
        second = elements[1] if len(elements) > 1 else ANY
        if second == "-":
            second = elements[2]
        if second[0] == "{":
            found.update(classes.get(second, (DIGITS,)))
        else:
            found.add(second)
    return frozenset(found)


def read_patterns(folder: str) -> dict[str, list[Pattern]]:
    """Read the "pattern ACTION: ... | ..." lines of dates.txt, of which one action can have several."""
    found: dict[str, list[Pattern]] = {}
    for line in load_lines("dates", folder):
        label, _, body = line.partition(": ")
        head, _, action = label.partition(" ")
        if head != "pattern":
            continue
        for pattern in body.split(" | "):
            context, _, own = pattern.rpartition("<")
            before = tuple(context.split())
            elements = (*before, *own.split())
            found.setdefault(elements[0], []).append((elements, len(before), action))
    for patterns in found.values():
        patterns.sort(key=lambda entry: -len(entry[0]))
    return found
