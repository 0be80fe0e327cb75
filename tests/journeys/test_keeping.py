"""What a person types is not lost, in a real browser: other forms of the page, signing in again, somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.screens import fill_in_sign_in
from tests.product import Product

pytestmark = pytest.mark.journey

NOTE = "This is what you had typed here; it is not saved yet."
# Everything that keep.js has put into the browser's storage.
KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('typed:')).join()"

# Before autosave could find out that the session has ended.
TYPE_AND_SAVE_AT_ONCE = """(box) => {
    box.value = "So was this.";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.form.querySelector("[data-save]").click();
}"""


@pytest.fixture
def page(desk_of: Callable[..., Page], new_claim: str) -> Page:
    """The checker's page of a new claim."""
    return desk_of("checker", new_claim)


def note_in(form: Locator) -> Locator:
    return form.get_by_text(NOTE)


def test_a_typed_wording_outlives_the_other_forms_of_the_page(page: Page) -> None:
    claim = page.locator("#edit_claim")
    wording, speaker = claim.get_by_label("Wording"), claim.locator("[name=speaker_name]")
    before = speaker.input_value()
    wording.fill("Typed as checked, not saved.")
    speaker.fill("A new speaker")
    page.get_by_label("Exact passage").fill("A passage that is half")
    page.locator(".new-comment textarea").fill("One moment.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments .message-success")).to_have_text("The comment is added.")
    expect(page.locator(".new-comment textarea")).to_have_value("")
    expect(wording).to_have_value("Typed as checked, not saved.")
    expect(speaker).to_have_value("A new speaker")
    expect(note_in(claim)).to_be_visible()
    expect(page.get_by_label("Exact passage")).to_have_value("A passage that is half")

    # It can be dropped, and is gone then.
    note_in(claim).locator("..").get_by_role("button", name="Discard it").click()
    expect(speaker).to_have_value(before)
    expect(wording).to_be_focused()
    page.reload()
    expect(speaker).to_have_value(before)
    expect(note_in(claim)).to_have_count(0)
    expect(page.get_by_label("Exact passage")).to_have_value("A passage that is half")


def test_save_draft_takes_the_typed_wording_along_and_leaves_the_rest(page: Page) -> None:
    page.locator(".new-comment textarea").fill("Half a comment")
    page.locator("#edit_claim").get_by_label("Wording").fill("Taken along with the draft.")
    page.get_by_label("Summary").fill("Saved with the wording.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#verdict .message-success")).to_have_text("The draft is saved.")
    expect(page.locator("#verdict .messages")).to_be_focused()
    expect(page.locator("#verdict .message-success")).to_be_in_viewport()
    expect(page.locator("h1")).to_have_text("Taken along with the draft.")
    expect(page.locator(".new-comment textarea")).to_have_value("Half a comment")
    expect(page.get_by_text(NOTE)).to_have_count(1)
    assert "Taken along" not in page.evaluate(KEPT)


def test_what_is_missing_follows_what_is_typed(page: Page) -> None:
    points = page.locator("#missing li")
    done = page.locator("#missing li[data-done]")
    expect(points.filter(has_text="a summary").locator(".need-missing")).to_be_visible()
    expect(done.filter(has_text="a summary")).to_have_count(0)
    page.get_by_label("Summary").fill("It was less.")
    expect(done.filter(has_text="a summary").locator(".need-done")).to_be_visible()
    page.get_by_label("Explanation").fill("The ledger says so.")
    expect(done.filter(has_text="an explanation")).to_have_count(1)
    expect(done.filter(has_text="a rating")).to_have_count(0)
    page.locator(".ratings .rating").first.click()
    expect(done.filter(has_text="a rating")).to_have_count(1)


def test_a_summary_that_is_too_long_is_counted_refused_and_kept(page: Page) -> None:
    summary, counter = page.get_by_label("Summary"), page.locator("#id_verdict_summary_count")
    summary.fill("a" * 612)
    assert len(summary.input_value()) == 612
    expect(counter).to_have_class(re.compile("is-over"))
    expect(counter).to_contain_text("612 of 600 characters")
    expect(counter).to_contain_text("Too long")
    expect(summary).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".errorlist")).to_contain_text("at most 600 characters")
    assert len(summary.input_value()) == 612
    summary.fill("Short enough.")
    expect(counter).not_to_have_class(re.compile("is-over"))


