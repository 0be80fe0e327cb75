"""Days, weeks, months and years as ISO 8601: what a date in words means, seen from the article's date."""

import datetime

Day = datetime.date
EARLIEST, LATEST = datetime.date.min, datetime.date.max


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Give a date in the precision it has, or None where there is no such day."""
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def interval(start: Day, end: Day) -> str:
    """Give an interval, both days included."""
    return f"{start.isoformat()}/{end.isoformat()}"


def months_of(year: int, first: int, last: int) -> str:
    """Give the interval from the first day of one month to the last day of another of the same year."""
    return interval(datetime.date(year, first, 1), month_end(year, last))


def month_end(year: int, month: int) -> Day:
    """Give the last day of a month."""
    following = datetime.date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else LATEST
    return following - datetime.timedelta(days=1) if following != LATEST else LATEST


def weekday_near(today: Day, weekday: int, *, future: bool, strict: bool = False) -> Day | None:
    """Give the nearest such weekday (Monday is 1) before or after today; today itself unless `strict`."""
    distance = (weekday - today.isoweekday()) % 7 if future else (today.isoweekday() - weekday) % 7
    if distance == 0 and strict:
        distance = 7
    return moved(today, distance if future else -distance)


def moved(today: Day, days: int) -> Day | None:
    """Give the day so many days on, or None beyond the calendar."""
    try:
        return today + datetime.timedelta(days=days)
    except OverflowError:
        return None


def shifted(today: Day, kind: str, count: int) -> str | None:
    """Give the day, month, year or decade `count` units from today, in the precision of the unit."""
    if abs(count) > 20_000:
        return None
    if kind in ("day", "week"):
        day = moved(today, count * (7 if kind == "week" else 1))
        return day.isoformat() if day else None
    if kind == "month":
        months = today.year * 12 + today.month - 1 + count
        return iso(months // 12, months % 12 + 1) if 12 <= months < 120_000 else None
    year = today.year + count * (10 if kind == "decade" else 1)
    return iso(year) if 1 <= year <= 9999 else None


def unit_around(today: Day, kind: str, count: int) -> str | None:
    """Give the whole unit that lies `count` units from the one of today: last week is an interval, last month one."""
    if kind == "week":
        monday = moved(today, 7 * count - today.weekday())
        sunday = moved(monday, 6) if monday else None
        return interval(monday, sunday) if monday and sunday else None
    if kind == "decade":
        first = today.year // 10 * 10 + 10 * count
        return f"{first:04d}/{first + 9:04d}" if 1 <= first <= 9990 else None
    return shifted(today, kind, count)


def year_of(today: Day, month: int, day: int | None, *, future: bool) -> int:
    """Give the year a month or day without one lies in: the nearest on the side of today that is meant."""
    mine, theirs = (today.month, today.day), (month, day or today.day)
    if day is None:
        mine, theirs = (today.month, 0), (month, 0)
    if future:
        return today.year + (theirs < mine)
    return today.year - (theirs > mine)
