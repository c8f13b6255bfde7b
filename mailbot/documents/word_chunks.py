"""Whole files imported into a Word file (w:altChunk): Word shows them as part of the text, so they are read as such."""

from collections.abc import Callable

from mailbot.documents.model import Block
from mailbot.documents.rich_text import loses_text, read_rich_text
from mailbot.documents.thai import norm
from mailbot.documents.web_page import read_web_page
from mailbot.errors import Refused


def chunk_blocks(data: bytes | None, read_word: Callable[[bytes], list[Block] | None]) -> list[Block] | None:
    """Blocks of an imported web page, RTF, plain text or Word file; None when it is missing or cannot be read whole.

    read_word: reads a Word file inside this one. Raises Refused('file.bomb').
    """
    try:
        return _read(data, read_word) if data else None
    except Refused as refused:
        if refused.code == "file.bomb":
            raise
        return None


def _read(data: bytes, read_word: Callable[[bytes], list[Block] | None]) -> list[Block] | None:
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PK"):
        return read_word(data)
    if start.startswith(b"{\\rt"):
        return None if loses_text(data) else read_rich_text(data)[0]
    if start.startswith(b"<") or start[:12].lower() == b"mime-version":
        return read_web_page(data)[0]
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return None
    return [Block("paragraph", text) for line in lines if (text := norm(line).strip())]
