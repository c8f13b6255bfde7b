"""When staff are written to: a pure function of the clock and the Thai calendar, so that an outage repeats nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from mailbot.reminders.calendar import is_working_day, working_day_before, working_day_from
from mailbot.rules import Rules

Kind = Literal["digest", "report"]
_LAST_HOUR = 18
"""A digest that could not leave by then is left to the next morning's."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One digest or report. key: what there is only one of. since: what it tells begins here (aware)."""

    kind: Kind
    key: str
    since: datetime


def digest_due(now: datetime, hour: int, rules: Rules) -> Edition | None:
    """This working morning's digest, None before `hour` (round's zone), in the evening and on days off. It tells what
    happened since the last working morning."""
    local = now.astimezone(rules.round.zone)
    today = local.date()
    if not (is_working_day(today, rules) and hour <= local.hour < _LAST_HOUR):
        return None
    return Edition("digest", today.isoformat(), _at(working_day_before(today, rules), hour, rules))


def report_due(now: datetime, hour: int, rules: Rules) -> Edition | None:
    """This week's report, from its first working morning on: after an outage it comes late, but one week's only."""
    local = now.astimezone(rules.round.zone)
    today = local.date()
    monday = today - timedelta(days=today.weekday())
    first = working_day_from(monday, rules)
    if first - monday >= timedelta(days=7) or not (is_working_day(today, rules) and hour <= local.hour < _LAST_HOUR):
        return None
    if today < first:
        return None
    year, week, _ = today.isocalendar()
    return Edition("report", f"{year}-W{week:02d}", _at(first - timedelta(days=7), hour, rules))


def _at(day: date, hour: int, rules: Rules) -> datetime:
    return datetime.combine(day, time(hour), rules.round.zone)
