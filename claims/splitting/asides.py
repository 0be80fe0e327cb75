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
EDGES = "()[]{}*|-–—. \xa0"
RULE = re.compile(r"[\W_]{3,}|-\s?(?:30|ends?|more)\s?-", re.IGNORECASE)
CONNECTORS = frozenset(("and", "in", "for", "at", "of", "the", "with", "de", "van", "von", "al", "el", "der", "to"))


def aside_kind(text: str, start: int, end: int) -> str:  # noqa: PLR0911 - cases
    """Give "date", "credit", "caption", "notice" or "byline" for a short line that is one, else ""."""
    if not 3 < end - start <= LONGEST:
        return ""
    line = text[start:end]
    opening = line[:60].lower().lstrip(EDGES)
    known = load_classes("boilerplate")
    if is_date_line(line):
        return "date"
    if opening.startswith(known["credit"]):
        short = len(line.split()) <= CREDIT_WORDS and not SENTENCE_END.search(line)
        return "credit" if short else "caption"
    if opening.startswith(known["caption"]):
        return "caption"
    if opening in known["button"] or RULE.fullmatch(line) or STAGE_DIRECTION.fullmatch(line):
        return "notice"
    if end - start < 160 and opening.startswith(known["notice"]):
        return "notice"
    if opening.startswith(known["byline"]) or is_byline(line):
        return "byline"
    return "credit" if is_credit(line) else ""


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
    each = words.replace("|", " ").split()
    return not each or (each[0][0].isupper() and all(not word[0].islower() or word in CONNECTORS for word in each))


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
        return bare.startswith(known["credit"])
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
