"""What all pages share: the workplace, its rules and registry kept up to date, the ledger opened for one request."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlite_utils import Database

from mailbot.bench import Bench
from mailbot.desk.remembered import Remembered
from mailbot.errors import ConfigError
from mailbot.ledger import listed
from mailbot.ledger.book import Book
from mailbot.ledger.schema import open_database
from mailbot.settings import DeskSection
from mailbot.workplace import Workplace

AnyBook = TypeVar("AnyBook", bound=Book)


@dataclass
class Office:
    """The desk's view of one mailbot. A request runs on any thread, so each opens the ledger for itself (half a
    millisecond). sleep: how a failed login is slowed down."""

    place: Workplace
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _renewing: threading.Lock = field(default_factory=threading.Lock)
    remembered: Remembered = field(default_factory=Remembered)
    deciding: threading.Lock = field(default_factory=threading.Lock)

    @property
    def settings(self) -> DeskSection:
        """The desk's own settings."""
        return self.place.settings.desk

    @property
    def idle(self) -> timedelta:
        """How long a session lives without a click."""
        return timedelta(minutes=self.settings.idle_minutes)

    @property
    def whole(self) -> timedelta:
        """How long a session lives at most."""
        return timedelta(hours=self.settings.session_hours)

    @property
    def longest_sending(self) -> timedelta:
        """How long a letter is tried before it is given up."""
        return timedelta(hours=self.place.settings.smtp.max_hours)

    @property
    def review_folder(self) -> str:
        """The mailbox's folder for what staff look at."""
        return self.place.settings.mailbox.review

    def now(self) -> datetime:
        """The clock."""
        return self.place.clock()

    @property
    def bench(self) -> Bench:
        """Rules and registry of the round."""
        return self.place.bench

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """The ledger, only to be read. Raises ConfigError when it is away, Transient when it is locked."""
        db = open_database(self.place.ledger_path, read_only=True)
        try:
            self._renew(db)
            yield db
        finally:
            db.close()

    @contextmanager
    def writing(self, kind: type[AnyBook]) -> Iterator[AnyBook]:
        """A writer of this kind. Raises ConfigError when the ledger is away: the desk never begins a new one."""
        if not self.place.ledger_path.exists():
            raise ConfigError(f"the ledger {self.place.ledger_path} is missing")
        this = self.bench.rules.round
        book = kind(self.place.ledger_path, this.id, this.receipt_prefix, self.place.journal)
        try:
            yield book
        finally:
            book.close()

    def _renew(self, db: Database) -> None:
        """An import of agencies by somebody else is seen at the next click."""
        if listed.version(db) == self.place.listed.version:
            return
        with self._renewing:
            if listed.version(db) != self.place.listed.version:
                for name in ("listed", "parts", "bench", "answering"):
                    self.place.__dict__.pop(name, None)
                _ = self.place.bench
