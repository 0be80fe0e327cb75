"""Step 9, over a claim: "last month" and "on Thursday" with the date they come to, if the article's date is known."""

import datetime
import re
from collections.abc import Iterable, Iterator

from claims.splitting.details.detail import Detail
from claims.splitting.wording import Edit

YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


def date_edits(details: Iterable[Detail]) -> Iterator[Edit]:
    """Give the date for each of a claim's times that has one and does not print its year already."""
    for detail in details:
        if detail.kind != "date" or not isinstance(detail.value, str) or YEAR.search(detail.text):
            continue
        words = readable(detail.value)
        if not words:
            continue
        printed = any(char.isdigit() for char in detail.text)
        # "2 August" lacks only its year.
        yield Edit(detail.end, detail.end, words[-4:] if printed else f"({words})", "when")


def readable(value: str) -> str:
    """Write an ISO date of any precision, or an interval of two, as English news does; "" for what is neither."""
    first, slash, last = value.partition("/")
    if slash:
        ends = readable(first), readable(last)
        return " to ".join(ends) if all(ends) else ""
    try:
        if len(value) == 4:
            return str(int(value))
        if len(value) == 7:
            return f"{datetime.date.fromisoformat(value + '-01'):%B %Y}"
        day = datetime.date.fromisoformat(value)
    except ValueError:
        return ""
    return f"{day.day} {day:%B %Y}"
