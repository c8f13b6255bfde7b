"""Clause 3.3: the plan of a provincial office has a mechanism that coordinates the agencies of its province."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.place import names
from validators.wording import own_text, says

_CODE = "advice.province_coordination"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice to the offices that the clause names, when no such mechanism is found."""
    words = rules.advice.province_coordination
    if plan.agency_id is None or not plan.agency_id.startswith(words.agencies):
        return
    text = own_text(plan, rules)
    if text is None or says(text, words.words, rules) or says(text, words.bodies, rules, words.acts):
        return
    yield Finding(_CODE, "advice", rules.text(_CODE).clause, parameters={"file": names(plan)})
