"""Makes Word and PDF files for these tests: sound ones with the usual programs' habits, and raw ones byte by byte."""

import io
import zipfile
import zlib
from functools import cache
from pathlib import Path

import pytest
from fpdf import FPDF

import mailbot

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SENTENCE = (
    "เพื่อให้หน่วยงานมีแผนในการบริหารความต่อเนื่อง และสามารถนำไปปฏิบัติได้ในสภาวะวิกฤต รวมทั้งลดผลกระทบจากการหยุดชะงัก"
    "ในการดำเนินงานหรือการให้บริการแก่ประชาชน ทั้งน้ำท่วม ไฟไหม้ และโรคระบาด "
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_RELATIONSHIP}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def relationships(*entries: tuple[str, str, str], external: bool = False) -> str:
    """A .rels part of (id, type, target); type is the last step of its name."""
    mode = ' TargetMode="External"' if external else ""
    lines = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONSHIP}/{kind}" Target="{target}"{mode}/>'
        for name, kind, target in entries
    )
    return f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def part(root: str, inside: str) -> str:
    """An XML part with every namespace that the tests use."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {_NAMESPACES}>{inside}</{root}>'


def word_file(body: str, parts: dict[str, str | bytes] | None = None, *, types_last: bool = False) -> bytes:
    """A .docx with this inside of w:body and these further parts."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        **(parts or {}),
    }
    return zip_file(dict(reversed(files.items())) if types_last else files)


def zip_file(files: dict[str, str | bytes]) -> bytes:
    """A deflated zip; same input, same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, (2020, 6, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def paragraph(text: str, properties: str = "", run_properties: str = "") -> str:
    """One w:p with one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run_properties}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def font_file() -> Path:
    """A Thai font: the bundled one, or that of the system; skips the test where there is none."""
    bundled = sorted((Path(mailbot.__file__).parent / "demo").rglob("*arabun*.ttf"))
    system = [Path("/usr/share/fonts/truetype/tlwg/Garuda.ttf")]
    found = [path for path in (*bundled, *system) if path.is_file()]
    if not found:
        pytest.skip("no Thai font: install fonts-thai-tlwg")
    return found[0]


@cache
def pdf_file(*pages: str) -> bytes:
    """A born-digital PDF, one string a page, shaped Thai."""
    document = FPDF()
    document.add_font("thai", "", str(font_file()))
    document.set_font("thai", size=14)
    document.set_text_shaping(True)
    for page in pages:
        document.add_page()
        for line in page.split("\n"):
            document.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def raw_pdf(objects: dict[int, bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these object bodies with a right cross-reference table, however odd the objects are."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"", *, pack: bool = True) -> bytes:
    """A stream object's body."""
    packed = zlib.compress(data, 1) if pack else data
    how = b"/Filter/FlateDecode" if pack else b""
    return b"<</Length %d%s%s>>\nstream\n" % (len(packed), how, entries) + packed + b"\nendstream"


def page_with(
    content: bytes, resources: bytes = b"<</Font<</F1 5 0 R>>>>", more: dict[int, bytes] | None = None
) -> bytes:
    """A PDF of one page with this content stream body (object 4)."""
    return raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources" + resources + b">>",
            4: content,
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **(more or {}),
        }
    )
