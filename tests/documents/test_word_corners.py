"""Odd corners of Word files that Word itself reads without a word of complaint."""

import pytest

from mailbot.documents.read import read_document
from mailbot.documents.sniff import sniff
from mailbot.documents.word import read_word
from tests.documents.samples import SENTENCE, paragraph, part, relationships, word_file, zip_file

BODY = paragraph(SENTENCE)
TEXT = SENTENCE.strip()
RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def after(body: str, parts: dict[str, str | bytes] | None = None) -> list[tuple[str, str]]:
    """(kind, text) of the blocks behind one sentence."""
    document = read_word(word_file(BODY + body, parts))
    assert document.readable
    assert document.blocks[0].text == TEXT
    return [(block.kind, block.text) for block in document.blocks[1:]]


def with_chunk(name: str, data: str | bytes) -> dict[str, str | bytes]:
    return {"word/_rels/document.xml.rels": relationships(("rId7", "aFChunk", name)), f"word/{name}": data}


def test_body_inside_custom_xml() -> None:
    inside = part("w:document", f'<w:customXml w:element="form"><w:body>{BODY}</w:body></w:customXml>')
    assert read_word(word_file("", {"word/document.xml": inside})).text == TEXT
    assert after(f'<w:customXml w:element="x">{paragraph("ใน")}</w:customXml>') == [("paragraph", "ใน")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", "<html><body><p>จากหน้าเว็บ</p></body></html>"),
        ("a.txt", "จากหน้าเว็บ\r\n"),
        ("a.docx", word_file(paragraph("จากหน้าเว็บ") + paragraph(SENTENCE))),
        ("a.rtf", b"{\\rtf1\\ansi\\ansicpg874 " + "จากหน้าเว็บ".encode("cp874") + b"\\par}"),
    ],
)
def test_imported_files_are_part_of_the_text(name: str, data: str | bytes) -> None:
    assert ("paragraph", "จากหน้าเว็บ") in after('<w:altChunk r:id="rId7"/>', with_chunk(name, data))
    cell = '<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:altChunk r:id="rId7"/></w:tc></w:tr></w:tbl>'
    assert any("จากหน้าเว็บ" in text for _, text in after(cell, with_chunk(name, data)))


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"", b"PK\x03\x04 broken", b"{\\rtf1 {\\shptxt x}}"])
def test_an_import_that_cannot_be_read_is_not_forgotten(data: bytes) -> None:
    assert not read_word(word_file(BODY + '<w:altChunk r:id="rId7"/>', with_chunk("a.bin", data))).readable


def test_imports_of_imports_end() -> None:
    data = word_file(BODY)
    for _ in range(6):
        data = word_file(BODY + '<w:altChunk r:id="rId7"/>', with_chunk("a.docx", data))
    assert not read_word(data).readable


def test_instructions_of_fields_are_not_printed_and_results_are() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    field = mark("begin") + RUN.format("IF ก = ข") + "{}" + mark("separate") + RUN.format("ผล") + mark("end")
    inner = mark("begin") + RUN.format("DATE") + mark("separate") + RUN.format("วันนี้") + mark("end")
    assert after(f"<w:p>{RUN.format('ก่อน ')}{field.format(inner)}{RUN.format(' หลัง')}</w:p>") == [
        ("paragraph", "ก่อน ผล หลัง")
    ]
    assert after(f"<w:p>{mark('begin')}{RUN.format('ยังไม่ปิด')}</w:p>") == [("paragraph", "ยังไม่ปิด")]
    assert after(f"<w:p>{mark('end')}{RUN.format('ต่อ')}{mark('separate')}</w:p>") == [("paragraph", "ต่อ")]
    simple = f'<w:p><w:fldSimple w:instr="PAGE">{RUN.format("๗")}</w:fldSimple></w:p>'
    assert after(simple) == [("paragraph", "๗")]


