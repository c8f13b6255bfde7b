"""Annexes in Excel: values of the cells as rows, each sheet under its name; old .xls files are not read.

openpyxl in its read-only way walks a sheet row by row. Formulas give the values that Excel stored with them.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import PurePath
from warnings import catch_warnings, simplefilter

from mailbot.documents.embedded import in_package
from mailbot.documents.model import Block, Document
from mailbot.documents.outside_links import NOTE, fetches_outside
from mailbot.documents.preflight import check_declarations, open_package, read_part
from mailbot.documents.thai import norm

_MOST_SHEETS, _MOST_ROWS, _MOST_COLUMNS = 60, 5_000, 60
_MOST_CHARACTERS = 2_000_000
_ENCODINGS = ("utf-8-sig", "cp874")

_Row = tuple[str, ...]


def read_sheets(data: bytes, name: str) -> Document:
    """Read an .xlsx, .xlsm or .csv file; run it in a limited worker. name: its words head the first sheet.

    Raises Refused with file.bomb, file.damaged or file.password, and whatever openpyxl raises on a damaged file.
    """
    if not data.startswith(b"PK"):
        return _document(name, [("", _csv_rows(data))], ())
    from openpyxl import load_workbook

    package = open_package(data)
    names = [entry.filename for entry in package.infolist()]
    for part in names:
        if part.endswith((".xml", ".rels")):
            check_declarations(read_part(package, part) or b"")
    macros = ("file.macro",) if any(part.lower().endswith("vbaproject.bin") for part in names) else ()
    outside = (NOTE,) if fetches_outside(names, partial(read_part, package)) else ()
    notes = (*macros, *outside, *in_package(package))
    with catch_warnings():
        simplefilter("ignore")  # openpyxl warns of every extension that it does not keep
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets[:_MOST_SHEETS] if sheet.sheet_state == "visible"]
        pictured = any(part.startswith(("xl/media/", "xl/diagrams/")) for part in names)
        return _document(name, [(sheet.title, _rows(sheet)) for sheet in sheets], notes, pictured=pictured)


def _document(
    name: str, sheets: Iterable[tuple[str, Iterator[_Row]]], notes: tuple[str, ...], *, pictured: bool = False
) -> Document:
    blocks = [Block("heading", norm(_title(name)), level=1)]
    length = 0
    for title, rows in sheets:
        if title:
            blocks.append(Block("heading", norm(title), level=2))
        for row in rows:
            cells = tuple(norm(cell) for cell in row)
            if any(cells):
                blocks.append(Block("row", "\t".join(cells), cells=cells, in_table=True))
                length += sum(map(len, cells))
            if length > _MOST_CHARACTERS:
                return Document(tuple(blocks), "sheets", readable=False, notes=notes)
    if pictured:
        blocks.append(Block("paragraph", "", picture=True))
    return Document(tuple(blocks), "sheets", notes=notes)


def _title(name: str) -> str:
    """The file's name as a heading: often the only place that says what the sheet is ('Call Tree.xlsx')."""
    return PurePath(name.replace("\\", "/")).stem.replace("_", " ").strip()


def _rows(sheet: object) -> Iterator[tuple[str, ...]]:
    rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)  # type: ignore[attr-defined]
    for row in rows:
        yield tuple(_value(cell) for cell in row if cell is not None)


def _value(cell: object) -> str:
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _csv_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    """Rows of a text file; Thai Excel saves it in cp874. Without a sign between cells every line is one cell."""
    text = next((text for code in _ENCODINGS if (text := _decoded(data, code)) is not None), "")
    sign = max(",;\t", key=text[:2_000].count)
    yield from (tuple(filter(None, row)) for row in islice(csv.reader(text.splitlines(), delimiter=sign), _MOST_ROWS))


def _decoded(data: bytes, code: str) -> str | None:
    try:
        return data.decode(code)
    except UnicodeDecodeError:
        return None
