"""Field and district offices by an English name: known by place and kind, else asked; never their department's plan."""

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry
from mailbot.agencies.vocabulary import SET_ASIDE_KINDS
from mailbot.examination import Identity


def whose(cover: str, registry: Registry, body: str = "Dear Sir") -> Identity:
    page = f"BUSINESS CONTINUITY PLAN\n{cover}\n2020"
    return identify(Claims(address="clerk@gmail.com", subject="BCP", covers=(page,), body=body), registry)


@pytest.mark.parametrize(
    ("cover", "agency_id"),
    [
        ("Nan Airport\nDepartment of Airports", "c.airport:55"),
        ("Department of Airports\nMae Sot Airport", "c.airport:แม่สอด"),
        ("Department of Airports, Petchabun Airport", "c.airport:67"),
        ("Customs House, Ranong\nCustoms Department", "c.customs_house:85"),
        ("Tak Highways District\nDepartment of Highways", "c.doh_district:63"),
        ("Regional Irrigation Office 7\nRoyal Irrigation Department", "c.rid_bureau:7"),
        ("Ko Lanta District Office\nKrabi Province", "r.amphoe:8103"),
        ("Amphoe Takua Pa\nPhang Nga", "r.amphoe:8205"),
    ],
)
def test_known_by_place_and_kind(cover: str, agency_id: str, registry: Registry) -> None:
    assert whose(cover, registry).agency_ids == [agency_id]


@pytest.mark.parametrize(
    "cover",
    [
        "Thung Yao Airport\nDepartment of Airports",
        "Department of Airports, Thung Yao Airport",
        "Mae Sot Land Transport Office\nDepartment of Land Transport",
        "Klaeng Social Security Office\nSocial Security Office",
        "Revenue Department\nNan Regional Revenue Office",
        "Institute of Weeds\nDepartment of Agriculture",
    ],
)
def test_else_it_is_asked(cover: str, registry: Registry) -> None:
    assert whose(cover, registry).agency_ids == []


@pytest.mark.parametrize(
    "below",
    [
        "Head Office",
        "Rama VI Road, Phaya Thai District, Bangkok",
        "Government Center, Building B",
        "Policy and Planning Division",
        "Crisis Command Center",
        "Ministry of Transport",
    ],
)
def test_a_department_of_its_own(below: str, registry: Registry) -> None:
    said = whose(f"Department of Airports\n{below}", registry)
    assert said.agency_ids == ["d.doairports"] or "Division" in below


def test_its_district_makes_no_office_of_a_local_government(registry: Registry) -> None:
    assert whose("Nan Provincial Administrative Organization\nMueang Nan District", registry).agency_ids == [
        "l.2550101"
    ]


def test_no_department_gets_the_plan_of_its_office(registry: Registry) -> None:
    tried = 0
    for kind in registry.kinds.values():
        parent = registry.get(kind.parent_id or "")
        words = kind.name_en.replace("{E} ", "").replace("{E}", "").replace("{A} ", "")
        if parent is None or not parent.name_en or not words.isascii() or kind.id in SET_ASIDE_KINDS:
            continue
        for place in ("Nan", "Mae Sot", "Thung Nowhere"):
            for cover in (f"{place} {words}\n{parent.name_en}", f"{parent.name_en}\n{place} {words}"):
                said = whose(cover, registry)
                assert parent.id not in said.agency_ids or words in parent.name_en, cover
                tried += 1
    assert tried > 500
