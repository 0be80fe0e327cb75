"""Whether a full stop (or "?", "!", "...") ends a sentence: what stands before it and what follows decide."""

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.splitting.wordlists import cue_forms, word_classes, word_set

# A run of marks, with single spaces in it for ". . ."
MARKS = re.compile(r"[.!?…。！？؟।](?:[ \xa0]?[.!?…。！？؟।])*")
WIDE = "。！？।"
QUOTES = "\"”’'»"
CLOSERS = QUOTES + ")]}"
OPENERS = "\"“‘'«([„¿¡-–—•"
DASHES = "-–—"
FOOTNOTE = re.compile(r"(?:\[\d{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})+(?=\s)")
ROMAN = re.compile(r"[IVX]{1,5}\b")
ADDRESS = re.compile(r"@|://|www\.", re.IGNORECASE)
# Classes of abbreviations.txt that are only these with a capital: "Sat." but "he sat."
CAPITALISED = frozenset({"title", "state", "month", "proper"})
VOWEL = re.compile(r"[^\Wbcdfghjklmnpqrstvwxz]")
BRAND = re.compile(r"[^\W\d_]{1,5}?[A-Z]")
WEB = re.compile(r"https?://|www\.")
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# No word, name or figure that matters here is longer; looking no further keeps the work per full stop constant.
REACH = 60


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a sentence may end: the marks, the end of what closes with them, where the next text begins."""

    start: int
    marks: str
    end: int
    next: int


def find_stop(text: str, match: re.Match[str], end: int) -> Stop | None:
    """Take closing quotation marks, brackets and footnote figures along; None where no text can follow."""
    start, marks, stop = match.start(), match.group(), match.end()
    left_out = marks[1:2].isspace() and is_elision(marks[2:]) and not text[start - 1 : start].isspace()
    if left_out and WORD.search(text, stop, min(end, stop + REACH)):
        # "... was that. . . . The next": what is left out belongs to the next sentence.
        marks, stop = marks[0], start + 1
    while stop < end and text[stop] in CLOSERS:
        stop += 1
    if footnote := FOOTNOTE.match(text, stop, end):
        stop = footnote.end()
    # A closing mark that strayed from its word: 'We left. " Then'.
    if text[stop : stop + 2] in (" ”", ' "') and stop + 2 < end and text[stop + 2].isspace():
        stop += 2
    after = stop
    while after < end and text[after].isspace():
        after += 1
    return Stop(start, marks, stop, after) if after < end else None


def is_elision(marks: str) -> bool:
    """Say whether marks are the dots of something left out."""
    return "…" in marks or marks.count(".") >= 3


def ends_sentence(text: str, stop: Stop, begin: int, end: int) -> bool:  # noqa: PLR0911 - cases
    """Decide whether a stop ends the sentence that begins at `begin`, in a paragraph that ends at `end`."""
    glued = stop.next == stop.end
    if stop.marks[0] in WIDE:
        return True
    if glued and not space_was_lost(text, stop, end):
        return False
    if not WORD.search(text, begin, min(stop.start, begin + REACH)) or in_brackets(text, stop, end):
        return False
    following = skip_openers(text, stop.next, end)
    if not starts_upper(text, following, end):
        return False
    if stop.end > stop.start + len(stop.marks) and belongs_to_quotation(text, stop, end):
        return False
    if text[stop.end - 1] in ")]" and in_passing(text, stop, begin):
        return opens_sentence(word_at(text, following, end))
    if is_elision(stop.marks):
        return elision_ends(text, stop, following, end)
    if stop.marks != ".":
        return not (stop.marks == "!" and is_shouted_name(text, stop, following, end))
    return word_ends(text, stop, begin, following, end)


def skip_openers(text: str, at: int, end: int) -> int:
    """Give the place of the first character that is no opening mark, dash or bullet."""
    limit = min(end, at + REACH)
    while at < limit and (text[at] in OPENERS or text[at].isspace()):
        at += 1
    return at


def starts_upper(text: str, at: int, end: int) -> bool:
    """Say whether what stands here can begin a sentence: anything but a lower-case word; "iPhone" and addresses can."""
    if at >= end or not text[at].islower():
        return True
    return BRAND.match(text, at, end) is not None or WEB.match(text, at, end) is not None


def word_before(text: str, at: int) -> str:
    """Give the word that ends at `at`, with its inner full stops; at most 20 characters."""
    left = at
    floor = max(0, at - 20)
    while left > floor and (text[left - 1].isalnum() or text[left - 1] in ".'’°"):
        left -= 1
    return text[left:at]


def word_at(text: str, at: int, end: int) -> str:
    """Give the word that begins at `at`; "" where none does. A hyphenated word is one: "All-Star" is not "All"."""
    match = WORD.match(text, at, min(end, at + REACH))
    return match.group() if match else ""


@lru_cache(maxsize=4096)
def opens_sentence(word: str) -> bool:
    """Say whether a word is one that a sentence likes to begin with, so "U.S. The" is a border and "U.S. Navy" not."""
    if not word[:1].isupper():
        return False
    lower = word.lower().replace("’", "'")
    return lower in word_set("function_words", "ADV") or lower in word_set("openers", "word") or is_closed(lower)


def is_closed(lower: str) -> bool:
    """Say whether a word is a pronoun, an article, a conjunction or a preposition that is not part of names."""
    classes = ("DET", "PRON", "SUB", "CC", "PRONBE", "POSS", "PREP", "REL", "THAT")
    return lower not in word_set("openers", "not") and any(lower in word_set("function_words", tag) for tag in classes)


def word_ends(text: str, stop: Stop, begin: int, following: int, end: int) -> bool:  # noqa: PLR0911 - cases
    """Decide for one full stop by the word it stands after."""
    word = word_before(text, stop.start).lstrip(".'’")
    if len(word) == 1 and word.isalpha():
        return initial_ends(text, stop, begin, word_at(text, following, end))
    kind = abbreviation_kind(word)
    if not kind:  # Most words. "1. First point" has only begun.
        return not (word.isdigit() and stop.start - len(word) == begin)
    following_word = word_at(text, following, end)
    if kind in ("title", "never"):
        return False
    if kind == "month":
        return not (following_word[:1].isdigit() or is_day(following_word))
    if kind == "number":
        return not (following_word[:1].isdigit() or ROMAN.fullmatch(following_word))
    if kind == "time":
        return time_ends(text, stop, begin, following_word)
    if kind == "state" and after_comma(text, stop.start - len(word)):
        return not following_word[:1].isdigit()
    return closes_quotation(text, stop) or opens_sentence(following_word)


@lru_cache(maxsize=4096)
def abbreviation_kind(word: str) -> str:
    """Give the class of abbreviations.txt that says what a word's full stop can mean; "" where it is just the end."""
    kind = word_classes("abbreviations").get(word.lower().lstrip("0123456789"), "")
    if kind in CAPITALISED:
        return kind if word[0].isupper() else ""
    if kind in ("never", "number", "time", "open"):
        return kind
    letters_apart = len(word) >= 3 and set(word[1::2]) == {"."} and word[::2].isalpha()  # "J.K"
    shortened = word.istitle() and len(word) > 1 and not VOWEL.search(word.lower())  # "Pkwy", "Bldg"
    return "open" if letters_apart or shortened else ""


