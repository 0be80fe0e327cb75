"""Step 9, over a claim: "last month" and "on Thursday" with the date they come to, if the article's date is known."""

import datetime
import re
from collections.abc import Iterable, Iterator

from claims.splitting.details.detail import Detail
from claims.splitting.wording import Edit

YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
DAY_AND_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)", re.IGNORECASE)
# "for the last years" and "nearly a decade ago" are no dates.
ROUGH = re.compile(r"\b(?:years|months|weeks|days|decades?|century|centuries)\b", re.IGNORECASE)
# Where a claim looks ahead, "on 2 May" can be next year's.
AHEAD = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) to|to be|set to|expected|due|scheduled|plan\w{0,5}|next|coming|upcoming"
    r"|intends?|until)\b"
)


def date_edits(text: str, details: Iterable[Detail], *, quoted: bool = False) -> Iterator[Edit]:
    """Give the date for each time of the claim `text` that surely has one and does not print its year already.

    quoted: some of the claim stands in quotation marks; then what is put in stands in square brackets.
    """
    opening, closing = "[]" if quoted else "()"
    for detail in details:
        if detail.kind != "date" or not isinstance(detail.value, str) or YEAR.search(detail.text):
            continue
        words = readable(detail.value)
        if not words or ROUGH.search(detail.text):
            continue
        if not any(char.isdigit() for char in detail.text):
            yield Edit(detail.end, detail.end, f"{opening}{words}{closing}", "when")
        elif "/" not in detail.value and DAY_AND_MONTH.search(detail.text) and not AHEAD.search(text):
            yield Edit(
                detail.end, detail.end, f"[{words[-4:]}]" if quoted else words[-4:], "when"
            )  # "2 August" lacks only its year.


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
