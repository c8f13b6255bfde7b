"""The one way to open the ledger's file: brought up to date, or read without a change."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from mailbot.errors import ConfigError, Transient
from mailbot.ledger.migrations import migrations
from mailbot.ledger.recorded import RecordingConnection

BUSY_MILLISECONDS = 5_000


class OlderLedger(ConfigError):
    """A ledger of an older mailbot, which a reader cannot read whole."""


def open_database(path: Path, *, read_only: bool = False) -> Database:
    """Open (and, unless read_only, create and migrate) the ledger.

    WAL, synchronous=FULL (a power cut loses no acknowledged transaction), foreign keys on. Raises ConfigError when the
    file is missing (read_only) or is no ledger, Transient when it is locked.
    """
    try:
        if read_only:
            if not path.exists():
                raise ConfigError(f"no ledger at {path}; run `mailbot run` or `mailbot demo` first")
            connection = _reader(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None, factory=RecordingConnection)
            path.chmod(0o600)
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        db = Database(connection)
        if read_only:
            _refuse_older(db, path)
        else:
            if db.journal_mode != "wal":
                db.enable_wal()
            connection.execute("PRAGMA synchronous = FULL")
            # What is blanked (the words of a mail that is sealed after it was judged) is gone from the file too.
            connection.execute("PRAGMA secure_delete = ON")
            if migrations.pending(db):
                migrations.apply(db)
        return db
    except OSError as error:
        raise ConfigError(f"ledger {path} cannot be opened: {error.strerror}") from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and ("locked" in str(error) or "busy" in str(error)):
            raise Transient(f"ledger {path} is locked by another program") from error
        raise ConfigError(f"ledger {path} cannot be opened: {error}") from error


def _refuse_older(db: Database, path: Path) -> None:
    """A reader changes nothing, so it cannot bring an older ledger up to date. Raises OlderLedger."""
    if migrations.pending(db):
        raise OlderLedger(
            f"the ledger {path} is from an older mailbot; `mailbot doctor` or `mailbot run` bring it up to date"
        )


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing. Where even the WAL's index cannot be made (a read-only disk, another's folder)
    a ledger that was closed well is read as a file that does not change."""
    address = path.resolve().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        unwritten = path.with_name(f"{path.name}-wal")
        if unwritten.exists() and unwritten.stat().st_size:
            raise
        connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return connection
