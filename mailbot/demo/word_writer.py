"""Prints a sample plan as a .docx as clerks make them: styles or bold lines, tables, running header, page number."""

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from mailbot.demo.structure import Contents, Heading, PageBreak, Paragraph, Picture, PlanText, Table
from mailbot.demo.word_numbers import define_numbers, number_automatically

FONT = "TH SarabunPSK"
MADE = datetime(2020, 6, 1, 9, 0)
LINE_CM = 16.0


def write_word(plan: PlanText) -> bytes:
    """The plan as .docx; the same plan gives the same bytes (dates of properties and zip entries are fixed)."""
    document = docx.Document()
    _set_up(document, plan)
    for block in plan.blocks:
        if isinstance(block, Heading):
            _heading(document, block, plan)
        elif isinstance(block, Paragraph):
            _paragraph(document, block)
        elif isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Contents):
            _contents(document, block, plan)
        elif isinstance(block, Picture):
            document.add_picture(io.BytesIO(block.in_word), width=Cm(LINE_CM))
        elif isinstance(block, PageBreak):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    stored = io.BytesIO()
    document.save(stored)
    return with_fixed_dates(stored.getvalue())


def _set_up(document: WordDocument, plan: PlanText) -> None:
    properties = document.core_properties
    properties.author, properties.title, properties.last_modified_by = plan.agency_name, plan.title, plan.agency_name
    properties.created = properties.modified = MADE
    properties.revision, properties.comments = 3, ""
    if plan.heading_style == "automatic":
        define_numbers(document, plan.digits)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.different_first_page_header_footer = True
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    _run(header, plan.running_header, size=12)
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(footer)


def _page_number(paragraph: WordParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _run(paragraph: WordParagraph, text: str, *, bold: bool = False, size: int = 16) -> Run:
    """A run in the Thai font: the complex-script size and weight are what Word obeys for Thai."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), FONT)
    for tag, value in (("w:szCs", str(size * 2)), ("w:bCs", "1" if bold else "0")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        properties.append(element)
    return run


def _heading(document: WordDocument, block: Heading, plan: PlanText) -> None:
    style = f"Heading {block.level}" if plan.heading_style == "styles" else None
    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.keep_with_next = True
    automatic = plan.heading_style == "automatic" and block.number
    if automatic:
        number_automatically(paragraph, block.level)
    _run(paragraph, block.text if automatic else block.line, bold=True, size=18 if block.level == 1 else 16)


def _paragraph(document: WordDocument, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.first_line_indent = Cm(1.25 if not block.indent else 0)
        paragraph.paragraph_format.left_indent = Cm(1.25 * block.indent)
    for piece in _as_word_splits(block.text):
        _run(paragraph, piece, bold=block.bold, size=block.size)


def _as_word_splits(text: str) -> list[str]:
    """The text in two runs, as Word leaves it after an edit: readers must not take a run for a word."""
    middle = len(text) // 2
    return [text[:middle], text[middle:]] if len(text) > 60 else [text]


def _table(document: WordDocument, block: Table) -> None:
    caption = document.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    _run(caption, block.caption, bold=True)
    table = document.add_table(rows=0, cols=len(block.header), style="Table Grid")
    share = LINE_CM / sum(block.widths)
    for at, texts in enumerate((block.header, *block.rows)):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, texts, block.widths, strict=True):
            cell.width = Cm(width * share)
            _run(cell.paragraphs[0], text, bold=at == 0, size=14)
    properties = table.rows[0]._tr.get_or_add_trPr()
    repeat = OxmlElement("w:tblHeader")
    properties.append(repeat)
    document.add_paragraph()


def _contents(document: WordDocument, block: Contents, plan: PlanText) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title, block.title, bold=True, size=20)
    for line, page in plan.contents_lines():
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(LINE_CM))
        _run(paragraph, f"{line}\t{page}")


def with_fixed_dates(stored: bytes) -> bytes:
    """The same package with the same date on every entry, so that equal plans are equal files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(stored)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            again = zipfile.ZipInfo(entry.filename, (2020, 6, 1, 9, 0, 0))
            again.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(again, old.read(entry))
    return packed.getvalue()
