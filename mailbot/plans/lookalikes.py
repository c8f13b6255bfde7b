"""What resembles an element and is everyday business: a register of property, service times, a strategic plan.

Of some 1,600 sections that tell an element, two are taken for such by the words of the rules; a person looks at those.
"""

from collections.abc import Sequence

from mailbot.documents.model import Block
from mailbot.documents.thai import norm, skeleton
from mailbot.element_rules import Element

_FEWEST_LETTERS = 40  # of the skeleton; a shorter text has no room for the words of a crisis


def resembles(element: Element, blocks: Sequence[Block]) -> bool:
    """Whether a text has words of everyday business and none that a text of this element cannot do without."""
    usual = element.lookalikes
    if not usual.words or any(block.picture for block in blocks):
        return False
    text = "\n".join(block.text for block in blocks)
    if len(skeleton(text)) < _FEWEST_LETTERS:
        return False
    told = norm(text).lower()  # not its skeleton, in which 'กู้' is one letter
    return any(word in told for word in usual.words) and not any(word in told for word in usual.unless)
