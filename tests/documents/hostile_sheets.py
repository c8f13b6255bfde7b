"""Excel and PowerPoint files made to burst or hang a reader."""

import io
import zipfile

from tests.documents.hostile_words import laughs
from tests.documents.samples import part, relationships, zip_file

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>หัวหน้าทีม</t></is></c></row>'


def _types(*parts: tuple[str, str]) -> str:
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    lines = "".join(f'<Override PartName="/{name}" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in parts)
    return f'<Types xmlns="{_TYPES}">{defaults}{lines}</Types>'


def workbook(rows: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    """An .xlsx of one sheet with these rows."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = f'<sheets><sheet name="Call Tree" sheetId="1" xmlns:r="{relation}" r:id="rId1"/></sheets>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(
            ("xl/workbook.xml", "spreadsheetml.sheet.main"), ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")
        ),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_S}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relationships(("rId1", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_S}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return zip_file({**files, **(parts or {})})


def cells_far_away() -> bytes:
    """The last row and column that Excel knows, and one behind them."""
    far = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    return workbook(_CELL + far.format(1048576, "XFD") + far.format(2147483647, "ZZZZZZ"))


def a_size_that_lies() -> bytes:
    """Says that it has seventeen thousand million cells."""
    sheet = f'<worksheet xmlns="{_S}"><dimension ref="A1:XFD1048576"/><sheetData>{_CELL}</sheetData></worksheet>'
    return workbook("", {"xl/worksheets/sheet1.xml": sheet})


def a_million_rows() -> bytes:
    return workbook(_CELL + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 400_000)))


def sheet_of_spaces() -> bytes:
    return workbook(_CELL, {"xl/worksheets/sheet1.xml": b"<a>" + b" " * 70_000_000})


def laughing_strings() -> bytes:
    return workbook(_CELL, {"xl/sharedStrings.xml": laughs()})


def formula_that_starts_a_program() -> bytes:
    """Formulas are data: what Excel stored as their result is read, nothing is reckoned."""
    return workbook(_CELL + '<row r="2"><c r="A2" t="str"><f>cmd|\'/c calc\'!A1</f><v>ผล</v></c></row>')


def sheet_with_macros() -> bytes:
    return workbook(_CELL, {"xl/vbaProject.bin": b"x"})


def slides(inside: str, parts: dict[str, str | bytes] | None = None, count: int = 1) -> bytes:
    """A .pptx of `count` slides, all of which are one part."""
    listed = "".join(f'<p:sldId id="{n}" r:id="rId1"/>' for n in range(count))
    names = f'xmlns:p="{_P}"'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(
            ("ppt/presentation.xml", "presentationml.presentation.main"),
            ("ppt/slides/slide1.xml", "presentationml.slide"),
        ),
        "_rels/.rels": relationships(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": part("p:presentation", f"<p:sldIdLst>{listed}</p:sldIdLst>").replace(
            "<p:presentation", f"<p:presentation {names}", 1
        ),
        "ppt/_rels/presentation.xml.rels": relationships(("rId1", "slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": part("p:sld", inside).replace("<p:sld", f"<p:sld {names}", 1),
    }
    return zip_file({**files, **(parts or {})})


def _shape(text: str) -> str:
    body = f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody>"
    return f"<p:cSld><p:spTree><p:sp>{body}</p:sp></p:spTree></p:cSld>"


def one_slide_a_million_times() -> bytes:
    return slides(_shape("หัวหน้าทีม " * 2000), count=200_000)


def slide_of_groups() -> bytes:
    """Groups of shapes inside each other, a hundred thousand deep."""
    return slides("<p:grpSp>" * 100_000 + "</p:grpSp>" * 100_000)


def slide_of_spaces() -> bytes:
    return slides("", {"ppt/slides/slide1.xml": b"<a>" + b" " * 70_000_000})


def laughing_slide() -> bytes:
    return slides("", {"ppt/slides/slide1.xml": laughs()})


def many_entries_in_a_workbook() -> bytes:
    target = io.BytesIO(workbook(_CELL))
    with zipfile.ZipFile(target, "a") as package:
        for number in range(8_000):
            package.writestr(f"xl/media/{number}.bin", b"")
    return target.getvalue()
