"""Dates of headers, aware or None; years of the Buddhist era, which some Thai gateways write, are brought back."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz

_BUDDHIST = re.compile(r"\b(2[45]\d\d)\b")


def read_date(value: str | None) -> datetime | None:
    """Moment of a Date header or of the last clause of a Received header; no zone means UTC; None when unreadable."""
    if not value:
        return None
    text = value.rpartition(";")[2].strip()[:200]
    text = _BUDDHIST.sub(lambda match: str(int(match[1]) - 543), text, count=1)
    try:
        fields = parsedate_tz(text)
        if fields is None:
            return None
        moment = datetime(*fields[:6], tzinfo=UTC).timestamp() - (fields[9] or 0)
        return datetime.fromtimestamp(moment, UTC)
    except (ValueError, OverflowError, IndexError, TypeError, OSError):
        return None
