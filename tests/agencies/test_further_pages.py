"""The pages behind the cover: whoever approves the plan, leads its team or is told as its owner there, owns it."""

import pytest

from mailbot.agencies.claims import Claims
from mailbot.agencies.identify import identify_plan, identify_sender
from mailbot.agencies.registry import Registry
from mailbot.examination import Identity

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP)\n"
COMMON = "\nสารบัญ\n" + "\n".join(f"{at}. หัวข้อที่ {at} ............ {at}" for at in range(1, 30)) + "\nบทที่ 1\n"
HELPERS = (
    "ตามมาตรการของกรมควบคุมโรค กระทรวงสาธารณสุข\n"
    "กรมป้องกันและบรรเทาสาธารณภัย (ปภ.) ได้จัดทำแผนการป้องกันและบรรเทาสาธารณภัยแห่งชาติ พ.ศ. ๒๕๕๘ เป็นแผนแม่บท\n"
)
OWNERS = {
    "the approver behind its name": ("", "นายกเทศมนตรีนครลำปาง ผู้อนุมัติ", "l.3520102"),
    "who signs as the approver": (
        "กระทรวงยุติธรรม",
        "ลงชื่อ .............. ผู้อนุมัติ\nอธิบดีกรมบังคับคดี\nวันที่ ๒๐ มิถุนายน ๒๕๖๓",
        "d.led",
    ),
    "the head of an office by its title": (
        "สำนักงานปลัดกระทรวงพาณิชย์",
        "พาณิชย์จังหวัดแพร่ เป็นหัวหน้าทีมบริหารความต่อเนื่อง",
        "r.moc.54",
    ),
    "the first of the team": ("", "อธิการบดีมหาวิทยาลัยนเรศวร ประธานคณะบริหารความต่อเนื่อง\nรองอธิการบดี รองประธาน", "u.nu"),
    "the head in brackets": ("กระทรวงคมนาคม", "คณะบริหารความต่อเนื่อง: อธิบดีกรมเจ้าท่า (หัวหน้า) รองอธิบดี ๓ คน", "d.md"),
    "the chain of command": ("กระทรวงวัฒนธรรม", "อธิบดีกรมการศาสนา -> รองอธิบดี -> ผอ.กอง", "d.dra"),
    "its own order by reference": ("", "คณะบริหารความต่อเนื่อง ปรากฏตามคำสั่งสำนักงานประกันสังคม ที่ ๑๗/๒๕๖๓", "d.sso"),
    "its own order on one line": ("", "คำสั่งกรมอุตุนิยมวิทยา ที่ ๓๑/๒๕๖๓ เรื่อง แต่งตั้งคณะทำงานบริหารความต่อเนื่อง", "d.tmd"),
    "whose plan it is": ("กรมทางหลวง", "แผนนี้ของแขวงทางหลวงแพร่ ไม่รวมหมวดทางหลวง", "c.doh_district:54"),
    "for whose people it holds": ("", "แผนนี้มีผลกับข้าราชการและพนักงานราชการของกรมอนามัย ทุกคน", "d.anamai"),
    "for it and not for another": (
        "กรมอนามัย",
        "แผนนี้ใช้เฉพาะศูนย์อนามัยที่ ๘ อุดรธานี มิได้ใช้กับสำนักงานสาธารณสุขจังหวัดอุดรธานี",
        "c.hpc:8",
    ),
    "who appointed the team": ("", "คณะทำงานแต่งตั้งโดยผู้อำนวยการองค์การสวนสัตว์", "s.zpo"),
    "an office of the region's area": (
        "กรมศุลกากร\nสำนักงานศุลกากรภาคที่ ๔",
        "เดิมเป็นสาขา ยกฐานะเป็นด่านศุลกากรเบตง เมื่อปี ๒๕๔๐",
        "c.customs_house:เบตง",
    ),
    "an office that was another before": (
        "กรมอนามัย",
        "เดิม ศูนย์ส่งเสริมสุขภาพเขต ๖ -> ศูนย์อนามัยที่ ๖ ชลบุรี มีโรงพยาบาล",
        "c.hpc:6",
    ),
    "an office by half, its province on the title": (
        "จังหวัดแพร่ (One Home)",
        "แผนนี้สำหรับสำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเท่านั้น",
        "r.msdhs.54",
    ),
    "the head of an office by half": ("กระทรวงแรงงาน\nจังหวัดแพร่", "หัวหน้าทีม ผู้อำนวยการสำนักงานประกันสังคมจังหวัด", "r.sso.54"),
    "the structure of the team": ("", "โครงสร้าง: นายกเมืองพัทยา รองนายก ๔ คน ปลัดเมืองพัทยา", "l.3200408"),
    "the Permanent Secretary": ("กระทรวงแรงงาน", "ผู้อนุมัติ: ปลัดกระทรวงแรงงาน", "d.opsmol"),
}
ASKED = {
    "the hospital's head": ("สำนักงานสาธารณสุขจังหวัดเลย", "ผู้อำนวยการโรงพยาบาล ผู้อนุมัติ", "r.moph.42"),
    "the prison's head": ("กรมราชทัณฑ์\nกระทรวงยุติธรรม", "ผู้บัญชาการเรือนจำเป็นผู้สั่งใช้แผน", "d.doc"),
    "the airport's head": ("กรมท่าอากาศยาน\nกระทรวงคมนาคม", "ผู้อำนวยการท่าอากาศยาน เป็นหัวหน้า EOC", "d.doairports"),
    "an office by half, its province nowhere": ("", "หัวหน้าทีม ผู้อำนวยการสำนักงานประกันสังคมจังหวัด", "d.ddc"),
    "a department that has another's head": ("กรมการค้าภายใน", "พาณิชย์จังหวัดแพร่ เป็นหัวหน้าทีมบริหารความต่อเนื่อง", "r.moc.54"),
    "its ministry beside the owner of its shares": ("การรถไฟแห่งประเทศไทย (ผู้ถือหุ้น)\nกระทรวงคมนาคม", "ประวัติ", "d.opsmot"),
    "its ministry's former office": ("กระทรวงสาธารณสุข\nสำนักงานปลัดกระทรวงสาธารณสุข (ต้นสังกัดเดิม)", "ประวัติ", "d.opsmoph"),
    "an address in another's grounds": ("เลขที่ ๓ กรมการแพทย์ กระทรวงสาธารณสุข ถนนติวานนท์", "ประวัติ", "d.dms"),
    "who wrote the master plan of the nation": ("", "ประวัติ", "d.ddpm"),
}


