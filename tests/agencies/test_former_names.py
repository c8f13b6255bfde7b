"""Names of before: certain ones are known as the agency's, uncertain ones only make a question."""

import csv

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry
from mailbot.rules import load

_ROWS = tuple(
    csv.DictReader((load("bcp-2563").folder / "registry" / "former_names.csv").read_text("utf-8").splitlines())
)
NAMES = [(row["id"], name, row["certainty"]) for row in _ROWS for name in row["former_name_th"].split(";")]
COVER = "แผนดำเนินธุรกิจอย่างต่อเนื่อง\n{}\nพ.ศ. ๒๕๖๓"


@pytest.mark.parametrize("name", [name for _, name, certainty in NAMES if certainty == "uncertain"])
def test_an_uncertain_name_never_decides_alone(name: str, registry: Registry) -> None:
    claims = Claims(
        address="plan@gmail.com",
        display_name=name,
        subject=f"{name} ส่งแผน BCP",
        covers=(COVER.format(name),),
        body=f"{name} ขอส่งแผน BCP",
    )
    found = identify(claims, registry)
    assert found.status in ("ambiguous", "unknown")
    assert found.agency_ids == []


@pytest.mark.parametrize(
    ("agency_id", "name"), [(one, name) for one, name, certainty in NAMES if certainty == "certain"]
)
def test_a_certain_name_is_known(agency_id: str, name: str, registry: Registry) -> None:
    found = identify(Claims(address="plan@gmail.com", covers=(COVER.format(name),)), registry)
    target = registry.permanent_secretary(agency_id) or agency_id
    assert target in (*found.agency_ids, *found.candidates)


def test_no_former_name_is_the_name_of_another_agency_today(registry: Registry) -> None:
    today = {agency.name_th: agency.id for agency in registry}
    assert [(one, name) for one, name, _ in NAMES if today.get(name, one) != one] == []


def test_an_own_domain_makes_an_uncertain_name_sure(registry: Registry) -> None:
    claims = Claims(address="plan@qsds.go.th", covers=(COVER.format("สถาบันหม่อนไหมแห่งชาติเฉลิมพระเกียรติ"),))
    assert identify(claims, registry).agency_ids == ["d.qsds"]
