"""Lists that stand inside one paragraph: "1) tents 2) blankets" and "• tents • blankets"."""

import re
from dataclasses import dataclass

BULLETS = "•⁃‣▪◦●○■□►▶➤✓✔➔·"
NUMBER = re.compile(rf"(?<!\S)[{BULLETS}]?\s?\(?(\d{{1,3}}|[a-z])(\.\)|[.)])\s{{0,3}}(?=\S)")
BULLET = re.compile(rf"(?<!\S)[{BULLETS}]\s{{0,3}}(?=\S)")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its start with the mark, and where its own text begins."""

    start: int
    body: int


def find_items(text: str, start: int, end: int) -> list[Item]:
    """Give the items of a paragraph that begins with a list mark and has more of its kind; else none.

    Numbers have to count up by one and look alike, so that a figure in a sentence is no item.
    """
    if first := NUMBER.match(text, start, end):
        items = [Item(start, first.end())]
        value, form = order(first.group(1)), first.group(2)
        for match in NUMBER.finditer(text, first.end(), end):
            if order(match.group(1)) == value + 1 and match.group(2) == form:
                items.append(Item(match.start(), match.end()))
                value += 1
    elif first := BULLET.match(text, start, end):
        same = (match for match in BULLET.finditer(text, start, end) if text[match.start()] == text[start])
        items = [Item(match.start(), match.end()) for match in same]
    else:
        return []
    return items if len(items) > 1 else []


def order(mark: str) -> int:
    """Give the place of a mark in its order: "3" and "c" come after "2" and "b"."""
    return int(mark) if mark.isdigit() else ord(mark)
