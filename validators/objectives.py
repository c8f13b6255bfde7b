"""Clause 2.1: the plan states its objectives, its assumptions and its scope, all three."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Missing parts are named in the parameters."""
    return element_findings(plan, rules, "2.1")
