"""A reader without JavaScript sends in a claim and challenges a check, and sees what the desk makes of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.product import Product

pytestmark = pytest.mark.journey

CLAIM = "The harbour master of Harrowmouth has two boats, and both are older than he is."
PHONE = ViewportSize(width=360, height=740)


@pytest.fixture
def reader(running_product: Product, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=running_product.url, java_script_enabled=False, viewport=PHONE)
    context.set_default_timeout(10_000)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def test_from_a_readers_phone_to_the_desk_and_back(
    running_product: Product, reader: Page, desk_of: Callable[..., Page]
) -> None:
    reader.goto("/")
    reader.locator("footer").get_by_role("link", name="Send us a claim to check").click()
    reader.get_by_label("The claim").fill("Two boats")
    reader.get_by_label("Where you met it").fill("At the quay")
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("alert")).to_contain_text("in a sentence")
    expect(reader.get_by_label("Where you met it")).to_have_value("At the quay")
    reader.get_by_label("The claim").fill(CLAIM)
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("status")).to_contain_text("Thank you. We have it.")
    receipt = reader.url.partition("?")[0]

    editor = desk_of("editor", "/desk/readers/", java_script_enabled=False)
    editor.get_by_role("link", name=CLAIM).click()
    editor.get_by_role("link", name="Take up as a new claim").click()
    editor.get_by_role("button", name="Take up").click()
    expect(editor.locator("#readers")).to_contain_text("Asked for by readers")
    reader.goto(receipt)
    expect(reader.locator(".receipt-state")).to_contain_text("Taken up")
    expect(reader.locator("main")).to_contain_text("At the quay")

    reader.goto("/")
    reader.locator(".check h2 a").last.click()
    reader.locator(".challenge a[href^='/take-part/challenge/']").click()
    reader.get_by_label("What is wrong with it").fill("The second table is of another year.")
    reader.get_by_role("button", name="Send").click()
    receipt = reader.url.partition("?")[0]
    editor.goto("/desk/readers/?kind=challenge")
    editor.get_by_role("link", name="The second table is of another year.").click()
    editor.locator("summary", has_text="Decline").click()
    editor.get_by_label("Why it is declined").fill("Both tables are of 2026; the title says so.")
    editor.get_by_role("button", name="Decline", exact=True).click()
    reader.goto(receipt)
    expect(reader.locator(".receipt-state")).to_contain_text("Both tables are of 2026; the title says so.")
