"""Clause 2.5: the plan tells how urgent each main process is and when it must be restored."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """A section without urgency or times sends the plan to a person."""
    return element_findings(plan, rules, "2.5")
