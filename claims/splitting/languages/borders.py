"""Sentences in any language: stops of many scripts, and what a language's list of abbreviations knows."""

import re

from claims.splitting.paragraphs import Block
from claims.splitting.sentences import Sentence, cap
from claims.splitting.wordlists import DATA, load_classes

# Full stops of scripts that put no space behind them, of those that do, and the ambiguous ones of ours.
WIDE = "。！？｡．"
SPACED = "؟۔।॥።፧။៕。"
STOPS = re.compile(f"[.!?…]+|[{WIDE}]+|[{SPACED}]+")
CLOSERS = "\"”“’‘'»«›‹」』)]}"
OPENERS = "\"„“”‚‘'»«›‹「『([{¿¡–—-"
LONGEST_WORD = 24


def find_borders(text: str, blocks: list[Block], language: str) -> list[Sentence]:
    """Cut all blocks into sentences, in order."""
    return [
        Sentence(left, right, index)
        for index, block in enumerate(blocks)
        for start, end in cut_paragraph(text, block.lead, block.end, language)
        for left, right in cap(text, start, end)
    ]


def cut_paragraph(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """Give the sentences of one paragraph as offsets."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in STOPS.finditer(text, start, end):
        stop = match.end()
        while stop < end and text[stop] in CLOSERS and not opens_next(text, stop, end):
            stop += 1
        if text[stop : stop + 2].strip() == "»" and text[stop + 2 : stop + 3].isspace():
            stop += 2  # French sets a space before its closing mark.
        after = stop
        while after < end and text[after].isspace():
            after += 1
        if after >= end or match.start() < begin:
            continue
        wide = text[match.start()] in WIDE
        if wide or (after > stop and ends_here(text, match, begin, after, end, language)):
            spans.append((begin, stop))
            begin = after
    if begin < end:
        spans.append((begin, end))
    return spans


def opens_next(text: str, at: int, end: int) -> bool:
    """Say whether a mark behind a stop opens the next quotation instead of closing this one."""
    return text[at - 1].isspace() and at + 1 < end and not text[at + 1].isspace()


def ends_here(text: str, match: re.Match[str], begin: int, after: int, end: int, language: str) -> bool:  # noqa: PLR0911, PLR0917 - cases
    """Decide whether a stop ends a sentence, by the word before it and what follows."""
    following = after
    while following < end and text[following] in OPENERS:
        following += 1
    head = text[following] if following < end else " "
    if head.islower():
        return False
    if match[0] != ".":
        return True
    word = word_before(text, match.start())
    if len(word) == 1 and word.isalpha():
        return False  # An initial.
    lists = load_classes("abbreviations", language) if has_list(language) else {}
    lower = word.lower()
    if lower in lists.get("inside", ()):
        return False
    opener = next_word(text, following, end) in lists.get("openers", ())
    if lower in lists.get("open", ()):
        return opener
    if word.isdecimal():
        # "1. Erstens", and "am 3. März" where the language writes ordinals so.
        listed = match.start() - len(word) == begin
        ordinal = len(word) <= 2 and "." in lists.get("ordinal", ()) and not opener
        return not listed and not ordinal
    return True


def has_list(language: str) -> bool:
    """Say whether a language has abbreviations of its own."""
    return (DATA / language / "abbreviations.txt").is_file()


def word_before(text: str, at: int) -> str:
    """Give the word that ends at `at`, with its inner full stops: "z.B" of "z.B."."""
    left, floor = at, max(0, at - LONGEST_WORD)
    while left > floor and (text[left - 1].isalnum() or text[left - 1] in ".-"):
        left -= 1
    return text[left:at]


def next_word(text: str, at: int, end: int) -> str:
    """Give the lower-case word that begins at `at`."""
    right, ceiling = at, min(end, at + LONGEST_WORD)
    while right < ceiling and text[right].isalpha():
        right += 1
    return text[at:right].lower()
