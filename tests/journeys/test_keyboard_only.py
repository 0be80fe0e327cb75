"""The checker's main job, and the ways to it, without a mouse: what is reached is in sight and shows that it is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey

ASSIGNED = """
from django.db import transaction
from claims.actions import article, claim
from claims.models import User
from django.utils import timezone
from claims.vocabulary import JobState
editor, checker = (User.objects.get(email=f"{role}@example.org") for role in ("editor", "checker"))
with transaction.atomic():
    text = "The lighthouse\\n\\nThe lighthouse was built in 1874."
    story = article.import_article(actor=editor, title="", text=text)
    story.jobs.update(state=JobState.DONE, progress=100)
    found = claim.add_claim(actor=editor, article=story, start=text.rindex("The"), end=len(text) - 1)
    # Due, so that it comes before what other journeys have assigned.
    claim.assign_claim(
        actor=editor, claim_id=found.pk, version=found.version, checker=checker, due_on=timezone.localdate()
    )
"""

# The name of what has the focus, and what is wrong with how it looks; "" for the page itself.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return ["", ""];
    const label = one.labels?.[0]?.innerText ?? one.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
    const name = (one.getAttribute("aria-label") || label || one.innerText || one.value || "").trim();
    const box = one.getBoundingClientRect();
    // A tick may leave the ring to its label.
    const isMarked = [one, one.closest("label")].filter(Boolean).map((it) => getComputedStyle(it))
        .some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const isInSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return [name, (isMarked ? "" : "no ring ") + (isInSight ? "" : "out of sight")];
}"""


def tab_to(page: Page, name: str, *, at_most: int = 90) -> None:
    """Press Tab until what is called so has the focus. Every stop on the way must be seen to have it."""
    passed = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        at, fault = page.evaluate(FOCUS)
        assert not fault, f"{at!r}: {fault}"
        passed.append(at)
        if at.startswith(name):
            return
    raise AssertionError(f"{name!r} was not reached by way of {passed}")


def enter(page: Page, name: str) -> None:
    """Go there and press Enter, which leads to another page or place."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def test_from_my_work_to_the_review(running_product: Product, desk_of: Callable[..., Page]) -> None:
    running_product.run(ASSIGNED)
    page = desk_of("checker", viewport={"width": 1440, "height": 900})
    page.reload()
    # The first stop leads past the navigation.
    enter(page, "Skip to the content")
    assert page.evaluate("document.activeElement.id") == "main"
    enter(page, "The lighthouse was built in 1874")
    expect(page).to_have_url(re.compile(r"/desk/claims/\d+/$"))
    enter(page, "Start checking")
    expect(page.locator(".state-checking").first).to_be_visible()
    # Fields come in the order in which they are read: each is found by going on from the one before.
    write(page, "Address", "https://archive.example/lighthouse")
    write(page, "Title", "The builder's ledger")
    tab_to(page, "Supports")
    page.keyboard.press("ArrowDown")
    write(page, "Exact passage", "Finished in May 1876.")
    enter(page, "Add the source")
    expect(page.locator("#evidence li.piece")).to_have_count(1)
    # It goes on from the source that was added, not from the top of the page.
    tab_to(page, "Edit: The builder's ledger", at_most=4)
    tab_to(page, "Not rated yet")
    page.keyboard.press("ArrowDown")
    write(page, "Summary", "It was finished two years later.")
    write(page, "Explanation", "The **ledger** has the day.")
    tab_to(page, "Preview")
    page.keyboard.press("Enter")
    expect(page.locator("#preview strong", has_text="ledger")).to_be_visible()
    assert page.evaluate(FOCUS)[0] == "Preview"
    enter(page, "Send to review")
    expect(page.locator(".state-in_review").first).to_be_visible()


def test_bringing_an_article_in_finding_it_and_the_settings(desk_of: Callable[..., Page]) -> None:
    page = desk_of("editor", viewport={"width": 1440, "height": 900})
    enter(page, "Articles")
    enter(page, "New article")
    write(page, "Text", "The foghorn\n\nThe foghorn has sounded 3,000 times since 1911.")
    enter(page, "Import and find claims")
    expect(page.locator("li.claim").first).to_be_visible(timeout=20_000)
    page.keyboard.press("/")
    page.keyboard.type("foghorn")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/search/\?q=foghorn"))
    enter(page, "The foghorn has sounded")
    expect(page).to_have_url(re.compile(r"/desk/claims/\d+/"))
    # A filter is answered in place, and the next letter goes where the last one went.
    enter(page, "Queue")
    write(page, "Words", "foghorn")
    expect(page).to_have_url(re.compile("q=foghorn"))
    page.keyboard.type("s")
    assert page.evaluate("document.activeElement.value") == "foghorns"
    page.goto("/desk/settings/")
    enter(page, "Topics")
    write(page, "Name", "Lighthouses")
    page.keyboard.press("Enter")
    expect(page.locator(".message-success")).to_be_visible()
    expect(page.get_by_text("Lighthouses", exact=True).first).to_be_visible()
