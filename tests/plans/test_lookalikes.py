"""What looks like an element and is none: shortened contents, aims of others, telephone books, everyday work."""

import pytest

from mailbot.documents.contents import contents_blocks
from mailbot.documents.model import Block, Document
from mailbot.plans.elements import judge_elements
from mailbot.plans.lookalikes import resembles
from mailbot.rules import Rules
from tests.plans.samples import TITLES, bold, contents, para, plan, rows


def _entries(lines: list[str], body: list[Block]) -> set[str]:
    blocks = (para("สารบัญ", bold=True), *(para(line) for line in lines), *body)
    return {blocks[at].text for at in contents_blocks(blocks)}


def test_an_entry_need_not_come_again_where_its_number_follows() -> None:
    """'๒ วัตถุประสงค์ สมมติฐาน ขอบเขต' in the contents, three headings in the text: the entry was taken for a chapter."""
    lines = ["๑ ข้อมูลตำบล", "๒ วัตถุประสงค์ สมมติฐาน ขอบเขต", "๓ ภัยและผลกระทบ", "๔ คณะทำงาน", "๕ Call Tree"]
    body = [para("๑ ข้อมูลตำบล", bold=True), para("ตำบลมี ๑๖ หมู่บ้าน"), para("๒ วัตถุประสงค์", bold=True)]
    assert _entries(lines, body) == set(lines)


def test_a_bare_number_in_the_contents_and_one_with_a_stop_in_the_text_are_one_title() -> None:
    lines = ["บทสรุป", "๑ วัตถุประสงค์ ๒ สมมติฐาน ๓ ขอบเขต", "๔ ทีมงาน", "๕ กลยุทธ์ความต่อเนื่อง"]
    body = [
        block
        for n, title in ((4, "ทีมงาน"), (5, "กลยุทธ์ความต่อเนื่อง"))
        for block in (*bold(n, title), para("ข้อความ " * 12))
    ]
    assert _entries(lines, [para("บทสรุป", bold=True), para("กรมได้จัดทำแผนฉบับนี้ " * 9), *body]) == set(lines)


def test_the_text_behind_the_contents_is_no_entry() -> None:
    lines = ["บทนำ", "วัตถุประสงค์", "ทีมงาน"]
    body = [para("บทนำ", bold=True), para("ด้วยสำนักงานอยู่ริมน้ำ"), para("๑ น้ำท่วมทุกปี"), para("๒ ไฟดับบ่อย")]
    later = [para("วัตถุประสงค์", bold=True), para("เพื่อให้งานไม่หยุด"), para("ทีมงาน", bold=True)]
    assert _entries(lines, [*body, *later]) == set(lines)


@pytest.mark.parametrize(
    "sentence",
    [
        "การประชุมมีวัตถุประสงค์เพื่อให้ผู้เข้าร่วมเข้าใจหลักการและระดมความเห็นจากทุกคณะ",
        "โครงการจ้างงานเร่งด่วน ปี ๒๕๖๓ มีวัตถุประสงค์เพื่อสร้างรายได้แก่ผู้ว่างงานในสามอำเภอ",
        "องค์การจัดตั้งตามพระราชกฤษฎีกา พ.ศ. ๒๔๙๘ มีวัตถุประสงค์คือจ้างงานทหารผ่านศึกและครอบครัว",
    ],
)
def test_aims_of_another_are_not_the_plans(rules: Rules, sentence: str) -> None:
    found = judge_elements(plan(without=["2.1a"], before=[para(sentence)]), None, [], rules)["2.1"]
    assert found.state != "present" and "วัตถุประสงค์" not in found.parts


def test_a_project_before_the_plan_takes_nothing_from_it(rules: Rules) -> None:
    sentence = "หลังจัดโครงการอบรมแล้ว สำนักงานจึงทำแผนฉบับนี้ซึ่งมีวัตถุประสงค์เพื่อให้งานบริการประชาชนไม่หยุดเมื่อเกิดเหตุ"
    found = judge_elements(plan(without=["2.1a"], before=[para(sentence)]), None, [], rules)["2.1"]
    assert found.state == "present"


