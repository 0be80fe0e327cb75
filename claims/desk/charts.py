"""Charts as plain geometry, which a template writes as SVG: stacked columns over time, and stacked bars.

All lengths are in units of the drawing, which is WIDTH wide and shown at about that many CSS pixels on a phone. They
are strings with a point, whatever the language writes. Where it runs from right to left, so do the charts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi

WIDTH = 300
Words = str | Promise
# Columns
PLOT_TOP, PLOT_HEIGHT, AXIS_LEFT, NAMES_HEIGHT = 10, 150, 34, 22
# Bars
ROW_HEIGHT, BAR_HEIGHT, NAME_LENGTH = 38, 14, 30
GRID_LINES = 4


@dataclass(frozen=True)
class Series:
    """One colour of a chart: its name, its tone (a class of the stylesheet) and a value for each row."""

    name: Words
    tone: str
    values: Sequence[float]


@dataclass(frozen=True)
class Segment:
    x: str
    y: str
    width: str
    height: str
    tone: str
    title: str


@dataclass(frozen=True)
class Label:
    x: str
    y: str
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Chart:
    """A drawing of WIDTH by `height`. `legend` is empty where there is only one series."""

    height: int
    segments: list[Segment] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)  # Where the grid is: (y, what it stands for).
    legend: list[tuple[Words, str]] = field(default_factory=list)
    width: int = WIDTH
    # Where the grid begins and ends, and where the names of its lines do.
    grid: tuple[int, int] = (AXIS_LEFT, WIDTH)
    tick: int = AXIS_LEFT - 5


def columns(names: Sequence[str], series: Sequence[Series], say: Callable[[float], str]) -> Chart:
    """A stacked column for each name. `say` writes a value out."""
    highest = max((sum(one.values[place] for one in series) for place in range(len(names))), default=0)
    top = round_up(highest)
    chart = Chart(PLOT_TOP + PLOT_HEIGHT + NAMES_HEIGHT, legend=_legend(series))
    floor = PLOT_TOP + PLOT_HEIGHT
    for line in range(GRID_LINES + 1):
        value = top * line / GRID_LINES
        if value == int(value):
            chart.lines.append((_units(floor - PLOT_HEIGHT * line / GRID_LINES), say(value)))
    step = (WIDTH - AXIS_LEFT) / max(len(names), 1)
    every = -(-len(names) // 5)  # More names than that would run into each other.
    for place, name in enumerate(names):
        left, bottom = AXIS_LEFT + step * place, float(floor)
        for one in series:
            height = PLOT_HEIGHT * one.values[place] / top
            if height > 0:
                bottom -= height
                title = f"{name}, {one.name}: {say(one.values[place])}"
                chart.segments.append(
                    Segment(
                        _units(left + step * 0.12), _units(bottom), _units(step * 0.76), _units(height), one.tone, title
                    )
                )
        if (len(names) - 1 - place) % every == 0:
            chart.labels.append(Label(_units(left + step / 2), _units(floor + 16), name, "middle"))
    return _as_read(chart)


def bars(
    names: Sequence[str], series: Sequence[Series], say: Callable[[float], str], totals: Sequence[str] | None = None
) -> Chart:
    """A stacked bar for each name, the name above it and the total (or what `totals` says) at its right."""
    sums = [sum(one.values[place] for one in series) for place in range(len(names))]
    longest = max(sums, default=0) or 1
    chart = Chart(ROW_HEIGHT * len(names), legend=_legend(series))
    for place, name in enumerate(names):
        top, left = ROW_HEIGHT * place, 0.0
        chart.labels.append(Label("0", _units(top + 14), shorten(name)))
        chart.labels.append(Label(str(WIDTH), _units(top + 14), totals[place] if totals else say(sums[place]), "end"))
        for one in series:
            width = WIDTH * one.values[place] / longest
            if width > 0:
                title = f"{name}, {one.name}: {say(one.values[place])}"
                chart.segments.append(
                    Segment(_units(left), _units(top + 19), _units(width), str(BAR_HEIGHT), one.tone, title)
                )
                left += width
    return _as_read(chart)


def round_up(highest: float) -> int:
    """The least number of GRID_LINES equal round steps that holds `highest`: 4, 8, 20, 40, 80, 200 ..."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * GRID_LINES >= highest:
                return step * factor * GRID_LINES
        step *= 10


def shorten(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1].rstrip()}…"


def _as_read(chart: Chart) -> Chart:
    """The chart, turned round for who reads from right to left. Anchors turn by themselves: "start" is right then."""
    if not get_language_bidi():
        return chart
    begin, end = chart.grid
    return replace(
        chart,
        segments=[replace(one, x=_units(WIDTH - float(one.x) - float(one.width))) for one in chart.segments],
        labels=[replace(one, x=_units(WIDTH - float(one.x))) for one in chart.labels],
        grid=(WIDTH - end, WIDTH - begin),
        tick=WIDTH - chart.tick,
    )


def _legend(series: Sequence[Series]) -> list[tuple[Words, str]]:
    return [(one.name, one.tone) for one in series] if len(series) > 1 else []


def _units(length: float) -> str:
    return f"{length:.1f}"
