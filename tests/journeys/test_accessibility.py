"""What axe finds on every screen (screens.py): nothing. Nothing is wider than a phone, and no browser complains.

In the everyday run each screen of the sample newsroom that is not like another is loaded once, read by axe once, and
made as narrow as a phone. Contrast, which takes axe longer than all else together, is measured there on some screens.
`make test-screens` measures everything in every width and scheme, at all three newsrooms (newsrooms.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState

from tests.journeys import newsrooms
from tests.journeys.screens import (
    DESK,
    HEIGHT,
    READERS,
    SCHEMES,
    SCREENS,
    SETTINGS,
    SIGNED_OUT,
    WIDTHS,
    Screen,
    addresses_in,
    open_screen,
    sign_in,
)
from tests.product import Product

ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYDAY = [(1440, "light", ALL_RULES), (360, "dark", [])]
# Whose colours are measured every day: between them they have the colours of all others.
COLOURS = {
    *("my-work", "article-new-refused", "article", "queue", "board", "claim-checking", "claim-published", "review"),
    *("dashboard", "people", "topics", "publication", "sign-in-refused"),
    *("readers", "readers-corrected", "readers-withdrawn", "readers-found", "take-part-claim-refused"),
}
COMPLETE = [(width, scheme, ALL_RULES) for width in WIDTHS for scheme in SCHEMES]

AXE = "(options) => axe.run(document, options).then((found) => found.violations)"
# The elements that reach past the right edge (in Arabic: the left) and make the page scroll sideways.
TOO_WIDE = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const out = [...document.querySelectorAll("body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > page.clientWidth + 1 || box.left < -1);
    });
    return [`${page.scrollWidth} px`, ...out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
}"""


def found_on(page: Page, name: str, looks: list[tuple[int, str, list[str]]], *, colours: bool = True) -> list[str]:
    """Everything that is wrong with the page as it stands open, in each of `looks`, as lines.

    Without `colours` the contrast of the text is not measured.
    """
    page.evaluate(Axe().axe_script)
    found = []
    for width, scheme, rules in looks:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        options: dict[str, object] = {"runOnly": rules, "resultTypes": ["violations"]}
        if not colours:
            options["rules"] = {"color-contrast": {"enabled": False}}
        found += [
            f"{name} {width} {scheme}: {violation['id']}: {node['html'][:160]}"
            for violation in (page.evaluate(AXE, options) if rules else [])
            for node in violation["nodes"][:3]
        ]
        if wide := page.evaluate(TOO_WIDE):
            found.append(f"{name} {width}: scrolls sideways: {' '.join(wide)}")
    return found


@contextlib.contextmanager
def browser_of(browser: Browser, product: Product, state: StorageState | None, found: list[str]) -> Iterator[Page]:
    """A browser whose complaints (errors, warnings, refused content) go to `found`. Without transitions, which axe
    would catch in the middle."""
    context = browser.new_context(base_url=product.url, storage_state=state, reduced_motion="reduce")
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": HEIGHT})
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on("console", lambda line: found.append(f"{page.url}: {line.text}") if is_complaint(line) else None)
    yield page
    context.close()


def is_complaint(line: object) -> bool:
    # That an answer was 4xx is looked at on the screen.
    text, kind = line.text, line.type  # type: ignore[attr-defined]
    return kind in ("error", "warning") and "Failed to load resource" not in text


@pytest.mark.journey
@pytest.mark.parametrize("screens", [DESK, SETTINGS, SIGNED_OUT, READERS], ids=["desk", "settings", "out", "readers"])
def test_every_screen(
    running_product: Product, browser: Browser, session_of: Callable[[str], StorageState], screens: list[Screen]
) -> None:
    if screens is SETTINGS:
        fill_the_lists(running_product, browser, session_of("admin"))
    found: list[str] = []
    screens = [screen for screen in screens if not screen.is_like]
    for role in sorted({screen.role for screen in screens}):
        with browser_of(browser, running_product, session_of(role) if role else None, found) as page:
            for screen, address in addresses_in(running_product, [one for one in screens if one.role == role]):
                page.set_viewport_size({"width": 1440, "height": HEIGHT})
                open_screen(page, screen, address)
                found += found_on(page, screen.name, EVERYDAY, colours=screen.name in COLOURS)
    assert not found, "\n".join(found)


def test_colours_are_measured_every_day_on_screens_that_are_looked_at() -> None:
    assert {screen.name for screen in SCREENS if not screen.is_like} >= COLOURS


def fill_the_lists(product: Product, browser: Browser, state: StorageState) -> None:
    """A row in each list of the settings, so that its buttons are looked at, too."""
    with browser_of(browser, product, state, []) as page:
        page.goto("/desk/settings/topics/")
        page.get_by_label("Name").fill("Harbours")
        page.get_by_role("button", name="Add a topic").click()
        page.goto("/desk/settings/tokens/")
        page.get_by_label("What it is for").fill("axe")
        page.get_by_role("button", name="Make the token").click()


@pytest.mark.screens
@pytest.mark.parametrize("kind", newsrooms.ROLES)
def test_every_screen_in_every_width_and_scheme(kind: str, browser: Browser, tmp_path: Path) -> None:
    found: list[str] = []
    looked = 0
    product = newsrooms.start(kind, tmp_path / "var")
    try:
        sessions: dict[str, StorageState | None] = {"": None}
        for role in newsrooms.ROLES[kind]:
            with browser_of(browser, product, None, found) as page:
                sign_in(page, role)
                sessions[role] = page.context.storage_state()
        for role, state in sessions.items():
            mine = [one for one in SCREENS if newsrooms.account_for(kind, one.role) == role]
            with browser_of(browser, product, state, found) as page:
                for screen, address in addresses_in(product, mine):
                    page.set_viewport_size({"width": 1440, "height": HEIGHT})
                    open_screen(page, screen, address)
                    found += found_on(page, screen.name, COMPLETE)
                    looked += len(COMPLETE)
    finally:
        product.stop()
    print(f"{kind}: {looked} combinations of screen, width and scheme")
    assert not found, "\n".join(found)
