"""What the queue and the verdict's editor do better with JavaScript, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_filtering_as_one_types_and_working_on_what_was_found(desk_of: Callable[[str], Page]) -> None:
    page = desk_of("editor")
    page.goto("/desk/claims/")
    field = page.get_by_label("Words")
    field.press_sequentially("ferry", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=ferry$"))
    expect(field).to_be_focused()
    expect(page.locator("#queue .row-title").first).to_contain_text(re.compile("ferry", re.IGNORECASE))
    page.get_by_role("group", name="State").get_by_label("Suggested").check()
    expect(page).to_have_url(re.compile(r"state=suggested&q=ferry$"))
    rows = page.locator("#queue tbody tr").count()
    assert rows >= 2
    expect(page.locator("#count-suggested")).to_have_text(str(rows))

    # Tick all but one; the bar counts; the result says how many, and the same filters still hold.
    page.get_by_label("Tick all claims on this page").check()
    page.locator('#queue input[name="claims"]').first.uncheck()
    bar = page.locator("#bulk")
    expect(bar.locator(".tick-count")).to_have_text(f"({rows - 1})")
    bar.get_by_label("Reason for dismissing").fill("Figures without a statement.")
    bar.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".message-success")).to_contain_text(re.compile(rf"^{rows - 1} claims? (was|were) dismissed\."))
    expect(page.locator("#queue tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"state=suggested&q=ferry$"))


def test_a_typed_verdict_outlives_other_forms_of_the_page(desk_of: Callable[[str], Page]) -> None:
    page = desk_of("checker")
    page.goto("/desk/claims/?checker=me&state=checking")
    page.locator("#queue .row-title").first.click()
    summary = page.get_by_label("Summary")
    as_saved = summary.input_value()
    summary.fill("Typed and not saved: 🚢.")
    expect(page.locator("#id_verdict_summary_count output")).to_have_text("23")  # The ship is one character.
    page.get_by_label("Explanation").fill("**Strong** words.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("Strong")
    expect(summary).to_have_value("Typed and not saved: 🚢.")

    # A comment reloads the page; the typed text comes back, and says that it is not saved.
    page.get_by_label("Comment", exact=True).fill("One moment.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments")).to_contain_text("One moment.")
    expect(summary).to_have_value("Typed and not saved: 🚢.")
    note = page.locator("#verdict-form .keep-note")
    expect(note).to_be_visible()

    # It can be given up for the saved draft, and is gone then.
    note.get_by_role("button", name="Drop it").click()
    expect(summary).to_have_value(as_saved)
    page.reload()
    expect(summary).to_have_value(as_saved)
    expect(note).to_have_count(0)

    # Saved text is not brought back a second time.
    summary.fill("Typed and saved.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".message-success")).to_have_text("The draft is saved.")
    expect(summary).to_have_value("Typed and saved.")
    expect(note).to_have_count(0)
