"""Sections of a document that bear the name of an element, and headings that bear a name we do not know."""

from dataclasses import dataclass, replace
from functools import lru_cache

from mailbot.documents.contents import contents_blocks
from mailbot.documents.glossary import glossary_blocks
from mailbot.documents.model import Block, Document
from mailbot.documents.outline import Heading, outline, section
from mailbot.documents.thai import learn_lines
from mailbot.plans.guesses import guessed_hits
from mailbot.plans.hits import MARGINS, SOFT, Hit, Section, find_hits, has_content, is_printed
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.numbered_rows import with_plain_headings
from mailbot.plans.same import Same
from mailbot.plans.titles import possible_titles
from mailbot.plans.unknown import unknown_sections

_DRAWN = ("textbox", "diagram")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that judging needs of one document.

    unknown: headings that name no element. orphans: blocks in no element's section. contents: indexes of entries of a
    table of contents and of a glossary. titles: lines that may be headings, in elements' sections too. headings: of the
    outline.
    """

    document: Document
    sections: tuple[Section, ...]
    unknown: tuple[Section, ...]
    orphans: tuple[Block, ...]
    contents: frozenset[int]
    titles: tuple[Section, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A document with plain headings. entries: indexes of the entries of its table of contents; contents: the same with
    the first lines of entries that wrap, and the entries of a glossary: both name what is told elsewhere."""

    document: Document
    entries: frozenset[int]
    contents: frozenset[int]


def layout(document: Document, lexicon: Lexicon) -> Layout:
    """What is known of a document before its headings are looked at: enough to tell on which page one stands."""
    return _layout(Same(document), lexicon)


def read(document: Document, lexicon: Lexicon) -> Reading:
    """Find the sections of the elements in one document, in reading order."""
    return _read(Same(document), lexicon)


def forget() -> None:
    """Forget what was read: for measuring, so that no plan is remembered."""
    _layout.cache_clear()
    _read.cache_clear()


@lru_cache(maxsize=32)
def _layout(same: Same[Document], lexicon: Lexicon) -> Layout:
    learn_lines(block.text for block in same.it.blocks)
    document = with_plain_headings(same.it, lexicon)
    entries = contents_blocks(document.blocks)
    contents = entries | _wrapped_entries(entries, len(document.blocks)) | glossary_blocks(document.blocks)
    return Layout(document, entries, contents)


@lru_cache(maxsize=32)
def _read(same: Same[Document], lexicon: Lexicon) -> Reading:
    laid = layout(same.it, lexicon)
    document, contents = laid.document, laid.contents
    headings = [
        heading
        for heading in outline(document, laid.entries)
        if not heading.in_toc and heading.block_index not in laid.entries
    ]
    hits = find_hits(document, lexicon, contents, {heading.block_index for heading in headings})
    found = _divide(document, hits, headings, contents, lexicon)
    guessed = guessed_hits(document, hits, found.unknown, found.orphans, headings, lexicon)
    if guessed:
        hits = sorted([*hits, *guessed], key=lambda hit: hit.index)
        found = _divide(document, hits, headings, contents, lexicon)
    titles = possible_titles(document, hits, headings, contents, lexicon)
    return replace(found, titles=titles, headings=tuple(headings))


def _divide(
    document: Document, hits: list[Hit], headings: list[Heading], contents: frozenset[int], lexicon: Lexicon
) -> Reading:
    """The sections of these hits, and what is left: unknown headings and blocks in no section."""
    place = {heading.block_index: at for at, heading in enumerate(headings)}
    sections = [_section(document, hit, hits, headings, place) for hit in hits]
    taken = {id(block) for part in sections if part.hit and part.hit.strength > SOFT for block in part.blocks}
    hit_at = {at for hit in hits for at in range(hit.index, hit.index + hit.lines)}
    orphans = tuple(
        block
        for index, block in enumerate(document.blocks)
        if id(block) not in taken and index not in hit_at and index not in contents and block.kind not in MARGINS
    )
    unknown = unknown_sections(document, hits, headings, contents, taken, lexicon)
    sections = [replace(part, nested=_is_below_its_own(part, sections, headings, place)) for part in sections]
    return Reading(document, tuple(sections), tuple(unknown), orphans, contents)


