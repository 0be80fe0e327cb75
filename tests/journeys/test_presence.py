"""Who else is in a claim now is shown, and that they write, before one begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import EVERYDAY, found_on
from tests.product import Product

pytestmark = pytest.mark.journey

# A page tells and asks at once when it comes into view.
LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"
OF_THE_CHECKER = """
SELECT c.id FROM claims_claim c JOIN claims_user u ON u.id = c.checker_id
WHERE c.state = 'checking' AND u.email = 'checker@example.org' ORDER BY c.id LIMIT 1
"""
UNSAVED_TEXT = """
INSERT INTO claims_typed (person_id, key, answers, base, version, updated_at)
SELECT id, %s, '{"summary": "Half a summary"}', '{}', '0', now() FROM claims_user WHERE email = 'checker@example.org'
"""


def test_people_on_one_claim_see_each_other(running_product: Product, desk_of: Callable[..., Page]) -> None:
    address = f"/desk/claims/{running_product.sql(OF_THE_CHECKER)[0][0]}/"
    checker = desk_of("checker", address)
    mine = checker.locator("[data-presence]")
    expect(mine).not_to_contain_text("Amara")  # Oneself is not shown, in another tab neither.
    twin = checker.context.new_page()
    twin.goto(address)
    expect(twin.locator("[data-presence]")).not_to_contain_text("Amara")
    twin.close()

    editor = desk_of("editor", address)
    expect(editor.locator("[data-presence]")).to_contain_text("Amara Nwosu-Bell")
    checker.evaluate(LOOK_AGAIN)
    expect(mine).to_contain_text("Ingrid Halvane")
    expect(mine).not_to_contain_text("writing")

    with editor.expect_response("**/here/"):
        editor.locator("#id_verdict_summary").press_sequentially("x")
    checker.evaluate(LOOK_AGAIN)
    expect(checker.locator("#verdict .writing")).to_contain_text("Ingrid Halvane is writing here now.")
    expect(mine).to_contain_text("writing")

    # With an unsaved text of one's own beside it.
    running_product.sql(UNSAVED_TEXT, (f"verdict-{address.split('/')[3]}",))
    checker.reload()
    expect(checker.locator("[data-offer]")).to_be_visible()
    assert found_on(checker, "a claim where somebody writes", EVERYDAY) == []
    running_product.sql("DELETE FROM claims_typed WHERE answers->>'summary' = 'Half a summary'")

    # Who goes is gone.
    editor.locator("#id_verdict_summary").press("Backspace")
    editor.goto("/desk/")
    checker.evaluate(LOOK_AGAIN)
    expect(mine).not_to_contain_text("Ingrid Halvane")
    expect(checker.locator("#verdict .writing")).to_have_count(0)
