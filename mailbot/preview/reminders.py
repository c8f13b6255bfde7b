"""Invented reminders in each tone, to one agency and to a provincial office with its list."""

from dataclasses import replace
from datetime import datetime, timedelta

from mailbot.preview.invented import KLAENG, NAMES, NAMES_EN, PROVINCE, RECEIVED, SALUTATIONS, TAPHONG
from mailbot.reminders.compose import compose
from mailbot.reminders.compose_list import compose_summary
from mailbot.reminders.model import Addressee, DueReminder, Lacking, MissingAgency, Stage
from mailbot.replies.letter import Letter
from mailbot.replies.thai_form import Language
from mailbot.rules import ReminderStage, Rules

_LACKING = (Lacking("element.2.5"), Lacking("pair.pdf_missing", (("word", "แผน ทต.docx"),)))


def reminders(rules: Rules, language: Language) -> dict[str, Letter]:
    """Name -> letter: the first stage of each tone, on the day on which it falls due."""
    missing, deficient, province = (_agency(one, language) for one in (TAPHONG, KLAENG, PROVINCE))
    deficient = replace(
        deficient, state="deficient", lacking=_LACKING, receipt="BCP2563-000044", told_at=RECEIVED - timedelta(days=3)
    )
    vital = replace(missing, vital=True)
    first = {stage.tone: stage for stage in reversed(rules.round.reminders)}
    found = {}
    for tone, stage in reversed(first.items()):
        found[f"reminder-{tone}"] = _to(Addressee(missing), stage, rules, language)
        found[f"reminder-{tone}-deficient"] = _to(Addressee(deficient), stage, rules, language)
    found["reminder-vital"] = _to(Addressee(vital), first["kind"], rules, language)
    found["reminder-list"] = _to(Addressee(province, (missing, deficient)), first["urgent"], rules, language)
    ministry = "กระทรวงมหาดไทย" if language == "th" else "Ministry of Interior"
    day = _day(first["kind"], rules)
    found["reminder-summary"] = compose_summary(ministry, (missing, deficient), rules, day, language)
    return found


def _agency(agency_id: str, language: Language) -> MissingAgency:
    thai = language == "th"
    name = (NAMES if thai else NAMES_EN)[agency_id]
    salutation = SALUTATIONS[agency_id] if thai else name
    return MissingAgency(agency_id, name, "missing", "office@example.go.th", salutation)


def _to(addressee: Addressee, stage: ReminderStage, rules: Rules, language: Language) -> Letter:
    day = _day(stage, rules)
    due = DueReminder(addressee, Stage(stage, day.date(), rules.round.deadline))
    return compose(due, rules, day, language)


def _day(stage: ReminderStage, rules: Rules) -> datetime:
    """Ten in the morning of the stage's day."""
    day = rules.round.deadline + timedelta(days=stage.days)
    return datetime(day.year, day.month, day.day, 10, tzinfo=rules.round.zone)
