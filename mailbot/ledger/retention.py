"""When a round is long closed, what is personal goes out of the ledger; receipts, verdicts and days stay."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.ledger.book import Book
from mailbot.ledger.moments import to_text

_CHANGES = (
    "DELETE FROM search_text WHERE mail_id IN (SELECT id FROM mail WHERE received_at <= :until)",
    "UPDATE finding SET parameters = '{}', place = NULL "
    "WHERE mail_id IN (SELECT id FROM mail WHERE received_at <= :until)",
    "UPDATE plan SET word = NULL, pdf = NULL WHERE mail_id IN (SELECT id FROM mail WHERE received_at <= :until)",
    "UPDATE ruling SET before = NULL WHERE mail_id IN (SELECT id FROM mail WHERE received_at <= :until)",
    "UPDATE outbox SET raw = x'', recipient = '', envelope_from = '', subject = '', last_error = NULL "
    "WHERE created_at <= :until AND state IN ('sent', 'refused', 'dead')",
    # What a list or staff gave is the office's own address and serves the next round.
    "DELETE FROM contact WHERE learned_at <= :until AND source = 'mail' AND coalesce(confirmed_by, 'mail') = 'mail'",
    "UPDATE mail SET sender = NULL, subject = NULL, examination = NULL, last_error = NULL WHERE received_at <= :until",
)
_EVENTS = """
UPDATE event SET detail = json_remove(detail, '$.to', '$.subject', '$.address', '$.error', '$.detail')
WHERE at <= :until AND (json_type(detail, '$.to') IS NOT NULL OR json_type(detail, '$.subject') IS NOT NULL
OR json_type(detail, '$.address') IS NOT NULL OR json_type(detail, '$.error') IS NOT NULL
OR json_type(detail, '$.detail') IS NOT NULL)
"""
"""Keys that may hold an address, a name or words of a mail. A reason stays, but for one that holds an address: some
servers repeat it when they refuse a mail."""
_REASONS = """
UPDATE event SET detail = json_remove(detail, '$.reason')
WHERE at <= :until AND json_extract(detail, '$.reason') LIKE '%@%'
"""


@dataclass(frozen=True, slots=True)
class Purge:
    """What goes: how many mails, letters of ours and events lie in that time, and the files of the spool (hex)."""

    until: datetime
    mails: int
    letters: int
    events: int
    spooled: tuple[str, ...]


def what_goes(db: Database, until: datetime) -> Purge:
    """What a purge of everything up to `until` (aware) concerns; it changes nothing. What is not at its end stays."""
    span = {"until": to_text(until)}
    mails = db.execute("SELECT count(*) FROM mail WHERE received_at <= :until AND sender IS NOT NULL", span)
    letters = db.execute("SELECT count(*) FROM outbox WHERE created_at <= :until AND length(raw) > 0", span)
    events = db.execute("SELECT count(*) FROM event WHERE at <= :until", span)
    spooled = db.execute(
        "SELECT DISTINCT raw_sha256 FROM mail WHERE received_at <= :until "
        "EXCEPT SELECT raw_sha256 FROM mail WHERE received_at > :until OR state <> 'done'",
        span,
    )
    return Purge(
        until,
        int(mails.fetchone()[0]),
        int(letters.fetchone()[0]),
        int(events.fetchone()[0]),
        tuple(sorted(row[0] for row in spooled)),
    )


class Retention(Book):
    """The writer of a purge."""

    def purge(self, until: datetime, actor: str, now: datetime) -> Purge:
        """Take out what is personal of everything up to `until` (aware), in one transaction with its event. Raises
        Transient when another program holds the ledger."""
        gone = what_goes(self.db, until)
        span = {"until": to_text(until)}
        self.db.execute("PRAGMA secure_delete = ON")
        with self.writing() as db:
            for statement in _CHANGES:
                db.execute(statement, span)
            with _events_may_change(db):
                db.execute(_EVENTS, span)
                db.execute(_REASONS, span)
            detail = {"until": to_text(until), "mails": gone.mails, "letters": gone.letters, "events": gone.events}
            self.event(now, "retention", actor=actor, for_staff=True, detail=detail)
        return gone

    def shrink(self) -> None:
        """Give the room back to the disk, so that nothing of what went lies in free pages of the file."""
        self.db.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
        self.db.execute("VACUUM")
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _events_may_change(db: Database) -> Iterator[None]:
    """Within a transaction alone: events are never changed but by this, and this leaves an event of its own."""
    (trigger,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'event_is_never_changed'").fetchone()
    db.execute("DROP TRIGGER event_is_never_changed")
    yield
    db.execute(trigger)
