"""Prints that hide nothing are read without a child of their own, with the same answer and limits; others are not."""

import stat
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from mailbot.documents import nursery, plain_print, poppler
from mailbot.documents.pdf import read_pdf
from mailbot.documents.pdf_inspection import inspect_pdf, plain_page_count
from mailbot.documents.plain_print import PlainPrint
from mailbot.documents.poppler import Poppler, pdftotext
from mailbot.documents.read import read_document
from mailbot.errors import Refused
from tests.documents.samples import SENTENCE, pdf_file

pytestmark = pytest.mark.skipif(pdftotext() is None, reason="poppler-utils is not installed")
PAGES = [f"๒.{n} หัวข้อที่ {n}\n" + SENTENCE * 6 for n in range(1, 6)]


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked of children, as it goes on."""
    asked: list[object] = []
    begin = nursery.begin

    def counting(function: Callable[..., object], *args: Any, **limits: Any) -> object:
        asked.append(function)
        return begin(function, *args, **limits)

    monkeypatch.setattr(nursery, "begin", counting)
    return asked


def saved(data: bytes, change: Callable[[pikepdf.Pdf], object], **how: object) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target, **how)  # type: ignore[arg-type]
    return target.getvalue()


def test_a_plain_print_needs_no_child_and_reads_the_same(children: list[object]) -> None:
    data = pdf_file(*PAGES)
    document = read_document(data, "pdf", "แผน.pdf", seconds=20, memory_mb=1024)
    assert document == read_pdf(data, seconds=20, memory_mb=1024)
    assert document.pages == 5 and document.readable and not children


def test_a_page_with_hardly_a_letter_is_looked_at_again(children: list[object]) -> None:
    data = pdf_file(PAGES[0], "-", PAGES[1])
    document = read_document(data, "pdf", "แผน.pdf", seconds=20, memory_mb=1024)
    assert document == read_pdf(data, seconds=20, memory_mb=1024)
    assert children == [plain_print.pictured_among]


@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable])
def test_what_is_packed_or_active_is_not_plain(mode: pikepdf.ObjectStreamMode) -> None:
    def make_active(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")

    active = saved(pdf_file(*PAGES), make_active, object_stream_mode=mode)
    assert plain_page_count(active) is None
    assert "file.active_content" in read_document(active, "pdf", "x", seconds=20, memory_mb=1024).notes


@pytest.mark.parametrize(
    ("spelled", "active"),
    [
        (b"/J#61vaScript", True),
        (b"/#4a#61#76aScript", True),
        (b"/J#53", True),
        (b"/#4FbjStm", False),
        (b"/Enc#72ypt", False),
    ],
)
def test_a_name_spelled_in_hexadecimal_hides_nothing(spelled: bytes, active: bool) -> None:
    data = saved(pdf_file(*PAGES), lambda pdf: pdf.Root.update({"/Hidden": pikepdf.Name("/Plain1234567")}))
    assert plain_page_count(data) == 5
    shown = data.replace(b"/Plain1234567", spelled.ljust(13))
    assert plain_page_count(shown) is None
    assert ("file.active_content" in inspect_pdf(shown).notes) is active


def test_names_of_fonts_and_packed_bytes_may_look_spelled() -> None:
    data = pdf_file(*PAGES).replace(b"%%EOF", b"% /TH#20Sarabun /\xff#41\xfe\n%%EOF")
    assert plain_page_count(data) == 5


def test_a_locked_file_is_told_so() -> None:
    locked = saved(pdf_file(*PAGES), lambda pdf: None, encryption=pikepdf.Encryption(user="x", owner="y"))
    assert plain_page_count(locked) is None
    assert read_document(locked, "pdf", "x", seconds=20, memory_mb=1024).problem == "file.password"


def test_torn_or_miscounted_files_go_to_a_child(children: list[object]) -> None:
    whole = pdf_file(*PAGES)
    for data in (
        whole[: whole.rindex(b"startxref")],
        whole.replace(b"%%EOF", b"% /Type /Page\n%%EOF"),
        b"junk\n" + whole,
    ):
        document = read_document(data, "pdf", "x", seconds=20, memory_mb=1024)
        assert document == read_pdf(data, seconds=20, memory_mb=1024)
    assert len(children) == 3


def test_more_text_than_a_plan_has_goes_to_a_child(children: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_print, "_LARGEST_TEXT", 1000)
    assert read_document(pdf_file(*PAGES), "pdf", "x", seconds=20, memory_mb=1024).pages == 5
    assert len(children) == 1


def test_a_program_that_hangs_or_dies_costs_a_part_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: list[object]
) -> None:
    program = tmp_path / "pdftotext"
    for script in ("exec sleep 60", "exit 3", "kill -9 $$"):
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(stat.S_IRWXU)
        for room in (plain_print, poppler):
            monkeypatch.setattr(room, "pdftotext", lambda: str(program))
        started = time.monotonic()
        document = read_document(pdf_file(*PAGES), "pdf", "x", seconds=4, memory_mb=1024)
        assert document.pages == 5 and document.reader == "pypdfium2"
        assert time.monotonic() - started < 4
    assert len(children) == 3


def test_the_program_has_its_limits_before_it_has_the_file() -> None:
    data = pdf_file(*PAGES)
    with Poppler(data, 7, 300) as running:
        told = Path(f"/proc/{running._process.pid}/limits").read_text()
        limits = {line[:26].strip(): line[26:].split()[:2] for line in told.splitlines()[1:]}
        assert limits["Max address space"] == [str(300 * 2**20)] * 2
        assert limits["Max cpu time"][0] == "8"
        assert limits["Max file size"] == limits["Max core file size"] == ["0", "0"]
        assert limits["Max open files"] == ["64", "64"]
        assert len(list(running.pages())) == 5


@pytest.fixture
def large() -> bytes:
    data = saved(
        pdf_file(*PAGES),
        lambda pdf: pdf.Root.update({"/Ballast": pdf.make_stream(b"\0\n" * 2**22)}),
        compress_streams=False,
    )
    assert len(data) > 2**23
    return data


def test_a_file_larger_than_a_pipe_is_read_whole(large: bytes) -> None:
    document = read_document(large, "pdf", "x", seconds=20, memory_mb=1024)
    assert document == read_pdf(large, seconds=20, memory_mb=1024)
    assert document.pages == 5


def test_too_little_memory_is_no_answer_of_its_own(large: bytes) -> None:
    with pytest.raises(Refused), Poppler(large, 5, 24) as running:
        list(running.pages())
    reading = PlainPrint.begin(large, seconds=20, memory_mb=24)
    assert reading is not None
    assert reading.document(lambda few: []) is None


def test_what_is_not_wanted_any_more_is_ended() -> None:
    reading = PlainPrint.begin(pdf_file(*PAGES), seconds=20, memory_mb=1024)
    assert reading is not None
    reading.end()
    assert reading.poppler._process.returncode is not None
