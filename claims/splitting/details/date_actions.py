"""What the actions of a language's dates.txt make of the words that a pattern captured."""

from collections.abc import Callable, Mapping

from claims.splitting.details import calendar
from claims.splitting.details.calendar import Day

# 29 February is a day of some year.
LEAP_YEAR = 2000
# Class of words, as in a pattern -> the values captured for it, in order.
Captured = Mapping[str, list[int | str]]
# A date or interval as ISO 8601. None: cannot be told without the article's date. False: it is no date after all.
Made = str | bool | None


def one(captured: Captured, element: str, place: int = 0) -> int:
    """Give a captured number; 0 where nothing was captured."""
    values = captured.get(element, [])
    return int(values[place]) if place < len(values) else 0


def make_date(captured: Captured, today: Day | None, future: bool) -> Made:  # noqa: FBT001
    """Make a date of any of year, month and day."""
    year, month, day = one(captured, "{year}"), one(captured, "{month}"), one(captured, "{day}")
    if not year:
        if day and calendar.iso(LEAP_YEAR, month, day) is None:
            return False
        if today is None:
            return None
        year = calendar.year_of(today, month, day or None, future=future)
    return calendar.iso(year, month, day or None) or False


def make_weekday(captured: Captured, today: Day | None, future: bool) -> Made:  # noqa: FBT001
    """Make a date of a weekday: the nearest, today included."""
    found = calendar.weekday_near(today, one(captured, "{weekday}"), future=future) if today else None
    return found.isoformat() if found else None


def make_quarter(captured: Captured, today: Day | None, future: bool) -> Made:  # noqa: FBT001
    """Make an interval of a quarter."""
    number, year = one(captured, "{ordinal}") or one(captured, "{n}"), one(captured, "{year}")
    return calendar.months_of(year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else False


def make_half(captured: Captured, today: Day | None, future: bool) -> Made:  # noqa: FBT001
    """Make an interval of a half-year."""
    number, year = one(captured, "{ordinal}") or one(captured, "{n}"), one(captured, "{year}")
    return calendar.months_of(year, 6 * number - 5, 6 * number) if 1 <= number <= 2 else False


def make_decade(captured: Captured, today: Day | None, future: bool) -> Made:  # noqa: FBT001
    """Make an interval of "1990s" or "90s", which are the last century's."""
    first = one(captured, "{decade}")
    first += 0 if first >= 1000 else 1900 if first >= 20 else 2000
    return f"{first}/{first + 9}"


def make_century(captured: Captured, today: Day | None, future: bool) -> Made:  # noqa: FBT001
    """Make an interval of "the 19th century"; a small number before "century" is none ("second century")."""
    number = one(captured, "{ordinal}")
    return f"{100 * number - 99}/{100 * number}" if 10 <= number <= 22 else False


def make_years(captured: Captured, today: Day | None, future: bool) -> Made:  # noqa: FBT001
    """Make an interval of two years that stand in order."""
    first, last = one(captured, "{year}"), one(captured, "{year}", 1)
    return f"{first}/{last}" if first < last else False


def relative(make: Callable[[Day, Captured], str | None]) -> Callable[[Captured, Day | None, bool], Made]:
    """Wrap an action that means nothing without the article's date."""
    return lambda captured, today, future: make(today, captured) if today else None


def strict_weekday(*, future: bool) -> Callable[[Day, Captured], str | None]:
    """Give the action for "last Thursday" and "next Thursday", which are never today."""

    def make(today: Day, captured: Captured) -> str | None:
        found = calendar.weekday_near(today, one(captured, "{weekday}"), future=future, strict=True)
        return found.isoformat() if found else None

    return make


def month_beside(today: Day, captured: Captured, step: int) -> str | None:
    """Give "last March" and "next March": never the month of today."""
    month = one(captured, "{month}")
    year = today.year + ((step > 0) if month <= today.month else 0) - ((step < 0) if month >= today.month else 0)
    return calendar.iso(year, month)


def past_units(today: Day, captured: Captured) -> str | None:
    """Give "the past three weeks" as the interval that ends today."""
    start = calendar.shifted(today, kind_in(captured), -(one(captured, "{n}") or 1))
    return f"{start}/{today.isoformat()}" if start else None


def back(today: Day, captured: Captured) -> str | None:
    """Give "two weeks ago" as a whole week, "three days ago" as a day, longer ago as a month or year."""
    kind, count = kind_in(captured), -(one(captured, "{n}") or 1)
    return calendar.unit_around(today, kind, count) if kind == "week" else calendar.shifted(today, kind, count)


def kind_in(captured: Captured) -> str:
    """Give the captured unit of time."""
    return str(captured["{unit}"][0])


ACTIONS: dict[str, Callable[[Captured, Day | None, bool], Made]] = {
    "date": make_date,
    "year": lambda captured, today, future: calendar.iso(one(captured, "{year}")),
    "fiscal": lambda captured, today, future: calendar.iso(one(captured, "{year}")),
    "years": lambda captured, today, future: (
        f"{one(captured, '{year}')}/{one(captured, '{year}', 1)}"
        if one(captured, "{year}") < one(captured, "{year}", 1)
        else False
    ),
    "date_last": relative(lambda today, captured: month_beside(today, captured, -1)),
    "date_next": relative(lambda today, captured: month_beside(today, captured, 1)),
    "weekday": make_weekday,
    "weekday_last": relative(strict_weekday(future=False)),
    "weekday_next": relative(strict_weekday(future=True)),
    "back": relative(back),
    "ahead": relative(lambda today, captured: calendar.shifted(today, kind_in(captured), one(captured, "{n}") or 1)),
    "last_unit": relative(lambda today, captured: calendar.unit_around(today, kind_in(captured), -1)),
    "this_unit": relative(lambda today, captured: calendar.unit_around(today, kind_in(captured), 0)),
    "next_unit": relative(lambda today, captured: calendar.unit_around(today, kind_in(captured), 1)),
    "past_units": relative(past_units),
    "day_before": relative(lambda today, captured: calendar.shifted(today, "day", -2)),
    "day_after": relative(lambda today, captured: calendar.shifted(today, "day", 2)),
    "quarter": make_quarter,
    "half": make_half,
    "decade": make_decade,
    "century": lambda captured, today, future: (
        f"{100 * one(captured, '{ordinal}') - 99}/{100 * one(captured, '{ordinal}')}"
        if 10 <= one(captured, "{ordinal}") <= 22
        else False
    ),
}
