"""Every place in which a Word file can keep text, read once and in order."""

import io

import docx
import pytest

from mailbot.documents.word import read_word
from mailbot.errors import Refused
from tests.documents.samples import SENTENCE, paragraph, part, relationships, word_file

BODY = paragraph(SENTENCE)


def texts(body: str, parts: dict[str, str | bytes] | None = None) -> list[tuple[str, str]]:
    """(kind, text) of the blocks of a file with this body and one sentence before it."""
    blocks = read_word(word_file(BODY + body, parts)).blocks
    assert blocks[0].text == SENTENCE.strip()
    return [(block.kind, block.text) for block in blocks[1:]]


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_what_python_docx_writes() -> None:
    document = docx.Document()
    document.add_heading("วัตถุประสงค์ของแผน", 2)
    document.add_paragraph(SENTENCE)
    document.add_paragraph("เตรียมการ", style="List Number")
    document.add_paragraph("ฝึกซ้อม", style="List Number")
    grid = document.add_table(rows=2, cols=3)
    grid.cell(0, 0).text = "ชื่อ"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "โทรศัพท์"
    grid.cell(1, 0).text = "นายสมชาย\nใจดี"
    document.sections[0].header.paragraphs[0].text = "สำนักงานตัวอย่าง"
    document.sections[0].footer.paragraphs[0].text = "หน้า ๑"
    target = io.BytesIO()
    document.save(target)

    read = read_word(target.getvalue())
    assert read.readable
    assert read.problem is None
    assert read.notes == ()
    heading, sentence, first, second, top, bottom, *margins = read.blocks
    assert (heading.kind, heading.level, heading.bold) == ("heading", 2, True)
    assert (sentence.kind, sentence.bold, sentence.size) == ("paragraph", False, 11.0)
    assert [(b.number, b.text) for b in (first, second)] == [("1.", "เตรียมการ"), ("2.", "ฝึกซ้อม")]
    assert top.cells == ("ชื่อ", "โทรศัพท์")
    assert bottom.cells == ("นายสมชาย\nใจดี", "", "")
    assert [(b.kind, b.text) for b in margins] == [("header", "สำนักงานตัวอย่าง"), ("footer", "หน้า ๑")]
    assert "สำนักงานตัวอย่าง" not in read.text
    assert read.marginal_text == "สำนักงานตัวอย่าง\nหน้า ๑"


def test_vertical_merge_comes_once_and_keeps_columns() -> None:
    rows = (
        cell(paragraph("อาคาร"), '<w:vMerge w:val="restart"/>') + cell(paragraph("ก")),
        cell(paragraph("อาคาร"), "<w:vMerge/>") + cell(paragraph("ข")),
    )
    blocks = read_word(word_file(BODY + table(*rows))).blocks[1:]
    assert [block.cells for block in blocks] == [("อาคาร", "ก"), ("", "ข")]


def test_one_cell_table_is_layout() -> None:
    assert texts(table(cell(paragraph("๒.๓ ทีมงาน") + paragraph("รายชื่อ")))) == [
        ("paragraph", "๒.๓ ทีมงาน"),
        ("paragraph", "รายชื่อ"),
    ]
    assert all(b.in_table for b in read_word(word_file(BODY + table(cell(paragraph("ก ข ค"))))).blocks[1:])


def test_nested_table_stays_in_its_cell() -> None:
    inner = table(cell(paragraph("ใน")) + cell(paragraph("ลึก")))
    assert texts(table(cell(paragraph("ซ้าย")) + cell(inner + paragraph("")))) == [("row", "ซ้าย\tใน\nลึก")]


def test_content_controls_hyperlinks_and_insertions_are_text() -> None:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('ในกล่อง')}</w:sdtContent></w:sdt>"
    mixed = (
        "<w:p>" + run.format("ก่อน ") + "<w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del>"
        "<w:ins>" + run.format("ใหม่ ") + "</w:ins><w:hyperlink>" + run.format("ลิงก์") + "</w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert texts(control + mixed) == [("paragraph", "ในกล่อง"), ("paragraph", "ก่อน ใหม่ ลิงก์")]


def test_text_box_comes_once_with_both_branches() -> None:
    box = f"<w:txbxContent>{paragraph('Call Tree')}</w:txbxContent>"
    drawing = (
        "<w:p><w:r><w:t>ผัง</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(drawing) == [("paragraph", "ผัง"), ("textbox", "Call Tree")]
    assert texts(table(cell(drawing) + cell(paragraph("ข")))) == [("row", "ผัง\tข"), ("textbox", "Call Tree")]


def test_smart_art_footnotes_and_pictures() -> None:
    art = '<w:p><w:r><w:drawing><dgm:relIds r:dm="rId9"/></w:drawing></w:r></w:p>'
    picture = "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{name}</a:t></a:r></a:p></dgm:t></dgm:pt>" for name in ("หัวหน้า", "ผู้ช่วย")
    )
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relationships(
            ("rId9", "diagramData", "diagrams/data1.xml"), ("rId8", "footnotes", "footnotes.xml")
        ),
        "word/diagrams/data1.xml": part("dgm:dataModel", points),
        "word/footnotes.xml": part("w:footnotes", f"<w:footnote>{paragraph('หมายเหตุท้าย')}</w:footnote>"),
    }
    document = read_word(word_file(BODY + art + picture, parts))
    assert [(b.kind, b.text) for b in document.blocks[1:]] == [
        ("diagram", "หัวหน้า"),
        ("diagram", "ผู้ช่วย"),
        ("paragraph", ""),
        ("footnote", "หมายเหตุท้าย"),
    ]
    assert document.blocks[3].picture


