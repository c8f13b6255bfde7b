"""Lists of agencies as offices give them, for the tests of importing."""

import csv
import io
from collections.abc import Iterable, Sequence

DLA = ["จังหวัด", "อำเภอ", "ตำบล", "รหัส อปท.", "ประเภท อปท.", "อปท.", "ที่ตั้งสำนักงานเลขที่", "เว็ปไซต์ของอปท"]
TAPHONG = ["ระยอง", "เมืองระยอง", "ตะพง", "6210115", "อบต.", "องค์การบริหารส่วนตำบลตะพง", "1", "www.taphong.go.th"]
NAMTOK = ["ระยอง", "แกลง", "ทางเกวียน", "5210304", "เทศบาลตำบล", "เทศบาลตำบลเมืองแกลง", "9", "-"]


def as_csv(rows: Iterable[Sequence[str]], header: Sequence[str] = DLA, separator: str = ",") -> str:
    """The text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([header, *rows])
    return text.getvalue()


def as_xlsx(rows: Iterable[Sequence[object]], header: Sequence[str] = DLA) -> bytes:
    """An Excel file with a title above its heading."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["บัญชีรายชื่อ"])
    for row in (header, *rows):
        sheet.append(list(row))
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()
