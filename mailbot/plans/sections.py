"""Sections of a document that bear the name of an element, and headings that bear a name we do not know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailbot.documents.contents import contents_blocks
from mailbot.documents.model import Block, Document
from mailbot.documents.numbering import split_number
from mailbot.documents.outline import Heading, outline, section
from mailbot.documents.thai import skeleton
from mailbot.plans.lexicon import LONGEST_HEADING, Lexicon, Name

SURE, PLAIN, SOFT = 3, 2, 1
_BULLETS = "-–—•▪●○◦‣*✓➢\uf0b7\uf0d8"
_LISTED = 4  # so many element names in a row with nothing between are a list of contents, no sections
_FEWEST_LETTERS = 12  # of the skeleton; less after a colon is a part of the heading
_LONGEST_TITLE = 100  # characters of a heading that we do not know
_SENTENCE = re.compile("มีหน้าที่|ให้ดำเนินการ|จะต้อง|^ให้|^เพื่อ|^กรณีที่|ดังนี้$|ได้แก่|ซึ่ง|แล้วให้|โดยให้")
_CONTINUES = ("และ", "หรือ", "ของ", "กับ", "ตาม", "ที่", "จาก", "โดย")  # a printed line that goes on from the one before
_NOTHING = "".join(sorted(set(" .…_-–—:()[]/|\t\n")))


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that names elements.

    strength: SURE (style, bold, number), PLAIN (own paragraph), SOFT (cell, bullet, opening of a paragraph).
    rest: text after the name in the same block. listed: stands in a mere list of names. lines: blocks it takes.
    """

    index: int
    text: str
    names: frozenset[Name]
    strength: int
    page: int | None
    rest: str = ""
    listed: bool = False
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A hit with the blocks under it; an unknown heading has no hit, and is likely when it looks like the others."""

    heading: str
    page: int | None
    blocks: tuple[Block, ...]
    hit: Hit | None = None
    nested: bool = False
    likely: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """All that judging needs of one document."""

    document: Document
    sections: tuple[Section, ...]
    unknown: tuple[Section, ...]
    orphans: tuple[Block, ...] = field(default=())

    @property
    def printed(self) -> bool:
        """True when the blocks are printed lines (PDF), not paragraphs of a Word file."""
        return self.document.pages is not None


def read(document: Document, lexicon: Lexicon) -> Reading:
    """Find the sections of the elements in one document, in reading order."""
    contents = contents_blocks(document.blocks)
    headings = [heading for heading in outline(document) if not heading.in_toc and heading.block_index not in contents]
    hits = _mark_lists(list(_hits(document, lexicon, contents, {h.block_index: h for h in headings})), document)
    place = {heading.block_index: at for at, heading in enumerate(headings)}
    sections = [_section(document, hit, hits, headings, place) for hit in hits]
    return Reading(document, tuple(sections), *_unknown(document, hits, headings, contents, sections))


def has_content(block: Block) -> bool:
    """True for a picture or a text of more than dots, dashes and hints in brackets."""
    return block.picture or block.kind == "diagram" or len(skeleton(block.text.strip(_NOTHING))) >= 6


def _hits(
    document: Document, lexicon: Lexicon, contents: frozenset[int], headings: dict[int, Heading]
) -> Iterator[Hit]:
    printed = document.pages is not None
    blocks = document.blocks
    skip = -1
    for index, block in enumerate(blocks):
        if index <= skip or index in contents or block.kind in ("header", "footer", "footnote"):
            continue
        hit = (
            _parted(lexicon, block, index)
            or _whole(document, lexicon, index, index in headings, printed)
            or _opening(lexicon, block, index)
        )
        if hit is not None:
            skip = index + hit.lines - 1
            yield hit


def _parted(lexicon: Lexicon, block: Block, index: int) -> Hit | None:
    """A heading and its text in one paragraph, parted by a line break, tab, colon or dash."""
    if len(block.cells) > 1:
        return None
    numbered = bool(split_number(block.text).number) or block.bold or any(sign.isalnum() for sign in block.number)
    for sign in ("\n", "\t", ":", " – ", " - "):
        head, found, rest = block.text.partition(sign)
        if not found or len(head) > LONGEST_HEADING or len(skeleton(rest)) < _FEWEST_LETTERS or lexicon.names(rest):
            continue
        names = lexicon.names(head)
        if names:
            parts = all(name.part for name in names)
            strength = PLAIN if sign == "\n" or numbered or parts else SOFT
            return Hit(index, " ".join(head.split()), names, strength, block.page, rest=rest.strip())
    return None


def _whole(document: Document, lexicon: Lexicon, index: int, is_heading: bool, printed: bool) -> Hit | None:
    """A block whose whole text names elements; in print also a heading that wrapped to a second line."""
    blocks, block = document.blocks, document.blocks[index]
    if block.kind == "row" and len([cell for cell in block.cells if cell.strip()]) > 1:
        return _row(lexicon, block, index)
    text = " ".join(block.text.split())
    lines = 1
    names = lexicon.names(text, rough=printed)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if not names and printed and following is not None and following.kind == "paragraph" and is_heading:
        joined = f"{text} {following.text.strip()}"
        names, lines = lexicon.names(joined, rough=True), 2
        text = joined if names else text
    if not names:
        return None
    return Hit(index, text, names, _strength(blocks, index, is_heading, printed), block.page, lines=lines)


def _strength(blocks: tuple[Block, ...], index: int, is_heading: bool, printed: bool) -> int:
    block = blocks[index]
    numbered = bool(split_number(block.text).number) or any(sign.isalnum() for sign in block.number)
    if printed and block.text.lstrip().startswith(_CONTINUES):
        return SOFT
    if block.text.lstrip()[:1] in _BULLETS or block.number.strip() in tuple(_BULLETS):
        return SURE if block.kind == "heading" else SOFT
    if block.kind == "row" or block.in_table:
        return SOFT if _is_band(blocks, index) else SURE if numbered or block.bold else PLAIN
    if block.kind == "heading" or block.bold or numbered:
        return SURE
    return PLAIN if is_heading or not printed else SOFT


def _is_band(blocks: tuple[Block, ...], index: int) -> bool:
    """A merged row between rows of the same table ('วันที่ ๑' in a table of steps): as many cells above as below."""
    above = blocks[index - 1] if index else None
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    rows = above is not None and below is not None and above.kind == below.kind == "row"
    return rows and above is not None and below is not None and len(above.cells) == len(below.cells) > 1


def _row(lexicon: Lexicon, block: Block, index: int) -> Hit | None:
    """A document laid out as a table: one of the first two cells names the element, the others hold it."""
    cells = [cell.strip() for cell in block.cells if cell.strip()]
    for at, cell in enumerate(cells[:2]):
        head = " ".join(cell.split())
        names = lexicon.names(head)
        if names and (at == 0 or len(skeleton(cells[0])) <= 3):
            return Hit(index, head, names, SOFT, block.page, rest="\n".join(cells[at + 1 :]))
    return None


def _opening(lexicon: Lexicon, block: Block, index: int) -> Hit | None:
    """A heading and its text in one paragraph without a sign between them, as in 'วัตถุประสงค์ เพื่อ …'."""
    if block.kind == "row" or not block.text:
        return None
    numbered = bool(split_number(block.text).number) or block.bold or any(sign.isalnum() for sign in block.number)
    words = block.text[:LONGEST_HEADING].split(" ")
    for cut in range(min(len(words) - 1, 9), 0, -1):
        head = " ".join(words[:cut])
        names = lexicon.names(head)
        if names:
            rest = block.text[len(head) :].strip()
            purpose = all(name.part for name in names) and (
                numbered or rest.startswith(("เพื่อ", "แผนนี้", "แผนฉบับนี้", "To "))
            )
            if purpose or numbered:
                return Hit(index, head, names, PLAIN if purpose else SOFT, block.page, rest=rest)
    return None


def _mark_lists(hits: list[Hit], document: Document) -> list[Hit]:
    """Names in a row with nothing between them are a list of what a plan holds; the last one keeps nothing either."""
    marked: list[Hit] = []
    run: list[Hit] = []
    for hit in hits:
        between = document.blocks[run[-1].index + run[-1].lines : hit.index] if run else ()
        if run and not run[-1].rest and not any(has_content(b) for b in between if b.kind not in ("header", "footer")):
            run.append(hit)
            continue
        marked += _listed(run)
        run = [hit]
    return marked + _listed(run)


def _listed(run: list[Hit]) -> list[Hit]:
    elements = {name.element for hit in run for name in hit.names}
    if len(run) < _LISTED or len(elements) < _LISTED:
        return run
    return [Hit(h.index, h.text, h.names, h.strength, h.page, h.rest, True, h.lines) for h in run]


def _section(document: Document, hit: Hit, hits: list[Hit], headings: list[Heading], place: dict[int, int]) -> Section:
    """Blocks from the hit to the next section of another element, or to the end that the outline knows."""
    start = hit.index + hit.lines
    end = len(document.blocks)
    own = {name.element for name in hit.names}
    for other in hits:
        if other.index >= start and other.strength > SOFT and {name.element for name in other.names} - own:
            end = other.index
            break
    if len(document.blocks[hit.index].cells) > 1:
        end = start
    blocks = document.blocks[start:end]
    if hit.index in place and document.pages is not None:
        own_heading = headings[place[hit.index]]
        following = (h.block_index for h in headings[place[hit.index] + 1 :] if _follows(own_heading, h))
        blocks = document.blocks[start : min(end, next(following, end))]
    elif hit.index in place:
        inside = section(document, headings, place[hit.index])
        known = {id(block) for block in inside}
        blocks = tuple(block for block in blocks if id(block) in known)
    body = tuple(block for block in blocks if block.kind not in ("header", "footer"))
    if hit.rest:
        body = (Block("paragraph", hit.rest, hit.page), *body)
    return Section(hit.text, hit.page, body, hit)


def _follows(own: Heading, other: Heading) -> bool:
    """In print, where levels cannot be trusted: the next number of the same list, or of one above (3 after 2.8)."""
    mine, theirs = own.steps, other.steps
    if not mine or not theirs or len(theirs) > len(mine) or ")" in other.pattern:
        return False
    if len(theirs) == len(mine) and own.pattern != other.pattern:
        return False
    return theirs[:-1] == mine[: len(theirs) - 1] and theirs[-1] == mine[len(theirs) - 1] + 1


def _unknown(
    document: Document,
    hits: list[Hit],
    headings: list[Heading],
    contents: frozenset[int],
    sections: list[Section],
) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """Headings that name no element, with what stands under them, and the blocks that stand in no element's section."""
    taken = {id(block) for part in sections if part.hit and part.hit.strength > SOFT for block in part.blocks}
    hit_at = {at for hit in hits for at in range(hit.index, hit.index + hit.lines)}
    levels = {h.level for h in headings if h.block_index in hit_at}
    unknown = [
        Section(
            h.text,
            h.page,
            section(document, headings, at),
            nested=id(document.blocks[h.block_index]) in taken,
            likely=_is_likely(h, document.blocks[h.block_index], levels),
        )
        for at, h in enumerate(headings)
        if h.block_index not in hit_at
    ]
    orphans = tuple(
        block
        for index, block in enumerate(document.blocks)
        if id(block) not in taken
        and index not in hit_at
        and index not in contents
        and block.kind not in ("header", "footer")
    )
    return tuple(unknown), orphans


def _is_likely(heading: Heading, block: Block, levels: set[int]) -> bool:
    """Not a sentence, and set in type like a heading or on the level of one that names an element."""
    looks = heading.styled or block.bold or (heading.confident and heading.level in levels)
    return looks and len(heading.text) <= _LONGEST_TITLE and not _SENTENCE.search(heading.text)
