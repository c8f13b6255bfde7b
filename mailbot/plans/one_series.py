"""Headings that stand in one series with lines that are known to be chapters: between 'ก. คำชี้แจง' and 'ค. พื้นที่' the
line 'ข. เข็มมุ่ง' is a chapter, whatever its words say.

Words alone passed over it, and over '9. Hail list' below '8. Run sheet': their texts were taken for their neighbours'.
"""

from collections import Counter
from collections.abc import Sequence, Set

from mailbot.documents.outline import Heading
from mailbot.plans.items import list_items

_FEWEST = 3  # known lines that are numbered alike and look alike


def in_one_series(headings: Sequence[Heading], known: Set[int]) -> frozenset[int]:
    """Indexes of the headings that are numbered and look like several of `known` (indexes of lines), and of those with
    a plain number and a heading style."""
    items = list_items(headings)
    able = [one for one in headings if one.pattern and not one.in_toc and one.block_index not in items]
    looks = Counter((one.pattern, one.level) for one in able if one.block_index in known)
    common = {look for look, count in looks.items() if count >= _FEWEST}
    return frozenset(
        one.block_index for one in able if (one.pattern, one.level) in common or (one.styled and len(one.steps) == 1)
    )
