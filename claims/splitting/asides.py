"""Lines that stand around a story: credits, bylines, dates, notices; and the credit at the end of a caption."""

import re
from functools import cache

from claims.splitting.datelines import is_date_line
from claims.splitting.wordlists import load_classes, word_sets

LONGEST = 400
# A credit says a name or two; what says more after "Picture:" is a caption.
CREDIT_WORDS = 12
BYLINE_WORDS = 14
# Where the last sentence of a caption, or its last bracket, can begin.
TAIL = re.compile(r"(?<=[.!?)”\"’'])\s{1,3}(?=\S)|\s(?=[(\[])|\s[|–—]\s")
SENTENCE_END = re.compile(r"\w{3}[.!?]\s")
STAGE_DIRECTION = re.compile(r"\([A-Z][A-Z ,'-]{3,60}\)|\[[A-Z][A-Z ,'-]{3,60}\]")
DIGIT = re.compile(r"\d")
BAR = re.compile(r"\s[|•·]\s")
EDGES = "()[]{}*|-–—. \xa0"
RULE = re.compile(r"[\W_]{3,}|-\s?(?:30|ends?|more)\s?-", re.IGNORECASE)
CONNECTORS = frozenset(("and", "in", "for", "at", "of", "the", "with", "de", "van", "von", "al", "el", "der", "to"))


def aside_kind(text: str, start: int, end: int) -> str:  # noqa: PLR0911 - cases
    """Give "date", "credit", "caption", "notice" or "byline" for a short line that is one, else ""."""
    if not 2 < end - start <= LONGEST:
        return ""
    line = text[start:end]
    known = load_classes("boilerplate")
    if DIGIT.search(line) and is_dated(line):
        return "date"
    if not line.lstrip(EDGES)[:60].lower().startswith(all_openings()):
        return aside_by_shape(line)
    if opens_with(line, known["credit"]):
        short = len(line.split()) <= CREDIT_WORDS and not SENTENCE_END.search(line)
        return "credit" if short else "caption"
    if opens_with(line, known["caption"]):
        return "caption"
    if end - start < 160 and opens_with(line, known["notice"]):
        return "notice"
    return "byline" if opens_with(line, known["byline"]) else aside_by_shape(line)


def aside_by_shape(line: str) -> str:
    """Give the kind of a line that does not open with words that tell: buttons, rules, names, credits with a slash."""
    known = load_classes("boilerplate")
    lower = line.lower()
    if lower.strip(EDGES) in known["button"] or RULE.fullmatch(line) or STAGE_DIRECTION.fullmatch(line):
        return "notice"
    if lower.endswith(known["contributed"]) or is_byline(line):
        return "byline"
    return "credit" if is_credit(line) else ""


@cache
def all_openings() -> tuple[str, ...]:
    """Give the openings of all kinds, to know at once that a line has none of them."""
    known = load_classes("boilerplate")
    return known["credit"] + known["caption"] + known["notice"] + known["byline"]


def is_dated(line: str) -> bool:
    """Say whether a line is only a date, perhaps beside the name of an agency: "PTI | Updated: Mar 12, 2024"."""
    agencies = load_classes("boilerplate")["agency"]
    parts = [part for part in BAR.split(line) if part.strip().lower() not in agencies] if len(line) < 100 else []
    return len(parts) > 0 and all(is_date_line(part) for part in parts)


def opens_with(line: str, openings: tuple[str, ...]) -> bool:
    """Say whether a line begins with one of these words.

    After "by" only names may follow: "Written by three doctors, the letter says ..." is a sentence.
    """
    bare = line.lstrip(EDGES)
    lower = bare[:60].lower()
    if not lower.startswith(openings):
        return False
    opening = max((words for words in openings if lower.startswith(words)), key=len)
    rest = bare[len(opening) :]
    if opening[-1].isalpha() and rest[:1].isalnum():
        return False
    return not opening.endswith(" by") or all_names(rest)


def is_byline(line: str) -> bool:
    """Say whether a line names the reporter: "By Jane Doe", "Jane Doe, political correspondent", "AFP"."""
    if line.lower().strip(EDGES) in load_classes("boilerplate")["agency"]:
        return True
    words = line.split()
    if line.endswith((".", "?", "!", ":")) or not 2 <= len(words) <= BYLINE_WORDS:
        return False
    by = words[0].lower() in ("by", "by:")
    name, comma, rest = " ".join(words[by:]).partition(", ")
    last = words[-1].lower()
    titled = bool(comma) and last in load_classes("boilerplate")["reporter"]
    if by:
        return all_names(name) and (titled or all_names(rest))
    return titled and all_names(name) and 2 <= len(name.split()) <= 4 and len(words) <= 9


def all_names(words: str) -> bool:
    """Say whether words are capitalised but for what joins names: "Jane Doe and John Roe in London"."""
    each = words.replace("|", " ").replace("/", " ").split()
    crew = load_classes("boilerplate")["crew"]
    return not each or (
        each[0][0].isupper() and all(not word[0].islower() or word in CONNECTORS or word in crew for word in each)
    )


def is_names(line: str) -> bool:
    """Say whether a line is one or more full names and nothing else: "Jane Doe and John Roe"."""
    if len(line) > 90:
        return False
    people = [person.split() for person in re.split(r",? (?:and|&) |, ", line)]
    given = word_sets("names", "f", "m", "u")
    return (
        all(people)
        and people[0][0].lower() in given
        and all(
            2 <= len(person) <= 4 and all(word[0].isupper() and word[-1] not in ".!?:" for word in person)
            for person in people
        )
    )


def is_credit(line: str) -> bool:
    """Say whether a line is a picture's credit without the word: "REUTERS/Jane Doe", "Jane Doe/AFP", "(AP Photo)"."""
    bare = line.strip(EDGES).lower()
    if len(bare) > 90 or SENTENCE_END.search(bare) or len(bare.split()) > CREDIT_WORDS:
        return False
    known = load_classes("boilerplate")
    if "/" not in bare:
        return opens_with(line, known["credit"])
    parts = bare.split("/")
    return parts[0].strip() in known["agency"] or parts[-1].strip() in known["agency"]


@cache
def credit_marks() -> tuple[str, ...]:
    """Give the words before a credit that end in a colon: "image:"."""
    return tuple(opening for opening in load_classes("boilerplate")["credit"] if opening.endswith(":"))


def stands_alone(line: str, at: int) -> bool:
    """Say whether a word begins here, with a capital."""
    return line[at].isupper() and line[at - 1].isspace()


def find_credit(text: str, start: int, end: int) -> int:
    """Give where the credit at the end of a caption begins; `end` where there is none."""
    if end - start > LONGEST:
        return end
    line = text[start:end]
    if ":" in line[-100:]:
        lower = line.lower()
        places = [at for mark in credit_marks() if (at := lower.rfind(mark)) > 0 and stands_alone(line, at)]
        if places and len(line[max(places) :].split()) <= CREDIT_WORDS:
            return start + max(places)
    for match in TAIL.finditer(line, max(0, len(line) - 100)):
        if match.start() > 0 and is_credit(line[match.end() :]):
            return start + match.end()
    return end
