"""German paragraphs: credits, bylines and datelines that the English rules do not know."""

import re
from dataclasses import replace

from claims.splitting.paragraphs import Block
from claims.splitting.wordlists import load_classes

# As in: Berlin (dpa) - ..., Hamburg - ..., Frankfurt/Main (AP) – ...
DATELINE = re.compile(
    r"[A-ZÄÖÜ][\w.'’-]{1,30}(?:[ /][A-ZÄÖÜ][\w.'’-]{1,30}){0,2}(?: \([^()\n]{1,30}\))?\s{0,2}[-–—]{1,2}\s{1,2}(?=\S)"
)
# As in: Auheim. Der Kreistag ...
PLACE_FIRST = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,30}(?:/[A-ZÄÖÜ][a-zäöüß]{2,30})?\.\s{1,2}(?=[A-ZÄÖÜ„»])")
LONGEST_CREDIT = 200


def localise(text: str, blocks: list[Block]) -> list[Block]:
    """Give the blocks with what only German lines tell."""
    told = [describe(text, block) for block in blocks]
    body = next((at for at, block in enumerate(told) if block.kind == "body"), -1)
    if body >= 0 and told[body].lead == told[body].start:
        block = told[body]
        if place := PLACE_FIRST.match(text, block.start, block.end):
            told[body] = replace(block, lead=place.end())
    return told


def describe(text: str, block: Block) -> Block:
    """Tell a German credit, byline, notice or dateline."""
    if block.kind not in ("body", "headline", "standfirst") or block.lead != block.start:
        return block
    if block.end - block.start < LONGEST_CREDIT:
        opening = text[block.start : block.start + 60].lower().lstrip("([* ")
        for kind, openings in load_classes("boilerplate", "de").items():
            if not opening.startswith(openings):
                continue
            # "Von" opens sentences too; a byline is short and has no full stop.
            if kind != "byline" or (block.end - block.start < 60 and text[block.end - 1] not in ".?!"):
                return replace(block, kind=kind)
    if block.kind == "body" and (dateline := DATELINE.match(text, block.start, min(block.end, block.start + 100))):
        return replace(block, lead=dateline.end())
    return block
