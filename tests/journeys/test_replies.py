"""Asking for a reply and answering “was it said?”, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey

CLAIM = "SELECT id FROM claims_claim WHERE quote LIKE %s"


def test_an_answer_comes_in_and_what_is_missing_follows(running_product: Product, desk_of: Callable[..., Page]) -> None:
    claim = running_product.sql(CLAIM, ("Norvane made 1.3 billion%",))[0][0]
    page = desk_of("checker")
    # My work leads to the entry whose deadline has passed.
    page.locator(".panel", has_text="Answers due").get_by_role("link", name="Noor Abelard").click()
    expect(page).to_have_url(re.compile(rf"/desk/claims/{claim}/#reply-\d+$"))
    expect(page.get_by_role("heading", name="An answer is overdue")).to_be_visible()
    page.get_by_role("link", name="Record the answer: Noor Abelard").click()
    page.get_by_label("Answered", exact=True).check()
    page.get_by_label("Answered on").fill(page.get_by_label("Answer due on").input_value())
    page.get_by_label("Their exact words").fill("We meant the tax on profits. Do not call again.")
    page.get_by_label("What of it may be quoted").fill("We meant the tax on profits.")
    page.get_by_role("button", name="Save the log").click()
    expect(page.locator("#replies")).to_contain_text("We meant the tax on profits. Do not call again.")
    expect(page.get_by_role("heading", name="An answer is overdue")).to_have_count(0)
    # What is still missing follows the choice before it is saved.
    point = page.locator("#missing li", has_text="an answer to “Was it said?”")
    expect(point.locator(".need-missing")).to_be_visible()
    page.locator("#verdict").get_by_label("Yes, as quoted").check()
    expect(point.locator(".need-done")).to_be_visible()
    page.locator("#verdict").get_by_label("Not checked yet").check()
    expect(point.locator(".need-missing")).to_be_visible()

    # With the keyboard alone: the speaker stands there already, and Enter puts it in the log.
    entries = page.locator("#replies li.piece")
    before = entries.count()
    page.locator("#replies details.add-evidence > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#id_reply_person")).to_be_focused()
    expect(page.locator("#id_reply_person")).to_have_value("Noor Abelard")
    page.keyboard.press("Tab")
    page.keyboard.type("Campaign office")
    page.keyboard.press("Enter")
    expect(entries).to_have_count(before + 1)
    expect(page.locator("#replies [data-here]")).to_be_focused()
