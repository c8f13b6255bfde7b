"""Progress against the deadline: what came day by day, and where the pace of the last days leads."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from mailbot.ledger.moments import from_text, to_text
from mailbot.ledger.queries.standing import Standing

BASIS_DAYS = 7
"""Whole days before today whose mean is the pace: one week holds its week-end."""
_HOUR = len("2020-06-15T03")
"""Days are told apart by hours in UTC; a zone that is half an hour off would need finer steps, and no round has one."""
_Z = 1.645
"""Ninety of a hundred normal draws lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day in the round's time zone. mails: all that came; received: agencies whose plan (or notice) came, by the
    mail that counts for them now; complete: those of them that are complete; the totals are up to the day's end."""

    day: date
    mails: int
    received: int
    complete: int
    received_total: int
    complete_total: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many agencies will be complete at the deadline's end if the pace of the last days holds: a pace, no promise.
    low and high: nine times in ten between these, if days vary as they did. basis_days: how many days it rests on;
    days_left: from now to the deadline's end."""

    expected: int
    complete: int
    at_deadline: int
    low: int
    high: int
    pace: float
    basis_days: int
    days_left: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Day by day from the first mail to now; no forecast once the deadline has passed or before a whole day is over."""

    days: tuple[Day, ...]
    deadline: date
    forecast: Forecast | None


def progress(db: Database, found: Collection[Standing], deadline: date, zone: ZoneInfo, now: datetime) -> Progress:
    """Progress of the agencies in `found` (as of `now`, aware). Mails are all mails of the inbox."""
    today = now.astimezone(zone).date()
    mails = _mails_by_day(db, zone, now)
    came = [(_day(one.received_at, zone), one.state) for one in found if one.received_at]
    received = Counter(day for day, _ in came)
    complete = Counter(day for day, state in came if state == "complete")
    days: list[Day] = []
    if mails or received:
        first = min([*mails, *received])
        received_total = complete_total = 0
        for ahead in range((today - first).days + 1):
            day = first + timedelta(days=ahead)
            received_total += received[day]
            complete_total += complete[day]
            days.append(Day(day, mails[day], received[day], complete[day], received_total, complete_total))
    return Progress(tuple(days), deadline, _forecast(days, len(found), deadline, today))


def _forecast(days: list[Day], expected: int, deadline: date, today: date) -> Forecast | None:
    basis = [day.complete for day in days if day.day < today][-BASIS_DAYS:]
    if not basis or today > deadline:
        return None
    done, left = days[-1].complete_total, (deadline - today).days + 1
    pace = sum(basis) / len(basis)
    spread = (sum((count - pace) ** 2 for count in basis) / max(1, len(basis) - 1)) ** 0.5 * _Z
    # The sum of the days ahead varies, and so does the mean that it is reckoned from.
    spread *= (left + left * left / len(basis)) ** 0.5

    def bounded(count: float) -> int:
        return round(min(max(count, done), expected))

    goal = done + pace * left
    return Forecast(
        expected, done, bounded(goal), bounded(goal - spread), bounded(goal + spread), pace, len(basis), left
    )


def _mails_by_day(db: Database, zone: ZoneInfo, now: datetime) -> Counter[date]:
    """Counted hour by hour in UTC."""
    rows = db.execute(
        "SELECT substr(received_at, 1, 13) AS hour, count(*) AS mails FROM mail WHERE received_at <= ? GROUP BY hour",
        (to_text(now),),
    )
    found: Counter[date] = Counter()
    for row in rows:
        found[_day(row["hour"], zone)] += row["mails"]
    return found


def _day(moment: str, zone: ZoneInfo) -> date:
    """The day of a stored moment; by its hour, of which there are few."""
    return _day_of_hour(moment[:_HOUR], zone)


@lru_cache(4096)
def _day_of_hour(hour: str, zone: ZoneInfo) -> date:
    return from_text(f"{hour}:00:00+00:00").astimezone(zone).date()
