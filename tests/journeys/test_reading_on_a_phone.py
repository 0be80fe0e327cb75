"""A reader comes from a search engine, on a phone, to the page of a check."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.product import Product

pytestmark = pytest.mark.journey

PHONE = ViewportSize(width=360, height=740)
# Where the rating ends, and where the second line of the summary does, in pixels from the top of the screen.
ENDS = """() => {
    const lead = document.querySelector(".summary .lead");
    const second = lead.getBoundingClientRect().top + 2 * parseFloat(getComputedStyle(lead).lineHeight);
    return [document.querySelector(".rating").getBoundingClientRect().bottom, second];
}"""


def test_claim_rating_and_summary_are_on_the_first_screen_even_of_a_corrected_check(
    running_product: Product, browser: Browser
) -> None:
    context = browser.new_context(base_url=running_product.url, viewport=PHONE)
    page = context.new_page()
    page.goto("/")
    checks = page.locator(".check h2 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(checks) > 10
    corrected = 0
    for check in checks:
        page.goto(check)
        corrected += page.locator(".notices").count()
        rating, summary = page.evaluate(ENDS)
        assert rating < summary <= PHONE["height"], check
    assert corrected >= 2
    context.close()
