"""Who owes what to whom in this round: the ways of clause 3.4 for one agency, and whose plans it gathers."""

from dataclasses import dataclass

from mailbot.agencies.model import Agency, Kind
from mailbot.agencies.registry import Registry
from mailbot.rules import Rules


@dataclass(frozen=True, slots=True)
class Duty:
    """What an agency does with its plan. to: whom it sends it, an agency id, or `opdc`. copies: who gets one for
    information, agency ids or addresses. one_by_one: does OPDC await it by itself?"""

    to: str
    copies: tuple[str, ...]
    one_by_one: bool


def duty(agency: Agency, registry: Registry, rules: Rules) -> Duty:
    """The way of the agency's plan (clauses C18 to C22)."""
    tier = rules.tiers[agency.tier]
    office = f"r.pvo.{agency.province_code}" if agency.province_code else ""
    if tier.route == "via_parent":
        copies = (office,) if office in registry.agencies else ()
        return Duty(agency.parent_id or "opdc", copies, tier.owes)
    if tier.route == "via_province" and agency.collector_id and agency.collector_id != agency.id:
        return Duty(agency.collector_id, (), tier.owes)
    ministry = rules.round.copy_to_ministry
    return Duty("opdc", (ministry,) if agency.kind == "r.pvo" and ministry else (), tier.owes)


def gathered(agency: Agency, registry: Registry) -> tuple[tuple[Agency, ...], tuple[Kind, ...]]:
    """(agencies of tier 3 whose plans it collects, kinds of field offices of tier 2 that owe it theirs)."""
    collected = tuple(one for one in registry if one.collector_id == agency.id and one.id != agency.id)
    kinds = (kind for kind in registry.kinds.values() if kind.parent_id == agency.id)
    return collected, tuple(kind for kind in kinds if kind.tier == "central_in_region")
