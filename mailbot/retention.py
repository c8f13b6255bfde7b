"""What is kept how long (PDPA): after a round is closed and its time is over, bytes and names go, facts stay."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from mailbot.errors import Refused, Transient
from mailbot.ledger.retention import Purge, what_goes
from mailbot.ledger.store import Ledger
from mailbot.rules import Round


@dataclass(frozen=True)
class Retaining:
    """keep_days: days after the round's close for which everything stays as it is."""

    ledger: Ledger
    spool: Path
    round: Round
    keep_days: int

    def until(self) -> datetime | None:
        """What came up to here goes: the end of the day on which the round closes. None: it names no such day."""
        closes = self.round.closes
        if closes is None:
            return None
        return datetime.combine(closes + timedelta(days=1), time(), self.round.zone).astimezone(UTC)

    def allowed_from(self) -> datetime | None:
        """The moment from which a purge is allowed; None: never, as long as round.toml names no closing day."""
        until = self.until()
        return None if until is None else until + timedelta(days=self.keep_days)

    def what_goes(self) -> Purge:
        """What a purge would take. Raises Refused when the round names no day on which it closes."""
        return what_goes(self.ledger.db, self._until())

    def purge(self, actor: str, now: datetime) -> Purge:
        """Take it out of the ledger, then out of the spool. Raises Refused before its time, Transient when the ledger
        is held by another program or the disk fails: then the same call ends the work."""
        allowed = self.allowed_from()
        if allowed is None or now < allowed:
            when = "never: round.toml names no `closes`" if allowed is None else f"{allowed:%Y-%m-%d}"
            refused = Refused(f"round {self.round.id}: nothing may go before its time ({when})")
            refused.thai = (
                f"รอบ {self.round.id}: ยังไม่ถึงเวลาที่ลบข้อมูลได้ ({f'{allowed:%Y-%m-%d}' if allowed else 'ไม่มีวันปิดรอบ'})"
            )
            raise refused
        gone = self.ledger.purge(self._until(), actor, now)
        try:
            for sha256 in gone.spooled:
                for kind in ("eml", "sealed"):
                    (self.spool / sha256[:2] / f"{sha256}.{kind}").unlink(missing_ok=True)
        except OSError as error:
            raise Transient(f"spool {self.spool}: {error.strerror}") from error
        self.ledger.shrink()
        return gone

    def _until(self) -> datetime:
        until = self.until()
        if until is None:
            refused = Refused(
                f"round {self.round.id}: round.toml names no day on which it closes (closes = 2020-12-31)"
            )
            refused.thai = f"รอบ {self.round.id}: round.toml ไม่ได้ระบุวันปิดรอบ (เช่น closes = 2020-12-31)"
            raise refused
        return until
