"""A restored ledger catches up: transactions that the journal has and the backup has not are written once more.

The ledger itself says how far it is (`ledger.position`), so that the same call twice, or after a crash, or on any of
the backups, does each transaction once. It stops where the journal has a gap, does not go on from this ledger, or was
written under other tables; what came after is then found in the mailbox, as far as that can tell.
"""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from mailbot.backup.journal import JournalFolder, Place
from mailbot.errors import ConfigError, Transient
from mailbot.ledger.migrations import migrations
from mailbot.ledger.position import Position, new_life, position, set_position
from mailbot.ledger.recorded import Entry
from mailbot.ledger.schema import open_database


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """transactions: how many were written. until: moment of the newest event (ISO 8601), '' when there is none. left:
    how many later ones of the journal could not be, because of `why` ('' when all could)."""

    transactions: int
    until: str
    left: int = 0
    why: str = ""


def catch_up(ledger: Path, journal: JournalFolder) -> CaughtUp:
    """Bring this ledger as far as the journal goes. Raises ConfigError when the ledger does not take a transaction that
    it should, Transient when a disk fails."""
    db = open_database(ledger)
    try:
        done = _caught_up(db, journal)
        # Whatever goes on with the old file somewhere else is another ledger from here on.
        set_position(db, replace(position(db), ledger=new_life()))
        return done
    except OSError as error:
        raise Transient(f"journal {journal.folder}: {error.strerror or error}") from error
    except sqlite3.OperationalError as error:
        raise Transient(f"ledger: {error}") from error
    except sqlite3.Error as error:
        raise ConfigError(f"the journal {journal.folder} does not fit the ledger: {error}") from error
    finally:
        db.close()


def _caught_up(db: Database, journal: JournalFolder) -> CaughtUp:
    schema = len(migrations.applied(db))
    lines: dict[int, dict[int, Place]] = defaultdict(dict)
    last: dict[int, int] = {}
    for place in journal.places():
        # An entry whose transaction was never committed is followed by another one of the same number.
        lines[place.number][place.ledger] = place
        last[place.ledger] = max(place.number, last.get(place.ledger, 0))
    done = 0
    while True:
        now = position(db)
        following = lines.get(now.number + 1, {})
        entries = [entry for place in following.values() if (entry := journal.read(place)) is not None]
        fitting = [entry for entry in entries if entry.after == now.newest_event]
        if not fitting or fitting[0].schema != schema:
            left = len([number for number in lines if number > now.number])
            why = _why(bool(following), bool(entries), bool(fitting)) if left else ""
            return CaughtUp(done, now.newest_event.partition(" ")[2], left, why)
        # Two lives may go on from here: the ledger that was worked with, and a copy somebody only tried out.
        _write(db, max(fitting, key=lambda one: last[one.ledger]))
        done += 1


def _write(db: Database, entry: Entry) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        for sql, values in entry.statements:
            db.execute(sql, values)
        set_position(db, Position(entry.ledger, entry.number, ""))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _why(there: bool, readable: bool, fitting: bool) -> str:
    if not there:
        return "the journal has a gap"
    if not readable:
        return "the journal was written with another secret, or is damaged"
    return "it was written by another version of mailbot" if fitting else "it does not go on from this backup"
