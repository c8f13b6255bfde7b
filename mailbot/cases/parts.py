"""Mails that say in their subject that they are one of several parts: 'แผน BCP (1/3)', 'ส่งแผน ๒/๓', 'part 2 of 3'."""

import re

from mailbot.documents.thai import to_arabic

MOST_PARTS = 20
_WORD = r"(?:ส่วนที่|ตอนที่|ฉบับที่|ไฟล์ที่|ชุดที่|เมลที่|อีเมลที่|part|mail)\s*"
_NUMBERS = r"(\d{1,2})\s*(?:/|of|จาก)\s*(\d{1,2})"
_TOLD = (
    re.compile(rf"{_WORD}{_NUMBERS}(?![\d/])", re.IGNORECASE),
    re.compile(rf"[(\[]\s*(?:{_WORD})?{_NUMBERS}\s*[)\]]", re.IGNORECASE),
    re.compile(rf"(?<![\d/.\-])(?<!ที่ )(?<!ที่){_NUMBERS}\s*(?:\[[^\]]*\]\s*)?$", re.IGNORECASE),
)
"""After a word for part, in brackets, or at the end of the subject, before our receipt."""
_LETTER_NUMBER = re.compile(r"ที่\s*[ก-ฮ]{2,3}\s*[\d.]+/\d+")
"""'ที่ ขก 17/12' counts letters, not parts."""


def part_of(subject: str) -> tuple[int, int] | None:
    """(number, of how many) when the subject tells of one part of several, else None."""
    words = _LETTER_NUMBER.sub(" ", to_arabic(subject)).strip()
    found = next((match for pattern in _TOLD if (match := pattern.search(words))), None)
    if found is None:
        return None
    number, total = int(found[1]), int(found[2])
    return (number, total) if 1 <= number <= total and 1 < total <= MOST_PARTS else None
