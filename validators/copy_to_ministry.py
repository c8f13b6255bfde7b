"""Ministry's letter, item 1: a provincial office sends the Ministry of Interior a copy of its own plan."""

from collections.abc import Iterable

from mailbot.plans.model import Finding, Plan
from mailbot.rules import Rules

_CODE = "route.copy_to_moi"
_PROVINCIAL_OFFICE = "r.pvo."


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """Advice when the plan of a provincial office came without the Ministry's address in To or Cc."""
    address = rules.round.copy_to_ministry.lower()
    own = plan.agency_id is not None and plan.agency_id.startswith(_PROVINCIAL_OFFICE)
    if own and address not in plan.recipients:
        yield Finding(_CODE, "advice", rules.text(_CODE).clause, parameters={"ministry": address})
