"""Writes one reminder: the same order of parts as every letter, in the tone of its stage."""

from datetime import datetime
from typing import Any

from mailbot.reminders.awaited import awaited
from mailbot.reminders.compose_list import compose_list
from mailbot.reminders.model import DueReminder
from mailbot.replies import sections as lists
from mailbot.replies import templates
from mailbot.replies.compose import render
from mailbot.replies.draft import round_values
from mailbot.replies.foreign import harmless
from mailbot.replies.letter import Letter
from mailbot.replies.lines import keep
from mailbot.replies.subject import subject
from mailbot.replies.thai_form import Language
from mailbot.rules import Rules


def compose(reminder: DueReminder, rules: Rules, now: datetime, language: Language = "th") -> Letter:
    """The letter to one agency, or the list to who collects. now: aware; days left are counted from it, so that a
    moved deadline tells true.

    An agency that has sent nothing is asked for its plan; a deficient one is shown only what is still missing.
    """
    if reminder.addressee.listed:
        return compose_list(reminder, rules, now, language)
    agency = reminder.agency
    values = round_values(rules, language, now)
    past, tone = values["days_left"] < 0, reminder.stage.rule.tone
    folder = rules.folder / "replies"
    values |= {
        "salutation": harmless(agency.salutation),
        "agency": keep(harmless(agency.name)),
        "tone": "overdue" if past else "urgent" if tone == "overdue" else tone,
        "vital": agency.vital,
        "whole_plan": agency.state == "missing",
        "receipt": keep(agency.receipt) if agency.receipt else "",
        "many": False,
    }
    parts = templates.parts(folder, "reminder", language, values)
    found = awaited(agency, rules, language) if agency.state != "missing" else ()
    sections = [lists.section(parts["must"], [(lists.Whose(), found)], rules, language)] if found else []
    after = [parts["ask"], parts["deadline"], parts["misread"], parts["contacts"], parts["guideline"]]
    return render(
        Letter(
            "reminder",
            subject(parts["prefix"], f"{rules.round.short_title_th} {agency.name}", agency.receipt, rules, ""),
            "",
            "",
        ),
        rules,
        language,
        {
            "parts": parts,
            "rows": _rows(reminder, parts),
            "files": [],
            "more_files": "",
            "plans": [],
            "sections": sections,
            "after": [paragraph for paragraph in after if paragraph],
        },
    )


def _rows(reminder: DueReminder, parts: dict[str, str]) -> list[dict[str, Any]]:
    agency = reminder.agency
    rows = [{"label": parts["label_agency"], "value": harmless(agency.name)}]
    if agency.receipt:
        rows.append({"label": parts["label_receipt"], "value": keep(agency.receipt)})
    if agency.state == "missing":
        rows.append({"label": "", "value": parts["both_files"]})
    return rows
