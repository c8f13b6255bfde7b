"""Clause 2.8: the plan tells who notifies whom; an annex, a separate file or a picture will do."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """A heading without people or numbers sends the plan to a person."""
    return element_findings(plan, rules, "2.8")
