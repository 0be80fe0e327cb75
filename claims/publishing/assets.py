"""The files that public pages refer to: one stylesheet and the site's mark, each named by its content.

A page that was written yesterday keeps the stylesheet it was made with, and browsers may keep both for ever.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders


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
        # What is only there for whoever reads the sources. No string of theirs holds a brace or a semicolon.
        content = re.sub(rb"\s*([{};])\s*", rb"\1", re.sub(rb"/\*.*?\*/", b"", content, flags=re.DOTALL)).strip()
    return Asset(f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}", content)


def read_static(source: str) -> bytes:
    """A file of static/."""
    found = finders.find(source)
    if not isinstance(found, str):
        raise FileNotFoundError(f"static/{source} is missing; the public pages cannot be written without it.")
    return Path(found).read_bytes()


def stylesheet() -> Asset:
    """The readers' stylesheet: the shared tokens and what is built on them, in one file."""
    return _asset("public", "css", "css/tokens.css", "css/public.css", "css/verdict.css", "css/lists.css")


def card_stylesheet() -> Asset:
    """What a card in a frame on another site needs, and no more."""
    return _asset("card", "css", "css/tokens.css", "css/card.css")


def mark() -> Asset:
    """The little picture beside the page's title in a browser's tab."""
    return _asset("mark", "svg", "img/mark.svg")
