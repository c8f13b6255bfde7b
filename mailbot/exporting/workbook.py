"""The ledger as an Excel file: a sheet of figures, then one sheet a tier; ready to filter and to print on A4."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from mailbot.exporting.cells import one_line
from mailbot.exporting.rows import About, Row
from mailbot.exporting.state_words import FIGURE_TH, STATE_TH, VITAL_TH
from mailbot.ledger import queries
from mailbot.replies.thai_form import moment, number, thai_digits
from mailbot.rules import Rules, Tier

FONT = "TH Sarabun New"
BUDDHIST_DATE = "[$-107041E]d mmm yyyy;@"
"""Calendar 07 (Buddhist) of language 041E (Thai): the cell holds a real date, which sorts and filters as one."""
_A4 = 9
_SUMMARY_WIDTH = 58
_LINE_POINTS = 22
"""Height of one line of Thai at 14 points: less cuts tone marks off where a program does not fit rows by itself."""
_LONGEST_NAME = 31
_MARKS = frozenset("ัิีึืฺ็ํ๎")
_NARROW = 1.15
"""Letters of Thai at 14 points against the widths that spreadsheets count in digits of the default font."""
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class Column(NamedTuple):
    """One column: its title, its width in letters, and what stands in it."""

    title: str
    width: float
    value: Callable[[Row], object]


COLUMNS = (
    Column("รหัสหน่วยงาน", 13, lambda row: row.agency_id),
    Column("หน่วยงาน", 36, lambda row: row.name),
    Column("กระทรวง", 22, lambda row: row.ministry),
    Column("จังหวัด", 14, lambda row: row.province),
    Column("ผู้รวบรวม", 20, lambda row: row.collector),
    Column(VITAL_TH, 10, lambda row: "ใช่" if row.vital else ""),
    Column("สถานะ", 15, lambda row: STATE_TH[row.state]),
    Column("เลขรับ", 16, lambda row: row.receipt),
    Column("ได้รับเมื่อ", 12, lambda row: row.received_at.replace(tzinfo=None) if row.received_at else None),
    Column("ส่งช้า", 7, lambda row: "ส่งช้า" if row.late else ""),
    Column("ต้องแก้ไขหรือส่งเพิ่ม", 38, lambda row: " · ".join(row.to_mend)),
)


def write_workbook(
    path: Path, rows: Sequence[Row], figures: Sequence[queries.Figures], about: About, rules: Rules
) -> None:
    """Write the file. figures: by tier, the last one of all. Raises OSError when the disk is full or the folder is
    not there. No text becomes a formula or a link, whoever wrote it; memory does not grow with the rows."""
    path.touch()  # a folder that is not there is told before anything is made
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties(
                {"title": about.title, "comments": "mailbot", "created": about.as_of.replace(tzinfo=None)}
            )
            look = _Look(book)
            _summary(book, look, figures, about, rules, len(rows))
            for tier in rules.tiers.values():
                own = [row for row in rows if row.tier == tier.name]
                if own:
                    _tier(book, look, tier, own, about)
    except XlsxWriterException as error:
        raise OSError(f"{path}: {error}") from error


class _Look:
    """Formats of cells, made once for the book."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": FONT, "font_size": 14, "valign": "top"}
        self.text = book.add_format(base | {"text_wrap": True})
        self.plain = book.add_format(base)
        self.date = book.add_format(base | {"num_format": BUDDHIST_DATE, "align": "left"})
        self.count = book.add_format(base | {"num_format": "#,##0"})
        self.total = book.add_format(base | {"num_format": "#,##0", "bold": True, "top": 1})
        self.title = book.add_format(base | {"bold": True, "font_size": 18})
        heading = {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        self.heading = book.add_format(base | heading)
        self.over_counts = book.add_format(base | heading | {"align": "right"})


def _summary(
    book: Any, look: _Look, figures: Sequence[queries.Figures], about: About, rules: Rules, count: int
) -> None:
    sheet = book.add_worksheet("สรุป")
    _page(sheet, about, repeat=3)
    sheet.set_column(0, 0, _SUMMARY_WIDTH)
    for line, lines in enumerate((1.4, 1, 1, 2)):
        sheet.set_row(line, _LINE_POINTS * lines)
    sheet.set_column(1, len(queries.COLUMNS), 11)
    sheet.write_string(0, 0, about.title, look.title)
    as_of = moment(about.as_of, rules.round.zone)
    sheet.write_string(1, 0, f"ข้อมูล ณ {as_of} · {about.chosen or 'ทุกหน่วยงาน'}", look.plain)
    sheet.write_string(2, 0, f"ทั้งหมด {number(count)} หน่วยงาน", look.plain)
    for at, title in enumerate(("กลุ่มหน่วยงาน", *(FIGURE_TH[name] for name in queries.COLUMNS))):
        sheet.write_string(3, at, title, look.over_counts if at else look.heading)
    for line, one in enumerate(figures, 4):
        last = line == len(figures) + 3
        sheet.set_row(line, _LINE_POINTS * (1 if last else _lines(rules.tiers[one.group].title_th, _SUMMARY_WIDTH)))
        name = "รวม" if last else rules.tiers[one.group].title_th
        sheet.write_string(line, 0, name, look.total if last else look.text)
        for at, column in enumerate(queries.COLUMNS, 1):
            sheet.write_number(line, at, getattr(one, column), look.total if last else look.count)


def _tier(book: Any, look: _Look, tier: Tier, rows: Sequence[Row], about: About) -> None:
    sheet = book.add_worksheet(sheet_name(tier))
    _page(sheet, about, repeat=0)
    sheet.freeze_panes(1, 2)
    for at, column in enumerate(COLUMNS):
        empty = not any(column.value(row) for row in rows)  # takes no room on paper
        sheet.set_column(at, at, column.width, None, {"hidden": empty})
    sheet.set_row(0, _LINE_POINTS * max(_lines(column.title, column.width - 2) for column in COLUMNS))
    for at, column in enumerate(COLUMNS):
        sheet.write_string(0, at, column.title, look.heading)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    for line, row in enumerate(rows, 1):
        values = [column.value(row) for column in COLUMNS]
        sheet.set_row(line, _LINE_POINTS * max(map(_lines, values, (column.width for column in COLUMNS))))
        for at, value in enumerate(values):
            if isinstance(value, str) and value:
                sheet.write_string(line, at, one_line(value), look.text)
            elif value:
                sheet.write_datetime(line, at, value, look.date)


def _lines(value: object, width: float) -> int:
    """How many lines a text takes in a column so many letters wide; marks above and below letters take no room."""
    if not isinstance(value, str):
        return 1
    letters = sum(not unicodedata.combining(letter) and letter not in _MARKS for letter in value)
    return max(1, math.ceil(letters * _NARROW / width))


def _page(sheet: Any, about: About, repeat: int) -> None:
    """A4 on its side, as wide as one page, with the heading on each."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.4, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(repeat)
    sheet.set_header(f'&L&"{FONT},Regular"&12{_literal(about.title)}')
    sheet.set_footer(f'&C&"{FONT},Regular"&12หน้า &P จาก &N')


def sheet_name(tier: Tier) -> str:
    """The tier's number and as many of its first words as a sheet's name may hold."""
    name = thai_digits(tier.number)
    for word in _words(tier.title_th):
        if len(name) + 1 + len(word) > _LONGEST_NAME:
            break
        name += f" {word}"
    return name


def _words(title: str) -> Iterable[str]:
    return _FORBIDDEN_IN_NAMES.sub(" ", title).split()


def _literal(text: str) -> str:
    """In headers & begins a command."""
    return one_line(text).replace("&", "&&")[:200]
