"""How a list that only grows is cut into pages, so that publishing one more check changes only a handful of them.

The items are numbered from 1 in the order in which they came, and keep their numbers. The front shows the newest: every
item that does not fill a page of its own yet, and the newest full page. What is older stands in the archive, whose page
1 is the oldest: an archived page changes when one of its own items does, and when it gets a newer neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FRONT = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: the items from `low` to `high`. `number` is FRONT, or its number in the archive, from 1 on.

    `newer` and `older` are the neighbours' numbers, None where there is none.
    """

    number: int
    low: int
    high: int
    newer: int | None
    older: int | None


def front(total: int, size: int) -> Page:
    """The page with the newest of `total` items."""
    archived = _archived(total, size)
    return Page(FRONT, archived * size + 1, total, newer=None, older=archived or None)


def archive_page(number: int, total: int, size: int) -> Page:
    archived = _archived(total, size)
    if not 1 <= number <= archived:
        raise ValueError(f"{total} items have no archive page {number}")
    newer = FRONT if number == archived else number + 1
    return Page(number, (number - 1) * size + 1, number * size, newer=newer, older=number - 1 or None)


def every_page(total: int, size: int) -> Iterator[Page]:
    """The archive from the oldest page on, then the front."""
    for number in range(1, _archived(total, size) + 1):
        yield archive_page(number, total, size)
    yield front(total, size)


def touched_pages(item: int, total: int, size: int) -> list[Page]:
    """The pages that change when the item with that number came in (then it is the last) or was changed."""
    archived = _archived(total, size)
    numbers = {(item - 1) // size + 1}
    if item == total and total % size == 0:
        # It pushed a page into the archive, which is now the newer neighbour of the one before.
        numbers |= {archived - 1, archived}
    return [archive_page(number, total, size) for number in sorted(numbers) if 1 <= number <= archived] + [
        front(total, size)
    ]


def _archived(total: int, size: int) -> int:
    return max(0, total // size - 1)