def elision_ends(text: str, stop: Stop, following: int, end: int) -> bool:
    """Decide after dots: four of them end a sentence, three in the middle of spaces ("a ... b") leave something out."""
    head = text[following : following + 1]
    if len(stop.marks.replace(" ", "")) > 3 and head.isalnum():
        return True
    word = word_at(text, following, end)
    if text[stop.start - 1].isspace():
        return opens_sentence(word) and word != "I"
    return head.isupper() and word != "I"


def initial_ends(text: str, stop: Stop, begin: int, following_word: str) -> bool:
    """Decide for a single letter: an initial ("John F. Kennedy"), or a word of its own ("So did I.", "vitamin D.")."""
    letter = text[stop.start - 1]
    if not letter.isupper():
        return letter not in "vc" and not following_word[:1].isdigit()
    if opens_sentence(following_word) and stop.start - 1 > begin:
        return True
    before = word_before(text, stop.start - 2) if text[stop.start - 2 : stop.start - 1].isspace() else ""
    if letter == "I" and before.islower():
        return True
    measure = before[-1:].isdigit() and not (
        len(before) == 4 and before.isdigit()
    )  # "40.5 C.", not "In 2005 S. Korea".
    return measure or before.lower() in word_set("abbreviations", "lettered")


def time_ends(text: str, stop: Stop, begin: int, following_word: str) -> bool:
    """Decide after "5 p.m.": a day or a time zone goes on, and "At 5 p.m. Mr. Smith left" has only begun."""
    lower = following_word.lower()
    if not following_word or following_word[0].isdigit() or lower in word_set("abbreviations", "zone"):
        return False
    if is_day(following_word):
        return False
    first = word_at(text, begin, stop.start).lower()
    words = len(text[begin : stop.start].split()) if stop.start - begin < 40 else REACH
    only_opening = first in word_set("function_words", "PREP") and words <= 5
    only_subject = first in word_set("function_words", "DET") and words <= 3  # "The 5 p.m. Mass".
    return not (only_opening or only_subject)


