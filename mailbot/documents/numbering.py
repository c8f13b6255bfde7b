"""Typed numbers in front of headings ('๒.๑', '2.1.', '1)', '(ก)', 'ข้อ ๑', 'ส่วนที่ ๒'): found, measured, taken off."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mailbot.documents.thai import to_arabic

_PART = "ส่วนที่|ส่วน|บทที่|บท|หมวดที่|หมวด|ตอนที่|ตอน|ภาคที่|ภาคผนวกที่|ภาคผนวก|ผนวก|เอกสารแนบ|part|chapter|annex|appendix"
_ITEM = "ข้อที่|ข้อ|หัวข้อที่|หัวข้อ|องค์ประกอบที่|องค์ประกอบ|section"
_CAPTION = "ตารางที่|ตาราง|แผนภาพที่|แผนภาพ|แผนผังที่|รูปที่|ภาพที่|แผนภูมิที่|table|figure"
_DIGITS = r"\d{1,2}(?:\s?[.\-]\s?\d{1,2}(?!\d)){0,4}"
_SPACED_DIGITS = r"\d{1,2}(?:\s\d{1,2}){1,2}(?=\s?[.)])"
_LETTER = r"[ก-ฮ](?=\s?[.)\]])|[a-zA-Z](?=[.)])|[ivxIVX]{1,5}(?=[.)])"
_NUMBERED = re.compile(
    rf"\s*(?P<word>(?:{_PART}|{_ITEM}|{_CAPTION})(?=\s*\(?(?:\d|[ก-ฮ](?![\u0e00-\u0e7f]))))?\s*"
    rf"(?P<open>[(\[])?\s?(?P<number>{_SPACED_DIGITS}|{_DIGITS}|{_LETTER}|(?<=ก )[ก-ฮ](?![\u0e00-\u0e7f]))(?!\d)"
    r"\s?(?P<close>[.):\]]{0,2})[ \t]*",
    re.IGNORECASE,
)
_TRAILING_ZERO = re.compile(r"(?<=\d)(?:\.0)+$")
_SPLIT = re.compile(r"[\s.\-]+")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text less its number.

    number: Arabic digits joined by dots ('2.1') or a letter ('ก'), '' when the text has none.
    pattern: what the numbers of one list have in common ('1.', '1.1', '1)', '(1)', 'ก.', 'ข้อ 1'), '' without number.
    rank: 0 for parts and annexes, 1 to 5 for the depth of plain numbers, 6 for '1)', 7 for '(1)', 8 for letters,
    9 without number, 10 for captions of tables and figures.
    """

    number: str
    pattern: str
    rank: int
    rest: str

    @property
    def steps(self) -> tuple[int, ...]:
        """The number as integers, () when it is a letter or absent."""
        return tuple(int(step) for step in self.number.split(".")) if self.number[:1].isdigit() else ()


@lru_cache(8_192)
def split_number(text: str) -> Numbered:
    """Take a typed number off the start of a text. A bare '30' (a date) needs a sign after it or a word before."""
    flat = to_arabic(text)
    found = _NUMBERED.match(flat)
    if found is None or not _is_number(found):
        return Numbered("", "", 9, text.strip())
    word = (found["word"] or "").lower()
    number = ".".join(step for step in _SPLIT.split(found["number"]) if step)
    number = _TRAILING_ZERO.sub("", number)  # '3.0 Assumption' stands over 3.1
    pattern, rank = _pattern(word, number, bool(found["open"]), found["close"])
    return Numbered(number, pattern, rank, text[found.end() :].strip())


def parse_automatic(number: str) -> Numbered:
    """The same for an automatic number of Word ('๒.๑', '(1)'); a bullet or an odd sign gives no number."""
    return split_number(number + " x") if number else Numbered("", "", 9, "")


def _is_number(found: re.Match[str]) -> bool:
    if found["word"] or found["close"]:
        return True
    return not found["open"] and len(_SPLIT.split(found["number"])) > 1


def _pattern(word: str, number: str, opened: bool, close: str) -> tuple[str, int]:
    digits = number[:1].isdigit()
    depth = number.count(".") + 1
    shape = ".".join("1" * depth) if digits else "ก" if number >= "ก" else "a"
    if word:
        if re.fullmatch(_CAPTION, word, re.IGNORECASE):
            return f"{word} {shape}", 10
        return f"{word} {shape}", 0 if re.fullmatch(_PART, word, re.IGNORECASE) else min(depth, 5)
    if not digits:
        return f"({shape})" if opened else f"{shape}{close[:1]}", 8
    if opened and ")" in close:
        return f"({shape})", 7
    if ")" in close:
        return f"{shape})", 6
    return (f"{shape}." if depth == 1 else shape), min(depth, 5)
