"""Headings in an agency's own words that clearly speak for one element: taken as its headings, marked as guessed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from mailbot.documents.model import Block, Document
from mailbot.documents.outline import Heading
from mailbot.documents.thai import skeleton
from mailbot.plans.hits import BULLETS, PLAIN, SOFT, SURE, Hit, Section, is_printed
from mailbot.plans.items import list_items
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.title_line import is_title_of_plan

_FEWEST_ROWS = 3  # elements named in rows of one width; then the plan is laid out as a table
_MOST_CELLS = 3  # number, name, content
_LONGEST_PLAIN = 80  # characters of a heading that is not bold
_FEWEST_LETTERS = 15  # of the skeleton, of a text that runs on behind its heading
_MOST_WORDS = 6  # of a heading with its text behind it
_FEWEST_CHAPTERS = 5  # numbers in one list, with text between them: the main list of a plan without looks


@dataclass(frozen=True, slots=True)
class _Look:
    """What headings of one list have in common: number's shape, typed or automatic; weight, size; a box."""

    pattern: str
    bold: bool
    automatic: bool
    boxed: bool
    size: float | None


def guessed_hits(
    document: Document,
    hits: Sequence[Hit],
    unknown: Sequence[Section],
    orphans: Iterable[Block],
    headings: Sequence[Heading],
    lexicon: Lexicon,
) -> list[Hit]:
    """Hits for unknown headings whose words give one element enough points.

    Only headings outside the sections that are known count: a sub-heading is no section of its own. Where nothing but
    a number tells a heading, the number must be of the list that known headings are in, or of the plan's main list.
    """
    blocks = document.blocks
    printed = is_printed(document)
    looks = {heading.block_index: _look(heading, blocks) for heading in headings if heading.pattern or not printed}
    lists = {looks[hit.index] for hit in hits if hit.index in looks and hit.strength > SOFT and not hit.listed}
    lists |= _main_lists(headings, looks) | _common(unknown, looks, lexicon)
    items = list_items(headings)
    found = []
    inside: set[int] = set()  # ids of blocks under headings that were taken
    for part in unknown:
        if _is_title_of_plan(part, hits):
            continue
        block, alike = blocks[part.index], looks.get(part.index) in lists
        if (part.nested or id(block) in inside) and not (alike and (part.likely or printed)) and part.index in looks:
            continue
        looks_so = part.likely or alike or block.bold
        hit = _run_in(part, block, lexicon)
        if hit is None and looks_so and part.index not in items:
            hit = _guess(part, block, alike, lexicon)
        if hit is not None:
            found.append(hit)
            inside.update(map(id, part.blocks))
    return [*found, *_rows(blocks, hits, {id(block) for block in orphans} - inside, lexicon)]


def _is_title_of_plan(part: Section, hits: Sequence[Hit]) -> bool:
    """The line on top that says what the whole document is: 'แผนปฏิบัติการต่อเนื่อง กรม…' opens no element."""
    first = min((hit.index for hit in hits if not hit.listed), default=part.index + 1)
    return part.index < first and is_title_of_plan(part.heading, part.index)


def _run_in(part: Section, block: Block, lexicon: Lexicon) -> Hit | None:
    """A part of 2.1 whose text runs on behind its heading, as in 'ค. สมมติฐานสำคัญ สถานที่สำรองไม่ได้รับผลกระทบ'."""
    words = part.heading.split(" ")
    for cut in range(1, min(_MOST_WORDS, len(words) - 1) + 1):
        head, rest = " ".join(words[:cut]), " ".join(words[cut:])
        names = lexicon.title_words.guess(head)
        if names and all(name.part for name in names) and len(skeleton(rest)) >= _FEWEST_LETTERS:
            if any(name.part for name in lexicon.title_words.guess(rest) - names):
                return None  # the next part of 2.1: one heading for several
            return Hit(part.index, head, names, PLAIN, part.page, rest=rest, guessed=True)
    return None


def _guess(part: Section, block: Block, alike: bool, lexicon: Lexicon) -> Hit | None:
    if part.heading[:1] in BULLETS:
        return None
    if lexicon.is_other(part.heading) or (len(part.heading) > _LONGEST_PLAIN and not block.bold):
        return None
    names = lexicon.title_words.guess(part.heading)
    strength = SURE if alike or block.bold else PLAIN
    return Hit(part.index, part.heading, names, strength, part.page, guessed=True) if names else None


def _look(heading: Heading, blocks: Sequence[Block]) -> _Look:
    block = blocks[heading.block_index]
    return _Look(heading.pattern, block.bold, bool(block.number), block.in_table, block.size)


def _main_lists(headings: Sequence[Heading], looks: dict[int, _Look]) -> set[_Look]:
    """Looks whose numbers run 1, 2, 3 … through the document with text between them."""
    numbers: dict[_Look, list[tuple[int, int]]] = defaultdict(list)
    for heading in headings:
        if heading.steps and heading.block_index in looks:
            numbers[looks[heading.block_index]].append((heading.steps[-1], heading.block_index))
    return {
        look
        for look, found in numbers.items()
        if len(found) >= _FEWEST_CHAPTERS
        and all(later[0] == one[0] + 1 and later[1] > one[1] + 1 for one, later in pairwise(found))
    }


def _common(unknown: Sequence[Section], looks: dict[int, _Look], lexicon: Lexicon) -> set[_Look]:
    """Looks of headings that speak for several elements: those are the headings of the plan, whatever stands above."""
    elements: dict[_Look, set[str]] = defaultdict(set)
    for part in unknown:
        if part.likely and part.index in looks:
            elements[looks[part.index]] |= {name.element for name in lexicon.title_words.guess(part.heading)}
    return {look for look, named in elements.items() if len(named) >= _FEWEST_CHAPTERS}


def _rows(blocks: tuple[Block, ...], hits: Sequence[Hit], loose: Set[int], lexicon: Lexicon) -> Iterator[Hit]:
    """Rows of a plan laid out as a table: where several rows name elements, in known words or in the agency's own.

    loose: ids of the blocks in no section; a table in a section is that section's content.
    """
    known = {hit.index: hit for hit in hits}
    offers = []
    named: dict[int, set[str]] = defaultdict(set)
    for index, block in enumerate(blocks):
        if (
            block.kind != "row"
            or (index not in known and id(block) not in loose)
            or not 2 <= len(block.cells) <= _MOST_CELLS
        ):
            continue
        head, rest = " ".join(block.cells[-2].split()), block.cells[-1].strip()
        names = known[index].names if index in known else lexicon.title_words.guess(head)
        if not names:
            continue
        elements = {name.element for name in names}
        named[len(block.cells)] |= elements
        if index not in known and len(head) <= _LONGEST_PLAIN:
            offers.append(Hit(index, head, names, SOFT, block.page, rest=rest, guessed=True))
    return (hit for hit in offers if len(named[len(blocks[hit.index].cells)]) >= _FEWEST_ROWS)
