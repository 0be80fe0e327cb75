"""The languages that have rules of their own beside English, and what happens to all others."""

from collections.abc import Callable

from claims.splitting.languages.reading import Reader, Reading
from claims.splitting.paragraphs import Block
from claims.splitting.quotations import Quotation
from claims.splitting.sentences import find_sentences


def read_unsupported(
    text: str, blocks: list[Block], quotations: list[Quotation], report: Callable[[float], None]
) -> Reading:
    """Read a language without rules: its sentences."""
    report(0.9)
    return Reading("xx-0.1", find_sentences(text, blocks), [], supported=False)


READERS: dict[str, Reader] = {}


def is_supported(tag: str) -> bool:
    """Say whether a language ("de", "pt-BR") has rules of its own."""
    code = tag.partition("-")[0].lower()
    return code == "en" or code in READERS
