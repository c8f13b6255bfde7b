"""RTF files as blocks: text and table rows by striprtf; pictures are cut out first, they only cost time."""

import re

from striprtf.striprtf import rtf_to_text

from mailbot.documents.model import Block
from mailbot.documents.thai import norm
from mailbot.errors import Refused

_PICTURE_DATA = re.compile(rb"[0-9a-fA-F\r\n]{512,}")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_THAI_FONT = re.compile(rb"\\fcharset222")
_BOXES = re.compile(rb"\\shptxt|\\dptxbxtext")  # text boxes: striprtf leaves their text out
_FETCHES = re.compile(rb"INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|\\objupdate|\\\*\\template", re.IGNORECASE)


def read_rich_text(data: bytes) -> tuple[list[Block], list[str]]:
    """Blocks and notes of an RTF file; raises Refused('file.damaged')."""
    notes = ["file.external_content"] if _FETCHES.search(data) else []
    plain = _PICTURE_DATA.sub(b"", data).decode("latin-1")
    try:
        text: str = rtf_to_text(plain, encoding=_encoding(data), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError, RecursionError, AttributeError, TypeError) as error:
        raise Refused("file.damaged", {"detail": str(error)}) from error
    blocks = [block for line in text.split("\n") if (block := _block(line)) is not None]
    return blocks, notes


def loses_text(data: bytes) -> bool:
    """True when the file has text boxes, whose text is not among the blocks, or was cut off: nothing may be called
    absent then."""
    return bool(_BOXES.search(data)) or is_cut_off(data)


def is_cut_off(data: bytes) -> bool:
    """True when the last bracket is missing."""
    return not data.rstrip(b"\0 \t\r\n").endswith(b"}")


def _encoding(data: bytes) -> str:
    """Thai where a font says so, whatever the code page of the machine that wrote the file."""
    found = _CODE_PAGE.search(data)
    code_page = found[1].decode() if found else "874"
    return "cp874" if code_page == "874" or _THAI_FONT.search(data) else f"cp{code_page}"


def _block(line: str) -> Block | None:
    """A line that ends in '|' is a table row, one cell between two of them."""
    if not line.strip(" |\t\r"):
        return None
    if line.rstrip().endswith("|"):
        cells = tuple(norm(cell).strip() for cell in line.rstrip()[:-1].split("|"))
        if len(cells) == 1:
            return Block("paragraph", cells[0], in_table=True)
        return Block("row", "\t".join(filter(None, cells)), cells=cells, in_table=True)
    return Block("paragraph", norm(line).strip())
