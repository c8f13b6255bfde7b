"""RTF files as blocks: text and table rows by striprtf; pictures are cut out first, they only cost time.

striprtf leaves text boxes out: each is read for itself and given behind the body, as nothing says where it stands.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from striprtf.striprtf import rtf_to_text

from mailbot.documents.embedded import in_rich_text
from mailbot.documents.model import Block
from mailbot.documents.thai import norm
from mailbot.errors import Refused

_PICTURE_DATA = re.compile(rb"[0-9a-fA-F\r\n]{512,}")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_THAI_FONT = re.compile(rb"\\fcharset222")
_BOXES = re.compile(rb"\\shptxt|\\dptxbxtext")  # what is in them stands somewhere else than we say
_BOX_START = re.compile(r"\\(?:shptxt|dptxbxtext)(?![a-z])")
_BRACKET = re.compile(r"\\[\\{}]|[{}]")
_MOST_BOXES = 500
_FETCHES = re.compile(rb"INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|\\objupdate|\\\*\\template", re.IGNORECASE)


def read_rich_text(data: bytes) -> tuple[list[Block], list[str]]:
    """Blocks and notes of an RTF file; raises Refused('file.damaged')."""
    notes = [*(["file.external_content"] if _FETCHES.search(data) else []), *in_rich_text(data)]
    plain, encoding = _PICTURE_DATA.sub(b"", data).decode("latin-1"), _encoding(data)
    blocks = [block for line in _lines(plain, encoding) if (block := _block(line)) is not None]
    for box in islice(_box_groups(plain), _MOST_BOXES):
        lines = (norm(line).strip(" |\t") for line in _lines(f"{{\\rtf1 {box}}}", encoding))
        blocks += [Block("textbox", line) for line in lines if line]
    return blocks, notes


def _lines(rich: str, encoding: str) -> list[str]:
    try:
        text: str = rtf_to_text(rich, encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, KeyError, RecursionError, AttributeError, TypeError) as error:
        raise Refused("file.damaged", {"detail": str(error)}) from error
    return text.split("\n")


def _box_groups(rich: str) -> Iterator[str]:
    """Inside of each group with the text of a text box; one that is not closed goes to the end."""
    end = 0
    for found in _BOX_START.finditer(rich):
        if found.start() < end:
            continue  # a box in a box
        depth = 1
        for bracket in _BRACKET.finditer(rich, found.end()):
            depth += {"{": 1, "}": -1}.get(bracket[0], 0)
            if depth == 0:
                break
        end = bracket.start() if depth == 0 else len(rich)
        yield rich[found.end() : end]


def loses_text(data: bytes) -> bool:
    """True when the file has text boxes, of which we do not know where they stand, or was cut off: nothing may be
    called absent then."""
    return bool(_BOXES.search(data)) or is_cut_off(data)


def is_cut_off(data: bytes) -> bool:
    """True when the last bracket is missing."""
    return not data.rstrip(b"\0 \t\r\n").endswith(b"}")


def _encoding(data: bytes) -> str:
    """Thai where a font says so, whatever the code page of the machine that wrote the file."""
    found = _CODE_PAGE.search(data)
    code_page = found[1].decode() if found else "874"
    if _THAI_FONT.search(data) or not _is_known(f"cp{code_page}"):
        return "cp874"
    return f"cp{code_page}"


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


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
