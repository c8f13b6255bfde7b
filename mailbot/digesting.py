"""Digest and weekly report: due by clock and calendar, made from the ledger, stored in the outbox once."""

import logging
from dataclasses import dataclass
from datetime import datetime

from mailbot.bench import Bench
from mailbot.digest.compose import compose_digest, compose_report
from mailbot.digest.model import Folders
from mailbot.digest.news import news, report
from mailbot.digest.when import Edition, Kind, digest_due, report_due
from mailbot.ledger.records import Outgoing
from mailbot.ledger.store import Ledger
from mailbot.outbox.letterhead import Letterhead
from mailbot.replies.letter import Letter
from mailbot.settings import StaffSection

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Digesting:
    """What staff and their chief read. Each edition has one Message-ID, which the ledger takes once: a restart or a
    second look repeats nothing."""

    bench: Bench
    ledger: Ledger
    staff: StaffSection
    letterhead: Letterhead
    folders: Folders

    def send_due(self, now: datetime) -> int:
        """Store what is due at `now` (aware) in the outbox. Returns how many letters are new."""
        stored = 0
        for edition, address in self._due(now):
            if not self.ledger.stored(self._message_id(edition)):
                stored += self.ledger.enqueue(self.outgoing(edition, address, now), now, action=edition.kind)
        return stored

    def letter(self, edition: Edition, now: datetime) -> Letter:
        """The letter of one edition as it would be written at `now`."""
        rules, registry, db = self.bench.rules, self.bench.registry, self.ledger.db
        if edition.kind == "report":
            return compose_report(report(db, registry, rules, self.folders, edition.since, now), rules)
        return compose_digest(news(db, registry, rules, self.folders, edition.since, now), rules)

    def outgoing(self, edition: Edition, address: str, now: datetime) -> Outgoing:
        """The finished mail. Raises ValueError for an address that no header can hold."""
        letter = self.letter(edition, now)
        return self.letterhead.notice(letter, address, now, kind=edition.kind, version=self._version(edition))

    def address(self, kind: Kind) -> str:
        """Who reads it, '' when nobody is named."""
        return self.staff.report_address if kind == "report" else self.staff.digest_address

    def _due(self, now: datetime) -> list[tuple[Edition, str]]:
        rules, hour = self.bench.rules, self.staff.digest_hour
        editions = (digest_due(now, hour, rules), report_due(now, hour, rules))
        return [(one, self.address(one.kind)) for one in editions if one is not None and self.address(one.kind)]

    def _version(self, edition: Edition) -> tuple[str, str]:
        return f"{self.bench.rules.round.id}|{edition.kind}", edition.key

    def _message_id(self, edition: Edition) -> str:
        return self.letterhead.message_id(edition.kind, self._version(edition))
