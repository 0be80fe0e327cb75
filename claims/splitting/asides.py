"""Lines that stand around a story: credits, bylines, dates, notices; and the credit at the end of a caption."""

import re
from functools import cache

from claims.splitting.datelines import is_date_line
from claims.splitting.wordlists import load_classes

LONGEST = 400
# A credit says a name or two; what says more after "Picture:" is a caption.
CREDIT_WORDS = 12
BYLINE_WORDS = 14
# Where the last sentence of a caption, or its last bracket, can begin.
TAIL = re.compile(r"(?<=[.!?)”\"’'])\s{1,3}(?=\S)|\s(?=[(\[])|\s[|–—]\s")
EDGES = "()[]{}*|-–—. \xa0"
RULE = re.compile(r"[\W_]{3,}|-?\s?(?:30|ends?|more)\s?-?", re.IGNORECASE)
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
        return "credit" if len(line.split()) <= CREDIT_WORDS else "caption"
    if opening.startswith(known["caption"]):
        return "caption"
    if end - start < 160 and opening.startswith(known["notice"]):
        return "notice"
    if opening.startswith(known["byline"]) or is_byline(line):
        return "byline"
    return "credit" if is_credit(line) else ""


def is_byline(line: str) -> bool:
    """Say whether a line names the reporter: "By Jane Doe", "Jane Doe, political correspondent", "AFP"."""
    if line.endswith((".", "?", "!", ":")):
        return False
    words = line.replace(",", " , ").replace("|", " | ").split()
    lower = [word.lower() for word in words]
    if line.lower().strip(EDGES) in load_classes("boilerplate")["agency"]:
        return True
    if len(words) > BYLINE_WORDS:
        return False
    reporter = load_classes("boilerplate")["reporter"]
    named = all(not word[0].islower() or word in CONNECTORS or word.strip(",") in reporter for word in words[1:])
    if lower[0] in ("by", "by:"):
        return len(words) > 1 and named and words[1][0].isupper()
    comma = words.index(",") if "," in words else 0
    return 2 <= comma <= 4 and len(words) <= 9 and named and lower[-1] in reporter and words[0][0].isupper()


def is_credit(line: str) -> bool:
    """Say whether a line is a picture's credit without the word: "REUTERS/Jane Doe", "Jane Doe/AFP", "(AP Photo)"."""
    bare = line.strip(EDGES).lower()
    if len(bare) > 90 or len(bare.split()) > CREDIT_WORDS:
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