def whose(title: str, told: str, registry: Registry) -> Identity:
    """Whose the plan is that has this title page, and this on a page behind it."""
    cover = TITLE + title + COMMON[:200]
    pages = TITLE + title + COMMON + HELPERS + told + "\nสถานที่สำรอง: อาคารของกรมธนารักษ์"
    sender = identify_sender(Claims(address="plan63@gmail.com", covers=(cover,)), registry)
    return identify_plan(cover, ["แผน.docx"], sender, True, registry, pages=pages)


@pytest.mark.parametrize("role", OWNERS)
def test_a_role_that_only_the_owner_plays(role: str, registry: Registry) -> None:
    title, told, agency_id = OWNERS[role]
    assert whose(title, told, registry).agency_ids == [agency_id]


@pytest.mark.parametrize("role", ASKED)
def test_what_the_further_pages_put_in_doubt_is_asked(role: str, registry: Registry) -> None:
    title, told, agency_id = ASKED[role]
    found = whose(title, told, registry)
    assert found.agency_ids == []
    assert agency_id in found.candidates


def test_a_sure_title_stands_whatever_other_heads_the_pages_name(registry: Registry) -> None:
    told = (
        "หน่วยงานสนับสนุน: ปภ.จังหวัดแพร่ อบจ.แพร่\nผู้อนุมัติ: เกษตรจังหวัดแพร่\nกรณีเหตุรุนแรง อธิบดีกรมป้องกันและบรรเทาสาธารณภัย เป็นผู้สั่งการ"
    )
    assert whose("สำนักงานเกษตรจังหวัดแพร่", told, registry).agency_ids == ["r.doae.54"]
    assert whose("กรมอุตุนิยมวิทยา", told.replace("เกษตรจังหวัดแพร่", "อธิบดี"), registry).agency_ids == ["d.tmd"]


@pytest.mark.parametrize("level", ["นายกเทศมนตรีเป็นผู้สั่งใช้แผน", "เล่มนี้เป็นของเทศบาล"])
def test_the_level_that_a_page_tells_of_itself_outweighs_the_namesake_that_it_names(
    level: str, whole_registry: Registry
) -> None:
    told = f"องค์การบริหารส่วนตำบลห้วยราชจัดทำแผนของตน\nองค์การบริหารส่วนตำบลห้วยราช ตั้งอยู่หมู่ ๒\n{level}"
    assert whose("ตำบลห้วยราช อำเภอห้วยราช จังหวัดบุรีรัมย์", told, whole_registry).agency_ids != ["l.6311601"]


def test_an_abbreviation_of_several_is_told_by_its_ministry(registry: Registry) -> None:
    assert whose("สคร.\nกระทรวงการคลัง", "", registry).agency_ids == ["d.sepo"]
    assert whose("สนพ.\nกระทรวงพลังงาน", "", registry).agency_ids == ["d.eppo"]
    assert whose("สคร.\nกระทรวงสาธารณสุข", "", registry).agency_ids == []


def test_the_seat_of_a_ministry_tells_no_office(registry: Registry) -> None:
    assert whose("กรมควบคุมโรค\nกระทรวงสาธารณสุข จังหวัดนนทบุรี", "", registry).agency_ids == ["d.ddc"]
    assert whose("กรมควบคุมโรค\nกระทรวงสาธารณสุข จังหวัดระยอง", "", registry).agency_ids == []
