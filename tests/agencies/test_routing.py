"""Routes of the five tiers: own, collected, straight, astray; what is credited and what is only told."""

import pytest

from mailbot.agencies.registry import Registry
from mailbot.agencies.routing import route
from mailbot.examination import Identity
from mailbot.rules import Rules

MINISTRY = "kpi.moidata@gmail.com"


def sent_by(sender_id: str | None) -> Identity:
    if sender_id is None:
        return Identity(status="unknown")
    return Identity(status="identified", sender_id=sender_id, agency_ids=[sender_id])


@pytest.mark.parametrize(
    ("agency_id", "sender_id", "way", "finding", "credited"),
    [
        ("d.rd", "d.rd", "direct", None, True),
        ("d.rd", None, "direct", None, True),
        ("d.rd", "d.opsmof", "collected", None, True),
        ("s.pea", "d.doh", "off_route", "route.off_route", True),
        ("l.2210101", "l.2210101", "direct", None, True),
        ("l.2210101", "r.dla.21", "collected", None, True),
        ("l.2210101", "r.dla.22", "off_route", "route.off_route", True),
        ("r.doae.21", "r.doae.21", "via_province", "route.via_province", True),
        ("r.doae.21", None, "via_province", "route.via_province", True),
        ("r.doae.21", "d.doae", "via_province", "route.via_province", True),
        ("r.doae.21", "r.pvo.21", "collected", None, True),
        ("r.pvo.21", "r.pvo.21", "direct", None, True),
        ("c.rd_area:21", "c.rd_area:21", "via_parent", "route.via_parent", False),
        ("c.rd_area:21", "r.pvo.21", "via_parent", "route.via_parent", False),
        ("c.rd_area:21", "d.rd", "collected", None, False),
        ("r.amphoe:2103", "r.pvo.21", "collected", None, True),
    ],
)
def test_route(
    registry: Registry,
    round_rules: Rules,
    agency_id: str,
    sender_id: str | None,
    way: str,
    finding: str | None,
    credited: bool,
) -> None:
    agency = registry.get(agency_id)
    assert agency is not None
    routing = route(agency, sent_by(sender_id), [MINISTRY.upper()], round_rules, registry)
    assert (routing.tier, routing.route, routing.route_finding, routing.credited_allowed) == (
        agency.tier,
        way,
        finding,
        credited,
    )


def test_provincial_office_must_copy_the_ministry(registry: Registry, round_rules: Rules) -> None:
    agency = registry.agencies["r.pvo.21"]
    routing = route(agency, sent_by("r.pvo.21"), ["opdcbcm@opdc.go.th"], round_rules, registry)
    assert routing.route_finding == "route.copy_to_moi"
    assert routing.credited_allowed


def test_a_round_may_ask_to_confirm(registry: Registry, round_rules: Rules) -> None:
    strict = round_rules.model_copy(update={"round": round_rules.round.model_copy(update={"off_route": "confirm"})})
    straight = route(registry.agencies["r.doae.21"], sent_by("r.doae.21"), [], strict, registry)
    assert (straight.credited_allowed, straight.waits) == (False, True)
    assert straight.parameters["province"] == "สำนักงานจังหวัดระยอง"
    central = route(registry.get("c.rd_area:21"), sent_by("c.rd_area:21"), [], strict, registry)  # type: ignore[arg-type]
    assert (central.credited_allowed, central.waits) == (False, False)
    assert central.parameters["parent"] == "กรมสรรพากร"
    collected = route(registry.agencies["r.doae.21"], sent_by("r.pvo.21"), [], strict, registry)
    assert (collected.credited_allowed, collected.waits) == (True, False)
    assert route(registry.agencies["d.rd"], sent_by("d.rd"), [], strict, registry).credited_allowed


def test_the_round_says_for_whom_the_plan_of_a_district_counts(registry: Registry, round_rules: Rules) -> None:
    district, office = registry.get("r.amphoe:2103"), registry.get("r.doae.21")
    assert district is not None
    assert office is not None
    said = round_rules.round.model_copy(update={"district_plans": "province"})
    elsewhere = round_rules.model_copy(update={"round": said})
    assert route(district, sent_by(None), [], round_rules, registry).credited_allowed
    assert not route(district, sent_by(None), [], elsewhere, registry).credited_allowed
    assert route(office, sent_by(None), [], elsewhere, registry).credited_allowed
