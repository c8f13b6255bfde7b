"""Clause 3.4: a file that refers to pictures or text outside it is read without them, and the agency is told."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.file_problem import file_problem


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice: nothing outside a file is ever fetched."""
    return file_problem(plan, rules, "file.external_content")
