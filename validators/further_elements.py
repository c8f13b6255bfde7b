"""Elements that a later circular asks for and no validator of its own knows: their headings, and something below."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.element import element_findings

WITH_THEIR_OWN = frozenset({"2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8"})


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """The findings of each further element of the round, in its order."""
    for element in rules.elements:
        if element not in WITH_THEIR_OWN:
            yield from element_findings(plan, rules, element)
