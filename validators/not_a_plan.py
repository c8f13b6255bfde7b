"""Guideline 2: a copy of the circular, or the form as it came, is no plan."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules

_CODES = {"circular": "plan.not_a_plan", "blank_form": "plan.blank_form"}


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """One error per role, with the names of the files."""
    for role, code in _CODES.items():
        names = [half.attachment.name for half in (plan.word, plan.pdf) if half is not None and half.role == role]
        if names:
            text = rules.text(code)
            yield Finding(code, "error", text.clause, place=names[0], parameters={"file": ", ".join(names)})
