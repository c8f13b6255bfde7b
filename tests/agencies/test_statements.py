"""What a first page states of whose plan it is counts more than its letterhead; what sounds like it owns nothing."""

import pytest

from mailbot.agencies.registry import Registry
from tests.agencies.test_running_text import whose

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง\nBusiness Continuity Plan (BCP)\nพ.ศ. ๒๕๖๓\n\nคำนำ\n"
OFFICE = "สำนักงานประมงจังหวัดชุมพร"
STATED = (
    "แผนนี้ใช้เฉพาะ{}",
    "แผนฉบับนี้ใช้กับบุคลากรของ{}",
    "๒. ขอบเขต\nครอบคลุม{} และหน่วยในสังกัด",
    "ผู้อนุมัติ ....................... หัวหน้า{}",
    "อนุมัติโดย หัวหน้า{}",
    "หัวหน้า{} เป็นผู้สั่งใช้แผน",
    "หัวหน้าคณะบริหารความต่อเนื่อง : หัวหน้า{}",
    "แผนนี้จัดทำโดย{} ให้ใช้กับบุคลากรทุกคน",
    "ประกาศ{}\nเรื่อง ให้ใช้แผนดำเนินธุรกิจอย่างต่อเนื่อง",
    "ผู้จัดทำหวังว่าแผนนี้จะเป็นประโยชน์แก่บุคลากรของ{}",
    "ข้อมูลหน่วยงาน\n{} ตั้งอยู่ถนนพิศิษฐพยาบาล",
    "ผู้รับผิดชอบแผน : ฝ่ายบริหารทั่วไป {}",
    "สถานการณ์โรคระบาด\n{}                หน้า ๑",
)
ONLY_ALIKE = r"""แบบฟอร์มนี้ใช้กับ{}เท่านั้น
แผนนี้ใช้ร่วมกับแผนของ{}
แผนนี้ใช้กับ{}ไม่ได้
แผนนี้ไม่ครอบคลุม{}
แผนนี้ครอบคลุมการขอความช่วยเหลือจาก{}
หากเหตุลุกลาม ให้ผู้อำนวยการ{}เป็นผู้สั่งใช้แผน
กรณีเกินกำลัง หัวหน้า{}เป็นผู้สั่งใช้แผนระดับจังหวัด
ผู้อำนวยการ{}เป็นหัวหน้าคณะทำงานร่วม
หัวหน้า{}เป็นประธานคณะกรรมการโรคติดต่อ
ผู้อนุมัติงบประมาณ : {}
ผู้อนุมัติให้ใช้อาคาร : ผู้อำนวยการ{}
ประกาศ{}\nเรื่อง ปิดสถานที่เป็นการชั่วคราว
คำสั่ง{}\nเรื่อง จัดตั้งศูนย์ปฏิบัติการร่วม
ดูแผน{} หน้า ๑๔
ทีมสนับสนุนภายนอก\nหัวหน้าทีม ผู้อำนวยการ{}
รองหัวหน้าคณะ : หัวหน้า{}
ข้อมูลหน่วยงานข้างเคียง\n{} ตั้งอยู่ถนนใหญ่
แผนนี้จัดทำโดยความร่วมมือกับ{}
หวังว่าแผนฉบับนี้จะเป็นประโยชน์แก่หน่วยงานอื่น เช่น {}
ลูกค้า/ผู้รับบริการ\n{}
หน่วยงานต้นสังกัด\n{}
คู่ค้า : {}
ลงนามบันทึกข้อตกลงระหว่าง\n{}
{}ได้จัดทำแผนของตนแล้ว
{} ประกาศใช้แผนของตนเมื่อปี ๒๕๖๒
สำเนาแผน : {}
{}เป็นหน่วยงานที่มีส่วนเกี่ยวข้อง""".splitlines()
OFFICES_OF_A_HOUSE = r"""สำนักงานนำร่อง ได้แก่ {}
{}เป็นหน่วยนำร่องในการซ้อมแผน
ใช้กับทุกสำนักงานในสังกัด เช่น {}
สถานที่สำรอง\n{}
ได้รับข้อมูลจาก{}
ย้ายบุคลากรไปปฏิบัติงานที่{}
หัวหน้า{}เป็นผู้ประสานงานภาค
ทีมภาคใต้\nหัวหน้าทีม หัวหน้า{}
กรณีเกิดเหตุในจังหวัด ให้หัวหน้า{}เป็นผู้สั่งใช้แผน
ผู้สั่งใช้แผนในพื้นที่ : หัวหน้า{}
แผนของ{}จัดทำแยกต่างหาก
หน่วยงานในสังกัด\n{}
{}ได้จัดทำแผนระดับจังหวัดแล้ว""".splitlines()
OTHERS = ("กรมควบคุมโรค", "สำนักงานสาธารณสุขจังหวัดน่าน", "เทศบาลนครขอนแก่น", "องค์การบริหารส่วนจังหวัดน่าน")


@pytest.mark.parametrize("sentence", STATED)
def test_the_office_of_which_the_page_states_that_the_plan_is_its_own_is_credited(
    sentence: str, registry: Registry
) -> None:
    for page in (TITLE, f"กรมประมง\n{TITLE}"):
        found = whose(page + sentence.format(OFFICE), registry)
        assert (found.status, found.agency_ids) == ("identified", ["r.dof.86"])


