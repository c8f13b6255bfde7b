"""Which reader reads which page, what counts as unread, and the margins of printed pages."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image

from mailbot.documents import pdf, plain_print
from mailbot.documents.model import Document
from mailbot.documents.pdf import Page, read_pdf
from mailbot.documents.pdfminer_places import pdfminer_lines
from mailbot.documents.poppler import Poppler, pdftotext
from mailbot.documents.read import read_document
from mailbot.documents.thai import key
from mailbot.errors import Refused
from tests.documents.samples import SENTENCE, page_with, pdf_file, raw_pdf, stream

needs_poppler = pytest.mark.skipif(pdftotext() is None, reason="pdftotext is not installed (apt poppler-utils)")
Reader = Callable[[bytes], Document]


@pytest.fixture(params=["pdftotext", "pypdfium2", "pdfminer"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The room with this reader as its best: those before it do not exist."""
    if request.param == "pdftotext" and pdftotext() is None:
        pytest.skip("pdftotext is not installed (apt poppler-utils)")
    if request.param != "pdftotext":
        for room in (pdf, plain_print):
            monkeypatch.setattr(room, "pdftotext", lambda: None)
    if request.param == "pdfminer":
        monkeypatch.setattr(pdf, "pdfium_pages", lambda data, most: ["ก\ufffd" * 200] * 4)
    return str(request.param)


def read(data: bytes, *, places: bool = False) -> Document:
    return read_document(data, "pdf", "แผน.pdf", seconds=20, memory_mb=1024, places=places)


def test_every_reader_gives_the_same_letters(reader: str) -> None:
    names = ("กรมแรก", "กองที่สอง", "สำนักต่อมา", "ศูนย์สุดท้าย")
    pages = [f"๒.{n} ทีมงานของ{name}\n{SENTENCE * n}\n{name} เห็นชอบ" for n, name in enumerate(names, 1)]
    document = read(pdf_file(*pages))
    assert document.reader == reader
    assert (document.pages, document.readable, document.problem, document.unread_pages) == (4, True, None, ())
    found = key(document.text)
    for page in pages:
        assert all(key(line) in found for line in page.split("\n"))
    assert {block.page for block in document.blocks} == {1, 2, 3, 4}


@needs_poppler
def test_space_after_sara_am_is_closed() -> None:
    assert "ดำเนินงาน" in read(pdf_file(SENTENCE * 3)).text


def test_a_mark_begins_no_line() -> None:
    page = Page().better("pdftotext", "ทรัพยากรที่จำเป\n็ นในการฟ\r\n ื้ นฟู\nบรรทัดใหม่")
    assert page.text == "ทรัพยากรที่จำเป็ นในการฟื้ นฟู\nบรรทัดใหม่"


def test_margins_leave_the_body() -> None:
    pages = [
        f"แผนบริหารความต่อเนื่อง กรมตัวอย่าง\n{n} เรื่องที่ {SENTENCE[n * 7 :]}\n{SENTENCE[n * 5 :]}\nหน้า {n}"
        for n in range(1, 7)
    ]
    document = read(pdf_file(*pages))
    kinds = [(block.page, block.kind) for block in document.blocks if block.text.startswith("แผนบริหาร")]
    assert kinds == [(1, "paragraph"), *[(page, "header") for page in range(2, 7)]]
    assert [b.kind for b in document.blocks if b.text.startswith("หน้า")] == ["footer"] * 6
    assert "เรื่องที่" in document.text


def scan(pages: int) -> bytes:
    """A PDF of pictures only."""
    images = [Image.effect_noise((300, 420), 60) for _ in range(pages)]
    target = io.BytesIO()
    images[0].save(target, "PDF", save_all=True, append_images=images[1:])
    return target.getvalue()


def joined(*files: bytes) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for data in files:
        whole.import_pages(pypdfium2.PdfDocument(data))
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


def test_scan_has_no_text_layer(reader: str) -> None:
    if reader == "pdfminer":
        pytest.skip("the gate is the same")
    document = read(scan(4))
    assert (document.problem, document.readable, document.unread_pages) == ("file.scan_only", False, (1, 2, 3, 4))
    assert document.pages == 4


def test_scanned_page_among_text_is_unread() -> None:
    document = read(joined(pdf_file(SENTENCE * 5, SENTENCE * 6), scan(1), pdf_file(SENTENCE * 4)))
    assert document.problem is None
    assert document.unread_pages == (3,)
    assert not document.readable


def test_short_and_blank_pages_are_read() -> None:
    document = read(pdf_file("แผนประคองกิจการ", "", SENTENCE * 5, "ภาคผนวก ก"))
    assert (document.unread_pages, document.readable) == ((), True)


def test_tables_of_names_are_read() -> None:
    rows = "\n".join(f"นายสมชาย ใจดี{n}  หัวหน้ากลุ่ม  08 1234 56{n:02d}" for n in range(25))
    document = read(pdf_file(SENTENCE * 5, rows))
    assert document.unread_pages == ()


def test_font_without_a_map_is_unread() -> None:
    debris = "\n".join(["กกกกก กกก ขขขข กกก ฅฅฅ กกกก"] * 12)
    document = read(pdf_file(SENTENCE * 6, debris, SENTENCE * 7, SENTENCE * 9, SENTENCE * 8))
    assert document.unread_pages == (2,)
    assert read(pdf_file(*[debris] * 3)).problem == "file.scan_only"


def test_empty_file_and_empty_page() -> None:
    assert read(b"").problem == "file.empty"
    assert read(page_with(stream(b""))).problem == "file.empty"
    assert read(raw_pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"})).problem in (
        "file.empty",
        "file.damaged",
    )


def test_places_tell_size_and_keep_thai_lines_whole() -> None:
    data = pdf_file("๒.๑ วัตถุประสงค์ที่ตั้งขึ้น\n" + SENTENCE)
    lines = pdfminer_lines(data, [1])
    assert key(lines[0].text) == key("๒.๑ วัตถุประสงค์ที่ตั้งขึ้น")
    assert lines[0].size > 10
    assert any(block.size for block in read(data, places=True).blocks)
    assert all(block.size is None for block in read(data).blocks)


@needs_poppler
def test_poppler_is_ended_with_its_context() -> None:
    with Poppler(pdf_file(SENTENCE), 5) as poppler:
        assert len(list(poppler.pages())) == 1
    with pytest.raises(Refused), Poppler(b"%PDF-1.4 nothing", 5) as poppler:
        list(poppler.pages())


def test_same_bytes_same_document() -> None:
    data = pdf_file(*[SENTENCE * n for n in range(1, 5)])
    assert read(data) == read(data) == read_pdf(data, seconds=20, memory_mb=1024)