def is_day(word: str) -> bool:
    """Say whether a word is a day's or a month's, abbreviated or not."""
    lower = word.lower()
    return any(
        lower in words
        for words in (
            word_set("function_words", "TIME"),
            word_set("abbreviations", "month"),
            word_set("abbreviations", "proper"),
        )
    )


def after_comma(text: str, at: int) -> bool:
    """Say whether a comma stands before the word at `at`."""
    return text[max(0, at - 2) : at].rstrip().endswith(",")


def closes_quotation(text: str, stop: Stop) -> bool:
    """Say whether a quotation mark closes right after the full stop."""
    return stop.end > stop.start + 1 and text[stop.start + 1] in QUOTES


def in_brackets(text: str, stop: Stop, end: int) -> bool:
    """Say whether the marks stand alone in brackets, as in "[...]" and "(?)"."""
    last = stop.start + len(stop.marks)
    return text[stop.start - 1 : stop.start] in ("[", "(") and last < end and text[last] in ")]"


def in_passing(text: str, stop: Stop, begin: int) -> bool:
    """Say whether a bracket of a word or two closes that opened in the middle of the sentence: "Gen. (ret.) Roe"."""
    nearby = text[max(begin, stop.start - 20) : stop.start]
    before, bracket, inside = nearby.rpartition("(")
    return (
        bool(bracket) and inside.count(" ") <= 1 and (before.rstrip()[-1:].isalnum() or before.rstrip().endswith("."))
    )


def is_shouted_name(text: str, stop: Stop, following: int, end: int) -> bool:
    """Say whether "!" belongs to a name: "Yahoo! News"."""
    named = word_before(text, stop.start).lower() in word_set("abbreviations", "shouted")
    return named and not opens_sentence(word_at(text, following, end))


def belongs_to_quotation(text: str, stop: Stop, end: int) -> bool:
    """Say whether what follows a closed quotation tells whose it is, and so is of the same sentence.

    '"Who knows?" Smith said.', '"It is a long game." - Anna Doe', '"We left." (Doe 55).'
    """
    if text[stop.end - 1] not in QUOTES:
        return False
    at = stop.next
    if text[at] in DASHES:
        rest = text[at : min(end, at + REACH)]
        return at + len(rest) == end and not MARKS.search(rest[:-1]) and rest.strip(DASHES + " \xa0")[:1].isupper()
    if text[at] == "(":
        closing = text.find(")", at, min(end, at + REACH))
        return closing > 0 and text[closing + 1 : closing + 2] in (".", ",", ";")
    return stop.marks != "." and is_attribution(text, at, end)


def is_attribution(text: str, at: int, end: int) -> bool:
    """Say whether a name and a verb of speech follow, and nothing that is said after them: 'Mr. Smith asked.'"""
    words = list(WORD.finditer(text, at, min(end, at + REACH)))
    for index, match in enumerate(words[:6]):
        word = match.group()
        if index and word in cue_forms() and "D" in cue_forms()[word][1]:
            rest = text[match.end() : match.end() + 1]
            following = words[index + 1].group().lower() if index + 1 < len(words) else ""
            return match.end() == end or rest in ".,;:" or is_frame(following)
        if not (word[0].isupper() or word.isdigit() or word in word_set("openers", "particle")):
            return False  # A figure is an age: "Doe, 34, asked".
        if opens_sentence(word) and word not in word_set("openers", "title"):
            return False
    return False


def is_frame(lower: str) -> bool:
    """Say whether a word after "said" still tells when, where and to whom."""
    return any(lower in word_set("function_words", tag) for tag in ("PREP", "TIME")) or lower in (
        word_set("openers", "hearer")
    )


def space_was_lost(text: str, stop: Stop, end: int) -> bool:
    """Say whether a space was lost between sentences: "the group.The next"; not in addresses, files and initials."""
    at = stop.end
    if stop.end == stop.start + len(stop.marks) and text[at : at + 1] == "“":
        return True
    before = text[max(0, stop.start - 2) : stop.start]
    year = stop.start >= 4 and text[stop.start - 4 : stop.start].isdigit()
    if at + 2 >= end or not (text[at].isupper() and (text[at + 1].islower() or text[at : at + 2] in ("A ", "I "))):
        return False
    if not (year or (len(before) == 2 and before.isalpha())) or "." in word_before(text, stop.start):
        return False
    if word_at(text, at, end).lower() in word_set("abbreviations", "domain"):
        return False
    return not ADDRESS.search(run_around(text, at))


def run_around(text: str, at: int) -> str:
    """Give what stands around a place without white space, up to a limit on both sides."""
    left, right = text[max(0, at - REACH) : at], text[at : at + REACH]
    return (left.split() or [""])[-1] + (right.split() or [""])[0]
