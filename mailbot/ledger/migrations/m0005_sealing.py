"""Which mails are encrypted in the spool, and what the virus scanner said."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations, statements

# sealed_at: since when the spool holds the mail encrypted only.
# scan: what the virus scanner said ('clean', 'unscanned', or the name of what it found); NULL = no scanner was set.
_TABLES = """
ALTER TABLE mail ADD COLUMN sealed_at TEXT;
ALTER TABLE mail ADD COLUMN scan TEXT;
CREATE INDEX mail_to_seal ON mail (id) WHERE verdict = 'sealed' AND sealed_at IS NULL;
"""


@migrations()
def m0005_sealing(db: Database) -> None:
    """Sealed mails, and what the virus scanner said."""
    for statement in statements(_TABLES):
        db.execute(statement)
