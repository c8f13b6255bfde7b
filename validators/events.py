"""Clause 2.2: the plan tells which crisis events hit which resources."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """A section without any event sends the plan to a person."""
    return element_findings(plan, rules, "2.2")
