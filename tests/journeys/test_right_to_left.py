"""The desk for somebody who reads Arabic: turned round, in Arabic, with nothing that axe finds, on a phone, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState

from tests.journeys.screens import SCREENS, addresses_in, open_screen
from tests.journeys.test_accessibility import EVERYDAY, browser_of, found_on
from tests.product import Product

pytestmark = pytest.mark.journey
# A table that is a list on a phone, forms beside each other, and charts.
LOOKED_AT = {"queue", "claim-checking", "dashboard"}


@pytest.fixture
def reader_of_arabic(
    running_product: Product, browser: Browser, session_of: Callable[[str], StorageState]
) -> Iterator[tuple[Page, list[str]]]:
    """The editor's browser, with the desk in Arabic, and what it complains about. The newsroom keeps its English."""
    trouble: list[str] = []
    state = session_of("editor")
    running_product.sql("UPDATE claims_user SET language = 'ar' WHERE email = 'editor@example.org'")
    with browser_of(browser, running_product, state, trouble) as page:
        yield page, trouble
    running_product.sql("UPDATE claims_user SET language = '' WHERE email = 'editor@example.org'")


def test_the_desk_is_turned_round(running_product: Product, reader_of_arabic: tuple[Page, list[str]]) -> None:
    page, found = reader_of_arabic
    for screen, address in addresses_in(running_product, [one for one in SCREENS if one.name in LOOKED_AT]):
        open_screen(page, screen, address)
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
        # axe reads one of them: what it looks for has little to do with the direction.
        looks = EVERYDAY if screen.name == "claim-checking" else EVERYDAY[1:]
        found += found_on(page, f"{screen.name} in Arabic", looks)
        page.set_viewport_size({"width": 1440, "height": 900})
    assert not found, "\n".join(found)
    # The rail is where reading begins, and the arrows of the board go to where the columns are.
    assert page.locator(".rail").bounding_box()["x"] > 720  # type: ignore[index]
    page.goto("/desk/claims/board/")
    first, second = page.locator(".board-column:has(.board-card)").all()[:2]
    assert second.bounding_box()["x"] < first.bounding_box()["x"]  # type: ignore[index]
    first.locator(".board-card").first.focus()
    page.keyboard.press("ArrowLeft")
    assert second.locator(".board-card:focus").count() == 1
