"""Clause 3.4: a file whose content is not what its name says goes to a person."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.file_problem import file_problem


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Warning: what is inside may still be the plan."""
    return file_problem(plan, rules, "file.wrong_type")
