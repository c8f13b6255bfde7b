"""Scanned pages are read by the real Tesseract; what it cannot read stays unread, and hostile files stay harmless."""

import io
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from mailbot.documents import ocr_engine
from mailbot.documents.model import Document
from mailbot.documents.ocr import find_scans, is_read, read_scans
from mailbot.documents.ocr_engine import recognise
from mailbot.documents.ocr_picture import Picture, picture_sizes, render_page, render_picture
from mailbot.documents.read import read_document
from mailbot.documents.thai import consonants, skeleton
from mailbot.mail.model import Kind
from mailbot.plans.shingles import contained, shingles
from tests.documents.samples import SENTENCE, pdf_file
from tests.documents.scans import (
    OTHER,
    TEXT,
    blank,
    drawing,
    page_image,
    scan,
    scan_of_size,
    stored,
    word_of_pictures,
)
from tests.real_parts import need

MEMORY = 1024


@pytest.fixture(autouse=True)
def _tesseract() -> None:
    need("tesseract")
    assert ocr_engine.tesseract(), "Thai is not installed (apt install tesseract-ocr-tha)"


def read(data: bytes, kind: Kind = "pdf", pages: int = 99, seconds: float = 120) -> Document:
    """The file as the examiner reads it: text first, then what only OCR can read."""
    document = None if kind == "image" else read_document(data, kind, "x", seconds=30, memory_mb=MEMORY)
    scans = find_scans(data, kind, document, memory_mb=MEMORY)
    assert scans is not None
    return read_scans([(scans, scans.numbers[:pages])], seconds=seconds)[0]


def test_pages_upright_skewed_and_upside_down() -> None:
    data = scan(page_image(TEXT, 200), page_image(TEXT, 150, 1.5), page_image(TEXT, 150, 180))
    document = read(data)
    assert (document.reader, document.problem, document.pages) == ("tesseract", None, 3)
    assert (document.ocr_pages, document.unread_pages) == ((1, 2, 3), ())
    assert not document.readable, "nothing may be called absent on OCR alone"
    for page in (1, 2, 3):
        text = shingles(consonants("\n".join(block.text for block in document.blocks if block.page == page)))
        assert contained(shingles(consonants(TEXT)), text) > 0.8
        assert "\u0e4d\u0e32" not in document.text, "ำ is one letter"
    assert "สำนักงาน" in document.text


def test_blank_pages_are_read_and_drawings_are_not() -> None:
    divider = page_image("ภาคผนวก ก")
    document = read(scan(page_image(TEXT), blank(), drawing(), divider))
    assert document.unread_pages == (3,)
    assert document.ocr_pages == (1, 2, 4)
    assert not [block for block in document.blocks if block.page in (2, 3)]
    assert "ภาคผนวก" in document.blocks[-1].text


def test_pages_with_text_keep_it_and_pages_beyond_the_budget_stay_unread() -> None:
    typed = pdf_file(TEXT, TEXT)
    mixed = _joined(typed, scan(page_image(OTHER), page_image(TEXT)))
    document = read(mixed, pages=1)
    assert (document.ocr_pages, document.unread_pages) == ((3,), (4,))
    assert document.reader != "tesseract", "most pages have a text layer"
    assert [block.text for block in document.blocks if block.page == 1]
    assert document == read(mixed, pages=1), "same bytes, same answer"


def test_no_time_leaves_pages_unread() -> None:
    document = read(scan(page_image(TEXT)), seconds=0)
    assert (document.problem, document.unread_pages, document.ocr_pages) == ("file.scan_only", (1,), ())


def test_a_word_file_of_pictures() -> None:
    document = read(word_of_pictures([page_image(TEXT), page_image(OTHER)]), "word")
    assert (document.reader, document.ocr_pages, document.readable) == ("tesseract", (1, 2), False)
    assert skeleton("กระบวนการแจ้งเหตุฉุกเฉิน") in skeleton(document.text)
    assert document.text.find("Call") < document.text.find("ทีมงาน")
    assert {block.page for block in document.blocks} == {None}


@pytest.mark.parametrize("images", [[page_image(TEXT).resize((400, 500))], []], ids=["emblem", "none"])
def test_a_word_file_of_text_is_left_alone(images: list[Image.Image]) -> None:
    data = word_of_pictures(images, SENTENCE)
    document = read_document(data, "word", "x", seconds=30, memory_mb=MEMORY)
    assert find_scans(data, "word", document, memory_mb=MEMORY) is None
    long = word_of_pictures([page_image(TEXT)], SENTENCE * 3)
    document = read_document(long, "word", "x", seconds=30, memory_mb=MEMORY)
    assert find_scans(long, "word", document, memory_mb=MEMORY) is None


def test_a_photographed_page_lies_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned right by 90 degrees
    document = read(stored(page_image(TEXT).rotate(90, expand=True), exif=exif), "image")
    assert (document.reader, document.ocr_pages, document.readable) == ("tesseract", (1,), False)
    assert skeleton("กระบวนการแจ้งเหตุฉุกเฉิน") in skeleton(document.text)


