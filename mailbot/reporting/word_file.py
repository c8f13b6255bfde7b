"""The report as a Word file that staff may go on with: official font and sizes, every column with its width."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Inches, Pt

from mailbot.exporting.cells import one_line
from mailbot.exporting.state_words import STATE_TH
from mailbot.replies.thai_form import day, number
from mailbot.reporting import sentences as say
from mailbot.reporting.chart_pictures import Picture
from mailbot.reporting.contents import Contents, Listed, Named
from mailbot.reporting.word_look import add_page_number, dress

_TEXT_INCHES = 16 / 2.54
_FIGURE_WIDTHS = (3.6, *(1.55,) * len(say.FIGURE_COLUMNS))
_NAME_WIDTHS = (1.0, 6.2, 3.6, 2.6, 2.6)


def word_file(contents: Contents, office: str, addressee: str, charts: Sequence[Picture] = ()) -> bytes:
    """The whole report as .docx. charts: of the groups and of the days; their numbers stand in the tables too."""
    document = docx.Document()
    dress(document)
    add_page_number(document)
    document.core_properties.title = say.subject(contents)
    document.core_properties.author = office
    document.core_properties.created = contents.as_of.astimezone(UTC).replace(tzinfo=None)
    _memo(document, contents, office, addressee)
    _figures(document, contents, charts)
    _lists(document, contents)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _memo(document: Any, contents: Contents, office: str, addressee: str) -> None:
    title = document.add_paragraph(style="Title")
    title.add_run(say.MEMO)
    for label, value in (
        ("ส่วนราชการ", office),
        ("ที่", "……………………………   "),
        ("วันที่", day(contents.as_of)),
        ("เรื่อง", say.subject(contents)),
    ):
        line = document.add_paragraph(style="Memo")
        line.add_run(f"{label}  ").bold = True
        value_run = line.add_run(one_line(value))
        value_run.font.size = Pt(16)
    document.add_paragraph(f"เรียน  {one_line(addressee)}", style="Plain")
    document.add_paragraph("๑. เรื่องเดิม", style="Heading 1")
    document.add_paragraph(say.background(contents))


def _figures(document: Any, contents: Contents, charts: Sequence[Picture]) -> None:
    document.add_paragraph("๒. ผลการดำเนินงาน", style="Heading 1")
    document.add_paragraph(say.result(contents))
    _table_of_figures(document, "กลุ่มหน่วยงาน", contents.tiers, contents)
    for chart in charts[:1]:
        _picture(document, chart)
    document.add_paragraph("๓. ความก้าวหน้าเทียบกับกำหนดส่ง", style="Heading 1")
    document.add_paragraph(say.outlook(contents))
    for chart in charts[1:]:
        _picture(document, chart)
    rows = [
        (
            day(one.day),
            *(
                number(count)
                for count in (one.mails, one.received, one.complete, one.received_total, one.complete_total)
            ),
        )
        for one in contents.progress.days[-14:]
    ]
    if rows:
        heads = ("วันที่", "อีเมล (ฉบับ)", "ได้รับ", "ครบถ้วน", "ได้รับสะสม", "ครบถ้วนสะสม")
        _table(document, heads, rows, (4.2, 2.1, 2.1, 2.1, 2.5, 2.9))
    step = 3
    if contents.vital.expected:
        step += 1
        document.add_paragraph(f"{number(step)}. หน่วยงานโครงสร้างพื้นฐานสำคัญ", style="Heading 1")
        document.add_paragraph(say.vital(contents))
        if contents.vital_open:
            _table_of_names(document, contents.vital_open)
    for title, first, groups in (
        ("รายกระทรวง", "กระทรวง", contents.ministries),
        ("รายจังหวัด", "จังหวัด", contents.provinces),
    ):
        step += 1
        document.add_paragraph(f"{number(step)}. {title}", style="Heading 1")
        _table_of_figures(document, first, groups, contents)
    document.add_paragraph(f"{number(step + 1)}. การดำเนินการ", style="Heading 1")
    _table(document, (), say.work(contents), (10.5, 3.0))
    document.add_paragraph(say.CLOSING)
    document.add_paragraph("(…………………………………………)", style="Signed")


def _lists(document: Any, contents: Contents) -> None:
    if not contents.lists:
        return
    heading = document.add_paragraph(f"{say.ATTACHED} บัญชีรายชื่อหน่วยงานที่ยังไม่ครบถ้วน", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    for at, group in enumerate(contents.lists, 1):
        title = f"{number(at)}. {group.title} จำนวน {number(group.count)} หน่วยงาน"
        document.add_paragraph(title, style="Heading 2")
        if group.agencies:
            _table_of_names(document, group.agencies)
        else:
            document.add_paragraph(say.TOO_MANY)
            rows = [
                (one.name, *(number(getattr(one.figures, name)) for name in ("missing", "deficient", "review")))
                for one in group.by_province
            ]
            _table(document, ("จังหวัด", "ยังไม่ได้รับ", "ขอให้แก้ไข", "กำลังตรวจ"), rows, (5.0, 2.6, 2.6, 2.6))


def _picture(document: Any, chart: Picture) -> None:
    """A chart as wide as the text at most, with words for those who do not see it."""
    paragraph = document.add_paragraph(style="Plain")
    shape = paragraph.add_run().add_picture(io.BytesIO(chart.png), Inches(min(chart.width, _TEXT_INCHES)))
    shape._inline.docPr.set("descr", one_line(chart.told))
    shape._inline.docPr.set("title", one_line(chart.told))
    document.add_paragraph(style="Plain")


def _table_of_figures(document: Any, first: str, groups: Sequence[Named], contents: Contents) -> None:
    rows = [(one.name, *(number(count) for count in say.cells(one.figures))) for one in groups]
    rows.append(("รวม", *(number(count) for count in say.cells(contents.whole))))
    _table(document, (first, *say.FIGURE_TITLES), rows, _FIGURE_WIDTHS)


def _table_of_names(document: Any, agencies: Sequence[Listed]) -> None:
    rows = [(number(at), one.name, one.belongs, STATE_TH[one.state], one.receipt) for at, one in enumerate(agencies, 1)]
    heads = ("ที่", "หน่วยงาน", "จังหวัด/กระทรวง", "สถานะ", "เลขรับ")
    _table(document, heads, rows, _NAME_WIDTHS, left=True)


def _set_margins(table: Any, centimetres: float) -> None:
    """Left and right in each cell, so that 10,004 in Thai digits stays on one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(centimetres / 2.54 * 1440)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook")


def _table(
    document: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float], *, left: bool = False
) -> None:
    """A table with a heading on each page; the first column, or all of `left`, stands left, counts stand right."""
    body = [*([heads] if heads else []), *rows]
    table = document.add_table(rows=len(body), cols=len(widths), style="Table Grid")
    table.autofit = False
    _set_margins(table, 0.05)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for at, (line, texts) in enumerate(zip(table.rows, body, strict=True)):
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # no row is torn by the end of a page
        head = bool(heads) and at == 0
        if head:
            mark = OxmlElement("w:tblHeader")
            line._tr.get_or_add_trPr().append(mark)
        for place, (cell, text, width) in enumerate(zip(line.cells, texts, widths, strict=True)):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles["Cell"]
            paragraph.add_run(one_line(text)).bold = head or None
            if head:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif place and not left:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(style="Plain")