def _is_below_its_own(part: Section, sections: list[Section], headings: list[Heading], place: dict[int, int]) -> bool:
    """True for a sub-heading that names the element in whose section it stands: its areas one by one."""
    if part.hit is None or part.hit.index not in place:
        return False
    at, level = place[part.hit.index], headings[place[part.hit.index]].level
    for other in sections:
        if other.hit is None or other.hit.index not in place or not other.hit.names & part.hit.names:
            continue
        above = place[other.hit.index]
        between = headings[above + 1 : at + 1]
        if above < at and other.hit.strength > SOFT and all(h.level > headings[above].level for h in between):
            return level > headings[above].level
    return False


def _section(document: Document, hit: Hit, hits: list[Hit], headings: list[Heading], place: dict[int, int]) -> Section:
    """Blocks from the hit to the next section that names something else, or to the end that the outline knows."""
    start = hit.index + hit.lines
    cuts = (other.index for other in hits if other.index >= start and other.strength > SOFT and other.names - hit.names)
    end = _end_of_row(document.blocks, hit, hits, next(cuts, len(document.blocks)))
    body = _body(document.blocks[start:end])
    if hit.index in place:
        own, later = headings[place[hit.index]], headings[place[hit.index] + 1 :]
        inside = _body(section(document, headings, place[hit.index]))
        if is_printed(document) or not any(map(has_content, inside)):
            # Levels cannot be trusted in print; and a second bold line under a heading is no end of its section.
            following = (h.block_index for h in later if _follows(own, h) or _is_equal(own, h))
            inside = _body(document.blocks[start : next(following, end)])
        known = {id(block) for block in inside}
        body = tuple(block for block in body if id(block) in known)
    if hit.rest:
        body = (Block("paragraph", hit.rest, hit.page), *body)
    if document.blocks[hit.index].picture:
        body = (document.blocks[hit.index], *body)
    return Section(hit.text, hit.page, body, hit)


def _end_of_row(blocks: tuple[Block, ...], hit: Hit, hits: list[Hit], end: int) -> int:
    """A row with its text beside its name holds its section, with what is drawn in it; one with empty cells beside it,
    the rows below it too."""
    start, cells = hit.index + hit.lines, blocks[hit.index].cells
    if sum(bool(cell.strip()) for cell in cells) > 1:
        drawn = (at for at in range(start, end) if blocks[at].kind not in _DRAWN and not blocks[at].picture)
        return next(drawn, end)
    if len(cells) > 1:
        return min(
            [end, *(other.index for other in hits if other.index >= start and blocks[other.index].kind == "row")]
        )
    return end


def _wrapped_entries(contents: frozenset[int], count: int) -> frozenset[int]:
    """Single lines between two entries of a table of contents: the first line of an entry that wraps."""
    return frozenset(at + 1 for at in contents if at + 1 < count - 1 and at + 1 not in contents and at + 2 in contents)


def _body(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.kind not in MARGINS)


def _is_equal(own: Heading, other: Heading) -> bool:
    """Surely as high as own, because the styles of the file say so."""
    return own.styled and other.styled and other.level <= own.level


def _follows(own: Heading, other: Heading) -> bool:
    """In print, where levels cannot be trusted: the next number of the same list, or of one above (3 after 2.8)."""
    mine, theirs = own.steps, other.steps
    if not mine or not theirs or len(theirs) > len(mine) or ")" in other.pattern:
        return False
    if len(theirs) == len(mine) and own.pattern != other.pattern:
        return False
    return theirs[:-1] == mine[: len(theirs) - 1] and theirs[-1] == mine[len(theirs) - 1] + 1
