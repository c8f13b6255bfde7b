"""Whose plan the sentences of a preface tell where no title page does; nobody is credited with a plan for helping."""

import pytest

from mailbot.agencies.registry import Registry
from tests.agencies.test_running_text import whose

TITLE = "แผนดำเนินธุรกิจอย่างต่อเนื่อง\nBusiness Continuity Plan (BCP)\nปีงบประมาณ พ.ศ. ๒๕๖๓\nคำนำ\n"
OWN = {
    "so that it can work": (
        "r.dof.86",
        "แผนฉบับนี้จัดทำขึ้นเพื่อให้สำนักงานประมงจังหวัดชุมพรสามารถปฏิบัติงานได้ โดยประสานกับสำนักงานจังหวัดชุมพร",
    ),
    "it writes, another advised": (
        "d.dra",
        "โรคระบาดกระทบทุกแห่ง กรมการศาสนาจึงจัดทำแผนฉบับนี้ขึ้น โดยได้รับคำแนะนำจากกรมศิลปากร และกรมส่งเสริมวัฒนธรรม",
    ),
    "a model is named first": (
        "r.moc.92",
        "โดยใช้แผนของสำนักงานจังหวัดตรังเป็นต้นแบบ สำนักงานพาณิชย์จังหวัดตรัง ได้ปรับให้เหมาะสมกับภารกิจ",
    ),
    "a form's field": (
        "l.2550101",
        "ชื่อหน่วยงาน : องค์การบริหารส่วนจังหวัดน่าน\nหน่วยงานสนับสนุน : สำนักงานจังหวัดน่าน, โรงพยาบาลน่าน",
    ),
    "it became what it is": ("d.probation", "เดิมเป็นสำนักงานกลาง ต่อมายกฐานะเป็นกรมคุมประพฤติ ทำงานร่วมกับกรมราชทัณฑ์"),
    "its head signs": ("r.cdd.16", "ทุกคนต้องถือปฏิบัติ\n(นางสาวอรทัย มั่นคง)\nพัฒนาการจังหวัดลพบุรี\n๑๕ มิถุนายน ๒๕๖๓"),
    "duties, and what follows from them": (
        "r.doae.66",
        "สำนักงานเกษตรจังหวัดพิจิตรในฐานะหน่วยงานหลักด้านการส่งเสริมการเกษตรจึงต้องเตรียมพร้อมรับมือ และได้หารือกับ ปภ.พิจิตร",
    ),
    "in the name of": ("d.trd", "ในนามของกรมธนารักษ์ ขอขอบคุณกรมสรรพากรที่อนุเคราะห์สถานที่"),
    "the plan covers its divisions": ("d.trd", "แผนนี้ครอบคลุมทุกส่วนงานของกรมธนารักษ์ หากใช้อาคารไม่ได้จะย้ายไปกรมสรรพากร"),
    "it thanks others": ("r.mol.23", "สำนักงานแรงงานจังหวัดตราดขอขอบคุณสำนักงานจัดหางานจังหวัดตราด สำนักงานประกันสังคมจังหวัดตราด"),
    "so that its people can": ("d.dlt", "เพื่อให้บุคลากรของกรมการขนส่งทางบกมีแนวปฏิบัติ และประสานกับกรมทางหลวงได้"),
    "two sources of help joined": ("d.tmd", "กรมอุตุนิยมวิทยาตระหนักถึงภัย จึงขอขอบคุณกรมชลประทานและกรมทรัพยากรน้ำที่ให้ข้อมูล"),
}
HELPS = """ขอขอบคุณ{}ที่ให้คำแนะนำ
ทิศเหนือติดต่อกับ{}
{}ได้ส่งตัวอย่างแผนมาให้
{}ได้จัดทำคู่มือเผยแพร่แก่ทุกหน่วยงาน
{}ได้จัดทำแผนต้นแบบไว้เมื่อปี 2562
แผนฉบับนี้ใช้แผนของ{}เป็นต้นแบบ
โดยนำแผนของ {} มาปรับใช้
ในกรณีฉุกเฉินให้ประสานกับโรงพยาบาลและ{}
เมื่อเกิดเหตุให้รายงาน{}ทราบทันที
{}เป็นหน่วยงานสนับสนุน
หน่วยงานสนับสนุน: {}
ตามที่{}ได้กำหนดแนวทางไว้
{}รายงานว่าพบผู้ติดเชื้อเพิ่มขึ้น
{}คาดการณ์ว่าจะมีฝนตกหนัก
ใช้อาคารของ{}เป็นสถานที่ปฏิบัติงานสำรอง
{}ตั้งอยู่ฝั่งตรงข้าม
{}ซึ่งอยู่ใกล้เคียงจะให้ยืมเครื่องปั่นไฟ
แผนนี้สอดคล้องกับแผนของ{}
{}ประกาศให้เป็นพื้นที่ประสบภัย
เจ้าหน้าที่ของ{}มาช่วยขนย้าย
บุคลากรของ{}เข้าร่วมซ้อมแผน
{}มีหน้าที่แจ้งเตือนภัย
{}รับผิดชอบการอพยพ
เพื่อให้{}มีข้อมูลในการช่วยเหลือ
{}เตรียมการอพยพไว้แล้ว
{}จัดทำแผนของตนแยกต่างหาก
แผนของ{}แยกเป็นอีกเล่มหนึ่ง
{}มีแผนของตนเองอยู่แล้ว
{}มีแผนรองรับของตน
{}รายงานว่าพบผู้ติดเชื้อ จึงจัดทำแผนฉบับนี้ขึ้น
{}แจ้งเตือนพายุ หน่วยงานจึงจัดทำแผน
{}ประสบเหตุเพลิงไหม้เมื่อปีก่อน จึงจัดทำแผนฉบับนี้ขึ้น
{}มีหน้าที่เฝ้าระวังโรค เราจึงต้องเตรียมพร้อมรับมือ
{}เป็นหน่วยงานข้างเคียง หน่วยงานจึงวางแผนร่วมกัน
แผนนี้ใช้ร่วมกับแผนของ{}
แผนนี้ครอบคลุมการประสานงานกับเจ้าหน้าที่ของ{}
{}มอบหมายให้จัดทำแผนฉบับนี้
{}ได้มีหนังสือให้จัดทำแผนนี้
{}จึงขอให้หน่วยงานจัดทำแผน""".splitlines()
HELPERS = ("กรมควบคุมโรค", "สำนักงานสาธารณสุขจังหวัดน่าน", "เทศบาลนครขอนแก่น", "การไฟฟ้าส่วนภูมิภาค", "ปภ.จ.น่าน")


