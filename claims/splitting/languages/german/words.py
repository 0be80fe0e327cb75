"""The words of a German sentence, each with a rough class."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from claims.splitting.wordlists import load_classes, load_lines

WORD = re.compile(r"[^\W_]+(?:[-.'’,][^\W_]+)*|[^\w\s]|_+")
# The same where accents stand beside their letters; slower, and seldom needed.
ACCENTED_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?:[-.'’,](?:[^\W_][\u0300-\u036f]*)+)*|[^\w\s]|_+")
ACCENT = re.compile("[\u0300-\u036f]")
# Verb forms that make a clause; REPORTED ones are the subjunctive of indirect speech.
FINITE = frozenset({"VERB", "REPORTED", "EITHER"})
# Classes whose words open a quotation with a capital ("„Die ...") and are no nouns there.
SMALL = frozenset({"DET", "PRON", "POSS", "PREP", "CC", "SUB", "ADV"})
CLAUSE_ENDS = frozenset(",;:–—")
MARKS = frozenset("\"„“”»«‚‘’'")


class Word(NamedTuple):
    """A word or mark: offsets, text, lower-case text, and its class.

    tag: one of function_words.txt, VERB, REPORTED, EITHER, NOUN (capitalised), NUM, MARK or OTHER.
    place: the index of the quotation it stands in (among those of its sentence), or -1.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str
    place: int = -1


@cache
def closed_classes() -> dict[str, str]:
    """Give word -> class for closed classes and verb forms."""
    found: dict[str, str] = {}
    for label, words in load_classes("function_words", "de").items():
        for word in words:
            found.setdefault(word, label)
    tags = {"finite": "VERB", "reported": "REPORTED", "either": "EITHER"}
    for label, words in load_classes("verbs", "de").items():
        for word in words:
            found.setdefault(word, tags[label])
    for label in ("say", "act", "accuse"):
        for word in load_classes("cues", "de")[label]:
            # "mitgeteilt" and "zurückwies" stand at the end of their clause and carry no clause of their own.
            if not word.startswith(("mitge", "ange")):
                found.setdefault(word.partition("/")[0], "VERB")
    for line in load_lines("cues", "de"):
        label, _, words_of_line = line.partition(":")
        if label.startswith("split"):
            for word in words_of_line.split():
                found.setdefault(word.partition("/")[0], "VERB")
    return found


def read_words(text: str, start: int, end: int, quotes: list[tuple[int, int]]) -> list[Word]:
    """Cut a sentence into words; `quotes` are the quotations in it, in order."""
    words: list[Word] = []
    at = 0
    accented = ACCENT.search(text, start, end) is not None
    for match in (ACCENTED_WORD if accented else WORD).finditer(text, start, end):
        while at < len(quotes) and quotes[at][1] <= match.start():
            at += 1
        place = at if at < len(quotes) and quotes[at][0] <= match.start() else -1
        word = unicodedata.normalize("NFC", match[0]) if accented else match[0]
        lower = word.lower()
        words.append(Word(match.start(), match.end(), word, lower, classify(word, lower, first=not words), place))
    settle(words)
    return words


def settle(words: list[Word]) -> None:
    """Find the verb of clauses whose verb no list has: "verstößt", "wir halten"; at most one a clause."""
    start = 0
    for at in range(len(words) + 1):
        if at < len(words) and words[at].text not in CLAUSE_ENDS:
            continue
        if not any(word.tag in FINITE for word in words[start:at]):
            for index in range(start, at):
                if looks_finite(words, index, start, at):
                    words[index] = words[index]._replace(tag="VERB")
                    break
        start = at + 1


def looks_finite(words: list[Word], index: int, start: int, end: int) -> bool:
    """Say whether a word that no list has is a finite verb by its ending and what stands beside it."""
    word = words[index]
    if word.tag != "OTHER" or not word.text[0].islower() or len(word.lower) < 4:
        return False
    before = words[index - 1] if index > start else None
    after = words[index + 1] if index + 1 < end else None
    if before is not None and before.tag in ("DET", "POSS", "PREP", "NUM"):
        return False  # An adjective.
    participle = word.lower.startswith("ge") and before is not None
    if word.lower.endswith("t"):
        return not participle
    if word.lower.endswith(("te", "ten", "tet")):
        return not participle and not (after is not None and after.tag == "NOUN" and before is None)
    return word.lower.endswith("en") and before is not None and (before.lower in ("wir", "sie") or before.tag == "NOUN")


def classify(word: str, lower: str, *, first: bool) -> str:
    """Choose the class of a word; a capital makes a noun unless it only opens the sentence."""
    if not word[0].isalnum():
        return "MARK"
    if word[0].isdigit():
        return "NUM"
    closed = closed_classes().get(lower)
    if word[0].isupper() and not (closed and (first or closed in SMALL)):
        return "NOUN"
    return closed or "OTHER"


def is_finite(word: Word) -> bool:
    """Say whether a word makes a clause."""
    return word.tag in FINITE
