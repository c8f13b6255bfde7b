"""A watermark is drawn as WordArt: its words stand in an attribute, and may be a mark of classification."""

import io

from docx import Document
from docx.oxml import parse_xml

from mailbot.documents.word import read_word

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def test_words_of_a_watermark_are_read_where_they_are_printed() -> None:
    document = Document()
    document.add_paragraph("แผนดำเนินธุรกิจอย่างต่อเนื่องของกรม")
    drawn = f'<w:r {_NAMES}><w:pict><v:shape><v:textpath string="ลับ"/></v:shape></w:pict></w:r>'
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(drawn))
    data = io.BytesIO()
    document.save(data)
    blocks = read_word(data.getvalue()).blocks
    assert [(block.kind, block.text) for block in blocks if "ลับ" in block.text] == [("header", "ลับ")]
