"""How far a ledger is: two numbers in the head of its file, which every transaction and every copy carries with it."""

import secrets
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Position:
    """ledger: number of its life (0: none was given yet); a restore begins another. number: of its last transaction.
    newest_event: 'id moment', '' when there is none."""

    ledger: int
    number: int
    newest_event: str


def position(db: Database) -> Position:
    """Where the ledger stands now."""
    life = int(db.execute("PRAGMA application_id").fetchone()[0])
    number = int(db.execute("PRAGMA user_version").fetchone()[0])
    newest = db.execute("SELECT id, at FROM event ORDER BY id DESC LIMIT 1").fetchone()
    return Position(life or new_life(), number, f"{newest[0]} {newest[1]}" if newest else "")


def set_position(db: Database, where: Position) -> None:
    """Write it down; within a transaction it is part of it. (A PRAGMA takes no parameters; both are whole numbers.)"""
    db.execute(f"PRAGMA application_id = {where.ledger:d}")
    db.execute(f"PRAGMA user_version = {where.number:d}")


def new_life() -> int:
    """A number that no other life of a ledger has, as far as chance goes (SQLite keeps 31 bits of it)."""
    return secrets.randbelow(2**31 - 1) + 1
