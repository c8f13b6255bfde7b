"""Text of Word 97-2003 files (.doc) from their piece table ([MS-DOC] 2.4.1): 97 to 100 % of what Word shows, at once.

No styles: paragraphs and table rows only. Rows are found by the marks that end cells and rows.
"""

import struct
from collections.abc import Iterator
from io import BytesIO

import olefile

from mailbot.documents.cell_rows import row_widths
from mailbot.documents.embedded import in_compound
from mailbot.documents.model import Block, BlockKind
from mailbot.documents.thai import norm
from mailbot.errors import Refused

_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200  # flags at 0x0A of the FIB
_FLAGS, _LANGUAGE, _LENGTHS, _PIECES = 0x0A, 0x06, 0x4C, 0x01A2  # offsets in the FIB
_THAI = 0x041E
_LONGEST_TEXT = 40_000_000  # characters
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_CELL_END = "\x07"
_SIGNS = str.maketrans(
    {"\x0b": "\n", "\x0c": "\r", "\x1e": "-", "\x1f": None, "\x01": None, "\x02": None, "\x05": None, "\x08": None}
)
_MOST_COLUMNS = 63


def read_piece_table(data: bytes) -> tuple[list[Block], list[str]]:
    """Blocks and notes of a .doc; raises Refused('file.password' or 'file.damaged')."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise Refused("file.password")
            if _is_crossed(ole):
                raise Refused("file.damaged", {"detail": "chains of sectors that meet"})
            main = ole.openstream("WordDocument").read()
            flags = struct.unpack_from("<H", main, _FLAGS)[0]
            if flags & _ENCRYPTED:
                raise Refused("file.password")
            table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
            macros = ole.exists("Macros") or ole.exists("_VBA_PROJECT_CUR")
            embedded = in_compound(ole)
    except (OSError, struct.error, IndexError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("file.damaged", {"detail": str(error)}) from error
    try:
        text = _whole_text(main, table)
        blocks = list(_blocks(text, struct.unpack_from("<8I", main, _LENGTHS)))
    except struct.error as error:
        raise Refused("file.damaged", {"detail": str(error)}) from error
    return blocks, [*(["file.macro"] if macros else []), *embedded]


def _is_crossed(ole: olefile.OleFileIO) -> bool:
    """Chains of sectors that run in a ring or into each other: what is read then is not what was written."""
    following = [sector for sector in ole.fat if sector < len(ole.fat)]
    starts = {
        entry.isectStart
        for entry in ole.direntries
        if entry is not None and entry.entry_type == olefile.STGTY_STREAM and entry.size >= ole.minisectorcutoff
    }
    return len(set(following)) != len(following) or not starts.isdisjoint(following)


def _whole_text(main: bytes, table: bytes) -> str:
    """All pieces in order of character positions; compressed ones are one byte a character."""
    start, length = struct.unpack_from("<II", main, _PIECES)
    pieces = _piece_list(table[start : start + length])
    count = (len(pieces) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", pieces)
    thai = struct.unpack_from("<H", main, _LANGUAGE)[0] == _THAI
    found: list[str] = []
    total = 0
    for index in range(count):
        characters = positions[index + 1] - positions[index]
        total += characters
        if characters < 0 or total > _LONGEST_TEXT:
            raise Refused("file.damaged", {"detail": "piece table"})
        place = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * index + 2)[0]
        found.append(_piece(main, place, characters, thai))
    return "".join(found)


def _piece_list(complex_part: bytes) -> bytes:
    """The PlcPcd of a Clx: property lists (1) are skipped, the table (2) is taken."""
    at = 0
    while at < len(complex_part) and complex_part[at] == 1:
        at += 3 + struct.unpack_from("<H", complex_part, at + 1)[0]
    if at >= len(complex_part) or complex_part[at] != 2:
        raise Refused("file.damaged", {"detail": "no piece table"})
    length = struct.unpack_from("<I", complex_part, at + 1)[0]
    return complex_part[at + 5 : at + 5 + length]


def _piece(main: bytes, place: int, characters: int, thai: bool) -> str:
    compressed = bool(place & 0x4000_0000)
    if (place & 0x3FFF_FFFF) // (2 if compressed else 1) + characters * (1 if compressed else 2) > len(main):
        raise Refused("file.damaged", {"detail": "the text goes on behind the end of the file"})
    if compressed:
        start = (place & 0x3FFF_FFFF) // 2
        return main[start : start + characters].decode("cp874" if thai else "cp1252", "replace")
    return main[place : place + 2 * characters].decode("utf-16-le", "replace")


def _blocks(text: str, lengths: tuple[int, ...]) -> Iterator[Block]:
    """Body, footnotes, headers, (macros), comments left out, endnotes, text boxes: in this order in the file."""
    body, footnotes, headers, macros, comments, endnotes, boxes, header_boxes = lengths
    kinds: list[tuple[int, BlockKind | None]] = [
        (body, "paragraph"),
        (footnotes, "footnote"),
        (headers, "header"),
        (macros, None),
        (comments, None),
        (endnotes, "footnote"),
        (boxes, "textbox"),
        (header_boxes, "header"),
    ]
    at = 0
    for length, kind in kinds:
        part, at = text[at : at + length], at + length
        if kind == "paragraph":
            yield from _body(_without_fields(part))
        elif kind is not None:
            for line in _without_fields(part).replace(_CELL_END, "\r").split("\r"):
                if line.strip():
                    yield Block(kind, norm(line).strip())


def _without_fields(text: str) -> str:
    """Instructions of fields out, their results in; signs of pictures and notes out."""
    depth_hidden: list[bool] = []
    kept: list[str] = []
    for sign in text if _FIELD_BEGIN in text else ():
        if sign == _FIELD_BEGIN:
            depth_hidden.append(True)
        elif sign == _FIELD_SEPARATOR and depth_hidden:
            depth_hidden[-1] = False
        elif sign == _FIELD_END and depth_hidden:
            depth_hidden.pop()
        elif not any(depth_hidden[-8:]):
            kept.append(sign)
    return ("".join(kept) if _FIELD_BEGIN in text else text).translate(_SIGNS)


def _body(text: str) -> Iterator[Block]:
    """Paragraphs, and rows for runs of cells. A cell's first paragraphs look like plain ones and are given as such."""
    cells: list[str] = []
    for paragraph in text.split("\r"):
        *ended, rest = paragraph.split(_CELL_END)
        cells.extend(norm(cell).strip() for cell in ended)
        if rest.strip() or (not ended and paragraph):
            yield from _rows(cells)
            cells = []
            yield Block("paragraph", norm(rest).strip())
    yield from _rows(cells)


def _rows(cells: list[str]) -> Iterator[Block]:
    """Rows of a run of cells: every row ends in one empty cell more, so the number of columns shows itself.

    Tables that touch differ in width. What is left behind the last end of a row is the start of one that goes on.
    """
    if not cells:
        return
    columns = next(
        (wide for wide in range(1, _MOST_COLUMNS) if len(cells) % (wide + 1) == 0 and not any(cells[wide :: wide + 1])),
        None,
    )
    widths = [columns] * (len(cells) // (columns + 1)) if columns else row_widths(cells)
    at = 0
    for width in widths:
        row, at = tuple(cells[at : at + width]), at + width + 1
        if width > 1 and any(row):
            yield Block("row", "\t".join(filter(None, row)), cells=row, in_table=True)
        elif any(row):
            yield Block("paragraph", row[0], in_table=True)
    yield from (Block("paragraph", cell, in_table=True) for cell in cells[at:] if cell)
