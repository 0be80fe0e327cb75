"""The article's page in a browser without JavaScript: every decision about its claims can be taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

pytestmark = pytest.mark.journey

NEW_ARTICLE = """
from django.db import transaction
from claims.actions import article, claim
from claims.models import User
from claims.vocabulary import JobState
editor, checker = (User.objects.get(email=f"{role}@example.org") for role in ("editor", "checker"))
with transaction.atomic():
    text = "The pier\\n\\nThe pier is 40 metres long and 12 wide. It was built in 1911. It cost 3 million crowns."
    story = article.import_article(actor=editor, title="", text=text)
    story.jobs.update(state=JobState.DONE, progress=100)
    for words in ("The pier is 40 metres long and 12 wide", "It was built in 1911", "It cost 3 million crowns"):
        claim.add_claim(actor=checker, article=story, start=text.index(words), end=text.index(words) + len(words))
print(f"/desk/articles/{story.pk}/")
"""


def test_every_decision_of_a_triage(running_product: Product, desk_of: Callable[..., Page]) -> None:
    (address,) = running_product.run(NEW_ARTICLE)
    page = desk_of("editor", address, java_script_enabled=False)
    rows = page.locator("li.claim")
    expect(page.get_by_role("button", name="Keys")).to_be_hidden()
    expect(page.locator("#many")).to_be_hidden()
    # One by one, and undone.
    rows.nth(1).locator("summary", has_text="Dismiss").click()
    rows.nth(1).get_by_role("button", name="Too vague to check").click()
    expect(rows.nth(1)).to_contain_text("Dismissed: Too vague to check")
    rows.nth(1).get_by_role("button", name="Undo").click()
    expect(rows.nth(1)).to_contain_text("Undone")
    # Several at once: the bar comes with the first tick.
    rows.nth(1).get_by_role("checkbox").check()
    rows.nth(2).get_by_role("checkbox").check()
    page.get_by_label("Checker", exact=True).select_option(index=1)
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("2 claims were assigned.")).to_be_visible()
    expect(page.locator("li.claim.s-assigned")).to_have_count(2)
    # Its words: split in two, merged again, one word less.
    rows.first.get_by_role("link", name="Passage").click()
    page.get_by_label("The second claim begins at").select_option(label="… 40 metres long and ✂ 12 wide …")
    page.get_by_role("button", name="Split here").click()
    expect(rows).to_have_count(4)
    expect(rows.first.locator(".row-title")).to_have_text("The pier is 40 metres long and")
    rows.first.get_by_role("link", name="Passage").click()
    page.get_by_role("button", name="Merge with the one after").click()
    expect(rows.first.locator(".row-title")).to_have_text("The pier is 40 metres long and 12 wide")
    rows.first.get_by_role("link", name="Passage").click()
    page.get_by_role("group", name="Begin one word").get_by_role("button", name="later").click()
    expect(page.locator("blockquote mark")).to_have_text("pier is 40 metres long and 12 wide")
