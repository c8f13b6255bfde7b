"""Stored moments as a reader of a table wants them: in the round's time zone, without seconds."""

import re
from collections.abc import Callable
from datetime import tzinfo

from mailbot.ledger.moments import from_text

_STORED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")


def local(moment: str, zone: tzinfo) -> str:
    """A moment as the ledger stores it (ISO 8601, UTC) in this zone, as 2020-06-15 10:07; any other text as it is."""
    return f"{from_text(moment).astimezone(zone):%Y-%m-%d %H:%M}" if _STORED.fullmatch(moment) else moment


def shown_in(zone: tzinfo) -> Callable[[str, object], object]:
    """For tables: every value that is a stored moment, in this zone."""

    def shown(_column: str, value: object) -> object:
        return local(value, zone) if isinstance(value, str) else value

    return shown
