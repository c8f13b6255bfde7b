"""A district and its province without their words (เขาวง กาฬสินธุ์), and a province glued to a name, place an agency."""

from collections import defaultdict

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.places import Gazetteer
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import clean


@pytest.mark.parametrize(
    ("text", "amphoes"),
    [
        ("ปากช่อง นครราชสีมา", {"3021"}),
        ("ปากช่อง จ.นครราชสีมา", {"3021"}),
        ("ปากช่อง ตาก", set()),
        ("องค์การบริหารส่วนตำบล\nปากช่อง นครราชสีมา", set()),
        ("ทต.ปากช่อง นครราชสีมา", set()),
        ("ส่งแผนของปากช่อง นครราชสีมา", set()),
    ],
)
def test_a_line_of_a_district_and_its_province(text: str, amphoes: set[str], registry: Registry) -> None:
    assert Gazetteer(registry).find(clean(text)).amphoes == amphoes


def test_a_body_that_is_but_a_place_tells_two_of_one_name_apart(whole_registry: Registry) -> None:
    named = defaultdict(list)
    for agency in whole_registry.by_tier("local_lower"):
        named[agency.province_code, agency.name_th].append(agency)
    shared = [group for group in named.values() if len({one.amphoe_code for one in group}) == len(group) > 1]
    assert shared
    for agency in [one for group in shared for one in group][:60]:
        province = whole_registry.provinces[agency.province_code].name_th
        claims = Claims(
            address="clerk@gmail.com",
            subject=f"แผน {agency.name_th}",
            body=f"{agency.amphoe} {province}",
            covers=(f"แผน BCP\n{agency.name_th}",),
        )
        assert identify(claims, whole_registry).agency_ids in ([agency.id], []), agency


@pytest.mark.parametrize("ending", ["รย", "ระยอง"])
def test_a_province_glued_to_a_name_is_no_other_name(ending: str, whole_registry: Registry) -> None:
    own = next(one for one in whole_registry.by_tier("local_lower") if one.name_th == "เทศบาลตำบลเมืองแกลง")
    claims = Claims(
        address="clerk@gmail.com", subject=f"ส่งแผนทต.เมืองแกลง{ending}", covers=(f"แผน BCP\n{own.name_th}\nจังหวัดระยอง",)
    )
    assert identify(claims, whole_registry).agency_ids == [own.id]
    other = Claims(address="clerk@gmail.com", subject="ส่งแผนทต.เมืองแกลงนม", covers=claims.covers)
    assert identify(other, whole_registry).agency_ids == []
