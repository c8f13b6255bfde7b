"""Questions of others in SQL: one reading statement over the ledger, within a time limit, that can change nothing.

Three locks: the file is opened for reading, SQLite's authorizer lets only reading through, and a clock ends what takes
too long. Bytes of letters are told by their length.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

from mailbot.ledger.schema import open_database

_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_REFUSED_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"})
_STEPS_BETWEEN_LOOKS = 20_000
# The index of search asks for this, which changes nothing.
_PRAGMAS = frozenset({"data_version"})
_OPEN_SEARCH = "SELECT rowid FROM search_index LIMIT 0"


class Refusal(Exception):
    """The question was not answered; the text says why, for whoever asked."""


def ask_sql(path: Path, query: str, *, seconds: float, limit: int) -> tuple[list[dict[str, Any]], bool]:
    """(at most `limit` rows, whether there are more). Raises Refusal for what writes, is no single statement, is wrong
    or takes longer; ConfigError when there is no ledger."""
    db = open_database(path, read_only=True)
    until = time.monotonic() + seconds
    db.execute(_OPEN_SEARCH)  # opening it later would look like a change of the schema to the authorizer
    db.conn.set_authorizer(_authorize)
    db.conn.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS_BETWEEN_LOOKS)
    try:
        cursor = db.conn.execute(query)
        if cursor.description is None:
            raise Refusal("this is no question: it gives no rows")
        names = _names([column[0] for column in cursor.description])
        rows = cursor.fetchmany(limit + 1)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise Refusal(_why(error, seconds)) from error
    finally:
        db.close()
    return [{name: _cell(cell) for name, cell in zip(names, row, strict=True)} for row in rows[:limit]], len(
        rows
    ) > limit


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS and second is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _why(error: sqlite3.Error | sqlite3.Warning, seconds: float) -> str:
    text = str(error)
    if text == "interrupted":
        return f"it took longer than {seconds:g} seconds and was ended; ask for less, or see --seconds"
    if "not authorized" in text or "prohibited" in text or "readonly" in text:
        return "the ledger is opened for reading only: it is changed by mailbot's own commands, which leave a trace"
    if "one statement" in text:
        return "one statement at a time"
    return f"SQL: {text}"


def _names(names: list[str]) -> list[str]:
    """Names of columns, those that stand twice with a number."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found


def _cell(cell: Any) -> Any:
    return f"<{len(cell):,} bytes>" if isinstance(cell, bytes) else cell
