"""Headings of a document and the blocks under each, whatever the headings look like.

Only 3 of 38 real Thai Word files use heading styles, so bold, numbers, one-cell tables and size count too.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from mailbot.documents.bare_numbers import bare_numbers
from mailbot.documents.contents import contents_blocks, without_page_number
from mailbot.documents.model import Block, Document
from mailbot.documents.numbering import Numbered, parse_automatic, split_number
from mailbot.documents.thai import skeleton

_LONGEST_HEADING = 150  # characters; longer paragraphs are running text
_FEWEST_LETTERS = 4  # letters of the skeleton; shorter lines are page numbers, ticks, units
_FEWEST_SET_APART = 2  # of a heading that style, size, weight or number tell: 'ภัย', 'คน'
_LARGER = 1.0  # points above the body's size
_BULLET = re.compile(r"^\s*[-–—•▪●○◦‣*\uf0b7\uf0d8✓➢]")
_WITH_LOOKS = frozenset({"word", "html", "libreoffice"})  # readers that tell bold from plain
_WITH_PARAGRAPHS = frozenset({"piece-table", "rtf", "odt"})  # readers of paragraphs without their looks
_LONGEST_PLAIN = 80  # characters of a heading that nothing but its shortness gives away


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading. block_index: into Document.blocks. text: less number and page number. skeleton: of text.

    level: 1 = top; equal levels look alike (style, size, bold, numbering) in this document. page: 1-based or None.
    number: Arabic ('2.1') or a letter, '' when there is none; steps: the number as integers, () when it is a letter or
    absent; pattern: shape of the number ('1.', '1.1', '1)').
    in_toc: an entry of a table of contents, no section. confident: surely a heading; False = may be running text.
    styled: the level is that of a heading style or outline level of the file.
    """

    block_index: int
    text: str
    skeleton: str
    level: int
    page: int | None
    number: str
    in_toc: bool
    confident: bool
    pattern: str = ""
    styled: bool = False
    steps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    block: Block
    numbered: Numbered
    styled: bool
    large: bool
    in_toc: bool

    @property
    def rank(self) -> tuple[int, ...]:
        """Sorts the looks of headings from top to bottom: style, size, bold, numbering."""
        if self.styled:
            return (0, self.block.level or 1)
        return (1, not self.large, not self.block.bold, self.numbered.rank)


def outline(document: Document, contents: Set[int] | None = None) -> list[Heading]:
    """Headings in reading order, those in a table of contents included (in_toc).

    contents: what contents_blocks() gave for this document, when the caller has it already.
    """
    blocks = document.blocks
    contents = contents_blocks(blocks) if contents is None else contents
    body_size = _body_size(blocks)
    alone = _standing_alone(document)
    counted = bare_numbers(blocks, contents)
    candidates = [
        candidate
        for index, block in enumerate(blocks)
        if (candidate := _candidate(index, block, index in contents, body_size, index in alone, counted.get(index)))
    ]
    ranks = sorted({candidate.rank for candidate in candidates if not candidate.in_toc})
    levels = {rank: place + 1 for place, rank in enumerate(ranks)}
    return [_heading(c, candidates, position, levels, blocks) for position, c in enumerate(candidates)]


def section(document: Document, headings: Sequence[Heading], index: int) -> tuple[Block, ...]:
    """Blocks under headings[index], up to the next heading of the same or a higher level.

    headings: as outline() gave them. Running headers and footers are left out. A list that starts again at 1,
    or that follows an unnumbered heading, is part of the section, however bold its items are.
    """
    own = headings[index]
    end = len(document.blocks)
    children: set[int] = set()
    for other in headings[index + 1 :]:
        if other.in_toc or (own.confident and not other.confident and not _successor(own, other)):
            continue
        if _successor(own, other):
            end = other.block_index
            break
        if _starts_list(own, other):
            children.add(other.level)
        if other.level <= own.level and other.level not in children:
            end = other.block_index
            break
    inside = document.blocks[own.block_index + 1 : end]
    return tuple(block for block in inside if block.kind not in ("header", "footer"))


