"""Thai working days: no letter leaves on a Saturday, a Sunday or a public holiday."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from mailbot.rules import Rules


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    """Public and government holidays with their substitution days, as the library knows them."""
    return frozenset(holidays.country_holidays("TH", years=year, categories=("public", "government")))


def is_working_day(day: date, rules: Rules) -> bool:
    """Monday to Friday and no holiday. What the cabinet added or took back stands in round.toml, and goes first."""
    changed = rules.round.holidays
    if day.weekday() >= 5 or day in changed.extra:
        return False
    return day in changed.removed or day not in _holidays(day.year)


def working_day_from(day: date, rules: Rules) -> date:
    """The day itself, or the next working day."""
    while not is_working_day(day, rules):
        day += timedelta(days=1)
    return day


def working_day_before(day: date, rules: Rules) -> date:
    """The last working day before this one."""
    day -= timedelta(days=1)
    while not is_working_day(day, rules):
        day -= timedelta(days=1)
    return day


def is_open(day: date, hour: int, rules: Rules, from_hour: int, until_hour: int) -> bool:
    """Whether letters may leave: a working day, from_hour <= hour < until_hour."""
    return from_hour <= hour < until_hour and is_working_day(day, rules)
