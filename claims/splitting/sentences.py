"""Step 3: sentences inside blocks."""

import re
from dataclasses import dataclass

from claims.splitting.paragraphs import Block
from claims.splitting.wordlists import word_set

# Beyond this many characters a "sentence" is no prose any more. Cutting it keeps every later step linear.
MAX_SENTENCE = 2000
STOPS = re.compile(r"[.!?…。！？]+(?: \.){0,4}")
CLOSERS = "\"”’'»)]}"
NOT_SPACE = re.compile(r"\S")
OPENERS = "\"“‘'«([„¿¡-–—•"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets with its closing marks, and the index of its block."""

    start: int
    end: int
    block: int


def find_sentences(text: str, blocks: list[Block]) -> list[Sentence]:
    """Cut all blocks into sentences, in order; together they cover each block's own text but for white space."""
    sentences: list[Sentence] = []
    for index, block in enumerate(blocks):
        for start, end in cut_block(text, block.lead, block.end):
            sentences.extend(Sentence(left, right, index) for left, right in cap(text, start, end))
    return sentences


def cut_block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the sentences of one paragraph as offsets."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in STOPS.finditer(text, start, end):
        stop = match.end()
        while stop < end and text[stop] in CLOSERS:
            stop += 1
        if stop >= end or stop <= begin:
            continue
        after = stop
        while after < end and text[after].isspace():
            after += 1
        wide = text[match.start()] in "。！？"
        if after >= end or (after == stop and not wide and not stuck_together(text, match.start(), stop, end)):
            continue
        if match.start() >= begin and (wide or ends_sentence(text, match, begin, stop, after, end)):
            spans.append((begin, stop))
            begin = after
    if begin < end:
        spans.append((begin, end))
    return spans


def stuck_together(text: str, stop_start: int, stop: int, end: int) -> bool:
    """Say whether a space was lost between sentences: "...the group.The next"; not in addresses and initials."""
    return (
        stop + 2 < end
        and stop_start >= 2
        and text[stop].isupper()
        and text[stop + 1].islower()
        and text[stop_start - 1].islower()
        and text[stop_start - 2].isalpha()
        and word_before(text, stop_start).count(".") == 0
    )


def word_before(text: str, at: int) -> str:
    """Give the word that ends at `at`, with its inner full stops; at most 20 characters."""
    left = at
    floor = max(0, at - 20)
    while left > floor and (text[left - 1].isalnum() or text[left - 1] in ".-'’"):
        left -= 1
    return text[left:at]


def ends_sentence(text: str, match: re.Match[str], begin: int, stop: int, after: int, end: int) -> bool:  # noqa: PLR0911, PLR0917 - cases
    """Decide whether the full stop in `match` ends a sentence, by the word before it and what follows."""
    following = after
    while following < end and text[following] in OPENERS:
        following += 1
    head = text[following] if following < end else " "
    mark = match.group()
    if head.islower():
        return False
    if mark != ".":
        return not (mark.startswith(("…", "..")) and not (head.isupper() or head.isdigit()))
    if stop > match.end():
        return True
    word = word_before(text, match.start())
    lower = word.lower()
    if lower in word_set("abbreviations", "title"):
        return lower == "no" and not head.isdigit()
    if len(word) == 1 and word.isalpha() and word.isupper():
        # An initial ("John F. Kennedy"), unless it can be a word of its own ("So did I. The").
        return word == "I" and match.start() - begin > 3
    if lower in word_set("abbreviations", "open") or (len(word) == 3 and word[1] == "."):
        return opens_sentence(text, following, end)
    # "1. First point"
    return not (word.isdigit() and match.start() - len(word) == begin)


def opens_sentence(text: str, at: int, end: int) -> bool:
    """Say whether the word at `at` is one that a sentence likes to begin with, so "U.S.

    The" is a border and "U.S. Navy" is not.
    """
    right = at
    while right < min(end, at + 20) and (text[right].isalnum() or text[right] in "'’"):
        right += 1
    word = text[at:right]
    starters = ("DET", "PRON", "SUB", "CC", "PRONBE", "POSS", "PREP", "REL")
    if word.lower() in ("how", "why", "mr", "mrs", "ms", "dr"):
        return True
    return word[:1].isupper() and any(word.lower() in word_set("function_words", tag) for tag in starters)


def cap(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is longer than any sentence at white space, or anywhere where there is none."""
    if end - start <= MAX_SENTENCE:
        return [(start, end)]
    spans: list[tuple[int, int]] = []
    while end - start > MAX_SENTENCE:
        cut = start + MAX_SENTENCE
        while cut > start + MAX_SENTENCE // 2 and not text[cut].isspace():
            cut -= 1
        if cut == start + MAX_SENTENCE // 2:
            cut = start + MAX_SENTENCE
        spans.append((start, cut))
        rest = NOT_SPACE.search(text, cut, end)
        start = rest.start() if rest else end
    if start < end:
        spans.append((start, end))
    return spans
