"""Who speaks in a transcript: labels such as "SMITH:", "Q:", "John Smith:", also on a line of their own."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from claims.splitting.datelines import is_place
from claims.splitting.wordlists import word_set

# What may stand before a label: ">>" of captions, a time in brackets, stars of markup.
LABEL = re.compile(
    r"(?:>>\s?|\[?\(?\d{1,2}:\d\d(?::\d\d)?\)?\]?\s{1,3})?[*]{0,2}"
    r"(?P<name>[^\W\d_][\w.'’-]{0,24}(?:,? [^\W\d_][\w.'’-]{0,24}|,? \([\w .,'’-]{1,40}\)){0,6})"
    r"[*]{0,2}:[*]{0,2}(?:\s{1,3}(?=\S)|$)"
)
# White House transcripts print "Q    Can you ..." without a colon.
BARE = re.compile(r"(?P<name>[QA])\.?(?: {2,6}|\t{1,2}|: {0,3})(?=[A-Z\"“])")
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label: the name as printed, and where what is said begins (the line's end if on its own)."""

    name: str
    end: int


def find_labels(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, Label]:
    """Give start -> label for the lines or paragraphs that open with one.

    Names in capitals, "Q" and role words ("Interviewer") are labels wherever they stand, if the text has two of them;
    any other words before a colon only where one of them comes back, because "Update: ..." does not.
    """
    labels: dict[int, Label] = {}
    for start, end in spans:
        if label := read_label(text, start, end):
            labels[start] = label
    counts = Counter(who(label.name) for label in labels.values())
    certain = {
        name for name in counts if is_role(name) or (in_capitals(name) and (counts[name] > 1 or not is_place(name)))
    }
    named = {name for name in counts if is_name(name)}
    talk = any(counts[name] > 1 for name in named) and sum(counts[name] for name in named) > 2
    accepted = named | certain if talk or any(is_role(name) for name in certain) else certain
    return {start: label for start, label in labels.items() if who(label.name) in accepted}


def who(name: str) -> str:
    """Give a label without what is in brackets: "Anna Doe (Leeds) (Lab)" is Anna Doe."""
    return name.partition("(")[0].strip(" ,")


def read_label(text: str, start: int, end: int) -> Label | None:
    """Read what could be a label at the start of a line or paragraph."""
    limit = min(end, start + LONGEST)
    match = LABEL.match(text, start, limit) or BARE.match(text, start, limit)
    if not match or (match.end() == limit < end):
        return None
    name = match["name"].rstrip(".") if len(match["name"]) == 2 else match["name"]
    lower = name.lower()
    if lower in word_set("labels", "not") or lower.partition(" ")[0] in word_set("labels", "not"):
        return None
    outside = who(name)
    label = is_role(outside) or in_capitals(outside) or is_name(outside)
    return Label(name, match.end()) if label else None


def in_capitals(name: str) -> bool:
    """Say whether words are all in capitals, and more than one letter of a list."""
    return name.isupper() and (len(name) > 1 or name in "QA")


def is_role(name: str) -> bool:
    """Say whether words are a part in a conversation: "Q", "Interviewer", "REPORTER 2"."""
    return name.strip(" 0123456789#").lower() in word_set("labels", "role")


def is_name(name: str) -> bool:
    """Say whether words look like somebody's name or office: "Anna Doe", "The Minister for Transport"."""
    words = name.replace(",", " ").split()
    joiners = word_set("openers", "particle") | word_set("labels", "joiner")
    return 0 < len(words) <= 6 and words[0][0].isupper() and all(word[0].isupper() or word in joiners for word in words)
