"""Headings that the rules do not know: never called absent, whatever they look like."""

import pytest

from mailbot.plans.elements import judge_elements
from mailbot.rules import Rules
from tests.plans import samples
from tests.plans.samples import TITLES, plan, printed

UNSEEN = {
    "2.1a": ["เจตนารมณ์ของแผน", "วัตถุประสงค์ในการจัดทำแผนบริหารความต่อเนื่อง"],
    "2.1b": ["เงื่อนไขเบื้องต้น", "สิ่งที่ถือไว้ก่อน"],
    "2.1c": ["ภัยที่แผนครอบคลุม", "เหตุที่นำแผนไปใช้ได้"],
    "2.2": ["การวิเคราะห์สถานการณ์และผลกระทบ", "สถานการณ์ความเสี่ยงของจังหวัด", "Threat and Impact Matrix"],
    "2.3": ["ศูนย์บัญชาการเหตุการณ์", "ผู้มีหน้าที่ตามแผน", "บุคลากรหลักและบุคลากรสำรอง"],
    "2.4": ["ยุทธวิธีความต่อเนื่อง", "แนวปฏิบัติเพื่อความต่อเนื่อง", "ทางเลือกในการทำงาน"],
    "2.5": ["งานสำคัญและระยะเวลาที่ยอมรับให้หยุดชะงัก", "ลำดับความเร่งด่วนของภารกิจ", "งานที่ต้องกลับมาก่อน"],
    "2.6": ["สิ่งจำเป็นขั้นต่ำในการทำงาน", "ความต้องการด้านสถานที่ อุปกรณ์ และบุคลากร", "ของที่ต้องมี"],
    "2.7": ["แผนปฏิบัติการเมื่อเกิดเหตุ", "แนวทางปฏิบัติของทีมงาน", "Response Plan"],
    "2.8": ["สมุดโทรศัพท์ฉุกเฉิน", "ลำดับการโทรศัพท์แจ้งข่าว", "ใครบอกใคร"],
}
CASES = [(key, title) for key, titles in UNSEEN.items() for title in titles]


@pytest.mark.parametrize("write", [samples.bold, samples.plain, samples.bare, samples.styled], ids=lambda w: w.__name__)
@pytest.mark.parametrize(("key", "title"), CASES)
def test_own_words_are_left_to_a_person_at_worst(rules: Rules, write: samples.Write, key: str, title: str) -> None:
    document = plan(write, TITLES | {key: title})
    found = judge_elements(document, printed(document), [], rules)
    assert found[key[:3]].state in ("present", "review")
    assert "absent" not in {result.state for result in found.values()}


def test_each_such_chapter_holds_its_own_text(rules: Rules) -> None:
    """'5 คณะกรรมการที่เกี่ยวข้อง' and '10 สายการแจ้ง' were passed over, and their texts counted as their neighbours'."""
    own = ("ความมุ่งหมาย", "ข้อตกลงเบื้องต้น", "แผนใช้กับใคร เมื่อใด", "เรื่องที่กระทบ", "คนของเรา", "ทางออก")
    later = ("ความสำคัญของกระบวนงาน", "ของที่ขาดไม่ได้", "เมื่อเกิดเหตุทำอย่างไร", "สายการแจ้ง")
    titles = dict(zip(TITLES, (*own, *later), strict=True))
    document = plan(lambda number, title: [samples.para(f"{number} {title}")], titles)
    assert {result.state for result in judge_elements(document, None, [], rules).values()} == {"present"}
