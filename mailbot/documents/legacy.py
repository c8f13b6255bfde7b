"""Old and odd Word files (.doc, .rtf, .odt, web pages named .doc) as a Document; each counts as the Word half."""

from mailbot.documents.model import Document
from mailbot.documents.open_document import read_open_document
from mailbot.documents.piece_table import read_piece_table
from mailbot.documents.rich_text import loses_text, read_rich_text
from mailbot.documents.thai import skeleton
from mailbot.documents.web_page import read_web_page

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
    else:
        reader, (blocks, notes) = "html", read_web_page(data)
    empty = sum(len(skeleton(block.text)) for block in blocks) < _FEWEST_LETTERS
    return Document(
        blocks=tuple(blocks),
        reader=reader,
        readable=not empty and not (reader == "rtf" and loses_text(data)),
        problem="file.empty" if empty else None,
        notes=("file.legacy_word", *notes),
    )
