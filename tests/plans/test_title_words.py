"""Headings in an agency's own words: their words give one element a lead, or nothing is guessed."""

import pytest

from mailbot.plans.lexicon import lexicon_of
from mailbot.rules import Rules

OWN_WORDS = [
    ("2.1", "ข้อพิจารณาและสมมติฐานในการวางแผน"),
    ("2.2", "ผลการวิเคราะห์เหตุการณ์วิกฤต"),
    ("2.3", "องค์ประกอบและอำนาจหน้าที่ของคณะทำงาน"),
    ("2.4", "กลยุทธ์ด้านทรัพยากร ๕ ด้าน"),
    ("2.5", "งานที่หยุดไม่ได้และระยะเวลาที่ต้องกลับมาให้บริการ"),
    ("2.6", "การส่งกำลังบำรุงและทรัพยากร"),
    ("2.7", "แผนปฏิบัติการกู้คืนการดำเนินงาน"),
    ("2.8", "ผังรายชื่อผู้ติดต่อฉุกเฉิน"),
]


@pytest.mark.parametrize(("element", "title"), OWN_WORDS)
def test_the_words_of_a_heading_speak_for_one_element(rules: Rules, element: str, title: str) -> None:
    assert {name.element for name in lexicon_of(rules).title_words.guess(title)} == {element}


@pytest.mark.parametrize(
    "title",
    ["แนวความคิดในการปฏิบัติ", "การซักซ้อมและทบทวนแผน", "บทสรุป", "การระบุจำนวนผู้ให้บริการที่ต้องติดต่อ", "น้ำท่วม : เข้าสำนักงานไม่ได้"],
)
def test_in_doubt_nothing_is_guessed(rules: Rules, title: str) -> None:
    assert not lexicon_of(rules).title_words.guess(title)
