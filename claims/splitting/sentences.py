"""Step 3: sentences inside blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.splitting.enumerations import Item, find_items
from claims.splitting.paragraphs import Block, find_blocks
from claims.splitting.stops import MARKS, ends_sentence, find_stop

# Beyond this many characters a "sentence" is no prose any more. Cutting it keeps every later step linear.
MAX_SENTENCE = 2000
NOT_SPACE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets with its closing marks, and the index of its block."""

    start: int
    end: int
    block: int


def cut_sentences(text: str) -> list[tuple[int, int]]:
    """Give all sentences of a text as (start, end) in code points, in order.

    Together they cover everything but white space, also what makes no claim: a dateline, a list mark and a speaker's
    label are part of the sentence they open; a headline, a byline and a credit are sentences of their own.
    """
    return [
        piece for block in find_blocks(text) for start, end in cut_block(text, block) for piece in cap(text, start, end)
    ]


def find_sentences(text: str, blocks: list[Block]) -> list[Sentence]:
    """Cut all blocks into sentences, in order; together they cover each block's own text but for white space."""
    return [
        Sentence(left, right, index)
        for index, block in enumerate(blocks)
        for start, end in cut_block(text, block)
        if end > block.lead
        for left, right in cap(text, max(start, block.lead), end)
    ]


def cut_block(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Give the sentences of one block as offsets, the first with the block's lead."""
    items = find_items(text, block.start, block.end) or [Item(block.start, block.lead)]
    borders = [item.start for item in items[1:]] + [block.end]
    for item, border in zip(items, borders, strict=True):
        last = item.start + len(text[item.start : border].rstrip())
        yield from cut_span(text, item.start, min(item.body, last), last)


def cut_span(text: str, start: int, body: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the sentences between two places; no full stop before `body` ends one."""
    begin = body
    for match in MARKS.finditer(text, body, end):
        if match.start() < begin:
            continue
        stop = find_stop(text, match, end)
        if stop and ends_sentence(text, stop, begin, end):
            yield start, stop.end
            start = begin = stop.next
    if start < end:
        yield start, end


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
        if piece := text[start:cut].rstrip():
            spans.append((start, start + len(piece)))
        rest = NOT_SPACE.search(text, cut, end)
        start = rest.start() if rest else end
    if start < end:
        spans.append((start, end))
    return spans
