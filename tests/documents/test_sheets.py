"""Excel and text tables as annexes: values in order, sheets by name, nothing that bursts or never ends."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from mailbot.documents.model import Document
from mailbot.documents.read import read_document


def read(data: bytes, name: str = "ผังการแจ้งเหตุ_Call Tree.xlsx") -> Document:
    return read_document(data, "spreadsheet", name, seconds=20, memory_mb=400)


def book() -> Workbook:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Call Tree"
    sheet.append(["ลำดับ", "ผู้แจ้ง", "โทรศัพท์"])
    sheet.append([1, "นายประเสริฐ วงศ์ทองหลาง", "๐๘ ๑๒๓๔ ๕๖๗๘"])
    sheet.append([None, None, None])
    made.create_sheet("ทีมงาน").append(["หัวหน้าทีม", 2.0, "นางวิไล ศรีเพชร"])
    made.create_sheet("ร่าง").sheet_state = "hidden"
    return made


def stored(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_cells_come_as_rows_under_the_name_of_file_and_sheet() -> None:
    document = read(stored(book()))
    assert document.problem is None and document.readable
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "ผังการแจ้งเหตุ Call Tree"),
        ("heading", "Call Tree"),
        ("row", "ลำดับ\tผู้แจ้ง\tโทรศัพท์"),
        ("row", "1\tนายประเสริฐ วงศ์ทองหลาง\t๐๘ ๑๒๓๔ ๕๖๗๘"),
        ("heading", "ทีมงาน"),
        ("row", "หัวหน้าทีม\t2\tนางวิไล ศรีเพชร"),
    ]


@pytest.mark.parametrize("code", ["utf-8-sig", "cp874"])
def test_a_csv_file_in_either_encoding(code: str) -> None:
    document = read("ผู้แจ้ง;โทรศัพท์\nนายประเสริฐ วงศ์;0812345678\n".encode(code), "รายชื่อ.csv")
    assert [block.cells for block in document.blocks[1:]] == [("ผู้แจ้ง", "โทรศัพท์"), ("นายประเสริฐ วงศ์", "0812345678")]


def test_a_bomb_is_refused_and_a_damaged_file_told() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    assert read(packed.getvalue()).problem == "file.bomb"
    assert read(stored(book())[:2_000]).problem == "file.damaged"


def test_entities_are_refused() -> None:
    old, packed = zipfile.ZipFile(io.BytesIO(stored(book()))), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            package.writestr(entry.filename, content)
    assert read(packed.getvalue()).problem == "file.bomb"
