"""Years named in a text (พ.ศ. or ค.ศ., Thai digits, two digits), each with the words around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.documents.thai import to_arabic

_ERA = 543
_BEFORE, _AFTER = 90, 25  # characters around a year that say whose it is
_MONTH = (
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\.?|(?:มกรา|มีนา|พฤษภา|กรกฎา|สิงหา|ตุลา|ธันวา)คม"
    r"|(?:เมษา|มิถุนา|กันยา|พฤศจิกา)ยน|กุมภาพันธ์"
)
_NOT_AFTER = r"(?![\d,:]|[ -]\d{4}(?!\d)|\.\d| ?(?:บาท|คน|ราย(?!ชื่อ|การ|งาน)|เครื่อง|ตร\.|กม|เมตร|น\.))"
_FOUR = rf"(?<![\d,.:])(?<!0[ -])(25[3-9]\d|19[89]\d|20[0-4]\d){_NOT_AFTER}"
_TWO_AFTER = rf"(?:ปี(?:งบ(?:ประมาณ|ฯ)?)?|พ\.?ศ\.?|งปม\.|{_MONTH}|\d{{1,2}}[/-]\d{{1,2}}[/-]|ครั้งที่ ?\d{{1,2}}/)\s?['’]?"
_TWO = rf"{_TWO_AFTER}([4-9]\d)(?![\d/,]|\s*(?:วัน|เดือน|ปี|คน|%|บาท))"
_YEAR = re.compile(f"{_FOUR}|{_TWO}")
_RANGE = re.compile(r"\s*(?:-|–|—|ถึง)\s*(?:พ\.ศ\.)?\s*")


@dataclass(frozen=True, slots=True)
class Year:
    """value: Buddhist era. whose: what the nearest word before it (else just after it) says it is the year of.

    alone: no word of something else stands near, however near a word of the plan's own is.
    """

    value: int
    whose: Literal["own", "other", "unsaid"]
    alone: bool
    around: str


def years(text: str, own: Sequence[str], others: Sequence[str]) -> Iterator[Year]:
    """Every year in the text, in order. A range ('๒๕๖๑ - ๒๕๘๐') is one thing's."""
    flat = to_arabic(text)
    ended, last = 0, None
    for found in _YEAR.finditer(flat):
        digits = found[1] or found[2]
        value = int(digits) + (2500 if len(digits) == 2 else _ERA if int(digits) < 2400 else 0)
        before = flat[max(ended, found.start() - _BEFORE) : found.start(1 if found[1] else 2)].lower()
        after = flat[found.end() : found.end() + _AFTER].lower()
        if last is not None and _RANGE.fullmatch(flat[ended : found.start()]):
            last = Year(value, last.whose, last.alone, last.around)
        else:
            own_at, other_at = _last(before, own), _last(before, others)
            other = other_at >= 0 or _last(after.partition("\n")[0], others) >= 0
            whose: Literal["own", "other", "unsaid"] = (
                "other" if other_at > own_at or (own_at < 0 and other) else "own" if own_at >= 0 else "unsaid"
            )
            last = Year(value, whose, not other, before + digits + after)
        ended = found.end()
        yield last


def _last(text: str, words: Sequence[str]) -> int:
    """Where the last of the words ends, -1 when none is there."""
    return max((at + len(word) for word in words if (at := text.rfind(to_arabic(word).lower())) >= 0), default=-1)
