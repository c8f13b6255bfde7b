"""Reminders: what the ledger says is missing, put to the pure rule of what is due, stored in the outbox once."""

import logging
from dataclasses import dataclass
from datetime import datetime

from mailbot.agencies.salutation import salutation
from mailbot.bench import Bench
from mailbot.ledger import queries
from mailbot.ledger.records import Outgoing
from mailbot.ledger.store import Ledger
from mailbot.outbox.header_form import can_stand_in_header
from mailbot.outbox.letterhead import Letterhead
from mailbot.reminders.compose import compose
from mailbot.reminders.due import DueReminder, Lacking, MissingAgency, PlanState, due
from mailbot.settings import RemindersSection, RepliesSection

logger = logging.getLogger(__name__)

_STATE: dict[str, PlanState] = {
    "missing": "missing",
    "deficient": "deficient",
    "review": "review",
    "complete": "complete",
    "sealed": "complete",
    "withheld": "complete",
}


@dataclass(frozen=True)
class Reminding:
    """Everything that a reminder needs. What is due follows from ledger and moment alone, so an outage loses none."""

    bench: Bench
    ledger: Ledger
    hours: RemindersSection
    replies: RepliesSection
    letterhead: Letterhead

    def due(self, now: datetime) -> list[DueReminder]:
        """Letters that are to leave at `now` (aware), vital agencies first."""
        this = self.bench.rules.round
        sent = queries.reminders_sent(self.ledger.db, this.id)
        return due(
            self.missing(),
            this.reminders,
            sent,
            now,
            self.bench.rules,
            from_hour=self.hours.from_hour,
            until_hour=self.hours.until_hour,
        )

    def missing(self) -> list[MissingAgency]:
        """Every agency that owes a plan, with its standing and the address that it wrote from."""
        db, rules = self.ledger.db, self.bench.rules
        tiers = [tier.name for tier in rules.tiers.values() if tier.owes]
        addresses = queries.contacts(db)
        return [
            self._missing(standing, addresses.get(standing.agency.id, []))
            for standing in queries.standings(db, self.bench.registry, rules.round.id, tiers)
        ]

    def send_due(self, now: datetime) -> int:
        """Store every due letter in the outbox, once for ever per agency and stage. Returns how many are new."""
        stored = 0
        for reminder in self.due(now):
            try:
                letter = self.outgoing(reminder, now)
            except ValueError as error:  # an address that no header can hold must not silence all the others
                logger.warning("no reminder to %s: %s", reminder.agency.agency_id, error)
                continue
            stored += self.ledger.enqueue(letter, now, action="reminder")
        return stored

    def outgoing(self, reminder: DueReminder, now: datetime) -> Outgoing:
        """The finished mail of one reminder; the same reminder of the same day gives the same bytes."""
        letter = compose(reminder, self.bench.rules, now)
        address = reminder.agency.address
        if address is None:
            raise ValueError(f"no address for {reminder.agency.agency_id}")
        return self.letterhead.notice(
            letter,
            address,
            now,
            kind="reminder",
            version=(f"{self.bench.rules.round.id}|{reminder.agency.agency_id}", reminder.stage.name),
            receipt=reminder.agency.receipt,
            reply_to=self.replies.reply_to or self.bench.rules.round.inbox,
            agency_id=reminder.agency.agency_id,
            stage=reminder.stage.name,
        )

    def _missing(self, standing: queries.Standing, addresses: list[str]) -> MissingAgency:
        agency = standing.agency
        return MissingAgency(
            agency_id=agency.id,
            name=agency.name_th,
            state=_STATE[standing.state],
            address=next((address for address in addresses if can_stand_in_header(address)), None),
            salutation=salutation(agency),
            lacking=self._lacking(standing),
            receipt=standing.receipt or "",
            vital=agency.vital,
            tier=agency.tier,
        )

    def _lacking(self, standing: queries.Standing) -> tuple[Lacking, ...]:
        if standing.state != "deficient" or standing.receipt is None:
            return ()
        findings = queries.errors_of(self.ledger.db, standing.receipt, standing.agency.id)
        return tuple(Lacking(code, tuple(sorted(parameters.items())), place) for code, parameters, place in findings)
