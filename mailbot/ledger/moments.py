"""Moments in the ledger: UTC, ISO 8601, one width, so that text order is time order."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Aware datetime to 'YYYY-MM-DDTHH:MM:SS.ffffff+00:00'; raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment in the ledger needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The aware datetime (UTC) of a stored text."""
    return datetime.fromisoformat(text).astimezone(UTC)
