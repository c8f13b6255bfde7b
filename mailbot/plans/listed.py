"""The chapters that a plan's own table of contents lists: lines of its body that stand as titles there."""

from collections.abc import Sequence, Set

from mailbot.documents.contents import without_page_number
from mailbot.documents.model import Block
from mailbot.documents.numbering import split_number
from mailbot.documents.thai import skeleton
from mailbot.plans.chapters import Chapter
from mailbot.plans.hits import MARGINS

_FEWEST_LETTERS = 4  # of the skeleton
_FEWEST = 5  # entries that stand in the body; fewer are no list of its chapters
_MOST_LINES = 3  # of a title that wraps in print
_MOST_LOST = 0.25  # of the entries that stand nowhere in the body; more, and the list is another's or of another level


def listed_chapters(blocks: Sequence[Block], contents: Set[int]) -> frozenset[int]:
    """Indexes of the lines with which the listed chapters begin; empty where there is no such list, or where its
    entries are not found. contents: indexes of its entries."""
    titles = {_title(without_page_number(blocks[at].text)) for at in contents}
    titles = {title for title in titles if len(title) >= _FEWEST_LETTERS}
    if len(titles) < _FEWEST:
        return frozenset()
    openings = {title[:_FEWEST_LETTERS] for title in titles}
    first = max(contents)
    found: dict[int, str] = {}
    for at in range(first + 1, len(blocks)):
        own = _title(blocks[at].text) if _may_open(blocks[at]) else ""
        if own[:_FEWEST_LETTERS] not in openings:
            continue
        for count in range(1, _MOST_LINES + 1):
            joined = " ".join(block.text for block in blocks[at : at + count])
            if (title := _title(joined)) in titles:
                found[at] = title
                break
            if blocks[at].page is None:
                break
    lost = len(titles - set(found.values()))
    enough = len(set(found.values())) >= _FEWEST and lost <= _MOST_LOST * len(titles)
    return frozenset(found) if enough else frozenset()


def is_listed(chapters: Sequence[Chapter], listed: Set[int]) -> bool:
    """A division into the listed chapters, with known headings in them at most."""
    first = min(listed, default=0)
    return bool(listed) and all(one.start in listed or one.known or one.start < first for one in chapters)


def _may_open(block: Block) -> bool:
    return block.kind not in (*MARGINS, "footnote") and len(block.cells) < 2 and len(block.text) < 160


def _title(text: str) -> str:
    return skeleton(split_number(text).rest)
