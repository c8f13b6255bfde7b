"""Clause 2.7: the plan has steps to keep working and recover, and who is responsible."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """A section without steps and persons sends the plan to a person."""
    return element_findings(plan, rules, "2.7")
