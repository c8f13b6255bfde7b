"""Example passages of a round, rules/<round>/wordings/*.jsonl: one section a line, with the element that it is.

{"element": "2.4", "state": "present", "heading": "...", "body": "line\\nrow | of a | table", "style": "formal"}
element: '2.1a', '2.1b', '2.1c' for objectives, assumptions and scope, '2.1' for several of them, 'other' for none;
'2.4+2.6' where one chapter holds two elements or more.
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
_BY_HAND = frozenset({"hands", "plans"})  # files whose style names the hand
_NEIGHBOURS = 6  # lines of other files that are taken for one hand's


@dataclass(frozen=True, slots=True)
class Passage:
    """labels: what its heading says it is (likeness.LABELS), several where it holds several elements. filled: something
    stands below the heading. hand: who might have written it."""

    labels: tuple[str, ...]
    filled: bool
    heading: str
    body: str
    hand: str = ""

    @property
    def section_labels(self) -> tuple[str, ...]:
        """What it is as a whole: all parts of 2.1 together are one label; a section that nobody filled in is like all
        others of that kind."""
        if not self.filled:
            return (UNFILLED,)
        parts = [label for label in self.labels if label in _LABELS.values()]
        return tuple(dict.fromkeys("2.1" if label in parts and len(parts) > 1 else label for label in self.labels))

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
                yield _passage(line, path.stem, at)


def _passage(line: str, file: str, at: int) -> Passage:
    try:
        told = json.loads(line)
        labels = tuple(_LABELS.get(one, one) for one in told["element"].split("+"))
        hand = told["style"] if file in _BY_HAND else f"{file} {at // _NEIGHBOURS}"
        passage = Passage(labels, told["state"] != "weak", told["heading"], told["body"], hand)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"wordings: {file}.jsonl, line {at}: {error}") from error
    if not set(labels) <= set(LABELS):
        raise ConfigError(f"wordings: {file}.jsonl, line {at}: unknown element {told['element']!r}")
    return passage
