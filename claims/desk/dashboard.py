"""The figures of the dashboard: each is a table of numbers, the chart drawn from it, and the file it can be had as."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from claims.desk.charts import Chart, Series, bars, columns
from claims.models import User
from claims.queries import stats
from claims.queries.stats import Period
from claims.vocabulary import State
from claims.workflow import OPEN_STATES

Words = str | Promise
# The periods on offer, by their name in the address: (how many, of what).
PERIODS: dict[str, tuple[Words, int, str]] = {
    "4-weeks": (gettext_lazy("4 weeks"), 4, "weeks"),
    "12-weeks": (gettext_lazy("12 weeks"), 12, "weeks"),
    "12-months": (gettext_lazy("12 months"), 12, "months"),
}
USUAL_PERIOD = "12-weeks"
# The colours in which the states stand everywhere (desk.css); those of one colour get paler one after the other.
_TONES: dict[State, str] = {
    State.SUGGESTED: "ink",
    State.TO_CHECK: "accent",
    State.ASSIGNED: "accent shade-1",
    State.CHECKING: "accent shade-2",
    State.IN_REVIEW: "mixed",
    State.CHANGES_REQUESTED: "mixed shade-1",
    State.APPROVED: "true",
}
_STEP_NAMES: dict[tuple[str, str], Words] = {
    ("import", "accept"): gettext_lazy("Import to accepted"),
    ("accept", "assign"): gettext_lazy("Accepted to assigned"),
    ("assign", "start"): gettext_lazy("Assigned to begun"),
    ("start", "submit"): gettext_lazy("Begun to sent to review"),
    ("submit", "approve"): gettext_lazy("Sent to review to approved"),
    ("approve", "publish"): gettext_lazy("Approved to published"),
    ("import", "publish"): gettext_lazy("Import to published"),
}


@dataclass(frozen=True)
class Figure:
    """A table with a title, a sentence that says what it counts, and its drawing; `is_empty` when nothing happened."""

    slug: str
    title: Words
    says: Words
    heads: list[str]
    rows: list[list[str]]
    chart: Chart
    is_empty: bool = False


def period_named(name: str) -> Period:
    """The period of that name; the usual one for a name that is none."""
    _label, count, unit = PERIODS.get(name, PERIODS[USUAL_PERIOD])
    return stats.last_weeks(count) if unit == "weeks" else stats.last_months(count)


@dataclass(frozen=True)
class Asked:
    """Whose dashboard, of which period. What several figures are made of is read once, and only for those."""

    user: User
    period: Period

    @cached_property
    def rated(self) -> stats.Ratings:
        return stats.ratings(self.user, self.period)


def figures(user: User, period: Period) -> list[Figure]:
    """All figures in the order of the page."""
    asked = Asked(user, period)
    return [build(asked) for build in _FIGURES.values()]


def figure_named(slug: str, user: User, period: Period) -> Figure | None:
    """One of them; None if there is none of that name."""
    build = _FIGURES.get(slug)
    return build(Asked(user, period)) if build else None


def as_csv(figure: Figure) -> str:
    """The table as comma-separated values. What a spreadsheet would take for a formula is kept from being one."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (figure.heads, *figure.rows):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def _incoming(asked: Asked) -> Figure:
    found = stats.incoming(asked.user, asked.period)
    names = _span_names(asked.period)
    # Claims and what became of them are told apart by place, not stacked: the chart shows the claims.
    series = [Series(_("Claims"), "accent", [one.claims for one in found])]
    return Figure(
        "incoming",
        _("Incoming"),
        _("Claims that came in; the table also has the articles, what became of claims, and what readers sent in."),
        [_("From"), _("Articles"), _("Claims"), _("Accepted"), _("Published"), _("From readers")],
        [
            [
                one.start.isoformat(),
                *map(str, (one.articles, one.claims, one.accepted, one.published, one.from_readers)),
            ]
            for one in found
        ],
        columns(names, series, _count),
        is_empty=not any(
            one.claims or one.articles or one.accepted or one.published or one.from_readers for one in found
        ),
    )


def _backlog(asked: Asked) -> Figure:
    ages = stats.backlog(asked.user)
    states = [state for state in State if state in OPEN_STATES]
    names = [_age_name(place, age.days) for place, age in enumerate(ages)]
    series = [Series(state.label, _TONES[state], [age.counts.get(state, 0) for age in ages]) for state in states]
    return Figure(
        "backlog",
        _("Backlog by age"),
        _("Accepted claims that are not published yet, by their time on the list. The table has suggestions, too."),
        [_("Age"), *(str(state.label) for state in states), _("Together")],
        [
            [name, *(str(age.counts.get(state, 0)) for state in states), str(sum(age.counts.values()))]
            for name, age in zip(names, ages, strict=True)
        ],
        # Suggestions wait for nobody in particular, and would dwarf everything else.
        bars(names, [one for state, one in zip(states, series, strict=True) if state != State.SUGGESTED], _count),
        is_empty=not any(age.counts for age in ages),
    )


def _age_name(place: int, days: int) -> str:
    if place == 0:
        return _("less than a day")
    if place == len(stats.AGES):
        return _("%(days)s days and more") % {"days": days}
    until = stats.AGES[place]
    if until - days == 1:
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    return _("%(days)s to %(until)s days") % {"days": days, "until": until}


