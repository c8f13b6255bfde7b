"""Lines that may be headings in words we do not know: they stop an 'absent' and never make a 'present'."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from mailbot.documents.model import Block, Document
from mailbot.documents.numbering import split_number
from mailbot.documents.outline import Heading
from mailbot.documents.thai import skeleton
from mailbot.plans.hits import CONTINUES, MARGINS, PLAIN, SOFT, Hit, Section, is_printed
from mailbot.plans.items import list_items
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.unknown import is_sentence

_LONGEST, _FEWEST = 100, 6  # characters, letters of the skeleton
_FARTHEST = 60  # blocks below a title that may still be its own
_MOST_CELLS = 3  # of a row whose first cell is a title: number, title, content
_BARE_SHARE = 0.5  # of the headings that we do know; then others may be bare too
_WITH_LOOKS = frozenset({"word", "html", "libreoffice"})


@dataclass(frozen=True, slots=True)
class _Title:
    """A text that may be a title. beside: what stands in the other cells of its row."""

    text: str
    beside: Block | None = None

    def with_content(self, body: tuple[Block, ...], *, in_order: bool) -> tuple[Block, ...]:
        """What the title opens: the blocks below, or the other cells. in_order: the reader knows where a cell ends; if
        not, its text may go on in the blocks below."""
        if self.beside is None:
            return body
        return (self.beside,) if in_order else (self.beside, *body)


def possible_titles(
    document: Document, hits: Sequence[Hit], headings: Sequence[Heading], contents: Set[int], lexicon: Lexicon
) -> tuple[Section, ...]:
    """Every line that could be a heading, whatever section it lies in, with the blocks down to the next known heading.

    In a Word file whose headings have a look of their own only lines that look like headings count; a print, an old
    Word file and a file with bare headings have no looks to go by, so there every short line counts.
    """
    strong = [hit for hit in hits if hit.strength > SOFT and not hit.listed]
    taken = {at for hit in strong for at in range(hit.index, hit.index + hit.lines)} | contents
    ends = sorted({hit.index for hit in strong} | {len(document.blocks)})
    items = list_items(headings)
    looks = {h.block_index for h in headings if h.confident or (h.steps and h.block_index not in items)}
    bare = document.reader not in _WITH_LOOKS or is_printed(document) or _is_bare(strong)
    found: list[Section] = []
    for at, block in enumerate(document.blocks):
        if at in taken or block.kind in (*MARGINS, "footnote", "diagram"):
            continue
        if not (block.kind == "row" or at in looks or (bare and at not in items)):
            continue
        titles = [title for title in _titles(block) if _may_be_title(title.text, lexicon)]
        if titles:
            end = min(ends[bisect_right(ends, at)], at + 1 + _FARTHEST)
            body = tuple(below for below in document.blocks[at + 1 : end] if below.kind not in MARGINS)
            for title in titles:
                blocks = title.with_content(body, in_order=document.reader in _WITH_LOOKS)
                if blocks:
                    found.append(Section(title.text, block.page, blocks, index=at))
    return tuple(found)


def _titles(block: Block) -> Iterator[_Title]:
    """The block as a title, or the cells of its row that are followed by another."""
    cells = [cell for cell in block.cells if cell.strip()]
    if block.kind != "row" or len(cells) < 2:
        yield _Title(block.text.strip())
    elif len(block.cells) <= _MOST_CELLS:
        for place, cell in enumerate(cells[:-1]):
            yield _Title(cell.strip(), Block("paragraph", "\n".join(cells[place + 1 :]), block.page))


def _is_bare(strong: Sequence[Hit]) -> bool:
    """At least half of the known headings are nothing but short paragraphs."""
    return bool(strong) and sum(hit.strength == PLAIN for hit in strong) >= _BARE_SHARE * len(strong)


def _may_be_title(text: str, lexicon: Lexicon) -> bool:
    rest = split_number(text).rest
    return (
        len(text) <= _LONGEST
        and len(skeleton(rest)) >= _FEWEST
        and not rest.startswith(CONTINUES)
        and not is_sentence(rest)
        and not lexicon.is_other(text)
    )
