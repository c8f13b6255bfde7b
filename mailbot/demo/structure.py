"""What a sample plan is made of before a writer turns it into Word or PDF: both writers print the same blocks."""

from dataclasses import dataclass
from typing import Literal

# How headings are made in Word: heading styles, plain bold lines, or bold lines with automatic numbers.
HeadingStyle = Literal["styles", "bold", "automatic"]
Digits = Literal["thai", "arabic"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; the number is typed unless the plan numbers automatically. level 1 is a main part."""

    text: str
    number: str = ""
    level: int = 1

    @property
    def line(self) -> str:
        """The heading as it stands on the page."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text. size in points; indent in steps of a tab."""

    text: str
    bold: bool = False
    centred: bool = False
    indent: int = 0
    size: int = 16


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table. widths are shares of the line; every row has as many cells as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents page stands here; writers list the level-1 headings with their page numbers."""

    title: str = "สารบัญ"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph over the whole line; the Word file and the print may hold it in different quality (JPEG)."""

    in_word: bytes
    in_pdf: bytes


Block = Heading | Paragraph | Table | PageBreak | Contents | Picture


@dataclass(frozen=True, slots=True)
class PlanText:
    """A whole plan: its title, whose it is, how it is set, and its blocks in reading order.

    pages: page of each level-1 heading, in order; () until the PDF has been laid out once.
    first_line: how far down the first page begins, in mm.
    """

    title: str
    agency_name: str
    blocks: tuple[Block, ...]
    running_header: str
    heading_style: HeadingStyle
    digits: Digits
    pages: tuple[int, ...] = ()
    first_line: int = 70

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings of the plan, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    def contents_lines(self) -> tuple[tuple[str, str], ...]:
        """(heading, page number in the plan's digits) of every main part."""
        main = [heading for heading in self.headings if heading.level == 1]
        pages = self.pages or (0,) * len(main)
        return tuple(
            (heading.line, in_digits(str(page), self.digits)) for heading, page in zip(main, pages, strict=True)
        )


def in_digits(text: str, digits: Digits) -> str:
    """text with its numerals written as the plan writes them; Latin terms (COVID-19) are given by the caller apart."""
    if digits == "thai":
        return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    return text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
