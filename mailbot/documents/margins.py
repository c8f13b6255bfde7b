"""Running headers and footers of printed pages: lines that come again at the same end of most pages."""

import re
from collections import Counter

from mailbot.documents.model import Block, BlockKind
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import to_arabic

_DEPTH = 3  # lines from either end of a page
_FEWEST_PAGES = 3
_SHARE = 0.5  # of the pages
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—|]*(?:(?:หน้า|หน้าที่|page)\s*)?\d{1,4}(?:\s*(?:/|จาก|of)\s*\d{1,4})?[\s\-–—|]*$", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"^\s*(\d{1,4})\s*$")
_DIGITS_AND_SPACES = re.compile(r"[\d\s]+")


def page_blocks(pages: list[list[Block]]) -> list[Block]:
    """All blocks of all pages in order, those that stand in the margins turned into headers and footers.

    pages: the body blocks of each page, one printed line each. A line is marginal only when every line between it and
    the edge of the page is. The first page keeps its lines: a cover's title often comes again as the header.
    """
    ends = [[(at, kind, _shape(page[at])) for at, kind in _ends(len(page))] for page in pages]
    counts: Counter[tuple[BlockKind, str]] = Counter()
    for lines in ends:
        counts.update({(kind, shape) for _, kind, shape in lines})
    counted = _counted(pages)
    enough = max(_FEWEST_PAGES, _SHARE * sum(bool(page) for page in pages))
    blocks: list[Block] = []
    for number, page in enumerate(pages):
        inner: set[BlockKind] = set()
        moved = list(page)
        for at, kind, shape in ends[number]:
            repeated = number > 0 and bool(shape) and counts[kind, shape] >= enough and not _is_heading(page[at])
            if kind not in inner and (repeated or _is_page_number(page[at], number, counted)):
                moved[at] = _moved(page[at], kind)
            else:
                inner.add(kind)
        blocks += moved
    return blocks


def _ends(length: int) -> list[tuple[int, BlockKind]]:
    """Indexes of the first and last lines of a page; a short page has no middle, so its ends do not overlap."""
    depth = min(_DEPTH, length // 2)
    top: list[tuple[int, BlockKind]] = [(at, "header") for at in range(depth)]
    return top + [(length - 1 - at, "footer") for at in range(depth)]


def _counted(pages: list[list[Block]]) -> frozenset[int]:
    """By how much the printed numbers run ahead of the pages: 0, and what bare numbers of two pages agree on."""
    ahead: Counter[int] = Counter()
    for number, page in enumerate(pages):
        ahead.update({bare - number - 1 for at, _ in _ends(len(page)) if (bare := _bare_number(page[at])) is not None})
    return frozenset({0, *(by for by, count in ahead.items() if count > 1)})


def _is_page_number(block: Block, number: int, counted: frozenset[int]) -> bool:
    """Not the second half of a telephone number, which a narrow cell leaves alone on the last line: '๒๒๓๕'."""
    bare = _bare_number(block)
    if bare is not None:
        return bare - number - 1 in counted
    return bool(_PAGE_NUMBER.match(to_arabic(block.text)))


def _bare_number(block: Block) -> int | None:
    found = _BARE_NUMBER.match(to_arabic(block.text))
    return int(found[1]) if found else None


def _shape(block: Block) -> str:
    """The line less its numbers, which differ from page to page."""
    return _DIGITS_AND_SPACES.sub("", block.text)


def _is_heading(block: Block) -> bool:
    """A line with a number of two steps is a heading of the text, not of the page."""
    return len(split_number(block.text).steps) > 1


def _moved(block: Block, kind: BlockKind) -> Block:
    return Block(kind=kind, text=block.text, page=block.page, bold=block.bold, size=block.size)
