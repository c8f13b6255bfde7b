"""What reminders speak of: an agency as the ledger knows it, a letter that is due, a letter that was stored."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mailbot.rules import ReminderStage

PlanState = Literal["missing", "deficient", "review", "complete"]

Silence = Literal[
    "complete", "in_review", "paused", "no_address", "bounced", "not_yet", "already", "told_since", "by_collector"
]
"""Why nobody writes to an agency now. told_since: what it lacks was told in an answer after the stage fell due.
by_collector: it stands in the list that its provincial office or parent department gets."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that is still awaited: a finding code with its parameters."""

    code: str
    parameters: tuple[tuple[str, str], ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class MissingAgency:
    """One agency that owes a plan or collects plans, as the ledger knows it.

    address: where its letters go, None when no address is known or the known ones are dead. state: missing =
    nothing has come; deficient = something is still to be mended (`lacking`). salutation: office to address.
    receipt: of its newest mail, '' when none came. told_at: when it was last told what it lacks (aware).
    bounced: the last letter to `address` came back. paused: staff asked for silence. vital: energy, water,
    telecommunications, transport (clause 3.4, last paragraph). collector_id: who collects its plan by the circular's
    route; None when it sends straight.
    """

    agency_id: str
    name: str
    state: PlanState
    address: str | None = None
    salutation: str = ""
    lacking: tuple[Lacking, ...] = ()
    receipt: str = ""
    told_at: datetime | None = None
    bounced: bool = False
    paused: bool = False
    vital: bool = False
    tier: str = ""
    collector_id: str | None = None

    @property
    def owes(self) -> bool:
        """Whether something is awaited of it and a letter may say so."""
        return self.state in ("missing", "deficient") and not self.paused


@dataclass(frozen=True, slots=True)
class Reminded:
    """A letter that was stored. stage: as `Stage.key` gives it."""

    agency_id: str
    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the round, reached or not. due_on: its working day. deadline: the one that it was counted from."""

    rule: ReminderStage
    due_on: date
    deadline: date

    @property
    def key(self) -> str:
        """What an agency gets only once. The deadline is part of it: after a moved deadline `before-7` is another
        letter."""
        return f"{self.rule.name}@{self.deadline.isoformat()}"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets one letter: about its own plan, if that is awaited, and about those that it collects."""

    agency: MissingAgency
    listed: tuple[MissingAgency, ...] = ()

    @property
    def wanted(self) -> bool:
        """Whether there is anything to ask for."""
        return self.agency.owes or bool(self.listed)


@dataclass(frozen=True, slots=True)
class DueReminder:
    """One letter that is to leave now."""

    addressee: Addressee
    stage: Stage

    @property
    def agency(self) -> MissingAgency:
        """Who is written to."""
        return self.addressee.agency

    @property
    def key(self) -> tuple[str, str]:
        """What may be sent only once in a round."""
        return self.agency.agency_id, self.stage.key


@dataclass(frozen=True, slots=True)
class Look:
    """What one look came to: letters that are due, and why everybody else gets none."""

    due: tuple[DueReminder, ...]
    silent: tuple[tuple[MissingAgency, Silence], ...]
    closed: bool = False
    """A day off, or outside the hours: nothing leaves, whatever is due."""
