"""Nothing typed is lost: the session ends, the network goes, the tab is killed, somebody else saves first."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.journeys.screens import fill_in_sign_in
from tests.product import Product

pytestmark = pytest.mark.journey

NOTE = "This is what you had typed here; it is not saved yet."


@pytest.fixture
def page(desk_of: Callable[..., Page], new_claim: str) -> Page:
    """The checker's page of a new claim."""
    return desk_of("checker", new_claim)


def summary_of(page: Page) -> Locator:
    return page.locator("#verdict-form").get_by_label("Summary")


def state_of(page: Page) -> Locator:
    """What is said beside the verdict's button."""
    return page.locator("#verdict-form .keep-state")


def come_back(page: Page) -> None:
    """As the browser does when somebody comes back from another tab."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_a_killed_tab_loses_not_even_the_last_stroke(page: Page) -> None:
    # A second tab of the same form shows the same text all the time: neither overwrites the other.
    again = page.context.new_page()
    again.goto(page.url)
    summary_of(again).fill("Begun in the second tab")
    expect(summary_of(page)).to_have_value("Begun in the second tab")
    summary_of(page).press("End")
    summary_of(page).press_sequentially(", typed up to the very last stroke")
    page.locator(".new-comment textarea").press_sequentially("And this!")
    with contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=500)
    expect(summary_of(again)).to_have_value("Begun in the second tab, typed up to the very last stroke")
    again.reload()
    expect(summary_of(again)).to_have_value("Begun in the second tab, typed up to the very last stroke")
    expect(again.locator(".new-comment textarea")).to_have_value("And this!")
    expect(again.get_by_text(NOTE)).to_have_count(2)


def test_without_a_network_typing_goes_on_and_saving_says_what_is_wrong(page: Page) -> None:
    page.context.set_offline(True)
    summary_of(page).fill("Typed under ground.")
    summary_of(page).blur()
    expect(state_of(page)).to_contain_text("no connection. Still in this browser.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Not sent: there is no connection to the server.")
    expect(summary_of(page)).to_have_value("Typed under ground.")

    page.context.set_offline(False)
    expect(state_of(page)).to_contain_text("Kept")
    page.reload()
    expect(summary_of(page)).to_have_value("Typed under ground.")
    summary_of(page).press("Control+s")
    expect(page.locator("#verdict .message-success")).to_have_text("The draft is saved.")
    expect(summary_of(page)).to_have_value("Typed under ground.")
    expect(page.get_by_text(NOTE)).to_have_count(0)


def test_a_session_that_ended_is_said_and_autosave_goes_on_after_signing_in(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")
    summary_of(page).fill("Typed after the session had ended.")
    summary_of(page).blur()
    expect(state_of(page)).to_contain_text("your session has ended. Still in this browser.")
    page.get_by_role("button", name="Save draft").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Not sent: your session has ended. What you typed is still here.")

    with page.context.expect_page() as opened:
        alert.get_by_role("link", name="Sign in").click()
    fill_in_sign_in(opened.value, "checker")
    come_back(page)
    expect(state_of(page)).to_contain_text("Kept")
    # The page's forms carry the token of the session before; they are renewed.
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#verdict .message-success")).to_have_text("The draft is saved.")
    expect(summary_of(page)).to_have_value("Typed after the session had ended.")


def test_nothing_is_sent_in_the_name_of_somebody_else_who_signed_in(page: Page, running_product: Product) -> None:
    claim = page.url.rstrip("/").rsplit("/", 1)[-1]
    other = page.context.new_page()
    page.context.clear_cookies(name="sessionid")
    other.goto("/desk/")
    fill_in_sign_in(other, "editor")
    summary_of(page).fill("Mine alone.")
    summary_of(page).blur()
    expect(state_of(page)).to_contain_text("somebody else has signed in")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_contain_text("somebody else has signed in")
    assert running_product.sql("SELECT count(*) FROM claims_verdict WHERE claim_id = %s", (claim,)) == [(0,)]
    assert running_product.sql("SELECT count(*) FROM claims_typed WHERE key = %s", (f"verdict-{claim}",)) == [(0,)]
    # And the other one sees nothing of it.
    other.goto(page.url)
    expect(summary_of(other)).to_have_value("")
    assert other.get_by_text("Mine alone.").count() == 0


def test_two_people_who_save_the_same_verdict_see_both_texts(page: Page, desk_of: Callable[..., Page]) -> None:
    editor = desk_of("editor", page.url)
    summary_of(page).fill("The checker's text.")
    summary_of(editor).fill("The editor's text.")
    editor.get_by_role("button", name="Save draft").click()
    expect(editor.locator("#verdict .message-success")).to_be_visible()

    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".theirs")).to_contain_text("The editor's text.")
    expect(summary_of(page)).to_have_value("The checker's text.")
    # Even now a killed tab loses neither.
    again = page.context.new_page()
    with contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=500)
    again.goto(editor.url)
    expect(summary_of(again)).to_have_value("The checker's text.")
    # The other text was seen, so saving replaces it.
    again.get_by_role("button", name="Save draft").click()
    expect(again.locator("#verdict .message-success")).to_have_text("The draft is saved.")
    expect(summary_of(again)).to_have_value("The checker's text.")


def test_another_device_is_offered_the_text_and_overwrites_nothing(page: Page, desk_of: Callable[..., Page]) -> None:
    summary_of(page).fill("Typed at the desk.")
    summary_of(page).blur()
    expect(state_of(page)).to_contain_text("Kept")

    phone = desk_of("checker", page.url)
    offer = phone.locator("#verdict [data-offer]")
    expect(offer).to_contain_text("not saved.")
    summary_of(phone).fill("Typed on the phone.")
    expect(offer.get_by_role("button", name="Put it back into the form")).to_be_hidden()
    summary_of(phone).blur()
    expect(state_of(phone)).to_contain_text("it has another text of yours")
    summary_of(phone).fill("")
    offer.get_by_role("button", name="Put it back into the form").click()
    expect(summary_of(phone)).to_have_value("Typed at the desk.")
    phone.get_by_role("button", name="Save draft").click()
    expect(phone.locator("#verdict .message-success")).to_be_visible()
    expect(phone.locator("[data-offer]")).to_have_count(0)


def test_signing_out_takes_it_from_the_browser_and_names_what_only_that_has(page: Page) -> None:
    address, elsewhere = page.url, f"{page.url}passage/"
    page.context.clear_cookies(name="sessionid")  # Others use it.
    page.reload()
    fill_in_sign_in(page, "checker")
    page.goto(address)
    summary_of(page).fill("On the server in a moment.")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url("/")
    assert page.evaluate("localStorage.length") == 0
    page.goto(address)
    fill_in_sign_in(page, "checker")
    expect(page.locator("#verdict [data-offer]")).to_be_visible()

    page.goto("/desk/articles/new/")
    page.locator("#id_text").fill("Half a story")
    page.goto(elsewhere)
    page.get_by_role("button", name="Sign out").click()
    warning = page.get_by_role("alert")
    expect(warning).to_contain_text("only this browser has")
    expect(warning.get_by_role("link")).to_have_attribute("href", "/desk/articles/new/")
    warning.get_by_role("button").click()
    expect(page).to_have_url("/")
    assert page.evaluate("localStorage.length") == 0