def _steps(asked: Asked) -> Figure:
    found = stats.steps(asked.user, asked.period)
    names = [str(_STEP_NAMES[step.begin, step.end]) for step in found]
    series = [Series(_("Median"), "accent", [step.median or 0 for step in found])]
    return Figure(
        "steps",
        _("Time from import to publishing"),
        _("Half of the claims published in this period were faster; the table also has what nine in ten took."),
        [_("Step"), _("Median, hours"), _("Nine in ten, hours"), _("Claims")],
        [
            [name, _hours(step.median), _hours(step.slow), str(step.count)]
            for name, step in zip(names, found, strict=True)
        ],
        bars(names, series, _duration, [_duration(step.median) for step in found]),
        is_empty=not any(step.count for step in found),
    )


def _loads(asked: Asked) -> Figure:
    found = stats.loads(asked.user, asked.period)
    names = [load.person.display_name for load in found]
    series = [
        Series(state.label, _TONES[state], [load.counts.get(state, 0) for load in found]) for state in stats.IN_HAND
    ]
    return Figure(
        "people",
        _("Who has how much"),
        _("Claims in each person’s hands now; the table also has what is overdue and what was published."),
        [_("Person"), *(str(state.label) for state in stats.IN_HAND), _("Overdue"), _("Published")],
        [
            [
                load.person.display_name,
                *(str(load.counts.get(state, 0)) for state in stats.IN_HAND),
                str(load.overdue),
                str(load.finished),
            ]
            for load in found
        ],
        bars(names, [one for one in series if any(one.values)], _count),
        is_empty=not found,
    )


def _ratings(asked: Asked) -> Figure:
    found, period = asked.rated, asked.period
    names = _span_names(period)
    series = _rated_series(found.ratings, found.by_span)
    return Figure(
        "ratings",
        _("Ratings"),
        _("Checks first published in this period and still public, by the rating that readers see now."),
        [_("From"), *(rating.label for rating in found.ratings)],
        [
            [start.isoformat(), *(str(counter[rating]) for rating in found.ratings)]
            for start, counter in zip(period.starts, found.by_span, strict=True)
        ],
        columns(names, series, _count),
        is_empty=not found.ratings,
    )


def _speakers(asked: Asked) -> Figure:
    title = _("Ratings by speaker")
    says = _("Whose claims were checked most. What is checked is chosen, so this is no score of anybody’s honesty.")
    return _rated_by(asked, "speakers", title, says, _("Speaker"))


def _affiliations(asked: Asked) -> Figure:
    title = _("Ratings by party or group")
    says = _("By the party or group recorded for each speaker. This is no score of anybody’s honesty either.")
    return _rated_by(asked, "parties", title, says, _("Party or group"))


def _topics(asked: Asked) -> Figure:
    title = _("Ratings by topic")
    says = _("What the checks were about. One that has several topics counts with each.")
    return _rated_by(asked, "topics", title, says, _("Topic"))


def _rated_by(asked: Asked, slug: str, title: str, says: str, head: str) -> Figure:
    """The ratings of the period once more, by something else than time."""
    found = asked.rated
    counted = {"speakers": found.by_speaker, "parties": found.by_affiliation, "topics": found.by_topic}[slug]
    names = [name for name, _counter in counted]
    series = _rated_series(found.ratings, [counter for _name, counter in counted])
    return Figure(
        slug,
        title,
        says,
        [head, *(rating.label for rating in found.ratings), _("Together")],
        [
            [name, *(str(counter[rating]) for rating in found.ratings), str(counter.total())]
            for name, counter in counted
        ],
        bars(names, [one for one in series if any(one.values)], _count),
        is_empty=not names,
    )


def _rated_series(ratings: list[stats.Rated], counters: list[Counter[stats.Rated]]) -> list[Series]:
    """A series for each rating; those of one tone get paler one after the other."""
    same: Counter[str] = Counter()
    series = []
    for rating in ratings:
        shade = f" shade-{min(same[rating.tone], 3)}" if same[rating.tone] else ""
        same[rating.tone] += 1
        series.append(Series(rating.label, rating.tone + shade, [counter[rating] for counter in counters]))
    return series


def _span_names(period: Period) -> list[str]:
    is_months = len(period.starts) > 1 and (period.starts[1] - period.starts[0]).days > 7
    day = pgettext("a day below a chart, as short as it gets: a format of Django's date filter", "j M")
    form = "M" if is_months else day
    return [date_format(start, form) for start in period.starts]


def _count(value: float) -> str:
    return number_format(int(value), force_grouping=True)


def _hours(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _duration(hours: float | None) -> str:
    """A length of time in the unit that suits it."""
    if hours is None:
        return "–"
    if hours * 60 < 1:
        return _("under a minute")
    if hours < 1:
        return _("%(number)s min") % {"number": _count(round(hours * 60))}
    if hours < 48:
        return _("%(number)s h") % {"number": number_format(hours, 1)}
    return _("%(number)s days") % {"number": number_format(hours / 24, 1)}


# By their names in the address, in the order of the page.
_FIGURES: dict[str, Callable[[Asked], Figure]] = {
    "incoming": _incoming,
    "backlog": _backlog,
    "steps": _steps,
    "people": _loads,
    "ratings": _ratings,
    "speakers": _speakers,
    "parties": _affiliations,
    "topics": _topics,
}
