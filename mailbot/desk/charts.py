"""Geometry of the charts: where each bar, line and tile stands. Templates draw it; figures stay figures in tables."""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mailbot.ledger.queries import STATES, Figures, Progress

WIDTH, HEIGHT = 560, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 14, 26
TILE = 42
_LABEL = 58
"""Pixels that a day's name takes."""
_LEVELS = (0.0, 0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in pixels, with the index of what it stands for."""

    at: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DayChart:
    """Bars of plans a day, the line of complete ones, the dashed line ahead, and the upright line of the deadline.

    ticks: (x, index of the day); levels: (y, how many); None where there is nothing to draw.
    """

    bars: tuple[Bar, ...]
    line: str
    ahead: str | None
    deadline_x: float | None
    ticks: tuple[tuple[float, int], ...]
    levels: tuple[tuple[float, int], ...]
    sum_levels: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One province on the map: place in pixels, how full it is (0 to 4), and its figures."""

    code: str
    letters: str
    x: int
    y: int
    level: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole bar, in hundredths of its width."""

    state: str
    x: float
    width: float
    count: int


MOST_DAYS = 62


def day_chart(progress: Progress) -> DayChart | None:
    """Days until now (the last two months of them) and the days ahead until the deadline; None before the first."""
    days = progress.days[-MOST_DAYS:]
    if not days:
        return None
    ahead = max(0, (progress.deadline - days[-1].day).days)
    shown = len(days) + min(ahead, MOST_DAYS)
    step = (WIDTH - _LEFT - _RIGHT) / shown
    forecast = progress.forecast
    most = max(1, *(day.received for day in days))
    sum_most = max(1, days[-1].complete_total, forecast.at_deadline if forecast else 0)
    floor, room = HEIGHT - _BOTTOM, HEIGHT - _TOP - _BOTTOM

    def x(at: float) -> float:
        return round(_LEFT + step * at, 1)

    def y(count: float, top: int) -> float:
        return round(floor - room * count / top, 1)

    bars = tuple(
        Bar(at, x(at + 0.15), y(day.received, most), round(step * 0.7, 1), round(floor - y(day.received, most), 1))
        for at, day in enumerate(days)
    )
    points = [(x(at + 0.5), y(day.complete_total, sum_most)) for at, day in enumerate(days)]
    line = " ".join(f"{a},{b}" for a, b in points)
    inside = 0 <= (progress.deadline - days[0].day).days < shown
    deadline_x = x((progress.deadline - days[0].day).days + 1) if inside else None
    lead = None
    if forecast and deadline_x is not None:
        lead = f"{points[-1][0]},{points[-1][1]} {deadline_x},{y(forecast.at_deadline, sum_most)}"
    every = math.ceil(_LABEL / step)
    ticks = tuple((x(at + 0.5), at) for at in range(0, len(days), every))
    return DayChart(
        bars,
        line,
        lead,
        deadline_x,
        ticks,
        tuple((y(count, most), count) for count in _steps(most)),
        tuple((y(count, sum_most), count) for count in _steps(sum_most)),
    )


def _steps(most: int) -> list[int]:
    """Round numbers up to the highest, at most five."""
    step = 1
    while most / step > 5:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(0, most + 1, step))


def parts(figures: Figures) -> tuple[Part, ...]:
    """A whole bar of one group, cut by state."""
    found, x = [], 0.0
    for state in STATES:
        count = int(getattr(figures, state))
        width = 100 * count / figures.expected if figures.expected else 0.0
        if count:
            found.append(Part(state, round(x, 2), round(width, 2), count))
        x += width
    return tuple(found)


@cache
def province_places() -> dict[str, tuple[int, int]]:
    """Thai name of a province to its place on the grid (column, row)."""
    text = (resources.files("mailbot.desk") / "data" / "province_tiles.csv").read_text("utf-8")
    return {row["thName"]: (int(row["x"]), int(row["y"])) for row in csv.DictReader(text.splitlines())}


def tiles(by_province: Sequence[Figures], names: dict[str, tuple[str, str]]) -> list[Tile]:
    """The map. names: province code to (Thai name, its two letters)."""
    places, found = province_places(), []
    for figures in by_province:
        name, letters = names.get(figures.group, ("", ""))
        if name not in places:
            continue
        share = figures.complete / figures.expected if figures.expected else 0.0
        level = sum(share > least for least in _LEVELS)
        found.append(Tile(figures.group, letters, places[name][0] * TILE, places[name][1] * TILE, level, figures))
    return sorted(found, key=lambda tile: (tile.y, tile.x))
