"""What staff see of the outbox: which mail of ours goes where, and what became of it; never its bytes."""

from typing import Any

from sqlite_utils import Database

_ROWS = """
SELECT outbox.id, outbox.kind, mail.receipt, outbox.agency_id, outbox.recipient, outbox.subject, outbox.state,
outbox.tries, outbox.created_at, outbox.next_try_at, outbox.ended_at, outbox.bounced, outbox.last_error
FROM outbox LEFT JOIN mail ON mail.id = outbox.mail_id WHERE ? OR outbox.state <> 'sent' ORDER BY outbox.id LIMIT ?
"""


def outbox_rows(db: Database, *, everything: bool = False, limit: int = 1000) -> list[dict[str, Any]]:
    """Mails of ours that have not left or were refused or given up, oldest first; everything: the sent ones too."""
    return [dict(row) for row in db.execute(_ROWS, (int(everything), limit)).fetchall()]
