"""Example passages of a round, rules/<round>/wordings/*.jsonl: one section a line, with the element that it is.

{"element": "2.4", "state": "present", "heading": "...", "body": "line\\nrow | of a | table", "style": "formal"}
element: '2.1a', '2.1b', '2.1c' for objectives, assumptions and scope, '2.1' for several of them, 'other' for none.
state: 'weak' for a section in which nothing is filled in. style tells who might write so, and is not learned from.
"""

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mailbot.documents.model import Block
from mailbot.errors import ConfigError
from mailbot.plans.learned.likeness import LABELS, UNFILLED

_LABELS = {"2.1a": "2.1 o", "2.1b": "2.1 a", "2.1c": "2.1 s"}
_DRAWN = {"[picture]": "picture", "[boxes]": "textbox"}
_LINE = 75  # letters of a printed line


@dataclass(frozen=True, slots=True)
class Passage:
    """label: what its heading says it is (likeness.LABELS). filled: something stands below the heading."""

    label: str
    filled: bool
    heading: str
    body: str

    @property
    def section_label(self) -> str:
        """What it is as a whole; a section that nobody filled in is like all others of that kind."""
        return self.label if self.filled else UNFILLED

    @property
    def blocks(self) -> tuple[Block, ...]:
        """As a Word file holds it."""
        found: list[Block] = []
        for line in filter(None, self.body.split("\n")):
            cells = tuple(cell.strip() for cell in line.split(" | "))
            drawn = next((kind for sign, kind in _DRAWN.items() if line.startswith(sign)), "")
            if drawn == "picture":
                found.append(Block("paragraph", "", picture=True))
            elif drawn:
                found += [
                    Block("textbox", text.strip()) for text in line.partition("]")[2].replace(";", ",").split(",")
                ]
            elif len(cells) > 1:
                first = not any(block.cells for block in found)
                found.append(Block("row", "\t".join(cells), cells=cells, bold=first))
            else:
                found.append(Block("paragraph", line))
        return tuple(found)

    @property
    def printed(self) -> tuple[Block, ...]:
        """As a print holds it: lines on a page, rows without their cells."""
        return tuple(
            Block("paragraph", line, 1, bold=block.bold, picture=block.picture)
            for block in self.blocks
            for line in textwrap.wrap(" ".join(block.text.split()), _LINE) or [""]
        )


def passages(folder: Path) -> Iterator[Passage]:
    """All passages of a round, by file name and line. Raises ConfigError for a line that is none."""
    for path in sorted((folder / "wordings").glob("*.jsonl")):
        for at, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                yield _passage(line, f"{path.name}, line {at}")


def _passage(line: str, place: str) -> Passage:
    try:
        told = json.loads(line)
        label = _LABELS.get(told["element"], told["element"])
        passage = Passage(label, told["state"] != "weak", told["heading"], told["body"])
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"wordings: {place}: {error}") from error
    if passage.label not in LABELS:
        raise ConfigError(f"wordings: {place}: unknown element {told['element']!r}")
    return passage
