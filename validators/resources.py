"""Clause 2.6: the plan tells which resources are needed in each area of clause 2.4."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """A section without resources sends the plan to a person."""
    return element_findings(plan, rules, "2.6")
