"""Clause 3.4: the deadline, judged by when our own server took the mail; a late plan is accepted and marked."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules

_CODE = "late"


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice when the mail came after the last day, in the round's time zone."""
    if plan.received_at is not None and plan.received_at >= rules.round.deadline_moment:
        days = (plan.received_at.astimezone(rules.round.zone).date() - rules.round.deadline).days
        yield Finding(_CODE, "advice", rules.text(_CODE).clause, parameters={"days": str(days)})
