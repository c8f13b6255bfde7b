"""How far the ledger is: whatever changes in it leaves an event, so that the newest one tells whether anything did."""

from sqlite_utils import Database


def last_event_id(db: Database) -> int:
    """Number of the newest event; 0 when nothing has happened yet."""
    row = db.execute("SELECT max(id) FROM event").fetchone()
    return int(row[0] or 0)
