"""By which way a plan came and whether that credits it: the five tiers of clause 3.4 (clauses C18 to C24)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import explains
from mailbot.examination import Identity
from mailbot.rules import Rules

OFF_ROUTE = "route.off_route"
TO_CONFIRM = "route.to_confirm"
"""Finding for a plan that waits for its collector or for staff."""
Way = Literal["direct", "via_province", "via_parent", "collected", "off_route"]


@dataclass(frozen=True, slots=True)
class Routing:
    """tier: the agency's. route: the way by which the plan came:

    direct = from itself, as its tier asks; collected = from its collector or parent; off_route = by another hand;
    via_province, via_parent = it came straight, but its tier goes by the province or the parent.
    route_finding: finding code to tell, or None. credited_allowed: may a plan without errors be credited now?
    waits: the round wants the collector or staff to confirm it first. parameters: whom the finding names.
    """

    tier: str
    route: Way
    route_finding: str | None
    credited_allowed: bool
    waits: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)


def route(
    agency: Agency, sender_identity: Identity, recipients: Iterable[str], rules: Rules, registry: Registry
) -> Routing:
    """Route of one plan. recipients: addresses in To and Cc (any case).

    Tiers that owe a plan are credited whichever way it came, unless the round says `off_route = "confirm"`: then one
    that came astray waits. What came by another hand gets `route.off_route`.
    central_in_region is recorded and never credited, nor is a district where the round's `district_plans` is
    "province". A provincial office's own plan without a copy to the Ministry
    gets `route.copy_to_moi` (C22).
    """
    tier = rules.tiers[agency.tier]
    way = _way(agency, sender_identity, registry, tier.route)
    finding = {"off_route": OFF_ROUTE, "via_province": tier.route_finding, "via_parent": tier.route_finding}.get(way)
    if finding is None and agency.kind == "r.pvo" and rules.round.copy_to_ministry:
        addressed = {address.strip().lower() for address in recipients}
        if rules.round.copy_to_ministry.lower() not in addressed:
            finding = "route.copy_to_moi"
    astray = way in ("via_province", "via_parent", "off_route")
    waits = tier.owes and astray and rules.round.off_route == "confirm"
    named = {"province": agency.collector_id, "parent": agency.parent_id, "sender": sender_identity.sender_id}
    found = {role: registry.get(agency_id) for role, agency_id in named.items() if agency_id}
    parameters = {role: one.name_th for role, one in found.items() if one is not None and one.id != agency.id}
    counts = agency.kind != "r.amphoe" or rules.round.district_plans == "itself"
    waits = waits and counts
    return Routing(agency.tier, way, finding, tier.owes and counts and not waits, waits, parameters)


def _way(agency: Agency, sender: Identity, registry: Registry, asked: str) -> Way:
    sender_id = sender.sender_id
    from_itself = sender_id is None or sender_id == agency.id
    if asked == "direct_opdc" or agency.collector_id == agency.id:
        if from_itself:
            return "direct"
        return "collected" if explains(sender_id or "", agency.id, registry) else "off_route"
    unsure = sender_id is None and agency.id not in sender.candidates and agency.collector_id in sender.candidates
    if asked == "via_province" and unsure:
        return "collected"
    if sender_id is not None and not from_itself and _collects(sender_id, agency, registry, asked):
        return "collected"
    if sender_id is not None and not explains(sender_id, agency.id, registry):
        return "off_route"
    return "via_province" if asked == "via_province" else "via_parent"


def _collects(sender_id: str, agency: Agency, registry: Registry, asked: str) -> bool:
    if asked == "via_province":
        return sender_id == agency.collector_id
    return sender_id in registry.ancestors(agency.id)
