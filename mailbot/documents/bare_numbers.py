"""Headings that nothing but a bare number sets apart: '๔ เหตุการณ์และทรัพยากรที่ถูกกระทบ' in plain letters, after '๓ …' and
before '๕ …'.

A bare number alone opens many a line ('๓๐ มิถุนายน', '๕ คน'); one that goes on with the count of the lines before it,
with text between them, opens a chapter.
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from mailbot.documents.model import Block
from mailbot.documents.numbering import Numbered, split_number
from mailbot.documents.thai import to_arabic

_BARE = re.compile(r"\s*(?P<number>\d{1,2})[ \t\u00a0]+(?P<title>[^\W\d_].*)")
_LONGEST_TITLE = 90  # characters
_FEWEST = 5  # in one count
_DOTTED, _FEWEST_DOTTED = "1.", 3  # pattern of their numbers; plain lines that have it
_APART = 0.7  # share of them with something below


def bare_numbers(blocks: Sequence[Block], contents: Set[int]) -> dict[int, Numbered]:
    """Indexes of such headings with their number as if a full stop stood behind it. contents: entries of a table of
    contents, which are no headings. In a document whose plain lines have a series with full stops ('๑. …') that one
    is of the chapters, and a bare number of a list in one of them."""
    found = list(_counted(blocks, contents))
    if len(found) < _FEWEST:
        return {}
    dotted = sum(_is_plain(block) and split_number(block.text).pattern == _DOTTED for block in blocks)
    if dotted >= _FEWEST_DOTTED:
        return {}
    apart = sum(later - one > 1 for (one, _), (later, _) in pairwise(found))
    if apart < _APART * (len(found) - 1):
        return {}
    return dict(found)


def _counted(blocks: Sequence[Block], contents: Set[int]) -> Iterator[tuple[int, Numbered]]:
    expected = 1
    for at, block in enumerate(blocks):
        if at in contents or not _is_plain(block):
            continue
        line = _BARE.fullmatch(to_arabic(block.text))
        if line is not None and int(line["number"]) == expected:
            expected += 1
            title = block.text.strip().split(maxsplit=1)[1]
            yield at, split_number(f"{line['number']}. {title}")


def _is_plain(block: Block) -> bool:
    plain = block.kind == "paragraph" and not block.bold and not block.in_table and not block.number
    return plain and block.page is None and len(block.text) <= _LONGEST_TITLE
