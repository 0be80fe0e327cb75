"""The languages that have rules of their own beside English, and what reads all others.

To add a language: a folder under data/, a reader such as german/reader.py, and a line here. A reader is imported when
the first text in its language comes, so that an English newsroom does not pay for it at start-up.
"""

from collections.abc import Callable

from claims.splitting.languages.detection import code_of
from claims.splitting.languages.reading import Reader, Reading
from claims.splitting.paragraphs import Block


def read_german(text: str, blocks: list[Block], report: Callable[[float], None]) -> Reading:
    """Read a German text."""
    from claims.splitting.languages.german import reader

    return reader.read_german(text, blocks, report)


def read_other(text: str, blocks: list[Block], report: Callable[[float], None]) -> Reading:
    """Read a text in a language without rules."""
    from claims.splitting.languages import fallback

    return fallback.read_other(text, blocks, report)


READERS: dict[str, Reader] = {"de": read_german}


def is_supported(tag: str) -> bool:
    """Say whether a language ("de", "pt-BR") has rules of its own."""
    code = code_of(tag)
    return code == "en" or code in READERS
