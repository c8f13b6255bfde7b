"""Old and odd Word files (.doc, .rtf, .odt, Word 2003 XML, web pages) as a Document; each counts as the Word half."""

from dataclasses import replace

from mailbot.documents.model import Document
from mailbot.documents.open_document import read_open_document
from mailbot.documents.piece_table import read_piece_table
from mailbot.documents.rich_text import loses_text, read_rich_text
from mailbot.documents.thai import skeleton
from mailbot.documents.web_page import loses_boxes, read_web_page
from mailbot.documents.word import read_package
from mailbot.documents.word_2003 import is_word_2003, open_word_2003

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FEWEST_LETTERS = 20


def read_legacy(data: bytes) -> Document:
    """Read by content, not by name; raises Refused with a finding code. Always notes file.legacy_word."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_OLE):
        reader, (blocks, notes) = "piece-table", read_piece_table(data)
    elif start.startswith(b"{\\rt"):
        reader, (blocks, notes) = "rtf", read_rich_text(data)
    elif start.startswith(b"PK"):
        reader, (blocks, notes) = "odt", read_open_document(data)
    elif is_word_2003(data):
        document = read_package(open_word_2003(data))
        return replace(document, notes=("file.legacy_word", *document.notes))
    else:
        reader, (blocks, notes) = "html", read_web_page(data)
    empty = sum(len(skeleton(block.text)) for block in blocks) < _FEWEST_LETTERS
    return Document(
        blocks=tuple(blocks),
        reader=reader,
        readable=not (empty or (reader == "rtf" and loses_text(data)) or (reader == "html" and loses_boxes(data))),
        problem="file.empty" if empty else None,
        notes=("file.legacy_word", *notes),
    )
