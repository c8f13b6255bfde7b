"""Old Word files through both readers: structure from LibreOffice, and no word lost that one of them had."""

import pytest

from mailbot.documents import office_reading
from mailbot.documents.model import Block, Document
from mailbot.documents.office_reading import with_structure
from mailbot.documents.read import read_document
from mailbot.documents.rich_text import read_rich_text
from tests.documents.compound_file import compound_file, old_word
from tests.documents.old_formats import old_format
from tests.documents.samples import SENTENCE, paragraph, part, relationships, word_file
from tests.real_parts import need

TEXT = SENTENCE.strip()
BOX = "หัวหน้าคณะบริหารความต่อเนื่อง ๐๘ ๑๒๓๔ ๕๖๗๘"


def drawn_box(text: str) -> str:
    """A paragraph with a text box, as Word 2010 and later write it."""
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="700000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>'
        f"{paragraph(text)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">'
        '<wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph">'
        '<wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="1800000" cy="700000"/><wp:wrapTopAndBottom/>'
        '<wp:docPr id="9" name="b"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:anchor>"
    )
    choice = f'<mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing></mc:Choice>'
    return f"<w:p><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"


def plan() -> bytes:
    """Numbered headings, a table with a merged cell, a text box, deleted, inserted and hidden words."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    cells = "".join(f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>" for text in ("ชื่อ", "โทรศัพท์"))
    by = 'w:author="ก" w:date="2020-05-01T00:00:00Z"'
    body = (
        paragraph("วัตถุประสงค์ของแผน", numbered, "<w:b/><w:bCs/>")
        + paragraph(TEXT)
        + paragraph("ทีมงานบริหารความต่อเนื่อง", numbered, "<w:b/><w:bCs/>")
        + f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
        + drawn_box(BOX)
        + f'<w:p><w:r><w:t xml:space="preserve">ก่อนแก้ไข </w:t></w:r><w:del w:id="1" {by}><w:r><w:delText>ข้อความที่ลบแล้ว'
        f"</w:delText></w:r></w:del><w:ins w:id='2' {by}><w:r><w:t>ข้อความที่เพิ่ม</w:t></w:r></w:ins></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ข้อความที่ซ่อน</w:t></w:r><w:r><w:t>ข้อความหลังซ่อน</w:t></w:r></w:p>"
    )
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return word_file(
        body,
        {
            "word/numbering.xml": part("w:numbering", numbering),
            "word/_rels/document.xml.rels": relationships(("rId1", "numbering", "numbering.xml")),
        },
    )


@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_structure_and_every_word(suffix: str) -> None:
    data = old_format(plan(), suffix)
    document = read_document(data, "word_legacy", f"a.{suffix}", seconds=30, memory_mb=1024)
    assert document.reader == "libreoffice"
    assert document.readable
    assert document.notes == ("file.legacy_word",)
    assert [(b.kind, b.number, b.text) for b in document.blocks if b.text] == [
        ("paragraph", "1.", "วัตถุประสงค์ของแผน"),
        ("paragraph", "", TEXT),
        ("paragraph", "2.", "ทีมงานบริหารความต่อเนื่อง"),
        ("row", "", "ชื่อ\tโทรศัพท์"),
        ("textbox", "", BOX),
        ("paragraph", "", "ก่อนแก้ไข ข้อความที่เพิ่ม"),
        ("paragraph", "", "ข้อความหลังซ่อน"),
    ]
    assert [block.bold for block in document.blocks[:3]] == [True, False, True]


def test_rich_text_boxes_are_read_without_libreoffice() -> None:
    """Three plans were told that their call tree is missing: it stood in text boxes of an RTF file."""
    blocks, _ = read_rich_text(old_format(plan(), "rtf"))
    assert [block.text for block in blocks if block.kind == "textbox"] == [BOX]


def joined(own: list[str], converted: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(office_reading, "convert_to_docx", lambda *_, **__: word_file(converted))
    mine = Document(tuple(Block("paragraph", text) for text in own), "piece-table")
    found = with_structure(mine, b"", seconds=10, memory_mb=512, limited=lambda reader, data, _: reader(data))
    return [block.text for block in found.blocks]


def test_what_libreoffice_lost_comes_back_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    own = ["คำนำของแผน", "บรรทัดแรกของแผน", "บรรทัดที่หายไป", TEXT, "บรรทัดสุดท้ายที่หาย"]
    converted = paragraph("บรรทัดแรกของแผน") + paragraph(TEXT)
    assert joined(own, converted, monkeypatch) == own
    assert joined([], converted, monkeypatch) == ["บรรทัดแรกของแผน", TEXT]


def test_what_is_deleted_or_hidden_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    deleted = "<w:p><w:del><w:r><w:delText>ลบทิ้งไปแล้ว</w:delText></w:r></w:del></w:p>"
    hidden = paragraph("ซ่อนเอาไว้ไม่พิมพ์", "", "<w:vanish/>")
    assert joined([TEXT, "ลบทิ้งไปแล้ว", "ซ่อนเอาไว้ไม่พิมพ์"], paragraph(TEXT) + deleted + hidden, monkeypatch) == [TEXT]


def test_never_worse_than_our_own_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Document((Block("paragraph", TEXT),), "piece-table")

    def limited(_reader: object, _data: bytes, _seconds: float) -> Document:
        return Document((), "none", problem="file.bomb")

    for converted in (None, b"no docx"):
        monkeypatch.setattr(office_reading, "convert_to_docx", lambda *_, made=converted, **__: made)
        assert with_structure(own, b"", seconds=10, memory_mb=512, limited=limited) is own
    assert with_structure(own, b"", seconds=1, memory_mb=512, limited=limited) is own


@pytest.mark.parametrize("data", [b"{\\rtf1 " + b"text " * 60, old_word(TEXT)[:3000], old_word(TEXT, flags=0x0100)])
def test_cut_off_and_locked_files_are_not_trusted(data: bytes) -> None:
    document = read_document(data, "word_legacy", "a.doc", seconds=20, memory_mb=1024)
    assert not document.readable


def test_word_95_has_no_piece_table_that_we_know() -> None:
    """Old Word before 97: our reader calls it damaged; LibreOffice shall try."""
    need("soffice")
    main = b"\xdc\xa5\x68\x00" + bytes(3000)
    data = compound_file({"WordDocument": main})
    own = Document((), "none", readable=False, problem="file.damaged")
    assert office_reading._suffix(own, data) == ".doc"
    assert office_reading._suffix(own, compound_file({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(3000)})) is None
