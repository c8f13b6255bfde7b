"""Headings that bear a name we do not know: they may be an element in the agency's own words, so a person must look."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence, Set
from itertools import accumulate

from mailbot.documents.model import Block, Document
from mailbot.documents.outline import Heading, section
from mailbot.documents.thai import skeleton
from mailbot.plans.hits import MARGINS, PLAIN, SOFT, Hit, Section, has_content, is_printed
from mailbot.plans.lexicon import Lexicon

_LONGEST_TITLE = 100  # characters
_LONGEST_BARE, _FEWEST_BARE = 80, 6  # characters, letters of the skeleton, of a title without any look of its own
_SENTENCE = re.compile("(?<!ผู้)มีหน้าที่|ให้ดำเนินการ|จะต้อง|^ให้|^เพื่อ|^กรณีที่|ดังนี้$|ได้แก่|ซึ่ง|แล้วให้|โดยให้")
_BARE_SHARE = 0.5  # of the headings that we do know; then others may be bare too


def unknown_sections(
    document: Document,
    hits: Sequence[Hit],
    headings: Sequence[Heading],
    contents: Set[int],
    taken: Set[int],
    lexicon: Lexicon,
) -> list[Section]:
    """Unknown headings with what stands under them. taken: ids of blocks in sections of elements (nested headings)."""
    hit_at = {at for hit in hits for at in range(hit.index, hit.index + hit.lines)}
    levels = {heading.level for heading in headings if heading.block_index in hit_at}
    stops = {hit.index for hit in hits if hit.strength > SOFT}
    stops |= {h.block_index for h in headings if h.confident and lexicon.is_other(h.text)}
    until = _until_next(document.blocks, stops)
    main = _main_levels(hits, headings)
    found = [
        _unknown(document, headings, at, until, taken, levels, main, lexicon)
        for at, heading in enumerate(headings)
        if heading.block_index not in hit_at
    ]
    known = hit_at | contents | {heading.block_index for heading in headings}
    return found + _bare_sections(document, hits, known, lexicon)


def _unknown(
    document: Document,
    headings: Sequence[Heading],
    at: int,
    until: Callable[[int], int],
    taken: Set[int],
    levels: Set[int],
    main: Set[int],
    lexicon: Lexicon,
) -> Section:
    heading = headings[at]
    block = document.blocks[heading.block_index]
    boxed = _boxed(document.blocks, heading.block_index)
    likely = _is_likely(heading, block, levels, boxed)
    under = section(document, headings, at)
    if boxed and not any(map(has_content, under)):
        under = _to_next_box(document.blocks, heading.block_index)
    return Section(
        heading.text,
        heading.page,
        under[: until(heading.block_index)],
        nested=id(block) in taken,
        likely=likely and not lexicon.is_other(heading.text),
        index=heading.block_index,
        main=heading.level in main,
    )


def _main_levels(hits: Sequence[Hit], headings: Sequence[Heading]) -> Set[int]:
    """Levels on which elements are opened. A heading that names the element in whose section it stands (its areas one
    by one) makes no level of chapters: the area beside it hides no other element."""
    level_at = {heading.block_index: heading.level for heading in headings}
    opened: dict[str, int] = {}
    for hit in hits:
        level = level_at.get(hit.index)
        if level is None or hit.strength <= SOFT:
            continue
        for name in hit.names:
            opened[name.element] = min(level, opened.get(name.element, level))
    return set(opened.values())


def _until_next(blocks: Sequence[Block], stops: Set[int]) -> Callable[[int], int]:
    """How many blocks of the body stand between a heading's index and the next block that names an element: what stands
    further down is that element's."""
    places = sorted({*stops, len(blocks)})
    before = list(accumulate((block.kind not in MARGINS for block in blocks), initial=0))
    return lambda index: before[places[bisect_right(places, index)]] - before[index + 1]


def _is_likely(heading: Heading, block: Block, levels: Set[int], boxed: bool) -> bool:
    """Not a sentence, and set in type like a heading, in a box of its own, or on the level of one that names an
    element."""
    looks = heading.styled or block.bold or boxed or (heading.confident and heading.level in levels)
    return looks and len(heading.text) <= _LONGEST_TITLE and not is_sentence(heading.text)


def _boxed(blocks: Sequence[Block], index: int) -> bool:
    """A table of one cell: a paragraph in a table with nothing of a table before and behind it."""
    around = [blocks[at] for at in (index - 1, index + 1) if 0 <= at < len(blocks)]
    own = blocks[index]
    return own.in_table and own.kind == "paragraph" and not any(b.in_table and b.kind == "paragraph" for b in around)


def _to_next_box(blocks: Sequence[Block], index: int) -> tuple[Block, ...]:
    """What a box without bold type opens when bold sub-headings, which look like more, follow it at once."""
    end = next((at for at in range(index + 1, len(blocks)) if _boxed(blocks, at)), len(blocks))
    return tuple(block for block in blocks[index + 1 : end] if block.kind not in MARGINS)


def _bare_sections(document: Document, hits: Sequence[Hit], known: Set[int], lexicon: Lexicon) -> list[Section]:
    """Short paragraphs before content, in a Word file whose known headings look like nothing but short paragraphs."""
    sure = [hit for hit in hits if hit.strength > SOFT and not hit.listed]
    bare = [hit for hit in sure if hit.strength == PLAIN]
    if is_printed(document) or not sure or len(bare) < _BARE_SHARE * len(sure):
        return []
    titles = [
        at
        for at, block in enumerate(document.blocks)
        if at not in known and block.kind == "paragraph" and _may_be_title(block) and not lexicon.is_other(block.text)
    ]
    named = {at for hit in hits if hit.strength > SOFT for at in range(hit.index, hit.index + hit.lines)}
    telling = {at for at in titles if lexicon.title_words.speaks(document.blocks[at].text)}
    named |= {at for at in titles if lexicon.title_words.guess(document.blocks[at].text)}
    found = []
    for at in titles:
        # Under a title that speaks for an element the next short paragraphs may be its text.
        ends = {*(() if at in telling else titles), *named, len(document.blocks)}
        end = min(index for index in ends if index > at)
        blocks = tuple(block for block in document.blocks[at + 1 : end] if block.kind not in MARGINS)
        if blocks:
            found.append(Section(document.blocks[at].text.strip(), document.blocks[at].page, blocks, index=at))
    return found


def is_sentence(text: str) -> bool:
    """True for running text: a duty, an order, a purpose, the opening of a list."""
    return bool(_SENTENCE.search(text))


def _may_be_title(block: Block) -> bool:
    text = block.text.strip()
    return len(text) <= _LONGEST_BARE and len(skeleton(text)) >= _FEWEST_BARE and not is_sentence(text)
