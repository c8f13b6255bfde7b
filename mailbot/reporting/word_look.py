"""How the Word report looks: TH Sarabun New for Thai and Latin alike, sizes and margins of an official memo."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "TH Sarabun New"


def dress(document: Any) -> None:
    """Page and styles. Word has a font and a size of its own for Thai (cs, szCs), which must be set too."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    page.header_distance = Cm(1)
    page.different_first_page_header_footer = True
    styles = document.styles
    for name in ("Memo", "Plain", "Cell", "Signed"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _style(styles["Normal"], 16, first_line=2.5)
    _style(styles["Title"], 29, bold=True)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Title"].paragraph_format.line_spacing = Pt(35)
    for rule in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):  # an official memo has no rule under its title
        rule.getparent().remove(rule)
    _style(styles["Heading 1"], 18, bold=True, before=10)
    _style(styles["Heading 2"], 16, bold=True, before=8)
    _style(styles["Memo"], 20)
    _style(styles["Plain"], 16)
    _style(styles["Cell"], 13)
    _style(styles["Signed"], 16, before=48)
    styles["Signed"].paragraph_format.left_indent = Cm(8)
    styles["Signed"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_page_number(document: Any) -> None:
    """- ๒ - above each page but the first."""
    line = document.sections[0].header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.first_line_indent = Cm(0)
    line.add_run("- ")
    run = line.add_run()
    for kind, text in (("begin", ""), ("", "PAGE \\* THAIARABIC"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    line.add_run(" -")


def _style(style: Any, points: float, *, bold: bool = False, before: float = 0, first_line: float = 0) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(0), 1
    form.first_line_indent = Cm(first_line)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    for tag, value in (("w:szCs", str(int(points * 2))), ("w:bCs", "1" if bold else "0")):
        _replace(properties, tag).set(qn("w:val"), value)
    _replace(properties, "w:lang").set(qn("w:bidi"), "th-TH")


def _replace(properties: Any, tag: str) -> Any:
    """The one element of this name, new and last."""
    for old in properties.findall(qn(tag)):
        properties.remove(old)
    made = OxmlElement(tag)
    properties.append(made)
    return made