@pytest.mark.parametrize("sentence", ONLY_ALIKE)
def test_what_only_sounds_like_a_statement_owns_nothing(sentence: str, registry: Registry) -> None:
    for other in OTHERS:
        for title in (TITLE, TITLE.replace("คำนำ\n", "")):
            alone = whose(title + sentence.replace("\\n", "\n").format(other) + "\nคณะผู้จัดทำ", registry)
            assert alone.status in ("ambiguous", "unknown", "not_agency"), (other, title)
        beside = whose(
            f"{TITLE}แผนนี้ใช้เฉพาะ{OFFICE}\n{sentence.replace(chr(92) + 'n', chr(10)).format(other)}", registry
        )
        assert beside.agency_ids in ([], ["r.dof.86"]), other


@pytest.mark.parametrize("sentence", STATED)
def test_a_department_alone_on_top_never_wins_over_the_office_that_is_stated(sentence: str, registry: Registry) -> None:
    for noise in ("ประสานงานกับสำนักงานประมงจังหวัดระนอง", "ต้นสังกัด : กรมประมง", "กรมประมงแจ้งให้ทุกจังหวัดจัดทำแผน"):
        found = whose(f"กรมประมง\nกระทรวงเกษตรและสหกรณ์\n{TITLE}{noise}\n{sentence.format(OFFICE)}", registry)
        assert "d.dof" not in found.agency_ids
        assert "r.dof.86" in (*found.agency_ids, *found.candidates)


@pytest.mark.parametrize("sentence", OFFICES_OF_A_HOUSE)
def test_an_office_that_its_department_lists_owns_nothing(sentence: str, registry: Registry) -> None:
    listed = sentence.replace("\\n", "\n").format(OFFICE)
    for title in (f"กรมประมง\n{TITLE}", TITLE):
        for own in ("กรมประมงจึงได้จัดทำแผนฉบับนี้ขึ้น", "แผนนี้ใช้กับบุคลากรของกรมประมง", "ผู้อนุมัติ : อธิบดีกรมประมง"):
            for page in (f"{title}{listed}\n{own}", f"{title}{own}\n{listed}"):
                assert "r.dof.86" not in whose(page, registry).agency_ids, page


def test_a_department_with_two_of_its_offices_is_asked_about(registry: Registry) -> None:
    page = f"กรมประมง\nBCP 2563\n\nภาคใต้ตอนบน\n{OFFICE}\nสำนักงานประมงจังหวัดระนอง"
    assert {"r.dof.86", "r.dof.85"}.isdisjoint(whose(page, registry).agency_ids)


def test_an_emblem_is_no_name(registry: Registry) -> None:
    page = f'(ตราเทศบาล)\n"เมืองน่าอยู่ คู่คุณธรรม"\n{TITLE}ผู้อนุมัติ : นายกเทศมนตรีนครขอนแก่น'
    assert whose(page, registry).agency_ids == ["l.3400102"]


def test_two_for_whom_the_plan_holds_are_asked_about(registry: Registry) -> None:
    found = whose(f"{TITLE}แผนนี้ใช้กับ{OFFICE} และสำนักงานเกษตรจังหวัดชุมพร", registry)
    assert found.status == "ambiguous"
    assert {"r.dof.86", "r.doae.86"} <= {*found.candidates}


def test_a_clear_title_that_the_text_contradicts_is_asked_about(registry: Registry) -> None:
    found = whose(f"{OFFICE}\n{TITLE}แผนนี้ใช้เฉพาะสำนักงานเกษตรจังหวัดชุมพร", registry)
    assert found.status == "ambiguous"
    assert {"r.dof.86", "r.doae.86"} <= {*found.candidates}


def test_an_office_whose_region_stands_behind_it_is_the_owner(registry: Registry) -> None:
    page = "กรมชลประทาน\nแผนดำเนินธุรกิจอย่างต่อเนื่อง\n\n๒. ขอบเขต\nใช้กับโครงการชลประทานน่าน สำนักงานชลประทานที่ ๒ รวมฝ่ายส่งน้ำ"
    assert whose(page, registry).agency_ids == ["c.rid_project:55"]
    turned = page.replace("โครงการชลประทานน่าน สำนักงานชลประทานที่ ๒", "สำนักงานชลประทานที่ ๒ โครงการชลประทานน่าน")
    assert whose(turned, registry).status == "ambiguous"


def test_branches_that_are_but_examples_own_nothing(registry: Registry) -> None:
    page = (
        "คู่มือและแผนบริหารความต่อเนื่อง\nททท.\n\nขอบเขต\n"
        "สำนักงานในประเทศ เช่น ททท.สำนักงานเชียงใหม่ ททท.สำนักงานภูเก็ต\nอนุมัติโดย ผู้ว่าการ ททท."
    )
    assert whose(page, registry).agency_ids == ["s.tat"]


def test_a_place_does_not_choose_between_two_names_of_a_title_page(registry: Registry) -> None:
    page = "แผน BCP\nเทศบาลเมืองคลองหลวง\n\nสำนักงานวัฒนธรรมจังหวัดแม่ฮ่องสอน ชั้น ๒\nอำเภอเมือง จังหวัดแม่ฮ่องสอน"
    assert whose(page, registry).status != "identified"
