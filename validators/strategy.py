"""Clause 2.4: the plan has a continuity strategy over the resource areas."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Areas that were not found are named in the element, but the guideline lists them as examples only."""
    return element_findings(plan, rules, "2.4")
