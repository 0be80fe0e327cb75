"""From an assigned claim to its published page without JavaScript. (Triage: test_triage_without_javascript.py.)"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_keyboard_only import ASSIGNED
from tests.journeys.test_main_job import add_source, open_questions, swapped, until_published
from tests.product import Product

pytestmark = pytest.mark.journey


def test_check_review_and_publish(running_product: Product, desk_of: Callable[..., Page]) -> None:
    running_product.run(ASSIGNED.replace("1874", "1903"))
    checker = desk_of("checker", java_script_enabled=False)
    checker.get_by_role("link", name="The lighthouse was built in 1903").click()
    with swapped(checker):
        checker.get_by_role("button", name="Start checking").click()
    # What is missing is named, and what was typed is still there.
    checker.get_by_label("Summary").fill("It was finished two years later.")
    with swapped(checker):
        checker.get_by_role("button", name="Send to review").click()
    expect(checker.locator(".message-error").first).to_contain_text("a rating")
    expect(checker.get_by_label("Summary")).to_have_value("It was finished two years later.")
    with swapped(checker):
        checker.get_by_role("button", name="Save draft").click()
    source = {"url": "https://archive.example/1903", "title": "The ledger", "passage": "Finished in May 1905."}
    add_source(checker, stance="Contradicts", **source)
    verdict = checker.locator("#verdict")
    verdict.get_by_label("Mostly False").check()
    verdict.get_by_label("Explanation").fill("The **ledger** has the day.")
    with swapped(checker):
        checker.get_by_role("button", name="Send to review").click()
    expect(checker.locator(".state-in_review").first).to_be_visible()

    editor = desk_of("editor", checker.url.partition("#")[0], java_script_enabled=False)
    open_questions(editor, "Approve")
    with swapped(editor):
        editor.get_by_role("button", name="Approve", exact=True).click()
    editor.get_by_role("link", name="Publish…").click()
    expect(editor.frame_locator("iframe").locator("body")).to_contain_text("Finished in May 1905.")
    with swapped(editor):
        editor.get_by_role("button", name="Publish", exact=True).click()
    address = editor.get_by_role("link", name="See it as readers do").get_attribute("href")
    assert address is not None
    until_published(editor, address)
    expect(editor.locator("body")).to_contain_text("Finished in May 1905.")
