"""Plans by pens that had seen neither rules nor program, as the Word reader gives them: one file a pen, all invented.

'@ name | 2.4 absent 2.8 weak | 2.2' opens a plan: what is not there, and of what one might argue. Each further line is
a block: kind and marks ('p', 'h1', 'r' …, with b bold, i in a table, g picture, #16 size, <๑.> number), then its text,
cells parted by ' ¦ ', lines by ' ⏎ '.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from mailbot.documents.model import Block, BlockKind, Document
from mailbot.rules import ELEMENTS

FOLDER = Path(__file__).parent
_KINDS = {
    "p": "paragraph",
    "h": "heading",
    "r": "row",
    "t": "textbox",
    "d": "diagram",
    "n": "footnote",
    "k": "header",
    "f": "footer",
}
_BLOCK = re.compile(
    r"(?P<kind>[a-z])(?P<level>\d?)(?P<marks>[big]*)(?:#(?P<size>[\d.]+))?(?:<(?P<number>[^>]*)>)? ?(?P<text>.*)"
)


@dataclass(frozen=True, slots=True)
class PenPlan:
    """truth: element to present, weak or absent. arguable: elements of which two readers might think differently."""

    name: str
    truth: dict[str, str]
    arguable: frozenset[str]
    document: Document


def pens(letter: str) -> tuple[PenPlan, ...]:
    """All plans of one pen ('a', 'b', …)."""
    return tuple(_plans((FOLDER / f"{letter}.txt").read_text(encoding="utf-8")))


def _plans(text: str) -> Iterator[PenPlan]:
    for told in text.split("\n@ ")[1:]:
        head, *lines = told.rstrip("\n").split("\n")
        name, lacking, arguable = (part.strip() for part in head.split("|"))
        words = lacking.split()
        truth = dict.fromkeys(ELEMENTS, "present") | dict(zip(words[::2], words[1::2], strict=True))
        yield PenPlan(name, truth, frozenset(arguable.split()), Document(tuple(map(_block, lines)), "word"))


def _block(line: str) -> Block:
    found = _BLOCK.fullmatch(line)
    if found is None:
        raise ValueError(f"no block: {line!r}")
    marks, kind = found["marks"], _KINDS[found["kind"]]
    text = found["text"].replace(" ⏎ ", "\n")
    cells = tuple(text.split(" ¦ ")) if kind == "row" else ()
    return Block(
        cast(BlockKind, kind),
        "\t".join(cells) if cells else text,
        level=int(found["level"]) if found["level"] else None,
        number=found["number"] or "",
        bold="b" in marks,
        size=float(found["size"]) if found["size"] else None,
        cells=cells,
        in_table="i" in marks,
        picture="g" in marks,
    )
