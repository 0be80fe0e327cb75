"""The languages that have rules of their own beside English, and what reads all others.

To add a language: a folder under data/, a reader such as german/reader.py, and a line here.
"""

from claims.splitting.languages.fallback import read_other
from claims.splitting.languages.german.reader import read_german
from claims.splitting.languages.reading import Reader

READERS: dict[str, Reader] = {"de": read_german}

__all__ = ["READERS", "is_supported", "read_other"]


def is_supported(tag: str) -> bool:
    """Say whether a language ("de", "pt-BR") has rules of its own."""
    code = tag.partition("-")[0].lower()
    return code == "en" or code in READERS
