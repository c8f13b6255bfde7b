"""Titles that plans open with, and the lines under them that name whose plan it is."""

import re

from mailbot.documents.model import Document
from mailbot.documents.thai import skeleton
from mailbot.plans.trace import Trace, undated

TITLES = (
    "แผนดำเนินธุรกิจอย่างต่อเนื่อง",
    "แผนบริหารความต่อเนื่อง",
    "แผนความต่อเนื่อง",
    "บริหารความพร้อมต่อสภาวะวิกฤต",
    "แผนดำเนินการธุรกิจ",
    "แผนประคองกิจการ",
    "business continuity plan",
    "แผนรองรับการบริหารความต่อเนื่อง",
    "แผนรองรับสภาวะวิกฤต",
    "แผนเผชิญเหตุ",
    "bcp",
)
_OPENING = 4  # lines
_LONGEST = 90  # characters of a line on a cover; longer ones are running text
_CHAPTER = re.compile(r"^\s*(?:บทที่|ส่วนที่|หมวด|ตอนที่|ภาคผนวก|chapter|part|[0-9๐-๙]+[.)]|[0-9๐-๙]+\s)", re.IGNORECASE)
_BONES = tuple(map(skeleton, TITLES))
_PLAN = skeleton("แผน")
_BAD_TIMES = tuple(map(skeleton, ("ต่อเนื่อง", "วิกฤต", "ฉุกเฉิน", "ไม่หยุดชะงัก")))


def opens_with_title(document: Document) -> bool:
    """Whether a plan's title stands in the first lines, at the beginning of a short line
    that is no chapter's heading ('ทีมงานแผนดำเนินธุรกิจ…' is no title)."""
    return any(_is_title(line) for line in _opening(document))


def titled_in_own_words(document: Document) -> bool:
    """Whether one of the first lines calls the document a plan for going on in bad times, in whatever words:
    'แผนปฏิบัติการต่อเนื่อง กรม…', 'แผนรับมือเหตุวิกฤต…'."""
    return any(
        len(line) <= _LONGEST and bones.startswith(_PLAN) and any(word in bones for word in _BAD_TIMES)
        for line in _opening(document)
        for bones in (skeleton(line),)
    )


def under_title(one: Trace) -> list[str]:
    """Consonants, dates left out, of the title and the short lines after it that are no chapter: the agency's name."""
    lines = _opening(one.document)
    start = next((at for at, line in enumerate(lines) if _is_title(line)), len(lines))
    short = [line for line in lines[start : start + 3] if len(line) <= _LONGEST and not _CHAPTER.match(line)]
    return [bones for line in short if len(bones := undated(line)) >= 6]


def _opening(document: Document) -> list[str]:
    body = (block.text for block in document.blocks[:20] if block.kind not in ("header", "footer"))
    return [line for text in body for line in text.splitlines() if line.strip()][: _OPENING * 2]


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST and not _CHAPTER.match(line) and skeleton(line).startswith(_BONES)
