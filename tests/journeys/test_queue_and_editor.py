"""What the queue and the verdict's editor do better with JavaScript, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_filtering_as_one_types_and_working_on_what_was_found(desk_of: Callable[..., Page]) -> None:
    page = desk_of("editor", "/desk/claims/")
    field = page.get_by_label("Words")
    field.press_sequentially("bridge", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=bridge$"))
    expect(field).to_be_focused()
    expect(page.locator("#queue .row-title").first).to_contain_text(re.compile("bridge", re.IGNORECASE))
    # Suggestions are left out, and one click away.
    page.get_by_role("link", name=re.compile(r"Show \d+ suggestions")).click()
    expect(page.get_by_role("group", name="State").get_by_label("Suggested")).to_be_checked()
    expect(page).to_have_url(re.compile(r"q=bridge&state=suggested$"))
    rows = page.locator("#queue tbody tr").count()
    assert rows >= 2
    expect(page.locator("#count-suggested")).to_have_text(str(rows))

    # Tick all but one; the bar counts; the result says how many, and the same filters still hold.
    page.get_by_label("Tick all claims on this page").check()
    page.locator('#queue input[name="claims"]').first.uncheck()
    bar = page.locator("#bulk")
    expect(bar.locator(".tick-count")).to_have_text(str(rows - 1))
    bar.get_by_text("More …").click()
    bar.get_by_label("Reason for dismissing").fill("Figures without a statement.")
    bar.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".message-success")).to_contain_text(re.compile(rf"^{rows - 1} claims? (was|were) dismissed\."))
    expect(page.locator("#queue tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"q=bridge&state=suggested$"))


def test_a_key_leads_to_the_search_of_everything(desk_of: Callable[..., Page]) -> None:
    page = desk_of("viewer")
    page.keyboard.press("/")
    expect(page.get_by_label("Search everything")).to_be_focused()
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Claims"))).to_be_visible()
    expect(page.locator(".rows mark").first).to_have_text(re.compile("ferry", re.IGNORECASE))
    # Where somebody types it is a character like any other.
    page.locator("#search-words").press("/")
    expect(page.locator("#search-words")).to_have_value(re.compile("/"))


def test_bar_and_head_stay_on_a_small_screen_and_a_phone_is_led_to_the_form(desk_of: Callable[..., Page]) -> None:
    page = desk_of("editor", "/desk/claims/?state=any", viewport={"width": 1366, "height": 768})
    filters = page.locator(".queue-filters").bounding_box()
    assert filters is not None
    assert filters["height"] < 170
    page.locator('#queue input[name="claims"]').nth(3).check()
    page.mouse.wheel(0, 1500)
    bar, head = page.locator("#bulk"), page.locator("#queue th").first
    expect(bar).to_be_in_viewport(ratio=1)
    expect(head).to_be_in_viewport(ratio=1)
    line = bar.bounding_box()
    assert line is not None
    assert line["height"] < 70

    expect(page.get_by_label("Words")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("scrollTo(0, 0)")
    # The filters are folded there, and the claims begin on the first screen.
    expect(page.get_by_label("Words")).to_be_hidden()
    expect(page.locator("#queue .row-title").first).to_be_in_viewport(ratio=1)
    jump = page.get_by_role("link", name="1 ticked – Assign …")
    expect(jump).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    jump.click()
    expect(bar.get_by_role("button", name="Assign", exact=True)).to_be_in_viewport()
    bar.get_by_label("Checker").select_option(label="Amara Nwosu-Bell")
    assert page.evaluate("document.querySelectorAll('#queue [name=claims]:checked').length") == 1


def test_a_typed_verdict_outlives_other_forms_of_the_page(desk_of: Callable[..., Page]) -> None:
    page = desk_of("checker", "/desk/claims/?checker=me&state=checking")
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
    note.get_by_role("button", name="Discard it").click()
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
