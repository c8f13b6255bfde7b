"""Who is to be reminded now: a pure function of what is missing, what was sent, and the clock."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from mailbot.reminders.addressing import addressees, left_to_collector
from mailbot.reminders.calendar import is_open
from mailbot.reminders.model import Addressee, DueReminder, Look, MissingAgency, Reminded, Silence, Stage
from mailbot.reminders.stages import all_stages, latest
from mailbot.rules import Rules


def look(
    missing: Iterable[MissingAgency],
    collectors: Mapping[str, MissingAgency],
    sent: Collection[Reminded],
    now: datetime,
    rules: Rules,
    *,
    from_hour: int = 9,
    until_hour: int = 16,
) -> Look:
    """What is due at `now` (aware), vital agencies first, then by tier and name, and why the others get nothing.

    A letter is due when the stage that was reached last fell due after the last letter to this agency. So after an
    outage only the latest stage goes out, and a deadline that is moved neither repeats a stage nor silences the new
    ones. Nothing leaves on days off or outside the hours (from_hour <= hour < until_hour, in the round's zone).
    """
    local = now.astimezone(rules.round.zone)
    everybody = list(missing)
    stages = all_stages(rules)
    had = {(one.agency_id, one.stage) for one in sent}
    last: dict[str, date] = {}
    for one in sent:
        day = one.at.astimezone(rules.round.zone).date()
        last[one.agency_id] = max(last.get(one.agency_id, day), day)
    due: list[DueReminder] = []
    silent: list[tuple[MissingAgency, Silence]] = []
    for addressee in addressees(everybody, collectors):
        agency = addressee.agency
        stage = latest(stages, local.date(), vital=_vital(addressee))
        reason = reason_for_silence(addressee) or _not_now(addressee, stage, had, last, rules)
        if reason is None and stage is not None:
            due.append(DueReminder(addressee, stage))
        elif reason is not None:
            silent.append((agency, reason))
    by_id = {agency.agency_id: agency for agency in everybody}
    silent += [(one, "by_collector") for one in by_id.values() if left_to_collector(one, by_id, collectors)]
    opened = is_open(local.date(), local.hour, rules, from_hour, until_hour)
    return Look(tuple(sorted(due, key=_urgency)), tuple(silent), closed=not opened)


def reason_for_silence(addressee: Addressee) -> Silence | None:
    """Why this addressee gets no reminder whatever the day, None when it gets one."""
    agency = addressee.agency
    table: tuple[tuple[bool, Silence], ...] = (
        (agency.paused, "paused"),
        (not addressee.wanted and agency.state == "review", "in_review"),
        (not addressee.wanted, "complete"),
        (not agency.address, "no_address"),
        (agency.bounced, "bounced"),
    )
    return next((reason for fits, reason in table if fits), None)


def _not_now(
    addressee: Addressee, stage: Stage | None, had: set[tuple[str, str]], last: Mapping[str, date], rules: Rules
) -> Silence | None:
    """Why not today."""
    agency = addressee.agency
    if stage is None:
        return "not_yet"
    if (agency.agency_id, stage.key) in had or last.get(agency.agency_id, date.min) >= stage.due_on:
        return "already"
    if agency.state == "deficient" and not addressee.listed and agency.told_at is not None:
        told = agency.told_at.astimezone(rules.round.zone).date()
        return "told_since" if told >= stage.due_on else None
    return None


def _vital(addressee: Addressee) -> bool:
    return addressee.agency.vital and addressee.agency.owes


def _urgency(reminder: DueReminder) -> tuple[bool, str, str, str]:
    agency = reminder.agency
    return not _vital(reminder.addressee), agency.tier, agency.name, agency.agency_id