@pytest.mark.parametrize("told", OWN)
def test_the_sentences_of_a_preface_tell_whose_plan_it_is(told: str, registry: Registry) -> None:
    agency_id, sentence = OWN[told]
    found = whose(TITLE + sentence, registry)
    assert (found.status, found.agency_ids) == ("identified", [agency_id])


@pytest.mark.parametrize("sentence", HELPS)
def test_who_helps_or_lives_next_door_is_credited_with_nothing(sentence: str, registry: Registry) -> None:
    for helper in HELPERS:
        for before in ("", "สถานการณ์โรคระบาดทำให้ต้องเตรียมพร้อม "):
            found = whose(f"{TITLE}{before}{sentence.format(helper)}\nคณะผู้จัดทำ", registry)
            assert found.status in ("ambiguous", "unknown", "not_agency"), (before, helper)


def test_two_who_write_together_are_asked_about(registry: Registry) -> None:
    for between in ("และ", "กับ", " และ "):
        found = whose(f"{TITLE}กรมการศาสนา{between}กรมศิลปากรได้จัดทำแผนฉบับนี้ขึ้น", registry)
        assert found.status == "ambiguous"
        assert {"d.dra", "d.fad"} <= {*found.candidates}


def test_an_unknown_organisation_on_the_title_page_goes_before_the_sentences(registry: Registry) -> None:
    title = TITLE.replace("คำนำ", "สถาบันวิจัยพันธุ์ข้าวเหนียว\nคำนำ")
    found = whose(f"{title}กรมการข้าวจึงจัดทำแผนฉบับนี้ขึ้น", registry)
    assert found.status != "identified"


def test_an_office_whose_name_goes_on_behind_its_province_is_asked_about(registry: Registry) -> None:
    for written in ("สำนักงานจังหวัดสุโขทัยเหนือ", "สำนักงานที่ดินจังหวัดระยองส่วนแยกแกลง"):
        assert whose(TITLE.replace("คำนำ", f"{written}\nคำนำ"), registry).status != "identified"


def test_a_school_that_writes_is_not_the_agency_that_its_preface_names(registry: Registry) -> None:
    found = whose(f"{TITLE}โรงเรียนวัดตะพงจึงจัดทำแผนฉบับนี้ขึ้น ตามแนวทางของกรมควบคุมโรค", registry)
    assert found.status != "identified"


def test_a_name_that_begins_a_line_of_print_by_chance_is_no_title(registry: Registry) -> None:
    printed = (
        "แผนฉบับนี้ใช้เมื่อเกิดเหตุ ทุกคนต้องอ่านให้เข้าใจตรงกันก่อนเริ่มปฏิบัติงาน โดยประสานกับโรงพยาบาลน่าน\n"
        "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดน่าน\nคณะผู้จัดทำ"
    )
    assert whose(TITLE + printed, registry).status != "identified"


def test_a_department_named_far_below_its_ministry_is_no_title(registry: Registry) -> None:
    title = TITLE.replace("แผน", "กระทรวงวัฒนธรรม\nแผน", 1)
    found = whose(f"{title}กรมศิลปากร รายงานว่าโบราณสถานเสียหาย\nสารบัญ", registry)
    assert found.status != "identified"
