"""What a corpus plan is made of before a writer turns it into Word or HTML."""

from dataclasses import dataclass, field
from typing import Literal

HeadingWay = Literal["styles", "bold", "plain", "underlined", "automatic", "cell", "coloured"]
Layout = Literal["flow", "one_table", "two_columns", "landscape"]
Numbers = Literal["dot", "paren", "part", "item", "letter", "none", "spaced", "chapter"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. number is typed before the text unless the plan numbers automatically."""

    text: str
    level: int = 1
    number: str = ""

    @property
    def line(self) -> str:
        """The heading as it stands on the page."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; indent in steps of a tab."""

    text: str
    bold: bool = False
    centre: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is its header when header is true. A cell may hold several lines."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    header: bool = True


@dataclass(frozen=True, slots=True)
class Boxes:
    """Text boxes by level, as a call tree is drawn in Word."""

    levels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Smart:
    """A SmartArt diagram: its nodes by level."""

    levels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that shows these lines; no reader of text can see them."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """The next block begins a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A typed list of contents. extra: titles that stand in it though no such part follows."""

    extra: tuple[str, ...] = ()


Block = Heading | Para | Grid | Boxes | Smart | Picture | Break | Contents


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a plan as its clerk wrote it. element: '2.2', a third of 2.1 ('2.1.scope'), '2.1' or '' for none."""

    element: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the plan is set."""

    heading: HeadingWay = "bold"
    layout: Layout = "flow"
    numbers: Numbers = "dot"
    digits: Literal["thai", "arabic", "mixed"] = "thai"
    font: str = "TH SarabunPSK"
    contents: bool = True
    page_per_part: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A whole plan ready to be written. header: the line on top of each page."""

    title: str
    blocks: tuple[Block, ...]
    shape: Shape
    header: str = ""
    footer: str = ""
    first_page: tuple[Block, ...] = field(default=())
