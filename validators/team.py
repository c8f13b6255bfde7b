"""Clause 2.3: the plan names its continuity team and what each member does."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """A section without names and roles sends the plan to a person."""
    return element_findings(plan, rules, "2.3")
