"""Entries of glossaries: what they explain is told elsewhere in the plan, or nowhere."""

from mailbot.documents.glossary import glossary_blocks
from mailbot.documents.model import Block
from tests.plans.samples import para, rows

EXPLAINED = rows(
    "คำ | ความหมาย",
    "Call Tree | กระบวนการแจ้งเหตุฉุกเฉินเป็นลำดับชั้นให้บุคลากรทราบ",
    "RTO | ระยะเวลาเป้าหมายในการฟื้นคืนสภาพของกระบวนการ",
    "สมมติฐาน | ข้อที่ถือเอาว่าเป็นจริงในการวางแผน",
)


def _texts(blocks: list[Block]) -> list[str]:
    return [blocks[at].text for at in sorted(glossary_blocks(tuple(blocks)))]


def test_rows_below_a_head_of_word_and_meaning() -> None:
    assert len(_texts([para("ก่อนหน้า"), *EXPLAINED, *rows("ภัย | อาคาร | อุปกรณ์", "ไฟไหม้ | ✓ | ✓")])) == len(EXPLAINED)


def test_rows_and_lines_below_the_title_of_a_glossary() -> None:
    for title in ("Glossary", "๑.๓ นิยามศัพท์", "คำนิยามและคำย่อ", "ภาคผนวก ค อภิธานศัพท์ที่ใช้ในแผน", "Terms and definitions"):
        assert len(_texts([para(title), *EXPLAINED[1:], para("ต่อไป")])) == len(EXPLAINED) - 1
    lines = [para("สภาวะวิกฤต หมายถึง เหตุที่ทำให้หยุด"), para("BIA: การวิเคราะห์ผลกระทบ"), para("๑. วัตถุประสงค์")]
    assert len(_texts([para("คำนิยาม"), *lines])) == 2


def test_a_heading_with_a_colon_below_the_rows_is_no_entry() -> None:
    below = para("การวินิจฉัย: วิกฤตแบบไหน อวัยวะไหนเสีย")
    assert below.text not in _texts([para("คำย่อ"), *EXPLAINED[1:], below])


def test_what_is_no_glossary() -> None:
    assert _texts([para("นิยามเหตุการณ์สภาวะวิกฤตและผลกระทบ"), *rows("อุทกภัย | อาคารเสียหาย")]) == []
    assert _texts([para("นิยาม"), Block("heading", "ขอบเขต: ทุกกอง", level=1)]) == []


def test_a_part_of_the_plan_that_goes_on_in_its_line_is_no_entry() -> None:
    """'๓. ขอบเขต: แผนนี้ใช้กับ…' below 'RTO: เวลาที่…' is the next chapter, however plain it is written."""
    words = [para("RTO: เวลาที่ต้องกลับมาทำงาน"), para("BIA: การวิเคราะห์ผลกระทบ")]
    for chapter in (para("๓. ขอบเขต: แผนนี้ใช้กับทุกกอง"), para("ขอบเขต: แผนนี้ใช้กับทุกกอง", bold=True)):
        assert len(_texts([para("๒. คำนิยาม"), *words, chapter])) == 2
    numbered = [para("๒.๑ RTO: เวลาที่ต้องกลับมาทำงาน"), para("๒.๒ BIA: การวิเคราะห์ผลกระทบ"), para("๓. ขอบเขต: ทุกกอง")]
    assert len(_texts([para("๒. คำนิยาม"), *numbered])) == 2
    assert _texts([para("๒. คำนิยาม"), para("๓. ขอบเขต: ทุกกอง")]) == []
