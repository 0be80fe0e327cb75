"""Somebody is mentioned, by keyboard alone; their bell says so, they open it, and it is read."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey


def unread(page: Page) -> int:
    count = page.locator(".bell-count")
    return int(re.search(r"\d+", count.inner_text()).group()) if count.count() else 0


def test_a_mention_rings_the_bell_until_it_is_opened(running_product: Product, desk_of: Callable[..., Page]) -> None:
    checker = desk_of("checker")
    before = unread(checker)
    claim = running_product.sql("SELECT id FROM claims_claim WHERE state = 'to_check' ORDER BY id LIMIT 1")[0][0]
    words = f"has the ledger, see page {time.time_ns()}."
    editor = desk_of("editor", f"/desk/claims/{claim}/")
    field = editor.locator("#id_comment_body")
    field.focus()
    # The list opens at the @, narrows with each letter, and gives way to Escape; the name is there to be chosen again.
    editor.keyboard.type("Ask @da")
    options = editor.get_by_role("listbox", name="People to mention").get_by_role("option")
    expect(options).to_have_text(["Daniyar Sokal @daniyar"])
    editor.keyboard.press("Escape")
    expect(options).to_have_count(0)
    editor.keyboard.press("Backspace")
    editor.keyboard.press("Backspace")
    editor.keyboard.press("Backspace")
    editor.keyboard.type("@")
    assert options.count() > 2
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("ArrowUp")
    editor.keyboard.type("nwo")
    expect(options).to_have_text(["Amara Nwosu-Bell @amara"])
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    editor.keyboard.press("Enter")
    editor.keyboard.type(words)
    assert field.input_value() == f"Ask @amara {words}"
    editor.keyboard.press("Tab")
    editor.keyboard.press("Enter")
    expect(editor.locator(".comment .mention").last).to_have_text("@amara")

    checker.reload()
    assert unread(checker) == before + 1
    expect(checker.get_by_role("heading", name="Mentions")).to_be_visible()
    checker.get_by_role("link", name=re.compile("Notifications")).focus()
    checker.keyboard.press("Enter")
    told = checker.locator("li.told-unread", has_text=words)
    expect(told).to_contain_text("Ingrid Halvane mentioned you")
    told.locator(".told-open").focus()
    checker.keyboard.press("Enter")
    expect(checker).to_have_url(re.compile(rf"/desk/claims/{claim}/#comment-\d+$"))
    expect(checker.get_by_text(words)).to_be_visible()
    assert unread(checker) == before
