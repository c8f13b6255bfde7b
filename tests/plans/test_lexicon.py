"""Whole headings name elements; running text and longer phrases that begin alike do not."""

import pytest

from mailbot.plans.lexicon import Lexicon, Name, lexicon_of
from mailbot.rules import Rules


@pytest.fixture(scope="session")
def lexicon(rules: Rules) -> Lexicon:
    return lexicon_of(rules)


def elements(names: frozenset[Name]) -> set[str]:
    return {name.element for name in names}


@pytest.mark.parametrize(
    ("heading", "element"),
    [
        ("๒.๑ วัตถุประสงค์ สมมติฐาน และขอบเขตของแผน", "2.1"),
        ("วัตถุประสงค์ (Objectives) ...", "2.1"),
        ("สมมุติฐานของแผนดำเนินธุรกิจอย่างต่อเนื่อง (BCP Assumptions)", "2.1"),
        ("ตารางที่ 1 สรุปเหตุการณ์สภาวะวิกฤตและผลกระทบ", "2.2"),
        ("การวิเคราะห์ผลกระทบจากเหตุการณ์สภาวะวิกฤติ", "2.2"),
        ("ทีมงานแผนดำเนินธุรกิจอย่างต่อเนื่อง(Business Continuity Plan Team)", "2.3"),
        ("ตารางที่ 2 รายชื่อบุคลากรและบทบาทของทีมบริหารความต่อเนื่อง (BCP Team)", "2.3"),
        ("กลยุทธ์ความต่อเนื่องของกรมประมง", "2.4"),
        ("การกำหนดกลยุทธ์ในการสร้างความต่อเนื่อง", "2.4"),
        ("ผลกระทบต่อกระบวนการทำงานหรือการให้บริการ(BIA)", "2.5"),
        ("กิจกรรมหลักและระยะเวลาเป้าหมายในการฟื้นคืนสภาพ", "2.5"),
        ("การวิเคราะห์เพื่อกำหนดความต้องการทรัพยากรที่สำคัญ", "2.6"),
        ("ส่วนที่ ๗ ขั้นตอนการบริหารความต่อเนื่องและกอบกู้กระบวนการ", "2.7"),
        ("มาตรการบริหารความต่อเนื่องตามลำดับเหตุการณ์", "2.7"),
        ("ภาคผนวก ก กระบวนการแจ้งเหตุฉุกเฉิน (Call Tree)", "2.8"),
        ("Emergency Call Tree", "2.8"),
        ("รายชื่อผู้เกี่ยวข้องกรณีเกิดเหตุการณ์ฉุกเฉิน", "2.8"),
        ("ขั ้นตอนการบริหารความต อเนื อง", "2.7"),
        ("กลยทธความตอเนอง", "2.4"),
        ("วตถประสงค", "2.1"),
    ],
)
def test_real_wordings(lexicon: Lexicon, heading: str, element: str) -> None:
    assert elements(lexicon.names(heading)) == {element}


@pytest.mark.parametrize(
    "text",
    [
        "กลยุทธ์ความต่อเนื่องที่กำหนดไว้ต้องทบทวนทุกปี",
        "กลยุทธ์ความต่อเนื่องของหน่วยงานจะต้องสอดคล้องกับภารกิจ",
        "หัวหน้าและทีมบริหารความต่อเนื่อง",
        "- แจ้งเหตุฉุกเฉินวิกฤต ตามกระบวนการ Call Tree ให้กับบุคลากรหลัก",
        "บทนำ",
        "หลักการและเหตุผล",
        "คำจำกัดความ",
        "การป้องกันก่อนเกิดเหตุ",
        "โครงสร้างส่วนราชการ",
        "แผนดำเนินธุรกิจอย่างต่อเนื่อง",
        "แผนบริหารความต่อเนื่องของเทศบาลเมืองบ้านนา",
        "การแจ้งเหตุฉุกเฉินให้หัวหน้าทีมเป็นผู้สั่งการ",
        "",
    ],
)
def test_other_headings_and_running_text(lexicon: Lexicon, text: str) -> None:
    assert lexicon.names(text) == frozenset()


def test_one_heading_may_name_two_elements(lexicon: Lexicon) -> None:
    assert elements(lexicon.names("กลยุทธ์ความต่อเนื่องและความต้องการทรัพยากรที่สำคัญ")) == {"2.4", "2.6"}
    parts = {name.part for name in lexicon.names("ขอบเขตและวัตถุประสงค์")}
    assert parts == {"ขอบเขต", "วัตถุประสงค์"}


def test_every_phrase_of_the_rules_names_its_element(lexicon: Lexicon, rules: Rules) -> None:
    for element in rules.elements.values():
        for phrase in (*element.headings, *(p for part in element.parts.values() for p in part)):
            assert element.id in elements(lexicon.names(phrase)), phrase
        for phrase in element.not_headings:
            assert lexicon.names(phrase) == frozenset(), phrase


def test_an_agency_behind_a_heading_is_told_apart(lexicon: Lexicon) -> None:
    assert lexicon.is_bare("กลยุทธ์ความต่อเนื่อง")
    assert not lexicon.is_bare("กลยุทธ์ความต่อเนื่องของเทศบาลเมืองบ้านนา")
