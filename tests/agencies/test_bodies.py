"""What belongs to an agency, or is housed by it, is not credited as the agency: pawnshops, councils, libraries."""

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry

BODIES = [
    "สถานธนานุบาล", "สภาเด็กและเยาวชน", "กองทุนหลักประกันสุขภาพ", "สหกรณ์ออมทรัพย์", "ตลาดสด", "สโมสร", "สหภาพแรงงาน",
    "คลินิก", "หอพัก", "ห้องสมุดประชาชน", "สนามกีฬา", "โรงรับจำนำ", "หมวดทางหลวง", "วิสาหกิจชุมชน", "สถานีดับเพลิง", "กองช่าง",
]  # fmt: skip
HOMES = ["l.3920102", "l.2210101", "l.bkk", "d.dld", "r.doae.30", "s.pea", "u.kku", "p.codi", "r.pvo.21"]
LAYOUTS = ["{body}{home}", "{body} {home}", "{body}\n{home}", "{home}\n{body}"]


@pytest.mark.parametrize("body", BODIES)
def test_a_body_is_not_its_home(body: str, registry: Registry) -> None:
    credited = []
    for layout in LAYOUTS:
        for home in HOMES:
            lines = layout.format(body=body, home=registry.agencies[home].name_th)
            cover = f"แผนดำเนินธุรกิจอย่างต่อเนื่อง\n{lines}\nพ.ศ. ๒๕๖๓"
            found = identify(Claims(address="clerk@gmail.com", subject="ส่งแผน BCP", covers=(cover,)), registry)
            credited += [(home, layout)] if home in found.agency_ids else []
    assert credited == []


def test_an_organisation_that_sits_in_bangkok_is_not_bangkok(registry: Registry) -> None:
    cover = "แผนดำเนินธุรกิจอย่างต่อเนื่อง\nเครือข่ายผู้ประกอบการท่องเที่ยว\nกรุงเทพมหานคร"
    found = identify(Claims(address="clerk@gmail.com", subject="ส่งแผน BCP", covers=(cover,)), registry)
    assert found.agency_ids == []
    alone = identify(Claims(address="clerk@gmail.com", covers=("แผนดำเนินธุรกิจอย่างต่อเนื่อง\nกรุงเทพมหานคร",)), registry)
    assert alone.agency_ids == ["l.bkk"]
