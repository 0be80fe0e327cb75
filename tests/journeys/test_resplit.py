"""An editor compares an article's suggestions with a new split and makes the changes, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import STORY
from tests.journeys.test_accessibility import EVERYDAY, found_on
from tests.product import Product

pytestmark = pytest.mark.journey

# As another version of the splitter would have it: one suggestion less by its last character, one worth less.
CUT_SHORT = """UPDATE claims_claim SET "end" = "end" - 1, quote = left(quote, -1) WHERE id = %s"""
WORTH_LESS = "UPDATE claims_claim SET score = 0.01 WHERE id = %s"


def test_a_new_split_is_looked_at_and_carried_out(running_product: Product, desk_of: Callable[..., Page]) -> None:
    editor = desk_of("editor", "/desk/articles/new/", reduced_motion="reduce")
    editor.get_by_label("Text", exact=False).first.fill(STORY)
    editor.get_by_role("button", name="Import and find claims").click()
    expect(editor.locator("li.claim").first).to_be_visible(timeout=20_000)
    address = re.sub(r"[?#].*", "", editor.url)
    article = int(address.rstrip("/").rpartition("/")[2])
    claims = running_product.sql(
        "SELECT id, quote FROM claims_claim WHERE article_id = %s ORDER BY length(quote) DESC, id LIMIT 3", (article,)
    )
    (cut, cut_words), (worth, worth_words), (touched, _words) = claims
    for statement, pk in ((CUT_SHORT, cut), (WORTH_LESS, worth), (WORTH_LESS, touched)):
        running_product.sql(f"{statement} RETURNING id", (pk,))

    # Somebody has accepted one of them: it is theirs.
    editor.goto(f"{address}?claim={touched}#claim-{touched}")
    editor.locator(f"#claim-{touched}").get_by_role("button", name="Accept").click()
    expect(editor.locator(f"#claim-{touched}.s-to_check")).to_be_visible()

    editor.get_by_role("link", name="See what a new split would change").click()
    editor.get_by_role("button", name="Compare").click()
    # No reload: htmx asks for the progress until the comparison is there.
    changes = editor.locator("li.change")
    expect(changes).to_have_count(3, timeout=20_000)
    expect(editor.locator("li.change-add ins")).to_have_text(cut_words)
    expect(editor.locator("li.change-remove del")).to_have_text(cut_words[:-1])
    expect(editor.locator("li.change-describe mark")).to_have_text(worth_words)
    expect(editor.locator(".kept li")).to_have_count(1)
    assert found_on(editor, "resplit", EVERYDAY) == []
    editor.set_viewport_size({"width": 360, "height": 900})
    assert editor.evaluate("document.documentElement.scrollWidth") <= 360

    editor.locator("li.change-describe input").uncheck()
    editor.get_by_role("button", name="Make the ticked changes").click()
    expect(editor.get_by_text("Done: 1 added, 1 removed, 0 described anew.")).to_be_visible()
    expect(changes).to_have_count(1)
    editor.get_by_role("button", name="Leave everything as it is").click()
    expect(editor).to_have_url(address)
    assert running_product.sql("SELECT state, is_touched FROM claims_claim WHERE id = %s", (cut,)) == [
        ("dismissed", False)
    ]
    assert running_product.sql("SELECT score, state FROM claims_claim WHERE id = %s", (touched,)) == [
        (0.01, "to_check")
    ]
