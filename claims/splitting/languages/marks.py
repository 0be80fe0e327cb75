"""Quotation marks as languages other than English set them: „…“, »…«, «…», ”…”, 「…」 and straight ones."""

import re

from claims.splitting.paragraphs import Block
from claims.splitting.quotations import Quotation

# Opening mark -> the marks that can close it.
PAIRS = {
    "„": '“”"',
    "“": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    '"': '"',
    "「": "」",
    "『": "』",
    "‹": "›",
    "›": "‹",
    "‚": "‘’",
}
# Marks that open in one language and close in another: here the space beside them tells.
EITHER = frozenset('“”»«"›‹')
MARK = re.compile("[" + "".join(PAIRS) + "」』]")
AFTER_CLOSING = ".,;:!?…)]}"
BEFORE_OPENING = "([{—–-:\ufeff\u200b"


def find_marks(text: str, blocks: list[Block]) -> list[Quotation]:
    """Pair the quotation marks of each block, in order, never nested; one left open reaches to the block's end."""
    found: list[Quotation] = []
    left_open = False
    for block in blocks:
        opened, closers, first = -1, "", True
        for match in MARK.finditer(text, block.lead, block.end):
            at = match.start()
            mark = text[at]
            if opened >= 0:
                if mark in closers and not (mark in EITHER and mark in PAIRS and opens_here(text, at, block.end)):
                    continues = first and left_open and opened == block.lead
                    found.append(Quotation(opened, at + 1, opened + 1, at, continues))
                    opened, first = -1, False
            elif mark in PAIRS and (mark not in EITHER or opens_here(text, at, block.end)):
                opened, closers = at, PAIRS[mark]
        left_open = opened >= 0 and opened + 1 < block.end
        if left_open:
            found.append(Quotation(opened, block.end, opened + 1, block.end, first and opened == block.lead))
    return found


def opens_here(text: str, at: int, end: int) -> bool:
    """Say whether a mark looks like an opening one: nothing, a space or a bracket before, a word after.

    French sets a space on both sides; then the mark itself tells.
    """
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    free_before = before.isspace() or before in BEFORE_OPENING
    free_after = after.isspace() or after in AFTER_CLOSING
    return free_before and (not free_after or (text[at] == "«" and after.isspace()))