def test_hidden_by_style() -> None:
    style = '<w:style w:type="{}" w:styleId="{}"><w:name w:val="{}"/><w:rPr><w:vanish/></w:rPr></w:style>'
    styles = part("w:styles", style.format("character", "c", "c") + style.format("paragraph", "p", "p"))
    parts: dict[str, str | bytes] = {
        "word/styles.xml": styles,
        "word/_rels/document.xml.rels": relationships(("rId1", "styles", "styles.xml")),
    }
    body = paragraph("ซ่อน", '<w:pStyle w:val="p"/>') + paragraph("ซ่อน", "", '<w:rStyle w:val="c"/>')
    body += paragraph("เห็น", '<w:pStyle w:val="p"/>', '<w:vanish w:val="0"/>')
    assert after(body, parts) == [("paragraph", "เห็น")]


def test_ruby_shapes_and_moves() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{RUN.format('เล็ก')}</w:rt><w:rubyBase>{RUN.format('ฐาน')}</w:rubyBase></w:ruby></w:r>"
    shape = "<w:r><w:drawing><a:txBody><a:p><a:r><a:t>ในรูปวาด</a:t></a:r></a:p></a:txBody></w:drawing></w:r>"
    moved = f"<w:moveFrom>{RUN.format('เก่า')}</w:moveFrom><w:moveTo>{RUN.format('ใหม่')}</w:moveTo>"
    assert after(f"<w:p>{ruby}</w:p><w:p>{shape}</w:p><w:p>{moved}</w:p>") == [
        ("paragraph", "ฐาน"),
        ("textbox", "ในรูปวาด"),
        ("paragraph", "ใหม่"),
    ]


def test_a_frame_without_its_picture_is_not_wholly_read() -> None:
    """What Word draws as SmartArt comes out of RTF files as an empty frame on page one: the call tree may be in it."""
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    frame = f'<w:p><w:r><w:drawing><a:graphic><a:graphicData uri="{uri}"/></a:graphic></w:drawing></w:r></w:p>'
    assert not read_word(word_file(BODY + frame)).readable
    assert read_word(word_file(BODY + frame.replace("/>", "><pic:pic/></a:graphicData>", 1))).readable


def test_comments_and_building_blocks_are_no_text() -> None:
    comment = f'<w:comment w:id="0">{paragraph("ความเห็นของผู้ตรวจ")}</w:comment>'
    parts: dict[str, str | bytes] = {
        "word/comments.xml": part("w:comments", comment),
        "word/glossary/document.xml": part("w:glossaryDocument", paragraph("คลังข้อความ")),
        "word/_rels/document.xml.rels": relationships(
            ("rId1", "comments", "comments.xml"), ("rId2", "glossaryDocument", "glossary/document.xml")
        ),
    }
    body = f'<w:p><w:commentRangeStart w:id="0"/>{RUN.format("ข้อความ")}<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    assert after(body, parts) == [("paragraph", "ข้อความ")]


def test_template_and_macro_documents() -> None:
    for kind, notes in (
        ("wordprocessingml.template.main", ()),
        ("ms-word.document.macroEnabled.main", ("file.macro",)),
        ("ms-word.template.macroEnabledTemplate.main", ("file.macro",)),
    ):
        types = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            f'PartName="/word/document.xml" ContentType="application/vnd.{kind}+xml"/></Types>'
        )
        data = word_file(BODY, {"[Content_Types].xml": types})
        assert (sniff(data, "a.docm").kind, read_word(data).text, read_word(data).notes) == ("word", TEXT, notes)


def test_what_google_docs_writes() -> None:
    """Content controls around runs, no fonts, everything said twice, content types last."""
    control = f'<w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>{RUN.format("ทีมงาน")}</w:sdtContent>'
    properties = '<w:pPr><w:pageBreakBefore w:val="0"/><w:rPr><w:rtl w:val="0"/></w:rPr></w:pPr>'
    body = f'<w:p w:rsidR="0">{properties}<w:sdt>{control}</w:sdt></w:p>'
    assert read_word(word_file(BODY + body, types_last=True)).text == f"{TEXT}\nทีมงาน"


def test_names_of_other_zip_programs() -> None:
    """Backslashes, a main part of another name, relationships that begin at the root."""
    main = part("w:document", f"<w:body>{BODY}</w:body>")
    for name, target in (("word\\document.xml", "word/document.xml"), ("word/document2.xml", "/word/document2.xml")):
        files: dict[str, str | bytes] = {
            "[Content_Types].xml": "<a/>",
            "_rels/.rels": relationships(("rId1", "officeDocument", target)),
            name: main,
        }
        assert read_word(zip_file(files)).text == TEXT


