"""What axe finds on the desk's screens and the readers' pages, wide and narrow, light and dark: nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.product import Product

pytestmark = pytest.mark.journey

WIDTHS = (1440, 360)
# What the scheme cannot change is looked at in one of them.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast"],
}

OF_A_CLAIM = "SELECT id FROM claims_claim WHERE state = %s ORDER BY id LIMIT 1"


def id_of(product: Product, statement: str, *parameters: object) -> int:
    return product.sql(statement, parameters)[0][0]


def found_on(page: Page, address: str) -> list[str]:
    """Every violation on the page, in each width and scheme, as a line."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 400, address
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            results = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
            found += [
                f"{address} {width} {scheme}: {violation['id']}: {node['html'][:160]}"
                for violation in results.response["violations"]
                for node in violation["nodes"][:3]
            ]
    return found


def test_the_desk(running_product: Product, desk_of: Callable[..., Page]) -> None:
    # Without transitions, which axe would catch in the middle.
    page = desk_of("editor", reduced_motion="reduce")
    article = id_of(running_product, "SELECT id FROM claims_article ORDER BY id LIMIT 1")
    states = ("suggested", "checking", "in_review", "corrected")
    claims = [id_of(running_product, OF_A_CLAIM, state) for state in states]
    checking = "SELECT e.id FROM claims_evidence e JOIN claims_claim c ON c.id = e.claim_id WHERE c.state = 'checking'"
    addresses = [
        "/desk/",
        "/desk/articles/",
        "/desk/articles/new/",
        f"/desk/articles/{article}/",
        f"/desk/articles/{article}/edit/",
        "/desk/claims/?state=any",
        "/desk/dashboard/",
        "/desk/search/?q=the",
        "/desk/claims/?q=nothing-has-these-words",
        *(f"/desk/claims/{claim}/" for claim in claims),
        f"/desk/claims/{claims[0]}/do/dismiss/",
        f"/desk/claims/{claims[0]}/passage/",
        f"/desk/evidence/{id_of(running_product, checking + ' ORDER BY e.id LIMIT 1')}/",
        f"/desk/replies/{id_of(running_product, 'SELECT id FROM claims_reply ORDER BY id LIMIT 1')}/",
        "/accounts/password/change/",
    ]
    found = [line for address in addresses for line in found_on(page, address)]
    assert not found, "\n".join(found)


def test_the_settings(running_product: Product, desk_of: Callable[..., Page]) -> None:
    page = desk_of("admin", reduced_motion="reduce")
    # With a row in each list, so that its buttons are looked at, too.
    page.goto("/desk/settings/topics/")
    page.get_by_label("Name").fill("Harbours")
    page.get_by_role("button", name="Add a topic").click()
    page.goto("/desk/settings/tokens/")
    page.get_by_label("What it is for").fill("axe")
    page.get_by_role("button", name="Make the token").click()
    person = id_of(running_product, "SELECT id FROM claims_user WHERE email = 'checker@example.org'")
    scale = id_of(running_product, "SELECT id FROM claims_ratingscale WHERE is_current")
    names = ("", "people/", f"people/{person}/", "scales/", f"scales/{scale}/", "topics/", "checklist/", "review/")
    names += ("publication/", "policies/", "policies/about/", "tokens/", "account/")
    found = [line for name in names for line in found_on(page, f"/desk/settings/{name}")]
    assert not found, "\n".join(found)


def test_the_readers_pages_and_signing_in(running_product: Product, browser: Browser) -> None:
    slugs = [
        running_product.sql("SELECT slug FROM claims_claim WHERE state = %s ORDER BY id LIMIT 1", (state,))[0][0]
        for state in ("published", "corrected", "withdrawn")
    ]
    addresses = ["/", *(f"/checks/{slug}/" for slug in slugs), "/accounts/login/", "/accounts/password/reset/"]
    context = browser.new_context(base_url=running_product.url, reduced_motion="reduce")
    page = context.new_page()
    home = page.goto("/")
    assert home is not None
    links = {link.get_attribute("href") or "" for link in page.locator("nav a, footer a").all()}
    addresses += sorted(link for link in links if link.startswith("/") and link not in addresses and "." not in link)
    found = [line for address in addresses for line in found_on(page, address)]
    assert not found, "\n".join(found)
    context.close()
