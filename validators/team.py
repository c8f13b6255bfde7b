"""Clause 2.3: the plan names its continuity team and what each member does."""

from collections.abc import Iterable
from dataclasses import replace

from mailbot.documents.thai import skeleton
from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings

_CODE = "element.2.3"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """A section without names and roles sends the plan to a person; one with positions alone says that it has them."""
    positions = f"{_CODE}.positions"
    told = positions in rules.findings and _names_positions_only(plan, rules)
    for finding in element_findings(plan, rules, "2.3"):
        yield replace(finding, code=positions) if told and finding.code == f"{_CODE}.unsure" else finding


def _names_positions_only(plan: Plan, rules: Rules) -> bool:
    """The section was found, holds roles, and names nobody."""
    result = plan.elements.get("2.3")
    if result is None or result.reason != "no_names":
        return False
    quoted = skeleton(result.quote or "")
    return any(skeleton(word) in quoted for word in rules.elements["2.3"].evidence)