def test_numbers_of_outsiders_under_a_known_heading_are_no_call_tree(rules: Rules) -> None:
    """'ภาคผนวก หมายเลขโทรศัพท์ฉุกเฉิน' held the police and the waterworks; the call tree was nowhere."""
    book = rows(
        "หน่วยงาน | หมายเลข", "เหตุด่วนเหตุร้าย | ๑๙๑", "โรงพยาบาลวิภาวดี | ๐ ๒๕๖๑ ๑๑๑๑", "การไฟฟ้านครหลวง | ๐ ๒๗๙๒ ๕๒๐๐"
    )
    annex = [Block("heading", "ภาคผนวก หมายเลขโทรศัพท์ฉุกเฉิน", level=1), *book]
    assert judge_elements(plan(without=["2.8"], after=annex), None, [], rules)["2.8"].state != "present"


def test_a_call_tree_of_units_without_names_stays_one(rules: Rules) -> None:
    tree = rows("ผู้แจ้ง | ผู้รับแจ้ง | โทรศัพท์", "ปลัดเทศบาล | กองช่าง | ๐ ๔๓๒๒ ๑๑๐๑", "กองช่าง | กองคลัง | ๐ ๔๓๒๒ ๑๑๐๒",
                "กองคลัง | โรงพยาบาลบ้านนา | ๐ ๔๓๒๒ ๑๑๐๓")  # fmt: skip
    assert judge_elements(plan(content={"2.8": tree}), None, [], rules)["2.8"].state == "present"


def test_points_below_a_heading_that_ends_in_zero_are_its_text(rules: Rules) -> None:
    """A pharmacy's manual numbered its chapters 1.0, 2.0 and their points 3.1, 3.2: it was told that 3.0 is empty."""
    points = [
        para(f"3.{n} {text}", level=1)
        for n, text in enumerate(("โรงงานหลักเสียได้ครั้งละหนึ่งแห่ง", "ระบบสำรองใช้ได้เมื่อศูนย์หลักล่ม", "บุคลากรขาดไม่เกินร้อยละ 40"), 1)
    ]
    opening = [
        *(Block("heading", "1.0 Purpose", level=1), *contents()["2.1a"]),
        *(Block("heading", "2.0 Scope", level=1), *contents()["2.1c"]),
        *(Block("heading", "3.0 Assumption", level=1), *points),
    ]
    rest = [block for key in list(TITLES)[3:] for block in (Block("heading", TITLES[key], level=1), *contents()[key])]
    found = judge_elements(Document((*opening, *rest), "word"), None, [], rules)["2.1"]
    assert (found.state, len(found.parts)) == ("present", 3)


@pytest.mark.parametrize(
    ("key", "title", "lines"),
    [
        ("2.7", "ขั้นตอนการรับเรื่องร้องเรียน", ("ภายใน ๑ วัน เจ้าหน้าที่ลงทะเบียน", "ภายใน ๗ วัน กองตรวจ", "ภายใน ๑๕ วัน แจ้งผล")),
        ("2.7", "กระบวนการผลิตตามปกติ", ("ขั้น ๑ รับวัตถุดิบ ฝ่ายจัดหาตรวจรับ", "ขั้น ๒ ล้าง ตัดแต่ง ฝ่ายผลิต", "ขั้น ๓ บรรจุ ฝ่ายผลิต")),
        ("2.4", "ยุทธศาสตร์การพัฒนาจังหวัด", ("ยกระดับการท่องเที่ยวเชิงเกษตร", "พัฒนาคุณภาพชีวิต", "บริหารจัดการน้ำ")),
    ],
)  # fmt: skip
def test_everyday_work_is_no_element(rules: Rules, key: str, title: str, lines: tuple[str, ...]) -> None:
    other = [Block("heading", title, level=1), *(para(line, level=1) for line in lines)]
    assert judge_elements(plan(without=[key], after=other), None, [], rules)[key].state != "present"


def test_a_word_that_is_explained_is_no_part_of_the_plan(rules: Rules) -> None:
    """'Call Tree | กระบวนการแจ้งเหตุ…' was read as a call tree with nothing under it, 'สมมติฐาน | ข้อที่ถือ…' as told."""
    explained = rows(
        "คำ | ความหมาย",
        "Call Tree | กระบวนการแจ้งเหตุฉุกเฉินเป็นลำดับชั้นให้บุคลากรทราบ",
        "สมมติฐาน | ข้อที่ถือเอาว่าเป็นจริงในการวางแผน",
    )
    opening = [*bold(1, "นิยามศัพท์"), *explained]
    found = judge_elements(plan(without=["2.1b", "2.8"], before=opening), None, [], rules)
    assert (found["2.1"].state, found["2.8"].state) == ("weak", "absent")
    assert found["2.1"].looked_for == ("สมมติฐาน",)


