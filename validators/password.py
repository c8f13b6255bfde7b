"""Clause 3.4: a file with a password cannot be opened; the agency is asked for one without, never for the password."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.file_problem import file_problem


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Error for a half of the plan, a person looks when it is an annex."""
    return file_problem(plan, rules, "file.password")
