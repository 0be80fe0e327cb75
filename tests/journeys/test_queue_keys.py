"""The queue by keyboard alone, as a list and as a board; saved views and one step for all with the mouse."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey


def test_the_list_by_keyboard_alone(desk_of: Callable[..., Page]) -> None:
    page = desk_of("editor", "/desk/claims/?state=suggested&q=river")
    rows = page.locator("#queue tbody tr")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Tick all from the last one ticked to this")
    page.keyboard.press("Escape")
    for key in ("j", "j", "k", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(rows.nth(2)).to_be_focused()
    ticked = page.locator('#queue input[name="claims"]:checked')
    expect(ticked).to_have_count(3)
    # Priority: choose, Enter; the three are done, and nothing else.
    page.keyboard.press("p")
    expect(page.locator("#id_bulk_priority")).to_be_focused()
    page.keyboard.type("Urg")
    page.keyboard.press("Enter")
    expect(page.locator(".message-success")).to_contain_text("Priority and due date were set for 3 claims.")
    # Dismissing holds for the row one is at when nothing is ticked; Enter there dismisses, whatever stands first.
    page.keyboard.press("j")
    title = rows.first.locator(".row-title").text_content() or ""
    page.keyboard.press("d")
    page.keyboard.type("A forecast.")
    page.keyboard.press("Enter")
    expect(page.locator(".message-success")).to_contain_text("1 claim was dismissed.")
    expect(page.locator("#queue")).not_to_contain_text(title)
    # Escape leads back from the bar to the row; typing there is typing.
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(rows.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/claims/\d+/$"))


def test_the_board_by_keyboard_alone(desk_of: Callable[..., Page]) -> None:
    page = desk_of(
        "checker",
        "/desk/claims/board/?checker=me&state=assigned&state=checking",
        viewport={"width": 1440, "height": 900},
    )
    for key in ("j", "l", "h"):
        page.keyboard.press(key)
    card = page.locator("#column-assigned .board-card").first
    expect(card).to_be_focused()
    moved = card.get_attribute("id")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#column-checking .board-card").first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("m")
    expect(card.get_by_role("button", name="Start checking")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_focused()
    page.keyboard.press("m")
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Start checking")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#column-checking #{moved}")).to_be_focused()
    expect(page).to_have_url(re.compile(r"checker=me&state=assigned&state=checking#card-\d+$"))
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/claims/\d+/$"))


# The one with the most, and no more than one step takes: other journeys import longer ones.
LONG_LIST = """SELECT article_id FROM claims_claim WHERE state = 'suggested' GROUP BY article_id
    HAVING count(*) < 500 ORDER BY count(*) DESC LIMIT 1"""


def test_a_view_is_saved_and_all_it_finds_are_done_at_once(
    running_product: Product, desk_of: Callable[..., Page]
) -> None:
    article = running_product.sql(LONG_LIST)[0][0]
    page = desk_of("editor", f"/desk/claims/?state=suggested&article={article}&sort=-score")
    total = int((page.get_by_text(re.compile(r"^\d+ claims$")).text_content() or "0").split()[0])
    assert total > 50
    page.get_by_text("Save this view").click()
    page.get_by_label("Name", exact=True).fill("The best first")
    page.get_by_role("button", name="Save", exact=True).click()
    view = page.get_by_role("navigation", name="Saved views").get_by_role("link", name=f"The best first {total}")
    expect(view).to_have_attribute("aria-current", "page")
    # The mark follows the filters while one types.
    page.get_by_label("Words").fill("the bridge")
    expect(view).not_to_have_attribute("aria-current", "page")
    view.click()
    page.get_by_label(f"All {total} found, on every page").check()
    page.locator("#id_bulk_priority").select_option(label="Low")
    page.locator("#bulk").get_by_text("More …").click()
    page.get_by_role("button", name="Only set priority and due date").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Set priority and due date: {total} claims?")
    page.get_by_role("button", name=f"Set priority and due date: {total} claims").click()
    expect(page.locator(".message-success")).to_have_text(f"Priority and due date were set for {total} claims.")
    expect(view).to_have_attribute("aria-current", "page")
