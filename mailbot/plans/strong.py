"""Content that speaks for one element by itself, whatever its heading says: areas with amounts, names with numbers."""

import re
from collections.abc import Callable, Sequence

from mailbot.documents.model import Block
from mailbot.documents.thai import to_arabic
from mailbot.element_rules import Element
from mailbot.plans.evidence import AMOUNT, TICK, fit, people, telephones, words
from mailbot.plans.hits import has_content
from mailbot.rules import Rules

_HARM = (
    "ไม่สามารถ",
    "เสียหาย",
    "ผลกระทบ",
    "ใช้การไม่ได้",
    "หยุดชะงัก",
    "ถูกตัดขาด",
    "cannot",
    "damage",
    "impact",
    "loss",
    "unavailable",
)
_URGENCY = (
    "เร่งด่วน",
    "ระดับ",
    "ความสำคัญ",
    "สูง",
    "ปานกลาง",
    "rto",
    "mtpd",
    "priority",
    "urgency",
    "critical",
    "ภายใน",
    "within",
)
_TIME = re.compile("ชั่วโมง|ชม\\.|วัน|สัปดาห์|เดือน|rto|mtpd|hour|day|week|month", re.IGNORECASE)
_OF_TIME = re.compile(r"(?<!\d)\d++\s*+(?:ชั่วโมง|ชม|วัน|สัปดาห์|เดือน|นาที|hour|day|week|month|min)", re.IGNORECASE)
_LONGEST_ROW = 45  # characters
_FEWEST_LINES = 3


def strong_for(blocks: Sequence[Block], rules: Rules) -> frozenset[str]:
    """Elements for which this content speaks by itself. Never 2.1, whose content is any text.

    Events against areas are 2.2, not the strategy.
    """
    content = [block for block in blocks if has_content(block) or any(cell.strip() for cell in block.cells)]
    text = "\n".join(block.text for block in content)
    found = frozenset(
        key for key, test in _TESTS.items() if key in rules.elements and test(rules.elements[key], content, text)
    )
    return found - {"2.4"} if "2.2" in found else found


def _areas(element: Element, blocks: Sequence[Block]) -> int:
    return len(fit(element, blocks).found)


def _is_told(block: Block) -> bool:
    """Running text, and no row of a table; in print a row is a short line."""
    return not block.cells and (block.page is None or len(block.text) > _LONGEST_ROW)


def _ticks(blocks: Sequence[Block]) -> int:
    return sum(1 for block in blocks for cell in block.cells if TICK.search(cell))


def _amounts(blocks: Sequence[Block]) -> int:
    """How many amounts are told; in running text those of time are no need of anything."""
    return sum(
        len(AMOUNT.findall(text)) - (len(_OF_TIME.findall(text)) if _is_told(block) else 0)
        for block in blocks
        for text in (to_arabic(block.text),)
    )


def _events(element: Element, blocks: Sequence[Block], text: str) -> bool:
    return (
        len(blocks) >= 2
        and len(words(element.evidence, text)) >= 3
        and (_ticks(blocks) >= 3 or bool(words(_HARM, text)))
    )


def _team(element: Element, blocks: Sequence[Block], text: str) -> bool:
    return len(people(text)) >= 3 and len(words(element.evidence, text)) >= 2


def _strategy(element: Element, blocks: Sequence[Block], text: str) -> bool:
    return _areas(element, blocks) >= 4 and _amounts(blocks) < _FEWEST_LINES


def _impact(element: Element, blocks: Sequence[Block], text: str) -> bool:
    timed = [b for b in blocks if _TIME.search(b.text) or any(TICK.search(cell) for cell in b.cells)]
    return len(timed) >= _FEWEST_LINES and bool(_TIME.search(text)) and len(words(_URGENCY, text)) >= 2


def _resources(element: Element, blocks: Sequence[Block], text: str) -> bool:
    return _areas(element, blocks) >= 3 and _amounts(blocks) >= 3


def _steps(element: Element, blocks: Sequence[Block], text: str) -> bool:
    acting = [b for b in blocks if words(element.evidence, b.text)]
    return len(acting) >= _FEWEST_LINES and len(words(element.evidence, text)) >= 5 and len(telephones(text)) < 2


def _calls(element: Element, blocks: Sequence[Block], text: str) -> bool:
    return len(telephones(text)) >= 3 and len(people(text)) >= 3


_TESTS: dict[str, Callable[[Element, Sequence[Block], str], bool]] = {
    "2.2": _events,
    "2.3": _team,
    "2.4": _strategy,
    "2.5": _impact,
    "2.6": _resources,
    "2.7": _steps,
    "2.8": _calls,
}
