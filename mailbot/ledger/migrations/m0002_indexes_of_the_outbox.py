"""Indexes of the outbox: its rows hold whole mails, so a question of time or fate must not read them all."""

from sqlite_utils import Database

from mailbot.ledger.migrations.registered import migrations


@migrations()
def m0002_indexes_of_the_outbox(db: Database) -> None:
    """The rows of the outbox hold whole mails: asked for by time or fate, they must not all be read."""
    db.execute("CREATE INDEX outbox_created ON outbox (created_at, recipient, kind, stage)")
    db.execute("CREATE INDEX outbox_uncopied ON outbox (id) WHERE state = 'sent' AND copied_at IS NULL")
