"""Writes a corpus plan as .docx: every way to make a heading, tables as layout, text boxes, SmartArt, pictures."""

import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from mailbot.demo.word_numbers import define_numbers, number_automatically
from mailbot.demo.word_writer import with_fixed_dates
from tests.corpus import drawings
from tests.corpus.blocks import Boxes, Break, Contents, Grid, Heading, Para, Picture, Smart, Text
from tests.corpus.pictures import draw


def write_word(text: Text, font: str = "") -> bytes:
    """The plan as .docx in its own font or in the one given."""
    document = docx.Document()
    font = font or text.shape.font
    if text.shape.heading == "automatic":
        define_numbers(document, "arabic" if text.shape.digits == "arabic" else "thai")
    _page(document, text, font)
    place: Any = document
    cells: Any = None
    if text.shape.layout == "two_columns":
        cells = document.add_table(rows=0, cols=2, style="Table Grid")
    elif text.shape.layout == "one_table":
        cells = document.add_table(rows=0, cols=1, style="Table Grid")
    for block in text.blocks:
        if cells is not None and isinstance(block, Heading) and block.level == 1:
            place = _row(cells, block, text, font)
        elif not (cells is not None and isinstance(block, Break)):
            _block(
                document,
                place if cells is None or place is not document else cells.add_row().cells[0],
                block,
                text,
                font,
            )
    stored = io.BytesIO()
    document.save(stored)
    return with_fixed_dates(stored.getvalue())


def _page(document: Any, text: Text, font: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if text.shape.layout == "landscape":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    if text.header:
        _run(section.header.paragraphs[0], text.header, font, size=12)
    footer = section.footer.paragraphs[0]
    if text.footer:
        _run(footer, text.footer + " ", font, size=12)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)
    for block in text.first_page:
        _block(document, document, block, text, font)


def _row(table: Any, block: Heading, text: Text, font: str) -> Any:
    """A new row of the layout table: heading left and place for content right, or heading above content."""
    cells = table.add_row().cells
    paragraph = cells[0].paragraphs[0]
    _run(paragraph, block.line, font, bold=text.shape.heading != "plain")
    if len(cells) == 2:
        cells[0].width, cells[1].width = Cm(4), Cm(12)
        return cells[1]
    return table.add_row().cells[0]


def _block(document: Any, place: Any, block: Any, text: Text, font: str) -> None:
    if isinstance(block, Heading):
        _heading(document, place, block, text, font)
    elif isinstance(block, Para):
        paragraph = place.add_paragraph()
        if block.centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.left_indent = Cm(1.25 * block.indent)
        _run(paragraph, block.text, font, bold=block.bold, size=22 if block.centre and block.bold else 16)
    elif isinstance(block, Grid):
        _grid(place, block, font)
    elif isinstance(block, Boxes):
        place.add_paragraph()._p.append(parse_xml(drawings.boxes(block)))
        for _ in range(3 * len(block.levels)):
            place.add_paragraph()
    elif isinstance(block, Smart):
        place.add_paragraph()._p.append(drawings.smart_art(document, block))
    elif isinstance(block, Picture):
        place.add_paragraph().add_run().add_picture(io.BytesIO(draw(block.lines)), width=Cm(11))
    elif isinstance(block, Break):
        place.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif isinstance(block, Contents):
        _contents(place, block, text, font)


def _heading(document: Any, place: Any, block: Heading, text: Text, font: str) -> None:
    way = text.shape.heading
    if way == "cell" and block.level == 1 and place is document:
        cell = document.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0]
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="D9E2F3"/>'))
        _run(cell.paragraphs[0], block.line, font, bold=True, size=18)
        return
    paragraph = place.add_paragraph()
    if way == "styles" and place is document:
        paragraph.style = f"Heading {min(block.level, 3)}"
    automatic = way == "automatic" and bool(block.number)
    if automatic:
        number_automatically(paragraph, min(block.level, 2))
    run = _run(
        paragraph,
        block.text if automatic else block.line,
        font,
        bold=way != "plain",
        size=18 if block.level == 1 and way != "plain" else 16,
    )
    run.font.underline = way == "underlined"
    if way == "coloured":
        run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)


def _grid(place: Any, block: Grid, font: str) -> None:
    if block.caption:
        _run(place.add_paragraph(), block.caption, font, bold=True)
    table = place.add_table(rows=0, cols=len(block.rows[0]))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
    for at, row in enumerate(block.rows):
        cells = table.add_row().cells
        if len(row) > 1 and not any(row[1:]):
            cells[0].merge(cells[-1])
            cells, row = cells[:1], row[:1]
        for cell, words in zip(cells, row, strict=True):
            lines = words.split("\n")
            _run(cell.paragraphs[0], lines[0], font, bold=block.header and at == 0, size=14)
            for line in lines[1:]:
                _run(cell.add_paragraph(), line, font, size=14)
    place.add_paragraph()


def _contents(place: Any, block: Contents, text: Text, font: str) -> None:
    title = place.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title, "สารบัญ", font, bold=True, size=20)
    headings = [part.line for part in text.blocks if isinstance(part, Heading) and part.level == 1]
    for at, line in enumerate((*headings, *block.extra), start=1):
        _run(place.add_paragraph(), f"{line} {'.' * 40} {at + 2}", font)


def _run(paragraph: Any, words: str, font: str, *, bold: bool = False, size: int = 16) -> Any:
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), font)
    for tag, value in (("w:szCs", str(size * 2)), ("w:bCs", "1" if bold else "0")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        properties.append(element)
    return run
