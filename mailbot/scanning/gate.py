"""Whether a mail may be decided: scanned and clean, infected, or not scanned, which is never clean."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailbot.ledger.store import Ledger
from mailbot.scanning.clamd import CLEAN, UNSCANNED, NotScanned, Scanner
from mailbot.settings import ScanSection


@dataclass(frozen=True)
class ScanGate:
    """tell raises or clears an alert, so that a scanner that is away is told once."""

    section: ScanSection
    ledger: Ledger
    clock: Callable[[], datetime]
    tell: Callable[[str, str | None], None]

    def infected(self, mail_id: int, raw: bytes) -> bool:
        """True when the scanner found something in this mail; what it said is in the ledger, for staff alone. Raises
        NotScanned when it could not look and scan.required says that the mail must wait for it."""
        if self.section.kind == "off":
            return False
        try:
            said = Scanner(self.section).scan(raw)
        except NotScanned as error:
            self.tell("scanner", str(error))
            if self.section.required:
                raise
            said = UNSCANNED
        else:
            self.tell("scanner", None)
        self.ledger.record_scan(mail_id, said, self.clock())
        return said not in (CLEAN, UNSCANNED)
