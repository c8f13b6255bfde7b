"""Charts of the report as SVG: geometry in attributes, looks in classes, patterns besides shades, so that a black and
white print tells the same. The numbers always stand in a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.ledger.queries import Figures, Progress
from mailbot.replies.thai_form import number, thai_digits
from mailbot.reporting.contents import Named

SHARES = ("complete", "deficient", "review", "secret", "missing")
WIDTH, HEIGHT = 640.0, 230.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 14.0, 12.0, 28.0
_NARROWEST_LABEL = 30.0
_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a bar. kind: one of SHARES; label: its figure, '' where it would not fit."""

    kind: str
    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, as wide as all others: shares of a whole."""

    name: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Received and complete agencies day by day, as points of SVG polylines. forecast: from today to the deadline at
    the pace; band: between its low and high ('' where there is no forecast)."""

    received: str
    complete: str
    forecast: str
    band: str
    deadline_x: float
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]


def bars(groups: Sequence[Named], width: float = WIDTH) -> list[Bar]:
    """A bar for each group."""
    return [Bar(one.name, tuple(_shares(one.figures, width))) for one in groups]


def _shares(figures: Figures, width: float) -> list[Share]:
    counts = {
        "complete": figures.complete,
        "deficient": figures.deficient,
        "review": figures.review,
        "secret": figures.sealed + figures.withheld,
        "missing": figures.missing,
    }
    found, x = [], 0.0
    for kind in SHARES:
        part = width * counts[kind] / max(1, figures.expected)
        if counts[kind]:
            found.append(
                Share(kind, round(x, 1), round(part, 1), number(counts[kind]) if part >= _NARROWEST_LABEL else "")
            )
        x += part
    return found


def curve(progress: Progress, expected: int) -> Curve | None:
    """The curve of a round; None before anything came."""
    if not progress.days:
        return None
    first, last = progress.days[0].day, max(progress.days[-1].day, progress.deadline)
    span = max(1, (last - first).days)
    forecast = progress.forecast
    top = max(1, progress.days[-1].received_total, forecast.high if forecast else 0)
    top = min(max(expected, 1), round(top * 1.15) + 1)

    def x(day: date) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (day - first).days / span, 1)

    def y(count: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * min(count, top) / top, 1)

    def line(points: Sequence[tuple[date, float]]) -> str:
        return " ".join(f"{x(day)},{y(count)}" for day, count in points)

    ahead, band = "", ""
    if forecast:
        today = (progress.days[-1].day, float(forecast.complete))
        ahead = line([today, (progress.deadline, forecast.at_deadline)])
        band = line([today, (progress.deadline, forecast.high), (progress.deadline, forecast.low)])
    return Curve(
        received=line([(day.day, day.received_total) for day in progress.days]),
        complete=line([(day.day, day.complete_total) for day in progress.days]),
        forecast=ahead,
        band=band,
        deadline_x=x(progress.deadline),
        days=tuple(Tick(x(day), _day_label(day)) for day in _marked_days(first, span)),
        counts=tuple(Tick(y(count), number(count)) for count in _marked_counts(top)),
    )


def _marked_days(first: date, span: int) -> list[date]:
    """About eight days at equal distances."""
    step = max(1, -(-span // 8))
    return [first + timedelta(days=ahead) for ahead in range(0, span + 1, step)]


def _marked_counts(top: int) -> list[int]:
    """Four or five round counts up to the top."""
    raw = max(1, top // 4)
    unit = 10 ** (len(str(raw)) - 1)
    step = max(1, raw // unit * unit)
    return list(range(0, top + 1, step))


def _day_label(day: date) -> str:
    return thai_digits(f"{day.day} {_MONTHS[day.month - 1]}")
