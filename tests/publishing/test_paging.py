"""A growing list is cut into pages of which a new item changes a handful, whatever the length."""

import pytest

from claims.publishing.paging import FRONT, Page, archive_page, every_page, front, touched_pages

SIZE = 5


@pytest.mark.parametrize("total", range(1, 4 * SIZE + 2))
def test_every_item_stands_on_exactly_one_page(total: int) -> None:
    shown = [item for page in every_page(total, SIZE) for item in range(page.low, page.high + 1)]
    assert shown == list(range(1, total + 1))


@pytest.mark.parametrize("total", range(4 * SIZE + 2))
def test_neighbours_lead_from_the_front_to_the_oldest_and_back(total: int) -> None:
    pages = {page.number: page for page in every_page(total, SIZE)}
    at, way = FRONT, []
    while at is not None:
        way.append(at)
        at = pages[at].older
    assert sorted(way) == sorted(pages)
    assert [pages[number].newer for number in way] == [None, *way[:-1]]


def test_the_front_is_neither_short_nor_long() -> None:
    lengths = {page.high - page.low + 1 for total in range(SIZE, 100) for page in [front(total, SIZE)]}
    assert lengths == set(range(SIZE, 2 * SIZE))
    assert front(0, SIZE) == Page(FRONT, 1, 0, None, None)


@pytest.mark.parametrize("total", range(1, 6 * SIZE))
def test_what_is_called_touched_is_all_that_differs(total: int) -> None:
    before, after = set(every_page(total - 1, SIZE)), set(every_page(total, SIZE))
    touched = touched_pages(total, total, SIZE)
    assert after - before <= set(touched)
    # And every page that holds an old item is touched when that one changes.
    for item in range(1, total + 1):
        holders = [page for page in after if page.low <= item <= page.high]
        assert set(holders) <= set(touched_pages(item, total, SIZE))


def test_the_number_of_touched_pages_does_not_grow() -> None:
    assert len(touched_pages(100_000, 100_000, 20)) <= 4
    assert len(touched_pages(17, 100_000, 20)) == 2


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no archive page 2"):
        archive_page(2, 2 * SIZE, SIZE)
