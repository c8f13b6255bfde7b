"""A plan without headings, divided at its paragraphs: each long one, with the list or table below it, is a chapter."""

from collections.abc import Set
from itertools import pairwise

from mailbot.documents.model import Block, Document
from mailbot.documents.thai import skeleton
from mailbot.plans.chapters import Chapter
from mailbot.plans.hits import MARGINS, is_printed
from mailbot.plans.lexicon import Lexicon
from mailbot.plans.title_line import is_title_of_plan

_FEWEST_LETTERS = 40  # of the skeleton of a paragraph that says something of its own
_FEWEST, _MOST = 4, 80  # chapters


def by_paragraphs(document: Document, contents: Set[int], lexicon: Lexicon) -> tuple[Chapter, ...]:
    """Chapters without a title; none of a print, whose lines are no paragraphs, and of a text that is too short or too
    long. contents: indexes of blocks of a table of contents."""
    if is_printed(document):
        return ()
    blocks = document.blocks
    starts = [at for at, block in enumerate(blocks) if at not in contents and _opens(block)]
    if not _FEWEST <= len(starts) <= _MOST:
        return ()
    found = []
    for start, end in pairwise([*starts, len(blocks)]):
        inner = [blocks[at] for at in range(start, end) if at not in contents and blocks[at].kind not in MARGINS]
        text = blocks[start].text
        agency = lexicon.is_other(text) or is_title_of_plan(text, start)
        found.append(Chapter(start, "", None, frozenset(), other=False, agency=agency, texts=tuple(inner)))
    return tuple(found)


def _opens(block: Block) -> bool:
    return block.kind in ("paragraph", "heading") and len(skeleton(block.text)) >= _FEWEST_LETTERS
