"""Clauses 3.1.2 and 3.2.4: the plan uses e-Service and digital technology to work and to serve the public."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.place import names
from validators.wording import own_text, says

_CODE = "advice.digital"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice when neither is found; a website or LINE counts where something is done by it."""
    words = rules.advice.digital
    text = own_text(plan, rules) if words.words else None
    if text is None or says(text, words.words, rules) or says(text, words.channels, rules, words.served):
        return
    yield Finding(_CODE, "advice", rules.text(_CODE).clause, parameters={"file": names(plan)})
