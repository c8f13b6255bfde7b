"""What was written since a number: how answers that are kept in memory are brought up to date, exactly and quickly."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

_SINCE = "SELECT agency_id, mail_id FROM changed WHERE number > ?"
_MOST = 1_000
"""Changes beyond which reading everything anew is as quick."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Agencies and mails of which something was written, as JSON lists for json_each."""

    agencies: str
    mails: str


def last_change(db: Database) -> int:
    """Number of the newest change; 0 before the first. Read it before what is to be kept under it."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM changed").fetchone()[0])


def changes_since(db: Database, number: int, newest: int) -> Changes | None:
    """What was written after `number`; None when that is so much (or when the ledger was put back to an older state)
    that everything is to be read anew."""
    if number > newest or newest - number > _MOST:
        return None
    rows = db.execute(_SINCE, (number,)).fetchall()
    return Changes(
        json.dumps([row["agency_id"] for row in rows if row["agency_id"] is not None]),
        json.dumps([row["mail_id"] for row in rows if row["mail_id"] is not None]),
    )


def kept_under(db: Database) -> str | None:
    """The ledger's file, under whose name answers may be kept; None within a transaction, which may be rolled back,
    and for a ledger without a file."""
    file: str = db.execute("PRAGMA database_list").fetchone()[2]
    return None if not file or db.conn.in_transaction else file
