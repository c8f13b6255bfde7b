"""Clauses 3.1 and 3.2.1: the plan covers an outbreak of disease, and people who cannot leave home."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules
from validators.place import names
from validators.wording import own_text, says

_CODE = "advice.pandemic"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice naming what was not found. A plan that serves people online has thought of those who stay at home."""
    words, digital = rules.advice.pandemic, rules.advice.digital
    text = own_text(plan, rules) if words.disease else None
    if text is None:
        return
    disease = says(text, words.disease, rules)
    home = says(text, words.home, rules) or says(text, digital.words, rules)
    home = home or says(text, digital.channels, rules, digital.served)
    if disease and home:
        return
    missing = [] if disease else [words.missing_disease]
    missing += [] if home else [words.missing_home]
    known = {"file": names(plan), "missing": ", ".join(missing)}
    yield Finding(_CODE, "advice", rules.text(_CODE).clause, parameters=known)
