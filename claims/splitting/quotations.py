"""Step 2: what stands between quotation marks, over sentence and paragraph borders."""

import re
from dataclasses import dataclass

from claims.splitting.paragraphs import Block

PAIRS = {"“": "”", "«": "»", "„": "“”", "‹": "›"}
MARK = re.compile("[\"“”«»‹›„‘’']")
SINGLE = re.compile("[‘’']")
LONGEST_SINGLE = 400
CLOSERS = ".,;:!?…)]}-–—"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: start and end with the marks, inner_start and inner_end without.

    continues: the quotation before it was left open at its paragraph's end, as print does when a quotation goes on.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    continues: bool = False


def find_quotations(text: str, blocks: list[Block]) -> list[Quotation]:
    """Pair the double quotation marks of each block (and single ones that clearly quote), in order, never nested."""
    found: list[Quotation] = []
    left_open = False
    for block in blocks:
        spans, still_open = pair_marks(text, block.lead, block.end)
        for index, (start, end, closed) in enumerate(spans):
            continues = index == 0 and left_open and start == block.lead
            found.append(Quotation(start, end, start + 1, end - 1 if closed else end, continues))
        left_open = still_open
    return found


def pair_marks(text: str, start: int, end: int) -> tuple[list[tuple[int, int, bool]], bool]:
    """Give (start, end, closed) of each quotation in one paragraph, and whether the last one stays open."""
    spans: list[tuple[int, int, bool]] = []
    opened, closer = -1, ""
    past_single = start
    last_curly = text.rfind("”", start, end)
    for match in MARK.finditer(text, start, end):
        at = match.start()
        mark = text[at]
        if opened >= 0:
            # Copy that was pasted together opens with “ and closes with a straight mark.
            mixed = mark == '"' and closer == "”" and at > last_curly
            straight = mark == '"' and (mixed or closer == mark)
            if (mark in closer or mixed) and not (
                straight and opens_here(text, at, end) and not closes_here(text, at, start)
            ):
                spans.append((opened, at + 1, True))
                opened = -1
        elif mark in PAIRS:
            opened, closer = at, PAIRS[mark]
        elif mark == '"' and opens_here(text, at, end):
            opened, closer = at, '"'
        elif mark in "‘'" and at >= past_single and single_opens(text, at, start, end):
            close = single_close(text, at, min(end, at + LONGEST_SINGLE))
            if close > 0:
                past_single = close
                spans.append((at, close + 1, True))
    if opened >= 0 and opened + 1 < end:
        spans.append((opened, end, False))
        return spans, True
    # A single quotation inside a double one belongs to the double one.
    return drop_nested(spans), False


def drop_nested(spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Keep the outermost of spans; they come ordered by their ends."""
    kept: list[tuple[int, int, bool]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def opens_here(text: str, at: int, end: int) -> bool:
    """Say whether a straight mark looks like an opening one: nothing or a space before, a word after."""
    before = text[at - 1] if at else " "
    return (before.isspace() or before in "([{—–-,:\ufeff\u200b") and at + 1 < end and not text[at + 1].isspace()


def closes_here(text: str, at: int, start: int) -> bool:
    """Say whether a straight mark looks like a closing one: a word or a stop stands right before it."""
    return at > start and not text[at - 1].isspace()


def single_opens(text: str, at: int, start: int, end: int) -> bool:
    """Say whether a single mark opens a quotation rather than being an apostrophe."""
    before = text[at - 1] if at > start else " "
    return (before.isspace() or before in '("“—') and at + 2 < end and text[at + 1].isalpha()


def single_close(text: str, at: int, end: int) -> int:
    """Find the mark that closes a single quotation, or -1.

    One after an "s" and before a lower-case word may be a plural's apostrophe ("the rebels' base"): it closes only if
    no better one comes. Looking stops at the next opening mark, so that no stretch is read twice.
    """
    doubtful = -1
    for match in SINGLE.finditer(text, at + 2, end):
        index = match.start()
        if single_opens(text, index, at, end):
            break
        following = text[index + 1 : index + 3].ljust(2)
        if text[index - 1].isspace() or not (following[0].isspace() or following[0] in CLOSERS + '"”'):
            continue
        plural = text[index - 1] == "s" and following[0] == " " and following[1].islower()
        if not plural:
            return index
        doubtful = index if doubtful < 0 else doubtful
    return doubtful
