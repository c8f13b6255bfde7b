"""Trouble that no single step meets: a quarantine that fills, answers withheld by the dozen, a clock that jumps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.ledger.book import NOT_JOURNALED
from mailbot.ledger.moments import from_text, to_text
from mailbot.ledger.store import Ledger

_EVERY = timedelta(minutes=5)
"""Between two looks at the ledger."""
_JUMP = timedelta(minutes=5)
"""A clock that went so much further, or less far, than the time that passed has jumped. Slower corrections are told by
nobody and do no harm."""
_JUMP_REMEMBERED = timedelta(hours=1)
_AHEAD = timedelta(minutes=5)
"""An event of the ledger that lies so far in the future was written by a clock that has been put back since."""


@dataclass
class Watching:
    """`tell` raises or clears an alert. monotonic: seconds that no clock setting changes. quarantine: name of that
    folder; per_day, per_hour: from how many on staff are told. journal_begun: of the newest file of the journal."""

    ledger: Ledger
    tell: Callable[[str, str | None], None]
    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    quarantine: str
    quarantine_per_day: int
    withheld_per_hour: int
    journal_begun: Callable[[], datetime | None]
    _looked_at: datetime | None = None
    _mark: tuple[datetime, float] | None = None
    _jumped_at: float | None = None

    def look(self) -> None:
        """Tell what is wrong and what is well again; cheap enough for every turn."""
        now = self.clock()
        self._look_at_the_clock(now)
        if self._looked_at is not None and timedelta() <= now - self._looked_at < _EVERY:
            return
        self._looked_at = now
        self._tell_count("quarantine", self._quarantined(now), self.quarantine_per_day, "mails in 24 hours")
        self._tell_count("withheld", self._withheld(now), self.withheld_per_hour, "answers withheld in 60 minutes")
        self._look_at_the_journal()

    def _look_at_the_clock(self, now: datetime) -> None:
        passed = self.monotonic()
        if self._mark is None:
            newest = self.ledger.rows("SELECT max(at) FROM event")[0][0]
            if newest and from_text(newest) - now > _AHEAD:
                self._jumped(passed, f"it is {now:%Y-%m-%d %H:%M} UTC, but the ledger has an event of {newest[:16]}")
        else:
            drift = (now - self._mark[0]) - timedelta(seconds=passed - self._mark[1])
            if abs(drift) > _JUMP:
                minutes = round(drift.total_seconds() / 60)
                self._jumped(passed, f"the clock jumped by {minutes:+d} minutes, to {now:%Y-%m-%d %H:%M} UTC")
        self._mark = (now, passed)
        if self._jumped_at is None or passed - self._jumped_at > _JUMP_REMEMBERED.total_seconds():
            self._jumped_at = None
            self.tell("clock", None)

    def _jumped(self, passed: float, what: str) -> None:
        self._jumped_at = passed
        self.tell("clock", what)

    def _look_at_the_journal(self) -> None:
        """A journal with a gap is good for nothing until a backup was made, with which its next file begins."""
        rows = self.ledger.rows(
            "SELECT at, json_extract(detail, '$.reason') FROM event WHERE action = ? ORDER BY id DESC LIMIT 1",
            (NOT_JOURNALED,),
        )
        begun = self.journal_begun() if rows else None
        if rows and (begun is None or from_text(rows[0][0]) > begun):
            self.tell("journal", f"since {rows[0][0][:16]} UTC: {rows[0][1]}; mend it, then `mailbot backup FILE`")
        else:
            self.tell("journal", None)

    def _tell_count(self, name: str, count: int, limit: int, what: str) -> None:
        """Told from the limit on, and well again below half of it, so that it is not told to and fro."""
        if count >= limit:
            self.tell(name, f"{count} {what}")
        elif count * 2 <= limit:
            self.tell(name, None)

    def _quarantined(self, now: datetime) -> int:
        rows = self.ledger.rows(
            "SELECT count(*) FROM mail WHERE folder = ? AND decided_at > ?",
            (self.quarantine, to_text(now - timedelta(days=1))),
        )
        return int(rows[0][0])

    def _withheld(self, now: datetime) -> int:
        rows = self.ledger.rows(
            "SELECT count(*) FROM event WHERE action = 'reply_withheld' AND at > ?",
            (to_text(now - timedelta(hours=1)),),
        )
        return int(rows[0][0])
