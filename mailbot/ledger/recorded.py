"""What a transaction writes, statement by statement, so that a journal can keep it outside of the ledger's file."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

_ONLY_READS = frozenset({"SELECT", "PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "EXPLAIN"})

Statement = tuple[str, Any]
"""SQL with its values (a list, or an object of names)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction. ledger: number of the ledger's life, which a restore ends. number: how many transactions it had,
    with this one. after: newest event before it ('id moment'), by which a ledger knows whether it goes on from there.
    schema: how many migrations the ledger had."""

    ledger: int
    number: int
    after: str
    schema: int
    statements: tuple[Statement, ...]


class Journal(Protocol):
    """Where transactions are kept besides the ledger."""

    def append(self, entry: Entry) -> None:
        """Keep it durably. Raises OSError."""


class RecordingConnection(sqlite3.Connection):
    """A connection that remembers what was written since `begin`."""

    written: list[Statement] | None = None

    def begin(self) -> None:
        """Remember from now on."""
        self.written = []

    def taken(self) -> tuple[Statement, ...]:
        """What was written since `begin`; nothing is remembered any more."""
        written, self.written = self.written or [], None
        return tuple(written)

    def cursor(self, factory: Any = None) -> Any:
        """Every statement of this connection goes through such a cursor."""
        return super().cursor(factory or _RecordingCursor)

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        """As sqlite3 does, which would take a plain cursor."""
        return self.cursor().execute(sql, parameters)  # type: ignore[no-any-return]

    def executemany(self, sql: str, parameters: Iterable[Any]) -> sqlite3.Cursor:
        """As sqlite3 does, which would take a plain cursor."""
        return self.cursor().executemany(sql, parameters)  # type: ignore[no-any-return]


class _RecordingCursor(sqlite3.Cursor):
    def execute(self, sql: str, parameters: Any = ()) -> "_RecordingCursor":
        """As sqlite3 does."""
        super().execute(sql, parameters)
        self._remember(sql, [parameters])
        return self

    def executemany(self, sql: str, parameters: Iterable[Any]) -> "_RecordingCursor":
        """As sqlite3 does."""
        rows = list(parameters)
        super().executemany(sql, rows)
        self._remember(sql, rows)
        return self

    def _remember(self, sql: str, rows: list[Any]) -> None:
        connection = self.connection
        if not isinstance(connection, RecordingConnection) or connection.written is None:
            return
        if sql.split(None, 1)[0].upper() not in _ONLY_READS:
            connection.written += [(sql, row if isinstance(row, dict) else list(row)) for row in rows]
