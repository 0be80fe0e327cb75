"""What a checker wants to see at once, as one frozen dataclass."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Detail:
    """A figure, date, time, place or name: text[start:end] == detail.text, offsets in code points.

    kind: figure, date, time, place, person or organisation.
    value: a figure's number; a date as ISO 8601 in the precision it has ("2024-03-03", "2024-03", "2024") or as an
    interval ("2024-01-01/2024-03-31", "2015/.." since 2015); a time as "15:30"; a name or place in its full form.
    None where the words do not tell, such as "on Thursday" in an article without a date.
    unit: of a figure, such as "%", "USD", "km" or "people"; a place's class (country, city, sea, region); else "".
    upper: the second number of a range ("10 to 15"). bound: about, over, under, at least or at most, else "".
    alternatives: the readings of a date that has two ("4/3/2024"); then value is None.
    """

    kind: str
    start: int
    end: int
    text: str
    value: int | float | str | None
    unit: str = ""
    upper: int | float | None = None
    bound: str = ""
    alternatives: tuple[str, ...] = ()


def details_inside(details: Sequence[Detail], start: int, end: int) -> tuple[Detail, ...]:
    """Give the details of a claim: those that stand inside its offsets."""
    return tuple(detail for detail in details if start <= detail.start and detail.end <= end)
