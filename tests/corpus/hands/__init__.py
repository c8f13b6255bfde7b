"""Plans in words that nobody had tuned for: one text file a hand, in the set it was written for.

A file: '%' says whose hand; each '@' line is one plan (agency | heading way, numbers, digits, layout | what it lacks);
'#2.4 title || another title' opens a section, '#-' one that is no element; '| a | b |' is a row of a table, '[boxes]',
'[smart]' and '[picture]' draw levels parted by ';'. {A} {a} are the agency's names, {p0} a person, {m0} a telephone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Literal, cast

from mailbot.demo.composer import Composer, thai
from tests.corpus.blocks import Block, Boxes, Grid, HeadingWay, Layout, Numbers, Para, Picture, Section, Shape, Smart
from tests.corpus.plans import Entry

Digits = Literal["thai", "arabic", "mixed"]
FOLDER = Path(__file__).parent
_WAYS = ("styles", "bold", "plain", "underlined", "automatic", "cell", "coloured")
_LAYOUTS = ("one_table", "two_columns", "landscape")
_NUMBERS = ("dot", "paren", "part", "item", "letter", "none", "spaced", "chapter")
_PARTS = {"2.1.o": "2.1.objectives", "2.1.a": "2.1.assumptions", "2.1.s": "2.1.scope"}
_SIGN = re.compile(r"\{([pm])(\d)\}")


def hands(folder: str) -> tuple[Entry, ...]:
    """All plans of one set ('first', 'held', 'third', 'fresh'), by file name and in the order of its '@' lines."""
    return tuple(entry for path in sorted((FOLDER / folder).glob("*.txt")) for entry in _entries(path))


def _entries(path: Path) -> Iterator[Entry]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(line for line in lines if line.startswith("@")):
        agency, shape, lacking = (field.strip() for field in line[1:].split("|"))
        told = dict(zip(lacking.split()[::2], lacking.split()[1::2], strict=True))
        gone = {what: tuple(_PARTS.get(one, one) for one in told.get(what, "").split(",") if one) for what in _LACKS}
        name = "-".join((path.stem, str(at), *(f"no{element}" for elements in gone.values() for element in elements)))
        yield Entry(
            name, agency, partial(_write, tuple(lines), at), _shape(shape), seed=at,
            without=gone["without"], empty=gone["empty"], listed=gone["listed"],
        )  # fmt: skip


_LACKS = ("without", "empty", "listed")


def _shape(words: str) -> Shape:
    said = words.split()
    digits: Digits = "arabic" if "arabic" in said else "mixed" if "mixed" in said else "thai"
    return Shape(
        cast(HeadingWay, next((way for way in _WAYS if way in said), "bold")),
        cast(Layout, next((layout for layout in _LAYOUTS if layout in said), "flow")),
        cast(Numbers, next((numbers for numbers in _NUMBERS if numbers in said), "none")),
        digits,
        contents="nocontents" not in said,
    )


def _write(lines: tuple[str, ...], variant: int, c: Composer) -> list[Section]:
    """The sections of one plan of the file: each plan of it takes the next title and sets its lines another way."""
    sections: list[Section] = []
    for line in lines:
        if line.startswith("#"):
            element, title = line[1:].split(" ", 1)
            titles = title.split(" || ")
            shown = _filled(titles[variant % len(titles)], c)
            sections.append(Section(_PARTS.get(element, element.strip("-")), shown, ()))
        elif sections and line.strip():
            here = sections[-1]
            sections[-1] = replace(here, blocks=(*here.blocks, Para(_filled(line, c))))
    return [replace(section, blocks=tuple(_set(section, variant))) for section in sections]


def _filled(line: str, c: Composer) -> str:
    def one(found: re.Match[str]) -> str:
        person = c.people[int(found[2]) % len(c.people)]
        return person.name if found[1] == "p" else person.mobile

    return _SIGN.sub(one, line).replace("{A}", c.agency.name).replace("{a}", c.agency.short_name)


def _set(section: Section, variant: int) -> Iterator[Block]:
    """Rows as tables, drawings as such, lines as paragraphs: bare, with bold openings, or numbered."""
    lines = [block.text for block in section.blocks if isinstance(block, Para)]
    if variant == 1 and section.element and len(lines) > 2:
        yield Para("รายละเอียดมีดังต่อไปนี้" if any("ก" <= sign <= "ฮ" for sign in section.title) else "Details follow.")
    for kind, found in groupby(lines, key=lambda line: line[0] if line[0] in "|[" else ""):
        some = list(found)
        if kind == "|":
            yield Grid(tuple(tuple(cell.strip() for cell in row.strip()[1:-1].split("|")) for row in some))
        elif kind == "[":
            yield from map(_drawn, some)
        else:
            yield from _paragraphs(some, variant, section.element)


def _paragraphs(lines: list[str], variant: int, element: str) -> Iterator[Block]:
    for at, line in enumerate(lines, 1):
        head, found, rest = line.partition(" ")
        if variant == 2 and len(lines) > 1 and line[0] not in "-๐๑๒๓๔๕๖๗๘๙0123456789":
            yield Para(f"{thai(at)}) {line}", indent=1)
        elif variant == 1 and found and element in ("2.2", "2.4") and len(lines) > 2 and len(head) > 4:
            yield Para(head, bold=True)
            yield Para(rest)
        else:
            yield Para(line)


def _drawn(line: str) -> Block:
    kind, _, rest = line[1:].partition("]")
    levels = tuple(tuple(box.strip() for box in level.split(",")) for level in rest.split(";"))
    if kind == "picture":
        return Picture(tuple(" / ".join(level) for level in levels))
    return Boxes(levels) if kind == "boxes" else Smart(levels)
