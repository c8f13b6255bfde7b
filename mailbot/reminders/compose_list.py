"""Writes the letter to who collects (a provincial office, a parent department): a list that can be forwarded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mailbot.reminders.awaited import awaited
from mailbot.reminders.model import DueReminder, MissingAgency
from mailbot.replies import templates, thai_form
from mailbot.replies.compose import render
from mailbot.replies.draft import round_values
from mailbot.replies.findings import title
from mailbot.replies.foreign import harmless
from mailbot.replies.letter import Letter
from mailbot.replies.lines import keep
from mailbot.replies.subject import subject
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules


def compose_list(reminder: DueReminder, rules: Rules, now: datetime, language: Language = "th") -> Letter:
    """The letter to one collector: each office with what is awaited of it, and since when it knows."""
    agency, listed = reminder.agency, reminder.addressee.listed
    values = round_values(rules, language, now)
    tone = reminder.stage.rule.tone
    values |= {
        "salutation": harmless(agency.salutation),
        "agency": keep(harmless(agency.name)),
        "tone": "overdue" if values["days_left"] < 0 else "urgent" if tone == "overdue" else tone,
        "count": thai_form.number(len(listed), language),
        "own": agency.owes,
        "many": True,
    }
    return _letter(f"{rules.round.short_title_th} {agency.name}", listed, values, rules, language)


def compose_summary(
    name: str, listed: Sequence[MissingAgency], rules: Rules, now: datetime, language: Language = "th"
) -> Letter:
    """What a ministry's coordinator asked for: who of the ministry is still awaited. The same letter, kindly worded."""
    values = round_values(rules, language, now)
    values |= {
        "salutation": "",
        "agency": keep(harmless(name)),
        "tone": "kind" if values["days_left"] >= 0 else "overdue",
        "count": thai_form.number(len(listed), language),
        "own": False,
        "many": True,
    }
    return _letter(f"{rules.round.short_title_th} {name}", listed, values, rules, language, kind="reminder_summary")


def _letter(
    about: str,
    listed: Sequence[MissingAgency],
    values: dict[str, Any],
    rules: Rules,
    language: Language,
    kind: str = "reminder_list",
) -> Letter:
    parts = templates.parts(rules.folder / "replies", kind, language, values)
    after = [parts["ask"], parts["deadline"], parts["misread"], parts["contacts"], parts["guideline"]]
    return render(
        Letter("reminder", subject(parts["prefix"], about, "", rules, ""), "", ""),
        rules,
        language,
        {
            "parts": parts,
            "rows": [{"label": "", "value": parts["both_files"]}],
            "files": [],
            "more_files": "",
            "plans": [_row(order, one, parts, rules, language) for order, one in enumerate(listed, 1)],
            "sections": [],
            "after": [paragraph for paragraph in after if paragraph],
        },
    )


def _row(order: int, agency: MissingAgency, parts: dict[str, str], rules: Rules, language: Language) -> dict[str, Any]:
    deficient = agency.state == "deficient"
    result = parts["to_mend"] if deficient else parts["not_received"]
    told = []
    if deficient and agency.receipt:
        told.append(f"{parts['label_receipt']} {keep(agency.receipt)}")
    if deficient and agency.told_at is not None:
        day = thai_form.day(agency.told_at.astimezone(rules.round.zone).date(), language)
        told.append(f"{parts['told_on']} {day}")
    codes = dict.fromkeys(one.code for one in awaited(agency, rules, language) if one.code in rules.findings)
    return {
        "number": f"{thai_form.number(order, language)}.",
        "name": harmless(agency.name),
        "result": f"{result} ({' '.join(told)})" if told else result,
        "files": [title(rules.text(code), language) for code in codes] if deficient else [],
    }