def test_a_fax_has_several_pages() -> None:
    pages = [page_image(TEXT).convert("1"), page_image(OTHER).convert("1")]
    document = read(stored(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4"), "image")
    assert document.ocr_pages == (1, 2)


@pytest.mark.parametrize("size", [(400, 300), (1200, 200), (499, 2000)])
def test_logos_banners_and_signatures_are_not_read(size: tuple[int, int]) -> None:
    data = stored(Image.new("RGB", size, "white"), "PNG")
    assert find_scans(data, "image", None, memory_mb=MEMORY) is None


@pytest.mark.parametrize(
    "box", [b"[0 0 2000000 2000000]", b"[0 0 2000000 1]", b"[0 0 0 0]", b"[0 0 1 1]", b"[-9e9 0 9e9 9e9]"]
)
def test_pages_of_any_claimed_size_are_drawn_small_or_not_at_all(box: bytes) -> None:
    picture = render_page(scan_of_size(box), 1)
    assert picture is None or len(picture.data) < 8_000_000


def test_pictures_of_any_claimed_size() -> None:
    huge = stored(Image.new("1", (20_000, 20_000)), "PNG")
    assert picture_sizes(huge, 5) == ()
    assert render_picture(huge, 1) is None
    assert picture_sizes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, 5) == ()
    assert render_picture(b"GIF89a", 1) is None


def test_a_program_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "tesseract"
    slow.write_text('#!/bin/sh\nif [ "$1" = --list-langs ]; then echo tha; else sleep 60 & sleep 60; fi\n', "ascii")
    slow.chmod(0o755)
    monkeypatch.setattr(ocr_engine, "tesseract", lambda: str(slow))
    picture = Picture(b"P5\n2 2\n255\n\0\0\0\0", ink=4, blank=False)
    started = time.monotonic()
    assert recognise([lambda: picture, lambda: picture, lambda: picture], seconds=0.5) == {}
    assert time.monotonic() - started < 5


def test_no_program_outlives_a_killed_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow, told = tmp_path / "tesseract", tmp_path / "pid"
    listing = 'if [ "$1" = --list-langs ]; then echo tha; exit; fi'
    slow.write_text(f"#!/bin/sh\n{listing}\necho $$ > {told}.new; mv {told}.new {told}\nexec sleep 60\n", "ascii")
    slow.chmod(0o755)
    monkeypatch.setattr(ocr_engine, "tesseract", lambda: str(slow))
    picture = Picture(b"P5\n2 2\n255\n\0\0\0\0", ink=4, blank=False)
    worker = os.fork()
    if worker == 0:
        recognise([lambda: picture], seconds=60)
        os._exit(0)
    deadline = time.monotonic() + 30
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    reader = Path(f"/proc/{told.read_text('ascii').strip()}/cmdline")
    while reader.exists() and reader.read_bytes() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not reader.exists() or not reader.read_bytes(), "tesseract ends with the worker that started it"


def test_a_page_that_cannot_be_drawn_does_not_stop_the_others() -> None:
    def broken() -> Picture | None:
        return None

    def sound() -> Picture | None:
        return render_picture(stored(page_image("ภาคผนวก ก")), 1)

    renders: list[Callable[[], Picture | None]] = [broken, sound]
    assert set(recognise(renders, seconds=60)) == {1}


@pytest.mark.parametrize(
    ("text", "ink", "expected"),
    [
        (TEXT, 50_000, True),
        ("แผนดำเนินธุรกิจอย่างต่อเนื่อง\nกรมตัวอย่าง\nพ.ศ. ๒๕๖๓", 37_300, True),  # a cover in bold letters of 22 points
        ("แผนดำเนินธุรกิจอย่างต่อเนื่อง\nกรมตัวอย่าง\nพ.ศ. ๒๕๖๓", 150_000, False),
        ("ภาคผนวก ก", 3_000, True),
        ("ภาคผนวก ก", 90_000, False),
        ("", 0, True),
        ("", 4_000, False),
        ("nni~1hJ i1~~~ vv", 50_000, False),
        ("ก ุ้ ์ัร้ ื่ ์ๆ๊๋ ิีึ " * 40, 50_000, False),
    ],
)
def test_what_counts_as_read(text: str, ink: int, expected: bool) -> None:
    assert is_read(text, ink) is expected


def test_without_the_program_everything_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailbot.documents.ocr.tesseract", lambda: None)
    document = Document((), "pdftotext", pages=1, readable=False, unread_pages=(1,), problem="file.scan_only")
    assert find_scans(b"%PDF", "pdf", document, memory_mb=MEMORY) is None


def _joined(*files: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for data in files:
            with pikepdf.open(io.BytesIO(data)) as part:
                whole.pages.extend(part.pages)
        whole.save(out)
    return out.getvalue()
