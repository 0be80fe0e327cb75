"""Settings in real browsers: somebody is invited, comes in, and is sent away; a scale is made with the keyboard."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey


def link_in_the_mail(product: Product, email: str) -> str:
    """The path of the link in the newest mail to that address: this installation writes mail into files."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        letters = [path.read_text() for path in sorted((product.var / "mail").glob("*.log"))]
        for letter in reversed(letters):
            if f"To: {email}" in letter:
                return re.search(r"/desk/invitation/[^\s/]+/", letter.replace("=\n", "")).group()
        time.sleep(0.2)
    raise AssertionError(f"no mail to {email}")


def test_invited_accepted_signed_in_sent_away(
    running_product: Product, browser: Browser, desk_of: Callable[..., Page]
) -> None:
    email = f"noor{time.time_ns()}@example.org"
    admin = desk_of("admin")
    admin.get_by_role("link", name="Settings").click()
    admin.get_by_role("link", name="People and roles").first.click()
    admin.get_by_text("Invite somebody").click()
    admin.get_by_label("E-mail address").fill(email)
    admin.get_by_label("Editor –").check()
    admin.get_by_role("button", name="Send the invitation").click()
    expect(admin.get_by_text(f"{email} is invited.")).to_be_visible()

    # The newcomer's browser runs no JavaScript.
    context = browser.new_context(base_url=running_product.url, java_script_enabled=False)
    newcomer = context.new_page()
    newcomer.goto(link_in_the_mail(running_product, email))
    newcomer.get_by_label("Your name").fill("Noor Haddad")
    newcomer.get_by_label("Password", exact=True).fill("pear lamp quiet river")
    newcomer.get_by_label("Password (again)").fill("pear lamp quiet river")
    newcomer.get_by_role("button", name="Make my account").click()
    newcomer.locator("input[name=login]").fill(email)
    newcomer.locator("input[name=password]").fill("pear lamp quiet river")
    newcomer.get_by_role("button", name="Sign in").click()
    expect(newcomer.get_by_role("heading", name="My work")).to_be_visible()

    admin.goto(f"/desk/settings/people/?q={email}")
    admin.get_by_role("link", name="Noor Haddad").click()
    admin.get_by_role("link", name="Deactivate…").click()
    expect(admin.get_by_role("heading", name="Deactivate Noor Haddad?")).to_be_visible()
    admin.get_by_role("button", name="Deactivate").click()
    expect(admin.get_by_text("Noor Haddad is deactivated")).to_be_visible()
    newcomer.goto("/desk/articles/")
    expect(newcomer).to_have_url(re.compile("/accounts/login/"))
    newcomer.locator("input[name=login]").fill(email)
    newcomer.locator("input[name=password]").fill("pear lamp quiet river")
    newcomer.get_by_role("button", name="Sign in").click()
    expect(newcomer.get_by_role("heading", name="My work")).to_have_count(0)
    context.close()


def test_a_scale_is_made_with_the_keyboard_alone(desk_of: Callable[..., Page]) -> None:
    page = desk_of("admin", "/desk/settings/scales/new/?preset=labels")
    page.get_by_label("Name of the scale").focus()
    page.keyboard.press("Control+A")
    name = f"Labels {time.time_ns()}"
    page.keyboard.type(name)
    down = page.get_by_role("button", name="Down rating 1")
    while not down.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#rating-2$"))
    expect(page.get_by_label("Label").nth(0)).to_have_value("Misleading")
    expect(page.get_by_label("Label").nth(1)).to_have_value("False")
    expect(page.get_by_label("Name of the scale")).to_have_value(name)
    # Enter in a field saves.
    page.get_by_label("Label").nth(1).focus()
    page.keyboard.type("Not so")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"The scale {name} is made.")).to_be_visible()
