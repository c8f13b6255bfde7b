"""A CSV or Excel file as rows of text with their line numbers, whatever program saved it."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from mailbot.agencies.importing.faults import BrokenList, Fault

MOST_ROWS = 300_000
MOST_BYTES = 300_000_000
"""DLA's own file, which repeats each row for every ตำบล, has 82,641 rows and 13 MB."""
_BOM_8, _BOM_16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file (1 = first), its cells without blanks around them."""

    number: int
    cells: tuple[str, ...]


def read(raw: bytes) -> list[list[Line]]:
    """Rows of a CSV file (UTF-8, UTF-16 or Thai Windows; separated by comma, semicolon, tab or bar) or of each sheet of
    an Excel file that holds any; empty rows left out. Raises BrokenList when it is neither."""
    if raw[:4] == b"PK\x03\x04":
        sheets = _excel(raw)
    elif raw[:4] == b"\xd0\xcf\x11\xe0":
        raise _broken("ไฟล์ .xls รุ่นเก่าอ่านไม่ได้ กรุณาบันทึกเป็น .xlsx", "an old .xls file; save it as .xlsx")
    else:
        sheets = iter((_csv(_decoded(raw)),))
    found = [[line for line in islice(lines, MOST_ROWS + 1) if any(line.cells)] for lines in sheets]
    if any(len(lines) > MOST_ROWS for lines in found):
        raise _broken(f"ไฟล์มีมากกว่า {MOST_ROWS:,} แถว", f"more than {MOST_ROWS:,} rows")
    return [lines for lines in found if lines]


def _decoded(raw: bytes) -> str:
    if raw[:2] in _BOM_16:
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        raw = raw.removeprefix(_BOM_8)
        encodings = ("utf-8", "cp874")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _broken("ไฟล์นี้ไม่ใช่ไฟล์ CSV หรือ Excel ที่อ่านได้", "this is no CSV or Excel file that can be read")


def _csv(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for cells in reader:
            yield Line(reader.line_num, tuple(cell.strip() for cell in cells))
    except csv.Error as error:
        line = Fault(reader.line_num, "เครื่องหมายคำพูดหรือตัวคั่นไม่ครบ", f"quotes or separators are broken ({error})")
        raise BrokenList([line]) from error


def _separator(text: str) -> str:
    """The separator that stands oftenest in the first lines that hold any."""
    beginning = text[:20_000]
    return max(_SEPARATORS, key=lambda sign: (sum(sign in line for line in beginning.splitlines()), sign == ","))


def _excel(raw: bytes) -> Iterator[Iterator[Line]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
                raise _broken("ไฟล์ Excel ใหญ่เกินไป", "the Excel file is too large when unpacked")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            yield (
                Line(number, tuple(_text(value) for value in values))
                for number, values in enumerate(sheet.iter_rows(values_only=True), start=1)
            )
    except BrokenList:
        raise
    except Exception as error:  # openpyxl lets out whatever a damaged package makes of its parts
        raise _broken("ไฟล์ Excel เสียหาย เปิดไม่ได้", f"the Excel file is damaged ({type(error).__name__})") from error


def _text(value: object) -> str:
    """A cell as it is shown: codes are not 6210115.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _broken(th: str, en: str) -> BrokenList:
    return BrokenList([Fault(0, th, en)])
