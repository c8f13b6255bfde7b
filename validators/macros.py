"""Clause 3.4: a Word file with macros is read without them, and the agency is told."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.file_problem import file_problem


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice: macros are never run."""
    return file_problem(plan, rules, "file.macro")
