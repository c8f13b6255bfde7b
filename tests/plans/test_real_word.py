"""Elements in real .docx bytes: styles, bold, boxes, automatic numbers, pictures, one table for all."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from mailbot.documents.model import Block
from mailbot.documents.word import read_word
from mailbot.plans.elements import judge_elements
from mailbot.rules import ELEMENTS, Rules
from tests.plans.samples import TITLES, contents

Word = Any
PRESENT = dict.fromkeys(ELEMENTS, "present")


def styled(document: Word, number: int, title: str) -> None:
    document.add_heading(title, level=1)


def bold(document: Word, number: int, title: str) -> None:
    document.add_paragraph().add_run(f"{number}. {title}").bold = True


def thai_numbered(document: Word, number: int, title: str) -> None:
    document.add_paragraph(f"๒.{'๐๑๒๓๔๕๖๗๘๙'[number % 10]} {title}")


def automatic(document: Word, number: int, title: str) -> None:
    document.add_paragraph(title, style="List Number").runs[0].bold = True


def boxed(document: Word, number: int, title: str) -> None:
    document.add_paragraph("")
    document.add_table(1, 1).cell(0, 0).text = title
    document.add_paragraph("")


def run_in(document: Word, number: int, title: str) -> None:
    document.add_paragraph().add_run(f"{title}:").bold = True


def write(document: Word, blocks: list[Block]) -> None:
    table: list[tuple[str, ...]] = []
    for block in blocks:
        if block.cells:
            table.append(block.cells)
        else:
            document.add_paragraph(block.text)
    if table:
        grid = document.add_table(len(table), max(map(len, table)))
        for r, cells in enumerate(table):
            for c, text in enumerate(cells):
                grid.cell(r, c).text = text


def saved(document: Word) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make(
    heading: Callable[[Word, int, str], None], without: tuple[str, ...] = (), empty: tuple[str, ...] = ()
) -> bytes:
    document = docx.Document()
    document.add_paragraph("แผนดำเนินธุรกิจอย่างต่อเนื่อง เทศบาลเมืองบ้านนา")
    under = contents()
    for number, (key, title) in enumerate(((k, t) for k, t in TITLES.items() if k not in without), 1):
        heading(document, number, title)
        if key not in empty:
            write(document, under[key])
    return saved(document)


def states(data: bytes, rules: Rules) -> dict[str, str]:
    return {key: result.state for key, result in judge_elements(read_word(data), None, [], rules).items()}


LAYOUTS = [styled, bold, thai_numbered, automatic, boxed, run_in]


@pytest.mark.parametrize("heading", LAYOUTS, ids=lambda f: f.__name__)
def test_complete(rules: Rules, heading: Callable[[Word, int, str], None]) -> None:
    assert states(make(heading), rules) == PRESENT


@pytest.mark.parametrize("heading", LAYOUTS, ids=lambda f: f.__name__)
def test_three_missing(rules: Rules, heading: Callable[[Word, int, str], None]) -> None:
    found = states(make(heading, without=("2.3", "2.6", "2.8")), rules)
    assert {key for key, state in found.items() if state in ("absent", "review")} == {"2.3", "2.6", "2.8"}
    assert {state for key, state in found.items() if key not in ("2.3", "2.6", "2.8")} == {"present"}


@pytest.mark.parametrize("heading", LAYOUTS, ids=lambda f: f.__name__)
def test_two_empty(rules: Rules, heading: Callable[[Word, int, str], None]) -> None:
    found = states(make(heading, empty=("2.4", "2.7")), rules)
    assert (found["2.4"], found["2.7"]) == ("weak", "weak")
    assert found["2.5"] == "present"


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60, 60, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 61 * 60))
        + chunk(b"IEND", b"")
    )


def test_call_tree_as_a_picture_under_its_heading(rules: Rules) -> None:
    document = docx.Document(io.BytesIO(make(bold, empty=("2.8",))))
    document.add_picture(io.BytesIO(png()))
    assert states(saved(document), rules) == PRESENT


def test_call_tree_in_text_boxes(rules: Rules) -> None:
    document = docx.Document(io.BytesIO(make(bold, empty=("2.8",))))
    for text in (
        "นายกเทศมนตรี นายประเสริฐ วงศ์ทองหลาง ๐๘ ๑๒๓๔ ๕๖๗๘",
        "หัวหน้าสำนักปลัด นางวิไลวรรณ ศรีเพชรบูรณ์",
        "เจ้าหน้าที่งานป้องกัน",
    ):
        box = f"""<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>
        <v:shape><v:textbox><w:txbxContent>
        <w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""
        document.add_paragraph()._p.append(parse_xml(box))
    assert states(saved(document), rules) == PRESENT


def test_the_whole_plan_in_one_table(rules: Rules) -> None:
    document = docx.Document()
    document.add_paragraph("แผนดำเนินธุรกิจอย่างต่อเนื่อง")
    under = contents()
    table = document.add_table(len(TITLES), 2)
    for row, (key, title) in enumerate(TITLES.items()):
        table.cell(row, 0).text = title
        table.cell(row, 1).text = "\n".join(block.text for block in under[key])
    assert states(saved(document), rules) == PRESENT


def test_bands_of_the_step_table_are_no_call_tree(rules: Rules) -> None:
    document = docx.Document()
    under = contents()
    for number, (key, title) in enumerate(((k, t) for k, t in TITLES.items() if k not in ("2.7", "2.8")), 1):
        bold(document, number, title)
        write(document, under[key])
    bold(document, 9, TITLES["2.7"])
    table = document.add_table(5, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "ขั้นตอนและกิจกรรม", "ผู้รับผิดชอบ"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "การแจ้งเหตุฉุกเฉิน"
    table.cell(2, 0).text, table.cell(2, 1).text = "แจ้งเหตุตามกระบวนการ Call Tree", "หัวหน้าทีม"
    table.cell(3, 0).text, table.cell(3, 1).text = "ประเมินความเสียหาย", "ผู้ประสานงาน"
    table.cell(4, 0).text, table.cell(4, 1).text = "รายงานผล", "หัวหน้าทีม"
    assert states(saved(document), rules)["2.8"] in ("absent", "review")
