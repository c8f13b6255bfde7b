"""Prints a sample plan as a PDF with a text layer, in the bundled font, without any tool of the system.

The bundled Sarabun has its Thai marks as ready-made glyphs and ligatures (fonts/README.md): a shaped line then is one
string without positioning, so that every reader finds the letters in order. The script is given as Latin because the
Thai shaper would take SARA AM apart, and readers would get two letters for one.
"""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files

from fpdf import FPDF

from mailbot.demo.structure import Block, Contents, Heading, PageBreak, Paragraph, Picture, PlanText, Table, in_digits
from mailbot.demo.thai_lines import break_lines

MADE = datetime(2020, 6, 1, 9, 0, tzinfo=UTC)
LEFT, RIGHT, TOP, BOTTOM = 30.0, 20.0, 25.0, 20.0
WIDTH, HEIGHT = 210.0, 297.0
LINE = WIDTH - LEFT - RIGHT
# Sarabun is drawn larger than TH SarabunPSK: 16 pt there look like 12 pt here.
SCALE = 0.76
UNASSIGNED = range(0xE3B, 0xE3F)


def write_pdf(plan: PlanText, password: str | None = None) -> bytes:
    """The plan as PDF; the same plan gives the same bytes. With a password, a reader must know it to open the file."""
    press = _laid_out(plan)
    if password is not None:
        press.set_encryption(owner_password=password, user_password=password)
    return bytes(press.output())


def heading_pages(plan: PlanText) -> tuple[int, ...]:
    """On which page (from 1) each level-1 heading stands in the PDF: laid out without drawing."""
    return tuple(_laid_out(plan, drawing=False).heading_pages)


def _laid_out(plan: PlanText, *, drawing: bool = True) -> "_Press":
    press = _Press(plan, drawing)
    press.add_page()
    press.set_y(plan.first_line)
    for block in plan.blocks:
        press.print_block(block)
    return press


def empty_pdf(title: str) -> FPDF:
    """A PDF without pages and fonts, with fixed dates (its ID is made from them)."""
    pdf = FPDF(format="A4")
    _fix_dates(pdf, title)
    return pdf


def _fix_dates(pdf: FPDF, title: str) -> None:
    pdf.set_creation_date(MADE)
    pdf.set_title(title)
    pdf.set_auto_page_break(False)
    pdf.set_margins(LEFT, TOP, RIGHT)


def _add_fonts(pdf: FPDF) -> None:
    for style, name in (("", "Regular"), ("B", "Bold")):
        with as_file(files("mailbot.demo").joinpath("fonts", f"Sarabun-{name}.ttf")) as path:
            pdf.add_font("Sarabun", style, path)
    pdf.set_font("Sarabun", size=12)


class _Press(FPDF):
    """Lays blocks on pages: own line breaking, tables row by row, header and footer from the second page on."""

    def __init__(self, plan: PlanText, drawing: bool) -> None:
        super().__init__(format="A4")
        self.plan = plan
        self.drawing = drawing
        self.heading_pages: list[int] = []
        _fix_dates(self, f"{plan.title} {plan.agency_name}")
        _add_fonts(self)
        self.set_author(plan.agency_name)
        self.set_text_shaping(True, script="Latn")

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_y(12)
            self._line(self.plan.running_header, 9, align="R")
        self.set_y(TOP)

    def footer(self) -> None:
        if self.page_no() > 1:
            self.set_y(-14)
            self._line(in_digits(str(self.page_no()), self.plan.digits), 10, align="C")

    def print_block(self, block: Block) -> None:
        """Prints one block where the last one ended."""
        if isinstance(block, Heading):
            self._room_for(24)
            if block.level == 1:
                self.heading_pages.append(self.page_no())
            self.ln(2)
            self._text(block.line, 18 if block.level == 1 else 16, bold=True)
        elif isinstance(block, Paragraph):
            self._text(block.text, block.size, bold=block.bold, centred=block.centred, indent=12.5 * block.indent)
            self.ln(12 if block.centred else 1.2)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, Picture):
            self._room_for(LINE)
            if self.drawing:
                self.image(io.BytesIO(block.in_pdf), x=LEFT, w=LINE, h=LINE)
            else:
                self.set_y(self.get_y() + LINE)
        elif isinstance(block, PageBreak):
            self.add_page()

    def _line(
        self, text: str, size: float, *, bold: bool = False, align: str = "L", x: float = LEFT, width: float = LINE
    ) -> None:
        if not self.drawing:
            self.set_y(self.get_y() + size * 0.55)
            return
        self.set_font("Sarabun", "B" if bold else "", size)
        self.set_x(x)
        self.cell(width, size * 0.55, text, align=align, new_x="LMARGIN", new_y="NEXT")

    def _text(self, text: str, size: int, *, bold: bool = False, centred: bool = False, indent: float = 0) -> None:
        points = size * SCALE
        for line in break_lines(text, (LINE - indent - 2) / points, _ruler(bold)):
            self._room_for(points * 0.55)
            self._line(line, points, bold=bold, align="C" if centred else "L", x=LEFT + indent, width=LINE - indent)

    def _room_for(self, height: float) -> None:
        if self.get_y() + height > HEIGHT - BOTTOM:
            self.add_page()

    def _table(self, block: Table) -> None:
        self._room_for(36)
        self._text(block.caption, 16, bold=True)
        self._row(block.header, block.widths, bold=True)
        for row in block.rows:
            self._row(row, block.widths, header=block.header)
        self.ln(3)

    def _row(
        self, texts: tuple[str, ...], shares: tuple[int, ...], *, bold: bool = False, header: tuple[str, ...] = ()
    ) -> None:
        points = 14 * SCALE
        step = points * 0.55
        widths = [LINE * share / sum(shares) for share in shares]
        cells = [
            break_lines(text, (width - 3) / points, _ruler(bold)) for text, width in zip(texts, widths, strict=True)
        ]
        height = step * max(len(lines) for lines in cells) + 1.5
        if self.get_y() + height > HEIGHT - BOTTOM:
            self.add_page()
            if header:
                self._row(header, shares, bold=True)
        x, y = LEFT, self.get_y()
        for lines, width in zip(cells, widths, strict=True):
            self.rect(x, y, width, height)
            self.set_y(y + 0.75)
            for line in lines:
                if line:
                    self._line(line, points, bold=bold, x=x + 0.5, width=width - 1)
            x += width
        self.set_y(y + height)

    def _contents(self, block: Contents) -> None:
        self._text(block.title, 20, bold=True, centred=True)
        self.ln(4)
        for line, page in self.plan.contents_lines():
            y = self.get_y()
            self._text(line, 16)
            after = self.get_y()
            self.set_y(y)
            self._line(page, 16 * SCALE, align="R")
            self.set_y(after)


@cache
def _widths(bold: bool) -> dict[str, float]:
    """Width of each letter in mm at one point, unshaped: marks have none, ligatures are as wide as their letters."""
    pdf = FPDF()
    _add_fonts(pdf)
    pdf.set_font("Sarabun", "B" if bold else "", 100)
    letters = (*range(0x20, 0x7F), *range(0xE01, 0xE5C), *map(ord, "–“”…✓☐"))
    return {chr(code): pdf.get_string_width(chr(code)) / 100 for code in letters if code not in UNASSIGNED}


def _ruler(bold: bool) -> Callable[[str], float]:
    """Measures a text in mm at one point."""
    widths = _widths(bold)
    return lambda text: sum(widths.get(letter, 0.2) for letter in text)
