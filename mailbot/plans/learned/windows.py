"""The pieces of a chapter that may be of another element than the rest: columns of a table, paragraphs, what stands
behind the same label again and again ('ต้องใช้: …')."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton
from mailbot.plans.hits import BULLETS

_NUMBERS_ONLY = frozenset(
    map(
        skeleton,
        (
            "โทร",
            "โทรศัพท์",
            "เบอร์",
            "เบอร์โทร",
            "เบอร์โทรศัพท์",
            "หมายเลขโทรศัพท์",
            "มือถือ",
            "โทรศัพท์มือถือ",
            "tel",
            "phone",
            "telephone",
            "mobile",
        ),
    )
)  # columns of a team as well; they tell nobody whom to call next
_FEWEST_LETTERS = 15  # of the skeleton, of a paragraph that says something by itself
_LONGEST_LABEL = 60  # characters
_PHRASES = 3
_FEWEST_COLUMNS = 4  # of a table that is read across as well
_MOST_ROWS = 6  # of a table that is read across
_FEWEST_TIMES = 3  # that a label comes again
_INLINE = re.compile(r"(?:^|\s)(?P<label>[^\s:]{3,25})\s*:\s*(?P<text>[^:]{6,}?)(?=\s[^\s:]{3,25}\s*:|$)")


@dataclass(frozen=True, slots=True)
class Window:
    """title: column title or label, '' for a bare paragraph."""

    title: str
    blocks: tuple[Block, ...]


def windows(blocks: Sequence[Block]) -> Iterator[Window]:
    """All pieces of what stands below a heading."""
    yield from _columns(blocks)
    behind: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        if len(block.cells) > 1:
            continue
        for label, text in labelled(block):
            if len(skeleton(text)) >= _FEWEST_LETTERS:
                yield Window(label, (Block("paragraph", text, block.page),))
        for found in _INLINE.finditer(block.text):
            behind[found["label"]].append(Block("paragraph", found["text"], block.page))
    for label, texts in behind.items():
        if len(texts) >= _FEWEST_TIMES:
            yield Window(label, tuple(texts))


def labelled(block: Block) -> list[tuple[str, str]]:
    """A paragraph or row parted into a label and its text, in the ways in which it can be; first without a label."""
    cells = [cell.strip() for cell in block.cells if cell.strip()]
    if len(cells) > 1:
        return [(cells[0], " ".join(cells[1:]))]
    text = split_number(block.text.lstrip(BULLETS + " ")).rest
    found = [("", text)]
    head, colon, rest = text.partition(":")
    if colon and len(head) <= _LONGEST_LABEL:
        found.append((head, rest))
    head, blank, rest = text.partition(" ")
    if blank and len(head) <= _LONGEST_LABEL and len(skeleton(rest)) > len(skeleton(head)):
        found.append((head, rest))
    return found


def clauses(block: Block) -> Iterator[Block]:
    """A long paragraph from each of its blanks on, a few phrases at a time: where another part of 2.1 may begin."""
    phrases = block.text.split()
    if len(block.cells) > 1 or len(phrases) < 2:
        return
    for at in range(len(phrases)):
        yield Block("paragraph", " ".join(phrases[at : at + _PHRASES]), block.page)


def column_titles(blocks: Sequence[Block]) -> Iterator[str]:
    """The titles of the columns of tables, but for the first."""
    before: tuple[str, ...] = ()
    for block in blocks:
        if len(block.cells) > 2 and len(block.cells) != len(before):
            yield from (cell for cell in block.cells[1:] if skeleton(cell) not in _NUMBERS_ONLY)
        before = block.cells


def _columns(blocks: Sequence[Block]) -> Iterator[Window]:
    """Each column of each table beside its first, under its title: of a table of two columns all of it."""
    table: list[Block] = []
    for block in (*blocks, Block("paragraph", "")):
        if len(block.cells) > 1 and (not table or len(block.cells) == len(table[0].cells)):
            table.append(block)
            continue
        yield from _of_table(table)
        table = [block] if len(block.cells) > 1 else []


def _of_table(table: Sequence[Block]) -> Iterator[Window]:
    if len(table) < 2 or len(table[0].cells) < 2:
        return
    head, *rows = table
    if len(head.cells) >= _FEWEST_COLUMNS:
        yield Window("", tuple(_across(head, rows[:_MOST_ROWS])))
    for at in range(1, len(head.cells)):
        cells = [(row.cells[0], row.cells[at]) for row in rows if row.cells[at].strip()]
        if cells and skeleton(head.cells[at]) not in _NUMBERS_ONLY:
            below = tuple(Block("row", "\t".join(pair), head.page, cells=pair) for pair in cells)
            top = (head.cells[0], head.cells[at])
            yield Window(head.cells[at], (Block("row", "\t".join(top), head.page, cells=top, bold=True), *below))


def _across(head: Block, rows: Sequence[Block]) -> Iterator[Block]:
    """A table read by its columns: of processes in rows, the places, tools and people that they need in columns."""
    for at in range(1, len(head.cells)):
        cells = (head.cells[at], *(row.cells[at] for row in rows))
        yield Block("row", "\t".join(cells), head.page, cells=cells)
