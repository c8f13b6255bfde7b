"""What resembles an element and is everyday business: a register of property, service times, a strategic plan.

Of some 1,900 sections that tell an element, one is taken for such by the words of the rules; a person looks at it.
"""

import re
from collections.abc import Sequence

from mailbot.documents.model import Block
from mailbot.documents.thai import skeleton
from mailbot.element_rules import Element
from mailbot.plans.evidence import people

_CALL_TREE = "2.8"
_ELSEWHERE = re.compile(
    r"(?:ตาม|ใน)\s?(?:ผัง|แผนผัง|กระบวนการ|สาย|ลำดับ|ขั้นตอน|รายชื่อ)*(?:การ)?(?:แจ้งเหตุ|โทรศัพท์|ติดต่อ)?(?:ใน)?\s?\(?call\s?tree",
    re.IGNORECASE,
)
_REACHED = re.compile(r"[0-9๐-๙][0-9๐-๙ -]{5,}|[→⇒─►➔]|->")  # a telephone number, an arrow
_FEWEST_LETTERS = 40  # of the skeleton; a shorter text has no room for the words of a crisis


def resembles(element: Element, blocks: Sequence[Block], title: str = "") -> bool:
    """Whether a text has words of everyday business and none that a text of this element cannot do without. title: what
    stands above it, in a print perhaps the first line of it."""
    if element.id == _CALL_TREE and _sends_elsewhere(blocks, title):
        return True
    usual = element.lookalikes
    if not usual.words or any(block.picture for block in blocks):
        return False
    text = "\n".join(block.text for block in blocks)
    told = text.lower()  # not its skeleton, in which 'กู้' is one letter
    if not any(word in told for word in usual.words) or any(word in told for word in usual.unless):
        return False
    return len(skeleton(text)) >= _FEWEST_LETTERS and not (element.id == _CALL_TREE and people(text))


def _sends_elsewhere(blocks: Sequence[Block], title: str) -> bool:
    """'ผู้ประสานงานแจ้งคณะทำงานตามผัง Call Tree' among the steps, with nobody's number and no chain: the tree stands
    elsewhere, or nowhere."""
    text = " ".join([title, *(block.text for block in blocks)])
    drawn = any(block.picture or block.kind == "diagram" for block in blocks)
    return not drawn and bool(_ELSEWHERE.search(text)) and not _REACHED.search(text)