def flat(body: str, more: str = "") -> bytes:
    """A Word file as one XML file, as Word saves it under .xml."""

    def wrapped(name: str, inside: str) -> str:
        return f'<pkg:part pkg:name="{name}"><pkg:xmlData>{inside.partition("?>")[2]}</pkg:xmlData></pkg:part>'

    links = relationships(("rId1", "officeDocument", "word/document.xml"))
    main = part("w:document", f"<w:body>{body}</w:body>")
    inside = wrapped("/_rels/.rels", links) + wrapped("/word/document.xml", main) + more
    opening = '<?mso-application progid="Word.Document"?><pkg:package xmlns:pkg='
    return f'{HEAD}{opening}"http://schemas.microsoft.com/office/2006/xmlPackage">{inside}</pkg:package>'.encode()


def test_word_as_one_xml_file() -> None:
    macros = '<pkg:part pkg:name="/word/vbaProject.bin"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part>'
    data = flat(BODY, macros)
    assert sniff(data, "a.xml").kind == "word"
    assert sniff(data, "a.doc").problem is None
    document = read_document(data, "word", "a.xml", seconds=5, memory_mb=512)
    assert (document.text, document.notes) == (TEXT, ("file.macro",))
    climbing = '<pkg:part pkg:name="/../../x.xml"><pkg:xmlData><a/></pkg:xmlData></pkg:part>'
    assert read_document(flat(BODY, climbing), "word", "a.xml", seconds=5, memory_mb=512).problem == "file.bomb"


def word_2003(body: str, attributes: str = "") -> bytes:
    names = (
        'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
        'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
    )
    inside = f"<w:body><wx:sect>{body}</wx:sect></w:body>"
    opening = f'{HEAD}<?mso-application progid="Word.Document"?>'
    return f"{opening}<w:wordDocument {names} {attributes}>{inside}</w:wordDocument>".encode()


def test_word_2003_xml() -> None:
    number = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="๒.๓"/></w:listPr>'
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    rows = (
        cell.format('<w:vmerge w:val="restart"/>', paragraph("อาคาร")) + cell.format("", paragraph("ก")),
        cell.format("<w:vmerge/>", paragraph("ซ้ำ")) + cell.format("", paragraph("ข")),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    note = f'<aml:annotation w:type="Word.Comment"><aml:content>{paragraph("ความเห็น")}</aml:content></aml:annotation>'
    gone = "<aml:content><w:r><w:delText>ลบ</w:delText></w:r></aml:content>"
    deleted = f'<aml:annotation w:type="Word.Deletion">{gone}</aml:annotation>'
    data = word_2003(BODY + paragraph("ทีมงาน", number) + table + f"<w:p>{note}{deleted}{RUN.format('จบ')}</w:p>")
    assert sniff(data, "แผน.doc").kind == "word_legacy"
    document = read_document(data, "word_legacy", "แผน.doc", seconds=5, memory_mb=512)
    assert document.readable
    assert document.notes == ("file.legacy_word",)
    assert [block.text for block in document.blocks] == [TEXT, "๒.๓ ทีมงาน", "อาคาร\tก", "ข", "จบ"]
    assert document.blocks[3].cells == ("", "ข")
    macros = word_2003(BODY, 'w:macrosPresent="yes"')
    assert "file.macro" in read_document(macros, "word_legacy", "a.xml", seconds=5, memory_mb=512).notes


def test_boxes_in_web_pages_of_word_are_not_forgotten() -> None:
    page = f"<html><body><p>{SENTENCE}</p>{{}}</body></html>"
    drawn = "<!--[if gte vml 1]><v:shape><v:textbox>Call Tree</v:textbox></v:shape><![endif]-->"
    for inside, readable in (("", True), (drawn, False)):
        data = page.format(inside).encode()
        assert read_document(data, "word_legacy", "a.doc", seconds=5, memory_mb=512).readable is readable
