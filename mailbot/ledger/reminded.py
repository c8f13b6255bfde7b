"""The reader of reminders: which letters were stored, for whom, and when."""

from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.moments import from_text, to_text

_SENT = """
SELECT coalesce(agency.recoded_to, outbox.agency_id) AS agency_id, outbox.stage, outbox.created_at FROM outbox
LEFT JOIN agency ON agency.id = outbox.agency_id
WHERE outbox.round = ? AND outbox.kind = 'reminder' AND outbox.stage IS NOT NULL
"""


def reminded(db: Database, round_id: str) -> list[tuple[str, str, datetime]]:
    """(agency, stage, when) of every reminder of the round that was stored, whatever became of it."""
    return [(row["agency_id"], row["stage"], from_text(row["created_at"])) for row in db.execute(_SENT, (round_id,))]


def reminders_since(db: Database, since: datetime) -> int:
    """How many reminders were stored since a moment."""
    row = db.execute(
        "SELECT count(*) FROM outbox WHERE kind = 'reminder' AND stage IS NOT NULL AND created_at > ?",
        (to_text(since),),
    ).fetchone()
    return int(row[0])


def stage_stored(db: Database, round_id: str, kind: str, stage: str) -> bool:
    """Whether a mail of this kind to staff (digest, report) was stored for this stage, a day."""
    found = db.execute(
        "SELECT 1 FROM outbox WHERE round = ? AND kind = ? AND agency_id = ? AND stage = ?",
        (round_id, kind, kind, stage),
    )
    return found.fetchone() is not None
