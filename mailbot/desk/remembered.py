"""Answers that many pages need, asked again only when the ledger has changed: every change of it leaves an event."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlite_utils import Database

from mailbot.ledger import queries
from mailbot.ledger.queries import Health, ReviewFigures
from mailbot.ledger.queries.latest import last_event_id

Answer = TypeVar("Answer")


@dataclass
class Remembered:
    """Answers by question, with the newest event of their time."""

    _kept: dict[str, tuple[int, Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def health(self, db: Database) -> Health:
        """Troubles, mails on their way, the outbox in figures."""
        return self._ask(db, "health", lambda: queries.health(db))

    def review(self, db: Database) -> ReviewFigures:
        """The review queue in figures."""
        return self._ask(db, "review", lambda: queries.review_figures(db))

    def to_answer(self, db: Database, folder: str) -> int:
        """How many mails a person has to answer."""
        return self._ask(db, "to_answer", lambda: queries.to_answer(db, folder))

    def _ask(self, db: Database, question: str, ask: Callable[[], Answer]) -> Answer:
        newest = last_event_id(db)
        with self._lock:
            at, kept = self._kept.get(question, (-1, None))
        if at == newest:
            answer: Answer = kept
            return answer
        answer = ask()
        with self._lock:
            self._kept[question] = (newest, answer)
        return answer
