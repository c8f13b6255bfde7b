"""A unit's line at the head of a title page: whose plan it is below, and where the unit speaks for itself."""

import pytest

from mailbot.agencies.identify import Claims, identify
from mailbot.agencies.registry import Registry
from mailbot.examination import Identity

HEADS = ["กลุ่มงานบริหารทั่วไป", "ฝ่ายทะเบียน", "กลุ่มยุทธศาสตร์และเฝ้าระวัง", "งานควบคุมโรค", "กองแผนงาน"]
OFFICES = [
    ("สำนักงานที่ดินจังหวัดหนองบัวลำภู", "r.dol.39"),
    ("สนง.พัฒนาชุมชน จ.แพร่", "r.cdd.54"),
    ("วัฒนธรรมจังหวัดร้อยเอ็ด", "r.mocu.45"),
    ("พาณิชย์ จ.ระนอง", "r.moc.85"),
]


def whose(cover: str, registry: Registry, subject: str = "ส่งแผน") -> Identity:
    return identify(Claims(address="clerk@gmail.com", subject=subject, covers=(cover,)), registry)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("name", "agency_id"), OFFICES)
def test_a_group_at_the_head_leaves_the_plan_to_its_provincial_office(
    head: str, name: str, agency_id: str, registry: Registry
) -> None:
    assert whose(f"{head}\n{name}\nแผนบริหารความต่อเนื่อง", registry).agency_ids == [agency_id]
    assert whose(f"{head}\nแผนบริหารความต่อเนื่อง\n{name}", registry).agency_ids == [agency_id]


def test_several_campuses_are_the_university(registry: Registry) -> None:
    """'วิทยาเขตสงขลา และวิทยาเขตพัทลุง' was read as a unit of the university, and the plan asked about."""
    two = whose("แผน BCP\nมหาวิทยาลัยนเรศวร\nวิทยาเขตพิษณุโลก และวิทยาเขตพะเยา", registry)
    assert (two.status, two.agency_ids) == ("identified", ["u.nu"])
    assert whose("แผน BCP\nมหาวิทยาลัยนเรศวร\nวิทยาเขตพะเยา", registry).status != "identified"


@pytest.mark.parametrize(
    ("cover", "agency_id"),
    [
        ("กลุ่มพัฒนาระบบบริหาร\nแผน BCP\nกรมวิทยาศาสตร์การแพทย์", "d.dmsc"),
        ("กองแผนงาน\nแผน BCP\nกรมปศุสัตว์\nกระทรวงเกษตรและสหกรณ์", "d.dld"),
        ("กองยุทธศาสตร์และงบประมาณ\nแผน BCP\nองค์การบริหารส่วนจ.สุโขทัย", "l.2640101"),
        ("งานแผนงาน\nกลุ่มงานยุทธศาสตร์\nแผน BCP\nสำนักงานสาธารณสุขจังหวัดพิจิตร", "r.moph.66"),
        ("วิทยาเขตภาคพายัพ, ตาก, น่าน\nแผน BCP มหาวิทยาลัยเทคโนโลยีราชมงคลล้านนา", "u.rmutl"),
    ],
)
def test_the_writers_of_a_plan_stand_above_its_title(cover: str, agency_id: str, registry: Registry) -> None:
    assert whose(cover, registry).agency_ids == [agency_id]


@pytest.mark.parametrize(
    "cover",
    [
        "กองช่าง\nแผน BCP\nองค์การบริหารส่วนจังหวัดสุโขทัย",
        "กองช่าง\nองค์การบริหารส่วนจังหวัดสุโขทัย\nแผน BCP",
        "แผน BCP กองช่าง\nเทศบาลนครระยอง",
        "แผน BCP\nกลุ่มงานบริหารทั่วไป\nสำนักงานที่ดินจังหวัดเลย",
        "วิทยาเขตกำแพงแสน\nแผน BCP\nมหาวิทยาลัยเกษตรศาสตร์",
        "วิทยาเขตกำแพงแสน\nมหาวิทยาลัยเกษตรศาสตร์\nแผน BCP",
        "คณะวิศวกรรมศาสตร์\nแผน BCP\nมหาวิทยาลัยขอนแก่น",
        "ศูนย์บริการคนพิการ\nสำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเลย\nแผน",
        "กองพันทหารราบที่ 3\nแผน BCP\nสำนักงานจังหวัดเลย",
        "สำนักอนามัย\nกรุงเทพมหานคร\nแผน BCP",
        "โรงเรียนเทศบาล 1\nแผน BCP\nสำนักงานจังหวัดเลย",
    ],
)
def test_a_unit_that_may_speak_for_itself_is_not_credited_as_its_home(cover: str, registry: Registry) -> None:
    assert whose(cover, registry).agency_ids == []


def test_a_branch_with_its_main_office_is_the_office(registry: Registry) -> None:
    both = whose("แผน BCP\nสำนักงานขนส่งจังหวัดนครพนม สาขาบ้านแพง และ สนง.ใหญ่", registry)
    assert both.agency_ids == ["r.dlt.48"]
    assert whose("แผน BCP\nสำนักงานขนส่งจังหวัดนครพนม สาขาบ้านแพง", registry).agency_ids == []


def test_the_numbered_office_below_an_office_of_its_area_stands_above_it(registry: Registry) -> None:
    cover = "แขวงทางหลวงชนบทเพชรบูรณ์\nสำนักงานทางหลวงชนบทที่ 9 (อุตรดิตถ์)\nแผน BCP"
    assert whose(cover, registry).agency_ids == ["c.drr_district:67"]
    other = whose("แผน BCP\nสำนักงานทางหลวงชนบทที่ 9\nแขวงทางหลวงชนบทเพชรบูรณ์", registry)
    assert other.agency_ids != ["c.drr_district:67"]