def test_signing_in_again_brings_it_back_and_somebody_else_does_not_see_it(
    page: Page, running_product: Product
) -> None:
    address = page.url
    wording = page.locator("#edit_claim").get_by_label("Wording")
    wording.fill("Typed before the session ended.")
    wording.blur()
    expect(page.locator("#edit_claim .keep-state")).to_contain_text("Kept")
    page.context.clear_cookies(name="sessionid")
    page.locator("#id_verdict_summary").evaluate(TYPE_AND_SAVE_AT_ONCE)

    # The colleague who signs in on this tab first sees what is saved, and nothing else.
    sign_in(page, "editor")
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text(NOTE)).to_have_count(0)
    assert "session ended" not in page.content()
    page.get_by_role("button", name="Sign out").click()

    page.goto(address)
    sign_in(page, "checker")
    page.goto(address)
    # What the server had kept went from the browser when the editor came; what only the browser had is back.
    expect(page.get_by_label("Summary")).to_have_value("So was this.")
    expect(page.get_by_text(NOTE)).to_have_count(1)
    page.locator("[data-offer]").get_by_role("button", name="Put it back into the form").click()
    expect(wording).to_have_value("Typed before the session ended.")


def sign_in(page: Page, role: str) -> None:
    fill_in_sign_in(page, role)
    # Passwords and tokens are never kept.
    assert "tide-table" not in page.evaluate(KEPT)
    assert "csrf" not in page.evaluate(KEPT)


def test_text_typed_over_what_is_old_by_now_shows_both(page: Page, desk_of: Callable[..., Page]) -> None:
    address, wording = page.url, page.locator("#edit_claim").get_by_label("Wording")
    wording.fill("Mine, not saved.")
    editor = desk_of("editor", address)
    editor.locator("#edit_claim").get_by_label("Wording").fill("The editor was first.")
    editor.get_by_role("button", name="Save the claim").click()
    expect(editor.locator("h1")).to_have_text("The editor was first.")

    page.reload()
    expect(wording).to_have_value("Mine, not saved.")
    page.get_by_role("button", name="Save the claim").click()
    expect(page.locator(".problem")).to_contain_text("Somebody else was first")
    expect(page.locator(".problem")).to_contain_text("The editor was first.")
    expect(wording).to_have_value("Mine, not saved.")
    page.get_by_role("button", name="Save the claim").click()
    expect(page.locator(".claim-checked .message-success")).to_have_text("The claim is saved.")
    expect(page.locator("h1")).to_have_text("Mine, not saved.")
    expect(page.get_by_text(NOTE)).to_have_count(0)


def test_a_version_that_moved_for_another_reason_is_no_conflict(page: Page, desk_of: Callable[..., Page]) -> None:
    address, wording = page.url, page.locator("#edit_claim").get_by_label("Wording")
    wording.fill("Typed while the due date changed.")
    editor = desk_of("editor", address)
    editor.locator("summary", has_text="Set priority and due date").click()
    editor.locator("#id_prioritise_due_on").fill("2031-05-06")
    editor.get_by_role("button", name="Set priority and due date").click()
    expect(editor.locator(".message-success")).to_have_text("Priority and due date are saved.")
    page.reload()
    page.get_by_role("button", name="Save the claim").click()
    expect(page.locator(".claim-checked .message-success")).to_have_text("The claim is saved.")


def test_a_long_new_article_is_kept_until_it_is_in(desk_of: Callable[..., Page]) -> None:
    page = desk_of("editor", "/desk/articles/new/")
    text, publisher, form = page.locator("#id_text"), page.get_by_label("Publisher"), page.locator("form[data-keep]")
    text.evaluate(
        "(box) => { box.value = 'word '.repeat(40_000); box.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    publisher.fill("The Gazette")
    page.goto("/desk/")
    page.goto("/desk/articles/new/")
    expect(publisher).to_have_value("The Gazette")
    assert text.evaluate("(box) => box.value.length") == 200_000
    expect(form.locator(".keep-note")).to_be_visible()

    # Where the browser has no room it is said, and breaks nothing.
    text.fill("A short text.")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")  # Keeps it now, not in a moment.
    page.evaluate(
        """() => {
            for (let size = 4_000_000; size >= 1; ) {
                try { localStorage.setItem(`full ${size} ${Math.random()}`, "x".repeat(size)); } catch { size /= 2; }
            }
        }"""
    )
    publisher.fill("The Gazette of Harrowmouth and of all its piers " * 4)
    expect(form.locator(".message-warning")).to_contain_text("too long for the browser to keep")
    page.evaluate("localStorage.clear()")
    text.fill("Bridge closed\n\nThe mayor said 12 bridges are closed.")
    expect(form.locator(".message-warning")).to_have_count(0)
    page.get_by_role("button", name="Import and find claims").click()
    expect(page.locator(".message-success")).to_contain_text("The article is in.")
    page.goto("/desk/articles/new/")
    expect(publisher).to_have_value("")
    assert page.evaluate(KEPT) == ""
