"""What a first look at plans of strangers taught: sentences, labels, items in one paragraph, titles of two things."""

import pytest

from mailbot.documents.model import Block, Document
from mailbot.plans.content_points import points_of
from mailbot.plans.element_name import Name
from mailbot.plans.elements import judge_elements
from mailbot.plans.lines import LineReader
from mailbot.plans.title_line import is_title_of_plan
from mailbot.plans.titles_of_plans import titled_in_own_words
from mailbot.rules import Rules
from tests.plans.samples import TITLES, contents, para, rows

PARTS = ("2.1a", "2.1b", "2.1c")


def _plan(opening: list[Block], leave: tuple[str, ...] = PARTS) -> Document:
    kept = [key for key in TITLES if key not in leave]
    body = [block for key in kept for block in (para(TITLES[key], bold=True), *contents()[key])]
    return Document((para("แผนดำเนินธุรกิจอย่างต่อเนื่อง", bold=True), *opening, *body), "word")


def test_one_paragraph_may_tell_all_parts(rules: Rules) -> None:
    told = "แผนนี้มีวัตถุประสงค์เพื่อให้งานสำรวจดินไม่หยุดเมื่อมีเหตุวิกฤต โดยมีสมมติฐานว่าสถานีจังหวัดยังทำงานได้ และมีขอบเขตเฉพาะหน่วยงานส่วนกลาง"
    result = judge_elements(_plan([para(told)]), None, [], rules)["2.1"]
    assert (result.state, len(result.parts)) == ("present", 3)


def test_a_sentence_that_tells_one_part_is_not_all(rules: Rules) -> None:
    told = [para("แผนนี้มีวัตถุประสงค์เพื่อให้งานสำรวจดินไม่หยุดเมื่อมีเหตุวิกฤต")]
    assert judge_elements(_plan(told), None, [], rules)["2.1"].state != "present"


def test_a_part_runs_on_behind_its_word(rules: Rules) -> None:
    opening = [para("วัตถุประสงค์ของแผน", bold=True), para("เพื่อให้งานเลี้ยงสัตว์ไม่หยุดชะงักแม้เหตุยืดเยื้อ")]
    opening += [para("สมมติฐาน เหตุเกิดในสวนสัตว์แห่งเดียว สวนสัตว์อื่นยังช่วยได้"), para("ขอบเขต สำนักงานกลางและสวนสัตว์ ๖ แห่ง")]
    assert judge_elements(_plan(opening), None, [], rules)["2.1"].state in ("present", "review")


def test_a_label_in_own_words_stops_weak(rules: Rules) -> None:
    opening = [para("วัตถุประสงค์และกรอบของแผน", bold=True), para("ความมุ่งหมาย: ให้การจ่ายแลกเหรียญดำเนินต่อไปได้")]
    opening += [para("สิ่งที่ตั้งเป็นฐาน: โรงกษาปณ์กับอาคารกรมอยู่คนละจังหวัดกัน")]
    assert judge_elements(_plan(opening), None, [], rules)["2.1"].state in ("review", "present")


@pytest.mark.parametrize(
    "text",
    [
        "ก. แจ้งหัวหน้าทีม ข. สั่งใช้แผนภายใน ๓๐ นาที ค. รายงานผลทุกวัน ง. ย้ายกลับเมื่อปลอดภัย",
        "หนึ่ง ปลัดแจ้งนายก สอง นายกสั่งใช้แผน สาม กองช่างตั้งเต็นท์ สี่ กองคลังจัดหาของ ห้า สรุปและรายงาน",
    ],
)
def test_items_in_one_paragraph_are_steps(rules: Rules, text: str) -> None:
    lines = list(LineReader(rules.content).lines(Block("paragraph", text)))
    assert len(lines) >= 4
    points = points_of(lines)
    assert points[Name("2.7")] == max(points.values())


def test_prose_on_several_hazards_is_events(rules: Rules) -> None:
    text = "อัคคีภัยกระทบห้องปฏิบัติการดินและแผนที่ต้นฉบับ อุทกภัยกระทบอาคารและรถ โรคระบาดกระทบคน ไฟฟ้าดับกระทบเครื่องแม่ข่ายทั้งหมดของกรม"
    points = points_of(list(LineReader(rules.content).lines(Block("paragraph", text))))
    assert points[Name("2.2")] == max(points.values()) >= 2


def test_a_title_of_two_things_may_hold_the_first(rules: Rules) -> None:
    """Strategy and resources in one table, under one title."""
    table = rows(
        "ด้าน | มาตรการ | จำนวนที่ต้องใช้",
        "อาคารสถานที่ | ใช้สนามกีฬากลาง | ห้อง ๔ ห้อง",
        "วัสดุอุปกรณ์ | ยืมโรงเรียน | คอมพิวเตอร์ ๑๕ เครื่อง",
        "เทคโนโลยีสารสนเทศ | ใช้คลาวด์ | อินเทอร์เน็ต ๑ วงจร",
        "บุคลากร | สลับวัน | ๒๕ คน",
    )
    shared = [para("มาตรการดำเนินการและทรัพยากรที่ต้องใช้ แยกตามด้าน", bold=True), *table]
    found = judge_elements(_plan(shared, leave=("2.4", "2.6")), None, [], rules)
    assert "absent" not in (found["2.4"].state, found["2.6"].state)


def test_titles_of_plans_in_own_words() -> None:
    assert is_title_of_plan("แผนปฏิบัติการต่อเนื่อง กรมพัฒนาที่ดิน", 0)
    assert not is_title_of_plan("แผนปฏิบัติการเมื่อเกิดเหตุ", 30)
    assert titled_in_own_words(Document((para("แผนปฏิบัติการต่อเนื่อง กรมพัฒนาที่ดิน"),), "word"))
    assert not titled_in_own_words(Document((para("แผนพัฒนาการเกษตร ๕ ปี"),), "word"))
