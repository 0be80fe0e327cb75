"""Evidence by upload, by a source used before, and from a similar earlier check, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.intake.test_uploads import PDF, picture
from tests.product import Product

pytestmark = pytest.mark.journey

CHECKED = "SELECT id, quote FROM claims_claim WHERE state = 'published' ORDER BY length(quote) DESC LIMIT 1"


def take_a_claim_like(product: Product, editor: Page) -> tuple[int, int]:
    """A claim that the editor checks, and the id of the published one that it repeats."""
    [(earlier, quote)] = product.sql(CHECKED)
    editor.goto("/desk/articles/new/")
    editor.get_by_label("Text", exact=True).fill(f"It was said again yesterday: {quote}. Nobody asked.")
    editor.get_by_role("button", name="Import and find claims").click()
    expect(editor).to_have_url(re.compile(r"/desk/articles/\d+/"))
    article = int(re.search(r"articles/(\d+)", editor.url)[1])  # type: ignore[index]
    expect(editor.locator("li.claim").first).to_be_visible(timeout=20_000)
    claim = product.sql("SELECT id FROM claims_claim WHERE article_id = %s ORDER BY length(quote) DESC", (article,))[0][
        0
    ]
    return claim, earlier


def test_evidence_is_uploaded_picked_and_taken_over(running_product: Product, desk_of: Callable[..., Page]) -> None:
    page = desk_of("editor")
    claim, earlier = take_a_claim_like(running_product, page)
    page.goto(f"/desk/claims/{claim}/")
    page.get_by_role("button", name="Accept for checking").click()
    page.get_by_role("button", name="Take this claim").click()
    page.get_by_role("button", name="Start checking").click()
    # From the earlier check
    page.locator("#similar").get_by_role("link", name="Use its evidence").first.click()
    expect(page).to_have_url(re.compile(f"/evidence/from/{earlier}/"))
    page.get_by_label("Take it over").first.check()
    page.get_by_role("button", name="Take over what is ticked").click()
    expect(page.get_by_text("1 piece of evidence is taken over.")).to_be_visible()
    # By upload; a file that is too large is told before it is sent
    page.locator("#evidence .add-evidence > summary").click()
    file = page.get_by_label("Or a file")
    file.evaluate("field => { field.dataset.bytes = 20 }")
    file.set_input_files({"name": "huge.pdf", "mimeType": "application/pdf", "buffer": PDF})
    assert file.evaluate("field => field.validationMessage") == "The file is too large: the limit is 20 MB."
    file.evaluate("field => { field.dataset.bytes = 20_000_000 }")
    file.set_input_files({"name": "crane.png", "mimeType": "text/html", "buffer": picture()})
    assert file.evaluate("field => field.validationMessage") == ""
    page.get_by_label("Supports").check()
    page.get_by_role("button", name="Add the source").click()
    expect(page.get_by_text("The source is added.")).to_be_visible()
    page.get_by_role("link", name="crane.png").click()
    shown = page.get_by_role("img", name="The uploaded picture: crane")
    expect(shown).to_be_visible()
    assert shown.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 6
    # By picking one that was used before: what was typed already stays
    page.goto(f"/desk/claims/{claim}/")
    page.locator("#evidence .add-evidence > summary").click()
    page.get_by_label("Exact passage").fill("Typed before it was picked.")
    page.get_by_label("Used it before?").fill("crane")
    page.get_by_role("link", name="Use this source").first.click()
    expect(page.locator(".picked")).to_contain_text("crane")
    expect(page.get_by_label("Exact passage")).to_have_value("Typed before it was picked.")
    page.reload()
    expect(page.locator(".picked")).to_contain_text("crane")
    expect(page.get_by_label("Exact passage")).to_have_value("Typed before it was picked.")
    page.get_by_label("Contradicts").check()
    page.get_by_role("button", name="Add the source").click()
    expect(page.get_by_text("The source is added.")).to_be_visible()
    sources = "SELECT count(DISTINCT source_id), count(*) FROM claims_evidence WHERE claim_id = %s"
    assert running_product.sql(sources, (claim,)) == [(2, 3)]
