"""The files that public pages refer to: their stylesheets and the site's mark, each named by its content.

A page that was written yesterday keeps the stylesheet it was made with, and browsers may keep both for ever.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders

_EVERY_PAGE = ("css/tokens.css", "css/public.css")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the public folder; `name` is its place there, for example `assets/public.3f2a91c04be1.css`."""

    name: str
    content: bytes

    @property
    def url(self) -> str:
        return "/" + self.name


def _asset(stem: str, suffix: str, *sources: str) -> Asset:
    content = b"\n".join(read_static(source) for source in sources)
    if suffix == "css":
        content = small(content.decode()).encode()
    return Asset(f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}", content)


def small(css: str) -> str:
    """The stylesheet without what is only there for whoever reads its source: a quarter of the whole."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    # Strings stay as they are; a space stays where two words, or a sum, need it.
    css = _BETWEEN.sub(lambda found: found[1] or found[2] or (":" if found[0][0] == ":" else " "), css)
    return css.replace(";}", "}").strip()


_BETWEEN = re.compile(r'("[^"]*")|\s*([{};,>])\s*|:\s+|\s+')


def read_static(source: str) -> bytes:
    """A file of static/."""
    found = finders.find(source)
    if not isinstance(found, str):
        raise FileNotFoundError(f"static/{source} is missing; the public pages cannot be written without it.")
    return Path(found).read_bytes()


def stylesheet() -> Asset:
    """The readers' stylesheet, for all pages but the next: the shared tokens and what is built on them, in one file."""
    return _asset("public", "css", *_EVERY_PAGE, "css/verdict.css", "css/lists.css", "css/versions.css")


def check_stylesheet() -> Asset:
    """What the page of a check needs: the one that most readers come to, often with no other page kept."""
    return _asset("check", "css", *_EVERY_PAGE, "css/verdict.css")


def card_stylesheet() -> Asset:
    """What a card in a frame on another site needs, and no more."""
    return _asset("card", "css", "css/tokens.css", "css/card.css")


def every() -> tuple[Asset, ...]:
    """All of them, the stylesheets and the mark."""
    return stylesheet(), check_stylesheet(), card_stylesheet(), mark()


def mark() -> Asset:
    """The little picture beside the page's title in a browser's tab."""
    return _asset("mark", "svg", "img/mark.svg")
