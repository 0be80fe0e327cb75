"""Triage by keyboard, with every press counted by the browser itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey

# Each with twenty suggestions, as the issue counts them; the splitter does not come in between.
NEW_ARTICLES = """
from django.db import transaction
from claims.actions import article, claim
from claims.models import User
from claims.vocabulary import JobState
editor, checker = (User.objects.get(email=f"{role}@example.org") for role in ("editor", "checker"))
sentences = [f"The harbour handled {number}00 containers in week {number}." for number in range(1, 21)]
for _ in range(6):
    with transaction.atomic():
        story = article.import_article(actor=editor, title="", text=chr(10).join(["The harbour's year", *sentences]))
        story.jobs.update(state=JobState.DONE, progress=100)
        text = story.current_snapshot.text
        for sentence in sentences:
            start = text.index(sentence)
            claim.add_claim(actor=checker, article=story, start=start, end=start + len(sentence) - 1)
    print(f"/desk/articles/{story.pk}/")
"""

COUNT = """() => {
    window.presses = 0;
    window.clicks = 0;
    document.addEventListener("keydown", (event) => event.isTrusted && (window.presses += 1), true);
    document.addEventListener("pointerdown", () => (window.clicks += 1), true);
}"""


@pytest.fixture(scope="module")
def new_articles(running_product: Product) -> Iterator[str]:
    return iter(running_product.run(NEW_ARTICLES))


@pytest.fixture
def article(desk_of: Callable[..., Page], new_articles: Iterator[str]) -> Page:
    page = desk_of("editor", next(new_articles), viewport={"width": 1440, "height": 900})
    expect(page.locator("li.claim.s-suggested")).to_have_count(20)
    page.evaluate(COUNT)
    return page


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def focused(page: Page) -> int:
    """The place in the list, from 1, of the claim that has the focus."""
    return page.evaluate("[...document.querySelectorAll('#claims > li')].indexOf(document.activeElement) + 1")


def test_twenty_claims_take_at_most_45_presses_and_no_mouse(article: Page) -> None:
    """Twelve accepted and assigned, eight dismissed with a reason: what is dismissed cannot be assigned."""
    press(article, "j s 1")
    for place in range(2, 21):
        # Every press goes where the eyes are: to the claim that the one before led to.
        assert focused(article) == place
        press(article, "r" if place <= 12 else "d 2")
    expect(article.locator("li.claim.s-assigned")).to_have_count(12)
    expect(article.locator("li.claim.s-dismissed")).to_have_count(8)
    presses, clicks = article.evaluate("[presses, clicks]")
    assert (presses, clicks) == (30, 0)
    assert presses <= 45
    expect(article.locator("#triage-said")).to_contain_text("No claim of this list waits for a decision.")
    article.reload()
    expect(article.locator("li.claim.s-assigned")).to_have_count(12)
    expect(article.locator("li.claim.s-dismissed").first).to_contain_text("Too vague to check")


def test_moving_deciding_and_undoing(article: Page) -> None:
    press(article, "j j ArrowDown k")
    assert focused(article) == 2
    press(article, "a")
    assert focused(article) == 3
    expect(article.locator("li.claim").nth(1)).to_have_class("claim s-to_check")
    # A reason of one's own: the first letter is not lost, and keys are letters while one types.
    press(article, "d")
    article.keyboard.type("just a joke 2")
    press(article, "Enter")
    expect(article.locator("li.claim").nth(2)).to_contain_text("just a joke 2")
    assert focused(article) == 4
    press(article, "u")
    expect(article.locator("li.claim").nth(2)).to_contain_text("Undone")
    expect(article.locator("li.claim").nth(2)).to_be_focused()
    # The reason was saved with the dismissal: it does not wait in the form any more.
    expect(article.locator("li.claim details[open]")).to_have_count(0)
    press(article, "u")
    expect(article.locator("li.claim").nth(1)).to_have_class("claim s-suggested")
    press(article, "u")
    expect(article.locator("#triage-said")).to_have_text("There is nothing to undo.")
    # Several at once; a name by some of its letters.
    press(article, "x j x s")
    expect(article.locator("#picker")).to_be_visible()
    name = article.locator("[data-person]").first.locator("bdi").inner_text()
    article.keyboard.type(name[:4].lower())
    press(article, "Enter")
    expect(article.locator("li.claim.s-assigned")).to_have_count(2)
    press(article, "u")
    expect(article.locator("li.claim.s-suggested")).to_have_count(20)
    # With a day, which is undone with the assignment.
    press(article, "s")
    article.get_by_label("Due on").fill("2099-12-03")
    article.get_by_label("Due on").press("Enter")
    press(article, "Enter")
    expect(article.locator("#triage-said")).to_contain_text("2099")
    expect(article.locator("li.claim.s-assigned")).to_contain_text("2099")
    press(article, "u")
    expect(article.locator("li.claim.s-suggested")).to_have_count(20)
    assert "2099" not in article.locator("#claims").inner_text()
    press(article, "Enter")
    article.wait_for_url("**/desk/claims/*/")


def test_what_to_do_with_the_ticked_is_in_sight_wherever_the_page_is(article: Page) -> None:
    article.locator(".tick").first.check()
    for width, height in ((1440, 900), (1440, 600), (768, 900), (360, 640)):
        article.set_viewport_size({"width": width, "height": height})
        for place in ("0", "document.body.scrollHeight"):
            article.evaluate(f"scrollTo(0, {place})")
            expect(article.locator("#many")).to_be_in_viewport(ratio=1)
        # The last claim can be scrolled out from behind it.
        article.locator("li.claim").last.get_by_role("button", name="Accept").scroll_into_view_if_needed()
        article.locator("li.claim").last.get_by_role("button", name="Accept").click(trial=True)
    article.locator(".tick").first.uncheck()
    expect(article.locator("#many")).to_be_hidden()


def test_the_keys_can_be_looked_at_and_turned_off(article: Page) -> None:
    press(article, "j s")
    expect(article.get_by_role("dialog", name="Assign to")).to_be_visible()
    assert not Axe().run(article).response["violations"]
    press(article, "Escape ?")
    dialog = article.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    assert not Axe().run(article).response["violations"]
    press(article, "Tab Space Escape")
    expect(dialog).to_be_hidden()
    for _time in ("at once", "after a reload"):
        press(article, "j a ?")
        expect(dialog).to_be_hidden()
        expect(article.locator("li.claim.s-suggested")).to_have_count(20)
        article.reload()
    article.get_by_role("button", name="Keys").click()
    dialog.get_by_role("switch").check()
    dialog.get_by_role("button", name="Close").click()
    # With Ctrl, and in a field, they are nobody's.
    press(article, "j Control+a")
    expect(article.locator("li.claim.s-suggested")).to_have_count(20)
    press(article, "a")
    expect(article.locator("li.claim.s-to_check")).to_have_count(1)


def test_a_decision_that_the_server_never_got_is_said_and_the_reason_kept(article: Page) -> None:
    press(article, "j")
    article.context.set_offline(offline=True)
    press(article, "d")
    article.keyboard.type("Nobody can check this")
    press(article, "Enter")
    expect(article.locator("#triage-said")).to_contain_text("Not done")
    expect(article.get_by_role("alert")).to_contain_text("the server cannot be reached")
    expect(article.locator("li.claim input[name=reason]").first).to_have_value("Nobody can check this")
    article.context.set_offline(offline=False)
    article.reload()
    row = article.locator("li.claim").first
    expect(row.locator("input[name=reason]")).to_have_value("Nobody can check this")
    expect(row).to_contain_text("This is what you had typed here; it is not saved yet.")


def test_the_reason_outlives_the_session(article: Page) -> None:
    press(article, "j d")
    article.keyboard.type("Said by nobody")
    article.context.clear_cookies(name="sessionid")
    press(article, "Enter")
    article.wait_for_url("**/accounts/login/**")
    article.locator("input[name=login]").fill("editor@example.org")
    article.locator("input[name=password]").fill("tide-table-editor")
    article.get_by_role("button", name="Sign in").click()
    row = article.locator("li.claim").first
    expect(row.locator("input[name=reason]")).to_have_value("Said by nobody")
    expect(row).to_contain_text("This is what you had typed here; it is not saved yet.")
    # Somebody else decides meanwhile: that is said at the claim, and the reason is still there.
    row.locator("input[name=reason]").focus()
    article.evaluate("document.querySelectorAll('#claims > li')[0].dataset.version = '7'")
    press(article, "Enter")
    expect(row.get_by_role("alert")).to_contain_text("changed this in the meantime")
    expect(row.locator("input[name=reason]")).to_have_value("Said by nobody")
    expect(article.locator("#triage-said")).to_have_text("Not done: see the claim.")
