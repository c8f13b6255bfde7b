"""What was changed after printing is found; printing itself changes nothing."""

from dataclasses import replace

import pytest

from mailbot.documents.model import Block, Document
from mailbot.plans.changes import changes
from mailbot.plans.model import Change
from tests.plans.samples import para, printed
from tests.plans.test_pairing import SCAN, agency

ADDED = "หากเกิดแผ่นดินไหวรุนแรงจนสะพานข้ามแม่น้ำขาด ให้เจ้าหน้าที่พักค้าง ณ วัดใกล้เคียงและประสานเรือรับส่งทุกเช้า"


def edited(document: Document, old: str, new: str) -> Document:
    blocks = (
        block._replace(text=block.text.replace(old, new), cells=tuple(cell.replace(old, new) for cell in block.cells))
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


@pytest.fixture(scope="module")
def document() -> Document:
    filled = agency(1)
    people = [para(f"ผู้จัดทำ นายพิชิตชัย ศรีอรุณ โทรศัพท์ 02 356 99{n}1") for n in range(3)]
    return replace(filled, blocks=(*filled.blocks, *people))


def test_a_print_has_no_changes(document: Document) -> None:
    assert changes(document, printed(document)) == ()


def test_a_name_a_number_and_a_paragraph(document: Document) -> None:
    pdf = printed(document)
    name = changes(edited(document, "นายพิชิตชัย ศรีอรุณ", "นางวราภรณ์ สิงห์ทอง"), pdf)
    assert name == (Change("name", "word", "นางวราภรณ์ สิงห์ทอง"), Change("name", "pdf", "นายพิชิตชัย ศรีอรุณ"))
    number = changes(edited(document, "02 356 9911", "02 356 9917"), pdf)
    assert number == (Change("number", "word", "02 356 9917"), Change("number", "pdf", "02 356 9911"))
    (paragraph,) = changes(replace(document, blocks=(*document.blocks, para(ADDED))), pdf)
    assert (paragraph.kind, paragraph.only_in) == ("paragraph", "word") and ADDED.startswith(paragraph.text[:60])


def test_a_paragraph_that_only_the_print_has_and_none_in_an_annex(document: Document) -> None:
    longer = replace(document, blocks=(*document.blocks, para(ADDED)))
    (paragraph,) = changes(document, printed(longer))
    assert (paragraph.kind, paragraph.only_in) == ("paragraph", "pdf")
    assert changes(document, printed(longer), [Document((para(ADDED),), "word")]) == ()


def test_a_number_that_a_page_turn_cuts_is_found(document: Document) -> None:
    pdf = printed(document)
    cut = tuple(
        half
        for block in pdf.blocks
        for half in (
            (
                block._replace(text=block.text.replace(" 9911", "")),
                Block("footer", "12", page=block.page),
                Block("header", "แผนของหน่วยงาน", page=99),
                Block("paragraph", "9911", page=99),
            )
            if "9911" in block.text
            else (block,)
        )
    )
    assert changes(document, replace(pdf, blocks=cut)) == ()


def test_a_scan_tells_no_changes(document: Document) -> None:
    recognised = replace(printed(document), readable=False, ocr_pages=(1, 2))
    other = edited(document, "นายพิชิตชัย", "นายเอกพล")
    assert changes(other, recognised) == changes(other, SCAN) == changes(other, None) == ()
