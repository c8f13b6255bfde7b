"""Who is to be reminded now: a pure function of what is missing, what was sent, and the clock."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from mailbot.reminders.workdays import is_working_day, working_day_from
from mailbot.rules import ReminderStage, Rules

PlanState = Literal["missing", "deficient", "review", "complete"]


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that is still awaited: a finding code with its parameters."""

    code: str
    parameters: tuple[tuple[str, str], ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class MissingAgency:
    """One agency that owes a plan, as the ledger knows it.

    address: where its letters go, None when no address is known or the known ones are dead. state: missing =
    nothing has come; deficient = something is still to be mended (`lacking`). salutation: office to address.
    receipt: of its newest mail, '' when none came. bounced: the last letter to `address` came back.
    paused: staff asked for silence. vital: energy, water, telecommunications, transport (clause 3.4, last paragraph).
    """

    agency_id: str
    name: str
    state: PlanState
    address: str | None = None
    salutation: str = ""
    lacking: tuple[Lacking, ...] = ()
    receipt: str = ""
    bounced: bool = False
    paused: bool = False
    vital: bool = False
    tier: str = ""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """One letter that is to leave now. due_on: the working day on which the stage fell due."""

    agency: MissingAgency
    stage: ReminderStage
    due_on: date

    @property
    def key(self) -> tuple[str, str]:
        """What may be sent only once in a round."""
        return self.agency.agency_id, self.stage.name


def due(
    missing: Iterable[MissingAgency],
    stages: Sequence[ReminderStage],
    sent: Set[tuple[str, str]],
    now: datetime,
    rules: Rules,
    *,
    from_hour: int = 9,
    until_hour: int = 16,
) -> list[DueReminder]:
    """Letters that are to leave at `now` (aware), vital agencies first, then by tier and name.

    sent: (agency id, stage name) of letters already stored. Nothing on days off or outside the hours
    (from_hour <= hour < until_hour, in the round's zone). After an outage each agency gets only the latest stage that
    is due; a stage behind one that was already sent is never made up for.
    """
    local = now.astimezone(rules.round.zone)
    if not (is_working_day(local.date()) and from_hour <= local.hour < until_hour):
        return []
    reached = latest_stage(stages, local.date(), rules)
    if reached is None:
        return []
    stage, due_on = reached
    order = {one.name: place for place, one in enumerate(sorted(stages, key=lambda one: one.days))}
    furthest: dict[str, int] = {}
    for agency_id, name in sent:
        furthest[agency_id] = max(furthest.get(agency_id, -1), order.get(name, -1))
    chosen = {
        agency.agency_id: DueReminder(agency, stage, due_on)
        for agency in missing
        if reason_for_silence(agency) is None and furthest.get(agency.agency_id, -1) < order[stage.name]
    }
    return sorted(chosen.values(), key=_urgency)


def latest_stage(stages: Sequence[ReminderStage], today: date, rules: Rules) -> tuple[ReminderStage, date] | None:
    """The stage that was reached last by `today` and the working day on which it fell due; None before the first."""
    reached = [(falls_due(stage, rules), stage.days, stage) for stage in stages if falls_due(stage, rules) <= today]
    if not reached:
        return None
    due_on, _, stage = max(reached, key=lambda entry: entry[:2])
    return stage, due_on


def falls_due(stage: ReminderStage, rules: Rules) -> date:
    """The working day of a stage: its calendar day, or the next working day."""
    return working_day_from(rules.round.deadline + timedelta(days=stage.days))


def reason_for_silence(agency: MissingAgency) -> str | None:
    """Why this agency gets no reminder, None when it gets one (`remind --dry-run` shows it)."""
    table = (
        (agency.state == "complete", "complete"),
        (agency.state == "review", "in_review"),
        (agency.paused, "paused"),
        (not agency.address, "no_address"),
        (agency.bounced, "bounced"),
    )
    return next((reason for fits, reason in table if fits), None)


def _urgency(reminder: DueReminder) -> tuple[bool, str, str, str]:
    agency = reminder.agency
    return not agency.vital, agency.tier, agency.name, agency.agency_id
