"""What stands in the margins of printed pages: page numbers do, halves of telephone numbers do not."""

from collections.abc import Sequence

from mailbot.documents.margins import page_blocks
from mailbot.documents.model import Block


def printed(*last_lines: str) -> list[list[Block]]:
    """Pages of running text with these last lines."""
    return [
        [*(Block("paragraph", f"ข้อความ{sign * page}ของหน้านี้", page) for sign in "กขคงจ"), Block("paragraph", last, page)]
        for page, last in enumerate(last_lines, 1)
    ]


def footers(pages: list[list[Block]]) -> Sequence[str]:
    return [block.text for block in page_blocks(pages) if block.kind == "footer"]


def test_half_of_a_telephone_number_is_no_page_number() -> None:
    pages = printed("โทร. ๐ ๒๒๘๑", "๒๒๓๕", "๓๓๓๓", "จบ")
    assert footers(pages) == []


def test_page_numbers_may_start_late() -> None:
    assert footers(printed("๑", "๒", "๓")) == ["๑", "๒", "๓"]
    assert footers(printed("ปก", "คำนำ", "๑", "๒", "๒๒๓๕")) == ["๑", "๒"]
    assert footers(printed("ก", "- ๔๑ -", "หน้า ๔๒", "4 / 12")) == ["- ๔๑ -", "หน้า ๔๒", "4 / 12"]
