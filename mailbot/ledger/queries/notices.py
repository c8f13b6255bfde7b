"""Who told that its plan is secret and is not sent (clause C25): who, when, which receipt, and never a word more."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.moments import to_text

_NOTICES = """
SELECT coalesce(agency.recoded_to, told.agency_id) AS agency_id, receipt, received_at, decided_at FROM (
  SELECT id, receipt, received_at, decided_at, json_extract(examination, '$.identity.sender_id') AS agency_id
  FROM mail WHERE kind = 'withheld_notice' AND duplicate_of IS NULL AND received_at <= :moment
  AND decided_at <= :moment AND json_extract(examination, '$.identity.status') = 'identified'
) AS told LEFT JOIN agency ON agency.id = told.agency_id WHERE told.agency_id IS NOT NULL ORDER BY told.id
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice of an agency that is known by its sender. Moments are ISO 8601 in UTC."""

    agency_id: str
    receipt: str
    received_at: str
    decided_at: str


def notices(db: Database, as_of: datetime | None = None) -> list[Notice]:
    """Every notice until a moment (None = now), oldest first. A notice whose sender is not known counts for nobody."""
    rows = db.execute(_NOTICES, {"moment": to_text(as_of) if as_of else "9999"})
    return [Notice(*row) for row in rows]
