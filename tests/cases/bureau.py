"""A whole mailbot on an embedded mailbox for the tests of cases: real ledger, real letters, one clock."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from mailbot.bench import Hints
from mailbot.demo.mails import sample_mails
from mailbot.demo.sample import Sample
from mailbot.examination import Examination
from mailbot.examiner import DirectExaminer
from mailbot.workplace import Workplace
from tests.daemon.running import workplace
from tests.reading import Known, reading_once

START = datetime(2020, 6, 29, 3, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Stands still until the test moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Now."""
        return self.now

    def forward(self, **span: float) -> None:
        """Let time pass (arguments of timedelta)."""
        self.now += timedelta(**span)


@dataclass
class Remembering(DirectExaminer):
    """Examines each mail once for all tests: the same bytes, rules, agencies and hints say the same."""

    known: ClassVar[dict[bytes, Examination]] = {}

    def examine(self, raw: bytes, hints: Hints) -> Examination:
        """One mail to its Examination."""
        key = sha256(pickle.dumps((raw, hints, self.bench.rules.version, len(self.bench.registry)))).digest()
        if key not in self.known:
            self.known[key] = super().examine(raw, hints)
        return self.known[key]


@dataclass
class Bureau:
    """One workplace and what came of it."""

    place: Workplace
    clock: Clock

    def receive(self, *mails: bytes, at: datetime | None = None) -> None:
        """These mails come one after the other, and the daemon settles each."""
        self.place.mailbox.open()
        for raw in mails:
            self.place.mailbox.append("INBOX", raw, at or self.clock())
            self.run()

    def run(self) -> None:
        """One run of the daemon until it is quiet."""
        self.place.daemon.run_once()

    def letters(self) -> list[EmailMessage]:
        """Every letter in the order in which they were stored."""
        rows = self.place.ledger.rows("SELECT raw FROM outbox ORDER BY id")
        return [message_from_bytes(row[0], policy=policy.default) for row in rows]

    def kinds(self) -> list[str]:
        """Kinds of all letters in their order."""
        return [row[0] for row in self.place.ledger.rows("SELECT kind FROM outbox ORDER BY id")]

    def text(self, number: int = -1) -> str:
        """The words of one letter, the newest by default."""
        body = self.letters()[number].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def plans(self) -> list[tuple[str | None, str, bool]]:
        """(agency, verdict, credited) of every living plan."""
        rows = self.place.ledger.rows(
            "SELECT agency_id, verdict, credited FROM plan WHERE superseded_at IS NULL ORDER BY mail_id, position"
        )
        return [(row[0], row[1], bool(row[2])) for row in rows]


_READ: Known = {}  # files of the script are in mails of many tests


@contextmanager
def bureau(folder: Path, extra: str = "", wrap: Callable[[Workplace], None] = lambda _place: None) -> Iterator[Bureau]:
    """A bureau in this folder, made anew or as it was left. wrap: changes the workplace before it is used."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(f"[data]\nmin_free_mb = 0\n[reminders]\nenabled = false\n{extra}", "utf-8")
    clock = Clock()
    place = workplace(folder / "config.toml", clock)
    place.__dict__["examiner"] = Remembering(place.bench)
    wrap(place)
    try:
        with reading_once(_READ):
            yield Bureau(place, clock)
    finally:
        place.close()


@cache
def sample(beginning: str) -> Sample:
    """The sample mail whose name begins so."""
    return next(one for one in sample_mails() if one.name.startswith(beginning))