def test_look_of_thai_runs() -> None:
    styles = part(
        "w:styles",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:szCs w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Own"/><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="หัวเรื่อง 3"/><w:basedOn w:val="a"/>'
        '<w:rPr><w:bCs/><w:szCs w:val="36"/></w:rPr></w:style>',
    )
    parts: dict[str, str | bytes] = {
        "word/styles.xml": styles,
        "word/_rels/document.xml.rels": relationships(("rId1", "styles", "styles.xml")),
    }
    body = paragraph("หัวข้อ", '<w:pStyle w:val="a"/>') + paragraph("ขีดเส้นใต้", "", '<w:u w:val="single"/>')
    body += paragraph("ไม่หนา", '<w:pStyle w:val="a"/><w:outlineLvl w:val="9"/>', '<w:bCs w:val="0"/>')
    first, second, third = read_word(word_file(BODY + body, parts)).blocks[1:]
    assert (first.kind, first.level, first.bold, first.size) == ("heading", 3, True, 18.0)
    assert (second.kind, second.bold, second.size) == ("paragraph", True, 16.0)
    assert (third.kind, third.bold) == ("paragraph", False)


def test_ticks_and_breaks() -> None:
    body = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:tab/><w:t>ก</w:t><w:br/><w:t>ข</w:t></w:r></w:p>'
    assert texts(body) == [("paragraph", "✓\tก\nข")]


@pytest.mark.parametrize("types_last", [True, False])
def test_order_of_the_zip_does_not_matter(types_last: bool) -> None:
    assert read_word(word_file(BODY, types_last=types_last)).text == SENTENCE.strip()


def test_strict_open_xml() -> None:
    """ISO 29500 strict: other namespaces, which python-docx refuses."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
        "word/document.xml": part("w:document", f"<w:body>{BODY}</w:body>").replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    }
    assert read_word(word_file("", files)).text == SENTENCE.strip()


@pytest.mark.parametrize("target", ["../NULL", "NULL", "media/gone.png"])
def test_dangling_relationships_do_not_matter(target: str) -> None:
    parts: dict[str, str | bytes] = {"word/_rels/document.xml.rels": relationships(("rId5", "image", target))}
    assert read_word(word_file(BODY, parts)).text == SENTENCE.strip()


def test_imported_chunk_makes_the_reading_incomplete() -> None:
    assert not read_word(word_file(BODY + '<w:altChunk r:id="rId7"/>')).readable


def test_macros_and_outside_content_are_noted() -> None:
    links = relationships(("rId2", "image", "http://127.0.0.1/x.png"), external=True)
    parts: dict[str, str | bytes] = {"word/vbaProject.bin": b"x", "word/_rels/document.xml.rels": links}
    assert read_word(word_file(BODY, parts)).notes == ("file.macro", "file.external_content")
    harmless = relationships(("rId2", "hyperlink", "http://example.org"), external=True)
    assert read_word(word_file(BODY, {"word/_rels/document.xml.rels": harmless})).notes == ()
    field = '<w:p><w:r><w:instrText> INCLUDEPICTURE "http://x/y"</w:instrText></w:r></w:p>'
    assert read_word(word_file(BODY + field)).notes == ("file.external_content",)


def test_empty_and_pictures_only() -> None:
    assert read_word(word_file("<w:p/>")).problem == "file.empty"
    only_picture = read_word(word_file("<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>"))
    assert only_picture.problem is None
    assert not only_picture.readable


def test_no_body_is_damage() -> None:
    with pytest.raises(Refused) as refused:
        read_word(word_file("", {"word/document.xml": part("w:document", "")}))
    assert refused.value.code == "file.damaged"
