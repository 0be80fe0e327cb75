"""Reviewing by keyboard alone: approve one claim, send the next one back with two points, and what must not happen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey

# Two claims in review that are due before all others, and a question that must be ticked to approve.
TWO_IN_REVIEW = r"""
import datetime
from claims.actions import article, claim, evidence, verdict
from claims.models import ChecklistItem, Claim, Rating, User
editor, checker = (User.objects.get(email=f"{role}@example.org") for role in ("editor", "checker"))
needed = {"is_required": True, "is_active": True}
ChecklistItem.objects.update_or_create(name="Every figure has its source", defaults=needed)
rating = Rating.objects.filter(scale__is_current=True)[0]
for day in (1, 2):
    story = article.import_article(actor=editor, title="", text="Pier closed\n\nThe mayor said 12 piers are closed.")
    new = claim.add_claim(actor=editor, article=story, start=13, end=47)
    new = claim.assign_claim(actor=editor, claim_id=new.pk, version=new.version, checker=checker)
    new = claim.start_checking(actor=checker, claim_id=new.pk, version=new.version)
    who = {"actor": checker, "claim_id": new.pk}
    evidence.add_evidence(**who, title="List of piers", stance="contradicts", passage="11 piers.")
    said = {"summary": "There are eleven.", "explanation": "The list names *eleven* piers."}
    verdict.save_verdict(**who, version=0, rating=rating, **said)
    new.refresh_from_db()
    verdict.submit_verdict(actor=checker, claim_id=new.pk, version=new.version)
    Claim.objects.filter(pk=new.pk).update(due_on=datetime.date(2001, 1, day))
    print(f"/desk/claims/{new.pk}/review/")
"""
# As when the page comes into view.
JUST_OPENED = "document.dispatchEvent(new Event('visibilitychange'))"
# The first moment of a page is over, for its scripts.
A_MOMENT_LATER = "() => { const now = performance.now.bind(performance); performance.now = () => now() + 1500; }"
FORGET_THE_QUESTION = "UPDATE claims_checklistitem SET is_active = false WHERE name = 'Every figure has its source'"


@pytest.fixture
def two(running_product: Product) -> Iterator[list[str]]:
    yield running_product.run(TWO_IN_REVIEW)
    running_product.sql(FORGET_THE_QUESTION)


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def press_button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    press(page, "Enter")


def state_of(product: Product, address: str) -> str:
    number = int(re.findall(r"\d+", address)[0])
    return product.sql("SELECT state FROM claims_claim WHERE id = %s", (number,))[0][0]


def test_two_reviews_by_keyboard(running_product: Product, two: list[str], desk_of: Callable[..., Page]) -> None:
    first, second = two
    page = desk_of("editor", "/desk/reviews/", viewport={"width": 1440, "height": 900})
    expect(page).to_have_url(re.compile(f"{first}$"))
    said = page.locator("#review-said")
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Approve and next")
    dialog.get_by_role("switch").uncheck()
    press(page, "Escape j")
    expect(page.locator("#part-said")).not_to_be_focused()
    press_button(page, "Keys")
    dialog.get_by_role("switch").check()
    press(page, "Escape")
    # Nothing is decided in the first moment, by key or by a click that was meant for the page before.
    page.evaluate(JUST_OPENED)
    press(page, "a")
    expect(said).to_contain_text("only just opened")
    page.evaluate(JUST_OPENED)
    press_button(page, "Approve and next")
    expect(said).to_contain_text("only just opened")
    assert state_of(running_product, first) == "in_review"
    page.evaluate(A_MOMENT_LATER)
    press(page, "a")
    expect(said).to_contain_text("Tick what the checklist needs first")
    press(page, "x")
    expect(page.get_by_label("Every figure has its source")).to_be_checked()
    # The key waits until all of it was in view, and leads to what was not.
    page.set_viewport_size({"width": 1440, "height": 400})
    page.evaluate("scrollTo(0, 0)")
    page.reload()
    page.evaluate(A_MOMENT_LATER)
    press(page, "x a")
    expect(said).to_contain_text("You have not seen all of it yet")
    expect(page.locator(".review-main [data-part]:focus")).to_have_count(1)
    page.set_viewport_size({"width": 1440, "height": 4000})
    expect(page.locator(".review-main [data-part]").last).to_be_in_viewport(ratio=1)
    page.evaluate(A_MOMENT_LATER)
    # Pressed too often, it approves one claim and not the next.
    press(page, "a a a")
    expect(page).to_have_url(re.compile(f"{second}$"))
    press(page, "a")
    expect(page.locator(".message-success")).to_contain_text("Approved: “The mayor said 12 piers are closed")
    assert (state_of(running_product, first), state_of(running_product, second)) == ("approved", "in_review")

    # Two points, each about the part in hand; what is selected there is quoted.
    press(page, "j j j j")
    expect(page.locator("#part-summary")).to_be_focused()
    press(page, "c")
    page.keyboard.type("Which ones? a r x")
    press(page, "Escape j")
    expect(page.locator("#part-explanation")).to_be_focused()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#part-explanation em'))")
    press(page, "c")
    page.keyboard.type("Count again.")
    expect(page.locator("#id_point-2-part")).to_have_value("explanation")
    expect(page.locator("#id_point-2-quote")).to_have_value("eleven")
    assert not Axe().run(page).response["violations"]
    press(page, "Escape")
    expect(page.locator("#part-explanation")).to_be_focused()
    # What was asked for is not dropped by a wrong key, nor by going away and coming back.
    page.evaluate(A_MOMENT_LATER)
    press(page, "n")
    expect(said).to_contain_text("press r, or empty the points first")
    page.reload()
    expect(page.locator("#id_point-2-reason")).to_have_value("Count again.")
    expect(page.locator("#id_point-2-reason")).to_be_visible()
    page.evaluate(A_MOMENT_LATER)
    press(page, "r")
    expect(page).not_to_have_url(re.compile(f"{second}$"))
    assert state_of(running_product, second) == "changes_requested"

    # The checker finds both, ticks one off, and sees the other at its place.
    checker = desk_of("checker")
    expect(checker.locator("main")).to_contain_text("Summary: Which ones? a r x")
    checker.goto(second.replace("review/", ""))
    first_point = checker.locator(".standing .point").first
    first_point.get_by_text("Tick off or answer").click()
    first_point.get_by_role("button", name="Done").click()
    expect(checker.locator(".standing .point").first).to_contain_text("✓ done")
    expect(checker.locator(".standing .point").last).to_contain_text("○ open")
