"""The details of a text of any length: a very long one is read in parts, which bounds the memory."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from claims.splitting.details.detail import Detail
from claims.splitting.details.find import find_details
from claims.splitting.sentences import Sentence

# So many characters are read at once; a part ends with a sentence.
PART = 500_000


def details_in_parts(
    text: str,
    sentences: list[Sentence],
    *,
    language: str,
    date: datetime.date | None = None,
    names: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Detail, ...]:
    """Give the details of a text in reading order; `sentences` are all of its sentences."""
    found: list[Detail] = []
    start = 0
    ends = [*(sentence.end for sentence in sentences), len(text)] if len(text) > PART else [len(text)]
    for end in ends:
        if end - start >= PART or end == len(text):
            part = find_details(text[start:end], language=language, date=date, names=names)
            found += [replace(one, start=one.start + start, end=one.end + start) for one in part] if start else part
            start = end
    return tuple(found)
