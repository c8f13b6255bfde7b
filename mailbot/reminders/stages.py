"""On which working day each stage falls, and which one was reached last: from rules and calendar alone."""

from collections.abc import Iterator
from datetime import date, timedelta

from mailbot.reminders.calendar import working_day_from
from mailbot.reminders.model import Stage
from mailbot.rules import ReminderStage, Rules


def all_stages(rules: Rules) -> list[Stage]:
    """Stages of the round by day: those that the rules name, then one every few days until their end."""
    named = sorted(rules.round.reminders, key=lambda stage: stage.days)
    return [falls_due(stage, rules) for stage in (*named, *_weekly(named, rules))]


def falls_due(stage: ReminderStage, rules: Rules) -> Stage:
    """The stage on its calendar day, or on the next working day."""
    deadline = rules.round.deadline
    return Stage(stage, working_day_from(deadline + timedelta(days=stage.days), rules), deadline)


def latest(stages: list[Stage], today: date, *, vital: bool) -> Stage | None:
    """The stage that was reached last by `today`, None before the first. vital: with those for vital agencies alone."""
    reached = [stage for stage in stages if stage.due_on <= today and (vital or not stage.rule.vital)]
    return max(reached, key=lambda stage: (stage.due_on, stage.rule.days), default=None)


def _weekly(named: list[ReminderStage], rules: Rules) -> Iterator[ReminderStage]:
    rhythm = rules.round.reminder_rhythm
    if not named or not rhythm.every_days:
        return
    last = max(named[-1].days, 0)
    for days in range(last + rhythm.every_days, rhythm.until_days + 1, rhythm.every_days):
        yield ReminderStage(name=f"after-{days}", days=days, tone="overdue")
