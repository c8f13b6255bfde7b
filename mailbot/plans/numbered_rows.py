"""Headings set as a table of two cells, the number in the first and the title in the second, as plain headings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mailbot.documents.model import Block, Document
from mailbot.documents.numbering import split_number
from mailbot.plans.lexicon import Lexicon

_LONGEST = 110  # characters of a title
_FEWEST_ELEMENTS = 3  # that the titles name; fewer are rows of some list
_FEWEST_CHAPTERS = 5  # numbers, each with something else below it: the main list of a plan, whatever its words
_LONGEST_RUN = 2
_SHOWN = "หัวข้อ"  # stands for the title when only the number is looked at


def with_plain_headings(document: Document, lexicon: Lexicon) -> Document:
    """The document with each such row as a paragraph in a table; itself when it has no such headings.

    Rows of a list are told from headings in three ways: hardly two of them follow each other, the
    numbers rise through the document, and the titles name several elements or are many.
    """
    found = list(_rising(_alone(document.blocks)))
    named = {
        name.element
        for at, _ in found
        for name in lexicon.names(_title(document.blocks[at])) | lexicon.title_words.guess(_title(document.blocks[at]))
    }
    if len(named) < _FEWEST_ELEMENTS and len(found) < _FEWEST_CHAPTERS:
        return document
    blocks = list(document.blocks)
    for at, _ in found:
        blocks[at] = blocks[at]._replace(
            kind="paragraph", text=" ".join(" ".join(_filled(blocks[at])).split()), cells=(), in_table=True, bold=True
        )
    return replace(document, blocks=tuple(blocks))


def _filled(block: Block) -> list[str]:
    return [cell.strip() for cell in block.cells if cell.strip()]


def _title(block: Block) -> str:
    return _filled(block)[1]


def _number(block: Block) -> int | None:
    """The number of a row that holds a whole number and a short text and nothing else."""
    if block.kind != "row":
        return None
    cells = _filled(block)
    if len(cells) != 2 or len(cells[1]) > _LONGEST:
        return None
    numbered = split_number(f"{cells[0]} {_SHOWN}")
    if numbered.rest.strip() != _SHOWN or not numbered.number:
        # A bare number, which is one only in a cell of its own.
        numbered = split_number(f"{cells[0]}. {_SHOWN}")
    last = numbered.number.rsplit(".", 1)[-1]
    return int(last) if numbered.rest.strip() == _SHOWN and last.isdigit() else None


def _alone(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Numbered rows in runs of at most two: the first of two is a heading with nothing under it."""
    numbers = [*(_number(block) for block in blocks), None]
    run: list[tuple[int, int]] = []
    for at, number in enumerate(numbers):
        if number is not None:
            run.append((at, number))
            continue
        if len(run) <= _LONGEST_RUN:
            yield from run
        run = []


def _rising(rows: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The rows whose numbers go on by one from the first 1; what lies between them is something else."""
    expected = 1
    for at, number in rows:
        if number == expected:
            expected += 1
            yield at, number
