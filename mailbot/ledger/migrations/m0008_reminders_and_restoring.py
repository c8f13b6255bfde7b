"""Pauses of reminders by staff's word, and what a restored ledger must still find out before it answers anybody."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

# target: an agency's id, 'tier:' and a tier's name, or 'all'. sent_before: Message-IDs of ours that lay in the Sent
# folder but not in the ledger that was restored: a notice under one of them has left already.
_TABLES = """
CREATE TABLE reminder_pause (
  id INTEGER PRIMARY KEY,
  round TEXT NOT NULL,
  target TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  since TEXT NOT NULL,
  ended_at TEXT
);
CREATE UNIQUE INDEX reminder_pause_open ON reminder_pause (round, target) WHERE ended_at IS NULL;
CREATE TABLE sent_before (
  message_id TEXT PRIMARY KEY,
  found_at TEXT NOT NULL
);
CREATE TABLE restoration (
  id INTEGER PRIMARY KEY,
  backup_of TEXT NOT NULL,
  restored_at TEXT NOT NULL,
  rebuilt_at TEXT
);
"""


@migrations()
def m0008_reminders_and_restoring(db: Database) -> None:
    """Pauses of reminders; restorations and the mails that had left before them."""
    for statement in statements(_TABLES):
        db.execute(statement)