def _candidate(
    index: int, block: Block, in_toc: bool, body_size: float | None, alone: bool, counted: Numbered | None
) -> _Candidate | None:
    """The block as a heading, or None when it is running text, a table row or a margin. counted: its bare number."""
    text = block.text.strip()
    if block.kind in ("header", "footer", "footnote", "diagram") or not text or len(text) > _LONGEST_HEADING:
        return None
    if block.kind == "row" and sum(bool(cell.strip()) for cell in block.cells) != 1:
        return None
    numbered = counted or split_number(text)
    if not numbered.number and block.number:
        automatic = parse_automatic(block.number)
        numbered = Numbered(automatic.number, automatic.pattern, automatic.rank, text)
    styled = block.kind == "heading"
    large = bool(block.size and body_size and block.size >= body_size + _LARGER)
    numbers = bool(numbered.number)
    set_apart = styled or ((block.bold or numbers) and not block.in_table and (block.page is None or large))
    if len(skeleton(numbered.rest)) < (_FEWEST_SET_APART if set_apart else _FEWEST_LETTERS):
        return None
    looks = block.bold or large or alone or numbers or (block.in_table and block.kind == "paragraph")
    wanted = styled or in_toc or (looks and not _BULLET.match(text))
    return _Candidate(index, block, numbered, styled, large, in_toc) if wanted else None


def _heading(
    candidate: _Candidate,
    candidates: list[_Candidate],
    position: int,
    levels: dict[tuple[int, ...], int],
    blocks: tuple[Block, ...],
) -> Heading:
    text = candidate.numbered.rest
    if candidate.in_toc:
        text = without_page_number(text)
    return Heading(
        block_index=candidate.index,
        text=" ".join(text.split()),
        skeleton=skeleton(text),
        level=levels.get(candidate.rank, len(levels) + 1),
        page=candidate.block.page,
        number=candidate.numbered.number,
        in_toc=candidate.in_toc,
        confident=not candidate.in_toc and _confident(candidate, candidates, position, blocks),
        pattern=candidate.numbered.pattern,
        styled=candidate.styled,
        steps=candidate.numbered.steps,
    )


def _confident(candidate: _Candidate, candidates: list[_Candidate], position: int, blocks: tuple[Block, ...]) -> bool:
    """Style, bold or size settle it; a plain numbered paragraph is a heading when text stands before the next."""
    if candidate.styled or candidate.block.bold or candidate.large:
        return True
    if not candidate.numbered.number or (candidate.block.size is None and candidate.block.page is not None):
        return False
    if candidate.numbered.rank <= 5 and len(candidate.numbered.steps) >= 2:
        return True
    following = candidates[position + 1].index if position + 1 < len(candidates) else len(blocks)
    between = [b for b in blocks[candidate.index + 1 : following] if b.kind not in ("header", "footer")]
    return any(block.text.strip() or block.picture for block in between)


def _successor(own: Heading, other: Heading) -> bool:
    """2.2 after 2.1, 3 after 2.1: the next section, however it is set in type."""
    mine, theirs = own.steps, other.steps
    if not mine or not theirs or len(theirs) > len(mine) or "(" in other.pattern or ")" in other.pattern:
        return False
    if len(theirs) == len(mine) and own.pattern != other.pattern:
        return False
    at = len(theirs) - 1
    return theirs[:at] == mine[:at] and theirs[at] == mine[at] + 1


def _starts_list(own: Heading, other: Heading) -> bool:
    """A numbered list under own: it starts at 1 (or ก), with a number of another shape."""
    if other.styled or other.pattern == own.pattern or not other.pattern:
        return False
    if len(other.steps) > 1:
        return other.steps[-1] == 1 and not own.steps
    return other.steps == (1,) or other.number in ("ก", "a", "A")


def _standing_alone(document: Document) -> frozenset[int]:
    """Blocks that may be headings by their place alone, where the reader cannot tell how they look.

    Paragraphs: the short ones. Printed lines: short ones after a line that did not reach the right margin.
    """
    blocks = document.blocks
    if document.reader in _WITH_LOOKS:
        return frozenset()
    if document.reader in _WITH_PARAGRAPHS:
        return frozenset(index for index, block in enumerate(blocks) if len(block.text) <= _LONGEST_PLAIN)
    body = [index for index, block in enumerate(blocks) if block.kind not in ("header", "footer")]
    widths = sorted(len(blocks[index].text) for index in body)
    full = widths[len(widths) * 9 // 10] if widths else 0
    return frozenset(
        index
        for before, index in zip([None, *body], body, strict=False)
        if len(blocks[index].text) < 0.7 * full and (before is None or len(blocks[before].text) < 0.8 * full)
    )


def _body_size(blocks: tuple[Block, ...]) -> float | None:
    """The point size of running text: that of most letters of plain paragraphs, of table rows where there are none."""
    for kinds in (("paragraph",), ("row",)):
        weight: dict[float, int] = {}
        for block in blocks:
            if block.size is not None and block.kind in kinds and not block.bold:
                weight[block.size] = weight.get(block.size, 0) + len(block.text)
        if weight:
            return max(weight, key=lambda size: (weight[size], -size))
    return None
