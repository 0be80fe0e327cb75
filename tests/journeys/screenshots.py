"""`make screenshots`: a picture of every screen (screens.py) in every width and scheme, to be looked at.

They go to var/screenshots, one file a picture, full page, named screen-width-scheme-newsroom.png, with an index.html
that shows them side by side. `make screenshots WHAT="sample queue"` takes those of one newsroom whose name begins so;
`make screenshots WHAT=readme` takes the pictures of the README and the guide again, into docs/images.

It stands with the journeys because it shares their screens, their browser and their way of starting the product.
"""

from __future__ import annotations

import html
import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from factcheck.local.bootstrap import find_chromium
from tests.journeys import newsrooms
from tests.journeys.screens import HEIGHT, SCHEMES, SCREENS, WIDTHS, Screen, addresses_in, open_screen, sign_in
from tests.product import CHROMIUM_OPTIONS, Product
from tests.services import BASE_DIR

# Longer pages are cut: they repeat themselves.
LONGEST = 3_000
# What the README and the editor's guide show: file, screen, width, height, scheme.
KEPT = [
    ("my-work", "my-work", 1280, 800, "light"),
    ("review", "review", 1280, 800, "light"),
    ("article", "article", 1200, 650, "light"),
    ("queue", "queue", 1200, 720, "light"),
    ("claim", "claim-in_review", 1200, 720, "dark"),
    ("phone", "my-work-checker", 390, 780, "light"),
]


class Photographer:
    """Takes the pictures of one newsroom."""

    def __init__(self, product: Product, kind: str, browser: Browser) -> None:
        self.product, self.kind, self.browser = product, kind, browser
        self.sessions: dict[str, StorageState | None] = {"": None}

    def page_of(self, role: str) -> Page:
        """A browser of its own for somebody with that role, signed in once."""
        account = newsrooms.account_for(self.kind, role)
        if account not in self.sessions:
            context = self.browser.new_context(base_url=self.product.url)
            sign_in(context.new_page(), account)
            self.sessions[account] = context.storage_state()
            context.close()
        state = self.sessions[account]
        return self.browser.new_context(
            base_url=self.product.url, storage_state=state, reduced_motion="reduce"
        ).new_page()

    def take_all(self, screens: list[Screen], folder: Path) -> None:
        for screen, address in addresses_in(self.product, screens):
            page = self.page_of(screen.role)
            page.set_viewport_size({"width": WIDTHS[-1], "height": HEIGHT})
            open_screen(page, screen, address)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    picture(page, folder / f"{screen.name}-{width}-{scheme}-{self.kind}.png", width)
            page.context.close()
            print(f"{self.kind}: {screen.name}", flush=True)

    def take_for_the_readme(self, folder: Path) -> None:
        found = {screen.name: (screen, address) for screen, address in addresses_in(self.product, SCREENS)}
        for file, name, width, height, scheme in KEPT:
            screen, address = found[name]
            page = self.page_of(screen.role)
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            open_screen(page, screen, address)
            page.screenshot(path=folder / f"{file}.png")
            page.context.close()


def picture(page: Page, path: Path, width: int) -> None:
    height = page.evaluate("document.documentElement.scrollHeight")
    if height <= LONGEST:
        page.screenshot(path=path, full_page=True)
    else:
        page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": LONGEST})


def write_index(folder: Path) -> None:
    """A row a screen and newsroom, its pictures beside each other."""
    rows: dict[tuple[str, str], list[str]] = {}
    for path in sorted(folder.glob("*.png")):
        name, width, scheme, kind = path.stem.rsplit("-", 3)
        rows.setdefault((name, kind), []).append(
            f'<a href="{html.escape(path.name)}"><img src="{html.escape(path.name)}" alt="{width} {scheme}" '
            f'width="{max(120, int(width) // 4)}" loading="lazy"></a>'
        )
    body = "".join(f"<h2>{html.escape(name)} · {kind}</h2><p>{''.join(row)}</p>" for (name, kind), row in rows.items())
    style = "p{display:flex;gap:8px;align-items:start;overflow:auto}img{border:1px solid #999}"
    page = f'<!doctype html><meta charset="utf-8"><title>Screens</title><style>{style}</style>{body}'
    (folder / "index.html").write_text(page)


def main() -> None:
    kinds, begins = list(newsrooms.ROLES), ""
    if sys.argv[1:]:
        kinds, begins = sys.argv[1:2], sys.argv[2] if sys.argv[2:] else ""
    folder = Path(os.environ.get("FACTCHECK_VAR") or BASE_DIR / "var").absolute() / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        var = Path(tempfile.mkdtemp(prefix="factcheck-screens-"))
        product = newsrooms.start(newsrooms.SAMPLE if kind == "readme" else kind, var)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_OPTIONS)
                photographer = Photographer(product, kind if kind != "readme" else newsrooms.SAMPLE, browser)
                if kind == "readme":
                    photographer.take_for_the_readme(BASE_DIR / "docs" / "images")
                else:
                    photographer.take_all([one for one in SCREENS if one.name.startswith(begins)], folder)
                browser.close()
        finally:
            product.stop()
            shutil.rmtree(var, ignore_errors=True)
    write_index(folder)
    print(f"Look at {folder / 'index.html'}")


if __name__ == "__main__":
    main()
