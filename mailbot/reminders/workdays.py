"""Thai working days: no letter leaves on a Saturday, a Sunday or a public holiday."""

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    """Public and government holidays with their substitution days; what the cabinet adds later is not known here."""
    return frozenset(holidays.country_holidays("TH", years=year, categories=("public", "government")))


def is_working_day(day: date) -> bool:
    """Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def working_day_from(day: date) -> date:
    """The day itself, or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