EVERYDAY = {
    "2.7": (
        "ขั้นตอนการปฏิบัติงาน",
        [
            "๑. ผู้เสียภาษียื่นแบบที่เคาน์เตอร์กองคลัง",
            "๒. เจ้าหน้าที่ตรวจทะเบียนและคำนวณภาษี ไม่เกิน ๕ นาที",
            "๓. รับเงินและออกใบเสร็จ แล้วนำส่งหัวหน้างานจัดเก็บ",
        ],
    ),
    "2.4": (
        "กลยุทธ์",
        ["วิสัยทัศน์ เป็นองค์กรชั้นนำด้านข้อมูล", "ยุทธศาสตร์ที่ ๑ พัฒนาบุคลากรและเทคโนโลยี", "ตัวชี้วัด ร้อยละของอาคารที่ผ่านเกณฑ์สำนักงานสีเขียว"],
    ),
}


@pytest.mark.parametrize("key", EVERYDAY)
def test_everyday_business_under_a_known_heading_is_left_to_a_person(rules: Rules, key: str) -> None:
    """'บทที่ ๘ ขั้นตอนการปฏิบัติงาน' held how taxes are received, 'กลยุทธ์' the strategic plan of the university."""
    title, lines = EVERYDAY[key]
    found = judge_elements(
        plan(titles=TITLES | {key: title}, content={key: [para(line) for line in lines]}), None, [], rules
    )
    assert found[key].state in ("review", "absent")


REGISTER = rows(
    "รายการ | จำนวน | ปีที่ได้มา | สภาพการใช้งาน",
    "รถบรรทุกน้ำ | ๒ คัน | ๒๕๕๔ | ใช้การได้",
    "เครื่องคอมพิวเตอร์ | ๑๔ เครื่อง | ๒๕๖๐ | ใช้การได้",
    "อาคารสำนักงาน | ๑ หลัง | ๒๕๔๐ | ทรุดโทรม",
    "บุคลากรประจำคลังพัสดุ | ๓ คน | - | -",
)


def test_a_register_of_property_is_no_need(rules: Rules) -> None:
    own = [*bold(6, "ทรัพย์สินและครุภัณฑ์ของเทศบาล"), *REGISTER]
    assert judge_elements(plan(without=["2.6"], after=own), None, [], rules)["2.6"].state != "present"


def test_what_a_crisis_needs_is_no_register(rules: Rules) -> None:
    needs = rows(
        "รายการ | จำนวน | ปีที่ได้มา | ต้องใช้ภายใน",
        "รถบรรทุกน้ำ | ๒ คัน | ๒๕๕๔ | ๔ ชั่วโมง",
        "ระบบทะเบียนและข้อมูล | ๑ ระบบ | - | ๑ วัน",
    )
    assert not resembles(rules.elements["2.6"], needs)
    assert resembles(rules.elements["2.6"], REGISTER)


def test_a_step_that_sends_to_the_call_tree_is_none(rules: Rules) -> None:
    """'ระยะแจ้งเตือน (0-4 ชั่วโมง)' of the steps was taken for the call tree that the plan had left out."""
    step = [para("ผู้พบเหตุแจ้งงานรักษาความปลอดภัย ผู้ประสานงานแจ้งคณะทำงานตามผัง Call Tree ภายใน ๓๐ นาที")]
    assert resembles(rules.elements["2.8"], step)
    assert not resembles(rules.elements["2.8"], [*step, para("ผู้ประสานงาน → หัวหน้าทีมทั้งสี่ → ลูกทีม")])
    assert resembles(rules.elements["2.8"], [para("Tree ให้กับบุคลากรหลัก")], "แจ้งเหตุฉุกเฉิน ตามกระบวนการ Call")
    phase = [Block("heading", "ระยะแจ้งเตือน (0-4 ชั่วโมง)", level=2), *step]
    assert judge_elements(plan(without=["2.8"], after=phase), None, [], rules)["2.8"].state != "present"
