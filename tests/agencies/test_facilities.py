"""What a department runs somewhere in the country (a museum, a port, a reservoir) writes no plan of the department."""

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง"
LAYOUTS = (
    "{title}\n{unit}\n{home}\nพ.ศ. ๒๕๖๓",
    "{unit} จังหวัดตรัง\n{home}\n{title}",
    "{home}\n{unit}\n{title}",
    "{home}\n{title}\n{unit} จังหวัดตรัง",
)
FACILITIES = (
    ("พิพิธภัณฑสถานแห่งชาติ ศรีเทพนคร", "กรมศิลปากร", "d.fad"),
    ("โรงละครแห่งชาติภาคตะวันตก", "กรมศิลปากร", "d.fad"),
    ("ท่าเรือชายฝั่งคลองหมากยาว", "การท่าเรือแห่งประเทศไทย", "s.pat"),
    ("ประตูระบายน้ำคลองไผ่", "กรมชลประทาน", "d.rid"),
    ("บ้านกึ่งวิถีไผ่ทอง", "กรมพัฒนาสังคมและสวัสดิการ", "d.dsdw"),
    ("คลังสินค้าบางไผ่", "องค์การคลังสินค้า", "s.pwo"),
    ("สถานีขนส่งผู้โดยสาร", "องค์การบริหารส่วนจังหวัดตรัง", "l.2920101"),
    ("โรงฆ่าสัตว์", "องค์การบริหารส่วนจังหวัดตรัง", "l.2920101"),
    ("ฌาปนสถาน", "องค์การบริหารส่วนจังหวัดตรัง", "l.2920101"),
    ("หอชมเมืองไผ่ทอง", "องค์การบริหารส่วนจังหวัดตรัง", "l.2920101"),
    ("โกดังไผ่ทอง", "องค์การคลังสินค้า", "s.pwo"),
    ("หน่วยพิทักษ์ป่าไผ่ทอง", "กรมอุทยานแห่งชาติ สัตว์ป่า และพันธุ์พืช", "d.dnp"),
    ("เตาเผาขยะไผ่ทอง", "เทศบาลนครตรัง", "l.3920102"),
)
# Lines of an address that begin as a facility might.
ADDRESSES = (
    "สนามบินน้ำ จังหวัดนนทบุรี",
    "ด่านซ้าย จังหวัดเลย",
    "สวนผึ้ง จังหวัดราชบุรี",
    "อำเภอท่าเรือ จังหวัดพระนครศรีอยุธยา",
    "อุทยานวิทยาศาสตร์ประเทศไทย",
)


def _answer(cover: str, subject: str, registry: Registry) -> tuple[list[str], list[str]]:
    found = identify(Claims(address="x@gmail.com", subject=subject, covers=(cover,)), registry)
    return found.agency_ids, found.candidates


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("unit", "home", "agency_id"), FACILITIES)
def test_a_facility_is_not_its_department(
    layout: str, unit: str, home: str, agency_id: str, registry: Registry
) -> None:
    cover = layout.format(title=TITLE, unit=unit, home=home)
    for subject in ("แผน BCP", f"ส่งแผน BCP {unit}"):
        credited, candidates = _answer(cover, subject, registry)
        assert credited == []
        assert agency_id in candidates


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_no_facility(address: str, registry: Registry) -> None:
    credited, _ = _answer(f"{TITLE}\nกรมพัฒนาธุรกิจการค้า\n{address}", "แผน BCP", registry)
    assert credited == ["d.dbd"]
