"""Reminders: what the ledger says is missing, put to the pure rule of what is due, stored in the outbox once."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.agencies.model import Agency
from mailbot.agencies.salutation import salutation
from mailbot.bench import Bench
from mailbot.ledger import queries
from mailbot.ledger.moments import from_text
from mailbot.ledger.pauses import Paused, paused
from mailbot.ledger.records import Outgoing
from mailbot.ledger.reminded import reminded, reminders_since
from mailbot.ledger.store import Ledger
from mailbot.outbox.header_form import can_stand_in_header
from mailbot.outbox.letterhead import Letterhead
from mailbot.reminders.calendar import is_open
from mailbot.reminders.compose import compose
from mailbot.reminders.compose_list import compose_summary
from mailbot.reminders.due import look
from mailbot.reminders.model import DueReminder, Lacking, Look, MissingAgency, PlanState, Reminded
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
Addresses = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Reminding:
    """Everything that a reminder needs. What is due follows from ledger and moment alone, so an outage loses none."""

    bench: Bench
    ledger: Ledger
    hours: RemindersSection
    replies: RepliesSection
    letterhead: Letterhead

    def look(self, now: datetime) -> Look:
        """What is due at `now` (aware), vital agencies first, and why everybody else gets nothing."""
        missing = self.missing()
        return look(
            missing,
            self._collectors(missing),
            [Reminded(*one) for one in reminded(self.ledger.db, self.bench.rules.round.id)],
            now,
            self.bench.rules,
            from_hour=self.hours.from_hour,
            until_hour=self.hours.until_hour,
        )

    def due(self, now: datetime) -> list[DueReminder]:
        """Letters that may leave at `now`; none on a day off and outside the hours."""
        if not self._open(now):
            return []
        return list(self.look(now).due)

    def missing(self) -> list[MissingAgency]:
        """Every agency that owes a plan, with its standing and the address that it wrote from. Of tiers that owe
        nothing one by one, those of whom staff said that they do."""
        db, rules = self.ledger.db, self.bench.rules
        silence, addresses = paused(db, rules.round.id), queries.contacts(db)
        return [
            self._missing(standing, addresses, silence)
            for standing in queries.standings(db, self.bench.registry, rules.round.id, list(rules.tiers))
        ]

    def send_due(self, now: datetime) -> int:
        """Store every due letter in the outbox, once for ever per agency and stage, at most `reminders.per_day` in 24
        hours: the rest follows on the next day. Returns how many are new."""
        stored = 0
        room = self.hours.per_day - reminders_since(self.ledger.db, now - timedelta(days=1)) if self._open(now) else 0
        for reminder in self.due(now) if room > 0 else ():
            if stored >= room:
                logger.warning("%d reminders today: the others follow tomorrow", stored)
                break
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
            version=(f"{self.bench.rules.round.id}|{reminder.agency.agency_id}", reminder.stage.key),
            receipt="" if reminder.addressee.listed else reminder.agency.receipt,
            reply_to=self._reply_to,
            agency_id=reminder.agency.agency_id,
            stage=reminder.stage.key,
        )

    def summary(self, ministry_id: str, address: str, now: datetime) -> tuple[Outgoing, int]:
        """What a ministry's coordinator asked for: (its mail, how many agencies it names). Raises LookupError for an id
        that the registry does not know."""
        registry, rules = self.bench.registry, self.bench.rules
        ministry = registry.get(ministry_id)
        if ministry is None:
            raise LookupError(f"no agency {ministry_id!r}")
        below = [
            one
            for one in self.missing()
            if one.owes and ministry_id in (one.agency_id, *registry.ancestors(one.agency_id))
        ]
        letter = compose_summary(ministry.name_th, sorted(below, key=lambda one: (one.tier, one.name)), rules, now)
        version = (f"{rules.round.id}|{ministry_id}|{address}", now.isoformat())
        mail = self.letterhead.notice(
            letter, address, now, kind="summary", version=version, reply_to=self._reply_to, agency_id=ministry_id
        )
        return mail, len(below)

    @property
    def _reply_to(self) -> str:
        return self.replies.reply_to or self.bench.rules.round.inbox

    def _open(self, now: datetime) -> bool:
        local = now.astimezone(self.bench.rules.round.zone)
        return is_open(local.date(), local.hour, self.bench.rules, self.hours.from_hour, self.hours.until_hour)

    def _collectors(self, missing: list[MissingAgency]) -> dict[str, MissingAgency]:
        """Collectors that owe no plan of their own, so that they are not among the missing."""
        known = {agency.agency_id for agency in missing}
        wanted = {one.collector_id for one in missing if one.collector_id} - known
        addresses, silence = queries.contacts(self.ledger.db), paused(self.ledger.db, self.bench.rules.round.id)
        agencies = (self.bench.registry.get(one) for one in sorted(wanted))
        return {one.id: self._agency(one, "complete", addresses, silence) for one in agencies if one is not None}

    def _missing(self, standing: queries.Standing, addresses: Addresses, silence: Paused) -> MissingAgency:
        return self._agency(standing.agency, _STATE[standing.state], addresses, silence, standing)

    def _agency(
        self,
        agency: Agency,
        state: PlanState,
        addresses: Addresses,
        silence: Paused,
        standing: queries.Standing | None = None,
    ) -> MissingAgency:
        known = addresses.get(agency.id, ())
        return MissingAgency(
            agency_id=agency.id,
            name=agency.name_th,
            state=state,
            address=next((address for address in known if can_stand_in_header(address)), None),
            salutation=salutation(agency),
            lacking=self._lacking(standing) if standing else (),
            receipt=(standing.receipt or "") if standing else "",
            told_at=from_text(standing.since) if standing and standing.since else None,
            paused=silence.holds(agency.id, agency.tier),
            vital=agency.vital,
            tier=agency.tier,
            collector_id=self._collector_id(agency),
        )

    def _collector_id(self, agency: Agency) -> str | None:
        """Who collects by the circular's route (guideline 3.4, table)."""
        tier = self.bench.rules.tiers.get(agency.tier)
        route = tier.route if tier else "direct_opdc"
        return {"via_province": agency.collector_id, "via_parent": agency.parent_id}.get(route)

    def _lacking(self, standing: queries.Standing) -> tuple[Lacking, ...]:
        if standing.state != "deficient" or standing.receipt is None:
            return ()
        findings = queries.errors_of(self.ledger.db, standing.receipt, standing.agency.id)
        return tuple(Lacking(code, tuple(sorted(parameters.items())), place) for code, parameters, place in findings)
