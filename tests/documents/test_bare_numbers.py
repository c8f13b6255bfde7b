"""Chapters that nothing but a bare number sets apart from the text."""

from mailbot.documents.bare_numbers import bare_numbers
from mailbot.documents.model import Block, Document
from mailbot.documents.outline import outline
from tests.plans.samples import para

TITLES = ("ความมุ่งหมาย", "ข้อตกลงเบื้องต้น", "แผนใช้กับใคร", "เหตุการณ์และทรัพยากรที่ถูกกระทบ", "คณะทำงาน", "กลยุทธ์")
TEXT = para("ข้อความของบทนี้ยาวพอสมควรและไม่มีเลขนำหน้า")


def _chapters(*, between: bool = True, first: int = 1) -> tuple[Block, ...]:
    return tuple(
        block
        for number, title in enumerate(TITLES, first)
        for block in (para(f"{number} {title}"), *([TEXT] if between else []))
    )


def test_a_count_of_bare_numbers_with_text_between_is_headings() -> None:
    found = outline(Document(_chapters(), "word"))
    assert [heading.text for heading in found] == list(TITLES)
    assert [heading.number for heading in found] == ["1", "2", "3", "4", "5", "6"]


def test_lines_of_a_list_are_no_headings() -> None:
    assert bare_numbers(_chapters(between=False), frozenset()) == {}


def test_a_count_that_does_not_begin_with_one_is_none() -> None:
    assert bare_numbers(_chapters(first=3), frozenset()) == {}


def test_a_date_between_two_chapters_breaks_no_count() -> None:
    blocks = (*_chapters()[:4], para("30 มิถุนายน เป็นวันสุดท้าย"), *_chapters()[4:])
    assert len(bare_numbers(blocks, frozenset())) == len(TITLES)


def test_amounts_are_no_titles() -> None:
    blocks = tuple(block for number in range(1, 8) for block in (para(f"{number} 000 บาท"), TEXT))
    assert bare_numbers(blocks, frozenset()) == {}


def test_a_list_in_chapters_with_full_stops_is_a_list() -> None:
    """Five dangers, each '1 อุทกภัย' with a line below, in '4. เหตุการณ์' of plain letters: they ended the chapter."""
    chapters = [para(f"{number}. {title}") for number, title in enumerate(TITLES, 1)]
    assert bare_numbers((*chapters[:4], *_chapters(), *chapters[4:]), frozenset()) == {}
