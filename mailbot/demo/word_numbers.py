"""Automatic numbers of headings in a .docx: they stand on the page, but not in the text of the file."""

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from mailbot.demo.structure import Digits

LIST_ID = 63


def define_numbers(document: WordDocument, digits: Digits) -> None:
    """Puts a list of two levels (1. and 1.1) into the document's numbering, in the plan's digits."""
    kind = "thaiNumbers" if digits == "thai" else "decimal"
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, text in enumerate(("%1.", "%1.%2"))
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{LIST_ID}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{LIST_ID}"><w:abstractNumId w:val="{LIST_ID}"/></w:num>')
    )


def number_automatically(paragraph: Paragraph, level: int) -> None:
    """Makes the paragraph an item of the list; level 1 is the upper one."""
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="{LIST_ID}"/></w:numPr>')
    )
