"""The chapters of a plan, whatever their titles: every way in which its headings may divide it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from mailbot.documents.model import Block, Document
from mailbot.documents.numbering import split_number
from mailbot.documents.outline import Heading
from mailbot.documents.thai import skeleton
from mailbot.plans.element_name import Name
from mailbot.plans.hits import MARGINS, SOFT, Hit
from mailbot.plans.items import list_items
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.title_line import is_title_of_plan

_FEWEST, _MOST = 4, 80  # chapters of a division
_MOST_WAYS = 8  # divisions that are tried
_LONGEST_TITLE = 110  # characters
_PART = 3  # points of a title's words that name a part of 2.1
_MOST_CELLS = 3  # of a row that is a chapter: number, title, text


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with the blocks below it.

    start: its block; known: what a known phrase says it is; other: known to be no element. agency: nothing but the name
    of an agency or the plan's title, as on a cover. texts: the blocks below, a row's own text among them.
    """

    start: int
    title: str
    page: int | None
    known: frozenset[Name]
    other: bool
    agency: bool
    texts: tuple[Block, ...]


def divisions(
    document: Document,
    headings: Sequence[Heading],
    hits: Sequence[Hit],
    contents: Set[int],
    lexicon: Lexicon,
    further: Sequence[Set[int]] = (),
) -> Iterator[tuple[Chapter, ...]]:
    """The document divided at each level of its headings, at the rows of a plan laid out as a table, and at
    lines that are told from others by something else than their looks (further: their indexes, one set a way).

    Known headings divide always. Items of lists and entries of a table of contents never do.
    """
    known = {hit.index: hit for hit in hits if hit.strength > SOFT and not hit.listed and not hit.guessed}
    items = list_items(headings)
    looks = {heading.block_index: _look(heading, document) for heading in headings if heading.block_index not in items}
    levels = sorted(set(looks.values()))
    nested = _below_known(headings, known)
    seen: set[frozenset[int]] = set()
    for level in levels[:_MOST_WAYS]:
        starts = frozenset(
            heading.block_index
            for heading in headings
            if heading.block_index in looks
            and looks[heading.block_index] <= level
            and heading.block_index not in nested
            and len(heading.text) <= _LONGEST_TITLE
        )
        if starts not in seen:
            seen.add(starts)
            starts -= _heads_of_tables(document, headings, starts, known)
            run_in = _parts_below(document, starts, known, lexicon)
            found = tuple(_chapters(document, (starts | known.keys()) - run_in, known, contents, lexicon))
            if _FEWEST <= len(found) <= _MOST:
                yield found
    rows = frozenset(at for at, block in enumerate(document.blocks) if _is_chapter_row(block))
    if _FEWEST <= len(rows) <= _MOST:
        yield tuple(_chapters(document, rows, known, contents, lexicon))
    for lines in further:
        starts = frozenset({*(lines - contents), *known})
        if lines and starts not in seen and _FEWEST <= len(starts) <= _MOST:
            seen.add(starts)
            yield tuple(_chapters(document, starts, known, contents, lexicon))


def _chapters(
    document: Document, starts: Set[int], known: dict[int, Hit], contents: Set[int], lexicon: Lexicon
) -> Iterator[Chapter]:
    blocks = document.blocks
    places = sorted(starts)
    for start, end in pairwise([*places, len(blocks)]):
        hit = known.get(start)
        title, inside = _title_and_text(blocks[start])
        if hit is not None:
            title, inside = hit.text, (Block("paragraph", hit.rest, hit.page),) if hit.rest else inside
        first = start + (hit.lines if hit else 1)
        inner = (at for at in range(first, end) if at not in contents and blocks[at].kind not in MARGINS)
        below = tuple(blocks[at] for at in inner)
        if blocks[start].picture:
            below = (blocks[start], *below)
        names = hit.names if hit is not None else frozenset[Name]()
        other = not names and lexicon.is_other_chapter(title)
        agency = not names and (lexicon.is_other(title) or is_title_of_plan(title, start))
        yield Chapter(start, title, blocks[start].page, names, other, agency, (*inside, *below))


def _look(heading: Heading, document: Document) -> tuple[int, float]:
    """Level, and within it the larger type first."""
    return heading.level, -(document.blocks[heading.block_index].size or 0.0)


def _heads_of_tables(
    document: Document, headings: Sequence[Heading], starts: Set[int], known: Mapping[int, Hit]
) -> frozenset[int]:
    """In print: a bold line of several words right below a heading that stands higher, which opens a table."""
    levels = {heading.block_index: heading for heading in headings}
    found = set()
    for at in starts - known.keys():
        above, own = levels.get(at - 1), levels.get(at)
        if own is None or above is None or document.blocks[at].page is None or at - 1 not in starts | known.keys():
            continue
        if own.level > above.level and not own.number and len(own.text.split()) > 1:
            found.add(at)
    return frozenset(found)


def _below_known(headings: Sequence[Heading], known: Mapping[int, Hit]) -> set[int]:
    """Sub-headings of a known heading: its phases, its areas. A level on which other elements are opened is none of
    sub-headings."""
    opened: dict[str, int] = {}
    for heading in headings:
        for name in known[heading.block_index].names if heading.block_index in known else ():
            opened[name.element] = min(heading.level, opened.get(name.element, heading.level))
    main = set(opened.values())
    found: set[int] = set()
    above: int | None = None
    for heading in headings:
        if heading.block_index in known:
            above = heading.level
        elif above is not None and heading.level > above:
            if heading.level not in main:
                found.add(heading.block_index)
        else:
            above = None
    return found


def _parts_below(document: Document, starts: Set[int], known: Mapping[int, Hit], lexicon: Lexicon) -> set[int]:
    """Known parts of 2.1 in the text below a title that names several of them: they divide nothing."""
    places = sorted(starts | known.keys())
    found: set[int] = set()
    below = False
    for at in places:
        if at in known and at not in starts and all(name.part for name in known[at].names):
            found |= {at} if below else set()
        elif at in starts:
            points = lexicon.title_words.points(document.blocks[at].text)
            below = sum(worth >= _PART for name, worth in points.items() if name.part) > 1
    return found


def _title_and_text(block: Block) -> tuple[str, tuple[Block, ...]]:
    """The title, and the text beside it when the heading is a row."""
    cells = [cell.strip() for cell in block.cells if cell.strip()]
    if len(cells) < 2:
        return " ".join(split_number(block.text).rest.split()), ()
    return " ".join(" ".join(cells[:-1]).split()), (Block("paragraph", cells[-1], block.page),)


def _is_chapter_row(block: Block) -> bool:
    """A row whose first cell may be a title and whose last is a text."""
    cells = [cell for cell in block.cells if cell.strip()]
    if block.kind != "row" or not 2 <= len(cells) <= _MOST_CELLS or len(block.cells) > _MOST_CELLS:
        return False
    return len(" ".join(cells[:-1])) <= _LONGEST_TITLE and len(skeleton(" ".join(cells[:-1]))) >= 3
