"""Old Word, RTF, OpenDocument and web pages named .doc: text, rows, notes and clean refusals."""

from io import BytesIO

import olefile
import pytest

from mailbot.documents.legacy import read_legacy
from mailbot.documents.model import Document
from mailbot.documents.read import read_document
from tests.documents.compound_file import compound_file, old_word
from tests.documents.samples import SENTENCE, zip_file

TEXT = SENTENCE.strip()


def pairs(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


@pytest.mark.parametrize("compressed", [True, False])
def test_old_word_paragraphs_rows_and_fields(compressed: bool) -> None:
    body = (
        f"{TEXT}\r๒.๓ ทีมงาน\rชื่อ\x07โทรศัพท์\x07\x07นาย ก\x07\x07\x07"
        "ก่อน \x13 PAGE \\* MERGEFORMAT \x14๑๒\x15 หลัง\x0bบรรทัดใหม่\x01\rจบ\r"
    )
    document = read_legacy(old_word(body, compressed=compressed, extra="เชิงอรรถ\r"))
    assert document.reader == "piece-table"
    assert document.notes == ("file.legacy_word",)
    assert document.readable
    assert pairs(document) == [
        ("paragraph", TEXT),
        ("paragraph", "๒.๓ ทีมงาน"),
        ("row", "ชื่อ\tโทรศัพท์"),
        ("row", "นาย ก"),
        ("paragraph", "ก่อน ๑๒ หลัง\nบรรทัดใหม่"),
        ("paragraph", "จบ"),
        ("footnote", "เชิงอรรถ"),
    ]
    assert [block.cells for block in document.blocks if block.kind == "row"] == [("ชื่อ", "โทรศัพท์"), ("นาย ก", "")]


def test_old_word_refusals() -> None:
    def problem(data: bytes) -> str | None:
        return read_document(data, "word_legacy", "x.doc", seconds=5, memory_mb=512).problem

    assert problem(old_word(TEXT, flags=0x0100)) == "file.password"
    assert problem(compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})) == "file.password"
    assert problem(compound_file({"Workbook": b"x"})) == "file.damaged"
    assert problem(compound_file({"WordDocument": b"", "1Table": b""})) == "file.damaged"
    assert problem(old_word(TEXT)[:3000]) == "file.damaged"
    assert problem(old_word("\r\r")) == "file.empty"


def test_locked_new_word_is_told_as_locked() -> None:
    data = compound_file({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x"})
    assert read_document(data, "word", "แผน.docx", seconds=5, memory_mb=512).problem == "file.password"


def test_rich_text() -> None:
    thai = "".join(f"\\u{ord(letter)}?" for letter in TEXT)
    bytes_874 = "".join(f"\\'{byte:02x}" for byte in "ทีมงาน".encode("cp874"))
    data = (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset222 Cordia New;}}"
        f"{{\\pict\\pngblip {'0a' * 5000}}}{thai}\\par {bytes_874}\\par "
        "\\trowd\\cellx100\\cellx200 A\\cell B\\cell\\row }"
    )
    document = read_legacy(data.encode())
    assert document.reader == "rtf"
    assert pairs(document) == [("paragraph", TEXT), ("paragraph", "ทีมงาน"), ("row", "A\tB")]
    assert document.notes == ("file.legacy_word",)
    outside = data.replace("{\\pict", "{\\field{\\*\\fldinst INCLUDEPICTURE x}}{\\pict")
    assert "file.external_content" in read_legacy(outside.encode()).notes


def odt(body: str, manifest: str = "<m/>") -> bytes:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    inside = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {names}>{inside}</office:document-content>"
    return zip_file({"content.xml": content, "META-INF/manifest.xml": manifest})


def test_open_document() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        f'<text:h text:outline-level="2">๒.๑ ขอบเขต</text:h><text:p>{TEXT}</text:p>'
        f"<table:table><table:table-row>{cell.format('ก')}<table:covered-table-cell/>{cell.format('ข')}</table:table-row>"
        f"<table:table-row>{cell.format('กรอบ')}</table:table-row></table:table>"
        "<text:p>ก<text:s text:c='3'/>ข<text:tab/>ค"
        "<draw:frame><draw:text-box><text:p>ในกล่อง</text:p></draw:text-box></draw:frame></text:p>"
        "<text:tracked-changes><text:p>ลบ</text:p></text:tracked-changes>"
    )
    document = read_legacy(odt(body))
    assert document.reader == "odt"
    assert pairs(document) == [
        ("heading", "๒.๑ ขอบเขต"),
        ("paragraph", TEXT),
        ("row", "ก\tข"),
        ("paragraph", "กรอบ"),
        ("paragraph", "ก   ข\tค"),
        ("textbox", "ในกล่อง"),
    ]
    assert document.blocks[2].cells == ("ก", "", "ข")
    locked = odt(body, "<manifest:encryption-data/>")
    assert read_document(locked, "word_legacy", "x.odt", seconds=5, memory_mb=512).problem == "file.password"


@pytest.mark.parametrize("encoding", ["utf-8", "cp874", "utf-16"])
def test_web_page_named_doc(encoding: str) -> None:
    page = (
        '<html><head><meta charset="windows-874"><style>p{}</style></head><body><h2>วัตถุประสงค์</h2>'
        f"<p><b>ทีม</b></p><div>{TEXT}<br>ต่อ</div><table><tr><td>ก</td><td>ข</td></tr></table>"
        "<script>x()</script>"
    )
    document = read_legacy(page.encode(encoding))
    assert document.reader == "html"
    assert pairs(document) == [
        ("heading", "วัตถุประสงค์"),
        ("paragraph", "ทีม"),
        ("paragraph", f"{TEXT} ต่อ"),
        ("row", "ก\tข"),
    ]
    assert document.blocks[1].bold
    assert document.notes == ("file.legacy_word",)


def test_web_archive_and_fetched_images() -> None:
    page = f'<p>{TEXT}</p><img src="http://127.0.0.1/x.png">'
    message = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
    document = read_legacy(message + page.encode() + b"\n--x--\n")
    assert pairs(document) == [("paragraph", TEXT)]
    assert document.notes == ("file.legacy_word", "file.external_content")


def test_old_word_that_was_cut_off_is_damaged() -> None:
    """Half of its text was read and the rest called missing."""
    with olefile.OleFileIO(BytesIO(old_word(f"{TEXT}\r" * 400))) as ole:
        main, table = ole.openstream("WordDocument").read(), ole.openstream("1Table").read()
    data = compound_file({"WordDocument": main[: len(main) // 2], "1Table": table})
    assert read_document(data, "word_legacy", "a.doc", seconds=5, memory_mb=500).problem == "file.damaged"


@pytest.mark.parametrize("data", [rb"{\rtf1 %s {\shp{\*\shpinst{\shptxt x}}}}", rb"{\rtf1 %s {\b cut"])
def test_rich_text_that_loses_text_is_not_wholly_read(data: bytes) -> None:
    """Text boxes are left out by its reader, and a file that was cut off has no last bracket."""
    assert not read_legacy(data % (b"long enough to be a text " * 4)).readable
    assert read_legacy(rb"{\rtf1 %s}" % (b"long enough to be a text " * 4)).readable
