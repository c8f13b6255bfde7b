"""Clause 3.4: a file that was damaged on its way, or never was whole, is asked for again."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.file_problem import file_problem


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Error for a half of the plan, a person looks when it is an annex."""
    return file_problem(plan, rules, "file.damaged")
