"""The ledger's file: opened once, written in whole transactions, its errors told in our words."""

import json
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from mailbot.errors import ConfigError, Transient
from mailbot.ledger.migrations import migrations
from mailbot.ledger.moments import to_text
from mailbot.ledger.position import position, set_position
from mailbot.ledger.recorded import Entry, Journal, RecordingConnection
from mailbot.ledger.schema import open_database

logger = logging.getLogger(__name__)

NOT_JOURNALED = "not_journaled"
"""Event: the journal could not keep a transaction, so that it ends here until the next backup."""


class Book:
    """The file of one inbox's ledger, opened for writing. One per process; not thread-safe. journal: where each
    transaction is kept besides, None for nowhere."""

    def __init__(self, path: Path, round_id: str, receipt_prefix: str, journal: Journal | None = None) -> None:
        self.path = path
        self.round_id = round_id
        self.receipt_prefix = receipt_prefix
        self.journal = journal
        self.db: Database = open_database(path)
        self._schema = len(migrations.applied(self.db))
        self._file = _identity(path)

    def check_file(self) -> None:
        """Raises ConfigError when the file under our hands is no longer the ledger: deleted, or another in its place.

        SQLite would go on writing into the nameless old one, and everything since would be forgotten at the next start.
        """
        if _identity(self.path) != self._file:
            raise ConfigError(f"the ledger {self.path} was taken away while mailbot ran; put it back and start again")

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One BEGIN IMMEDIATE transaction: all or nothing. Raises Transient when another writer holds the ledger
        for longer than the busy time-out or the disk is full, ConfigError when the file is damaged.

        What was written is in the journal before it is committed: a crash in between leaves an entry too many, which
        the next transaction's takes the place of, and never one too few.
        """
        try:
            self.db.execute("BEGIN IMMEDIATE")
            self._recording.begin()
            before = position(self.db)
            yield self.db
            if statements := self._recording.taken():
                this = replace(before, number=before.number + 1)
                set_position(self.db, this)
                self._keep(Entry(this.ledger, this.number, this.newest_event, self._schema, statements))
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise _in_our_words(error, self.path) from error
        except BaseException:
            self._roll_back()
            raise

    def _keep(self, entry: Entry) -> None:
        """A journal that fails stops nobody's work: staff see it, and are told until a backup was made."""
        if self.journal is None:
            return
        try:
            self.journal.append(entry)
        except OSError as error:
            logger.error("the journal keeps nothing: %s", error.strerror or error)
            known = self.db.execute("SELECT 1 FROM condition WHERE name = 'journal'").fetchone()
            if known is None:
                detail = {"reason": str(error.strerror or error)}
                self.event(datetime.now(UTC), NOT_JOURNALED, for_staff=True, detail=detail)

    @property
    def _recording(self) -> RecordingConnection:
        connection = self.db.conn
        if not isinstance(connection, RecordingConnection):
            raise TypeError("a ledger that is written to was opened without a recording connection")
        return connection

    def _roll_back(self) -> None:
        """On a full disk SQLite may have rolled back by itself, or cannot: the next opening will."""
        with suppress(sqlite3.Error):
            if self.db.conn.in_transaction:
                self.db.execute("ROLLBACK")

    def rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        """Rows of a reading statement; raises Transient when the ledger is locked, ConfigError when it is damaged."""
        try:
            return list(self.db.execute(sql, parameters).fetchall())
        except sqlite3.Error as error:
            raise _in_our_words(error, self.path) from error

    def event(
        self,
        now: datetime,
        action: str,
        *,
        actor: str = "mailbot",
        mail_id: int | None = None,
        outbox_id: int | None = None,
        agency_id: str | None = None,
        for_staff: bool = False,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Append one event; within a running transaction it is part of it."""
        self.db.table("event").insert(
            {
                "at": to_text(now),
                "actor": actor,
                "action": action,
                "mail_id": mail_id,
                "outbox_id": outbox_id,
                "agency_id": agency_id,
                "for_staff": int(for_staff),
                "detail": json.dumps(dict(detail or {}), ensure_ascii=False, sort_keys=True),
            }
        )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Transient(f"ledger {path}: {error.strerror}") from error
    return status.st_dev, status.st_ino


def _in_our_words(error: sqlite3.Error, path: Path) -> Exception:
    """Locked, full or away passes; a file that is no longer a database does not; anything else is our own mistake."""
    if isinstance(error, sqlite3.OperationalError):
        return Transient(f"ledger: {error}")
    if type(error) is sqlite3.DatabaseError:
        return ConfigError(f"the ledger {path} is damaged ({error}); restore it from a backup")
    return error
