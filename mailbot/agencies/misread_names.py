"""Letters that are no name after all: a month, a rank, a letter's number, the end or the middle of something longer."""

import re

from mailbot.agencies import cores
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.vocabulary import FOLLOWER, LEADERS

VOWELS = frozenset("ะัาำิีึืุูเแโใไๅ")
"""Letters that no abbreviation has."""
_RANKS = frozenset({"พ.ท", "ร.ท", "พ.อ", "ร.อ", "พ.ต", "ร.ต", "จ.อ", "ส.อ"})
_MOST_LETTERS = 4
# Several of a kind (มหาวิทยาลัยราชภัฏ ๓ แห่ง).
_COUNTED = re.compile("(?:ราชภั[ฏฎ]|เทคโนโลยีราชมงคล|ของรัฐ|ในกำกับ)?(?:ทั้ง)?[0-9]{1,3}(?:แห่ง|สถาบัน)")
# A Latin word beside a Latin abbreviation makes it part of something else (PAT SMITH), but for these.
_PLAIN_LATIN = "(?:bcp|bcm|plan|of|the|from|for|by|thailand|please|find|re|fw|fwd)"
_LATIN_BEFORE = re.compile(rf"(?i)(?<![a-z])(?!{_PLAIN_LATIN}\s)[a-z]+[ \t]+$")
_LATIN_AFTER = re.compile(rf"(?i)[ \t]+(?!{_PLAIN_LATIN}\b)[a-z]")


def follows_place_word(text: Squeezed, start: int) -> bool:
    """Does อ. or ต. stand before (อ.วัดโบสถ์, ต.วัดเพลง)? Then it is a place named after a temple."""
    word = text.letters[text.run_start(start - 1) : start] if start else ""
    return word in ("อ", "ต", "อำเภอ", "ตำบล", "แขวง", "เขต") and "\n" not in text.gaps.get(start, "")


def is_bare_university(text: Squeezed, start: int, end: int) -> bool:
    """Is it the end of มหาวิทยาลัย with which no name begins (แผน… ของมหาวิทยาลัย, a new line, a number of them)?"""
    if not text.letters.endswith("มหา", 0, start) or not text.letters.startswith("วิทยาลัย", start):
        return False
    if end >= len(text.letters) or "\n" in text.gaps.get(end, "") or FOLLOWER.match(text.letters, end) is not None:
        return True
    return _COUNTED.match(text.letters, end) is not None


def is_no_name(text: Squeezed, start: int, end: int, short: bool) -> bool:
    """Is it no name after all: a misread abbreviation (short), or a company's short name with which another company's
    begins (บมจ. ปตท. น้ำมันและการค้าปลีก)?"""
    if short and (_is_half(text, end) or _is_misread(text, start, end) or _is_amid_letters(text, start, end)):
        return True
    if not text.letters.startswith(cores.COMPANY_WORDS, start) or text.letters.endswith(("จำกัด", "มหาชน"), start, end):
        return False
    last = end >= len(text.letters) or "\n" in text.gaps.get(end, "")
    return not last and FOLLOWER.match(text.letters, end) is None


def _is_amid_letters(text: Squeezed, start: int, end: int) -> bool:
    """Does it stand amid a longer abbreviation (ศอ.สสส.จชต.)?"""
    if text.gaps.get(start) != "." or text.gaps.get(end) != "." or text.letters.endswith(LEADERS, 0, start):
        return False
    before = text.letters[text.run_start(start - 1) : start]
    after = text.letters[end : text.run_end(end)]
    return all(0 < len(run) <= _MOST_LETTERS and not VOWELS & {*run} for run in (before, after))


def _is_half(text: Squeezed, end: int) -> bool:
    """Does จ. stand directly behind an abbreviation (สส.จ., กษจ.)? Then it is an office of some province, half told."""
    mark = text.letters[end : end + 1] == "จ" and not {" ", "\n"} & {*text.gaps.get(end, "")}
    return mark and text.closes(end + 1)


def _is_misread(text: Squeezed, start: int, end: int) -> bool:
    """Is it no abbreviation after all: cat for CAT, 12 ก.พ. (a month), พ.ศ. 2563, มท 0310 (a letter number)?"""
    written = text.shown(start, end)
    if written.isascii():
        if _LATIN_BEFORE.search(text.cleaned, 0, text.origin(start)) or _LATIN_AFTER.match(
            text.cleaned, text.origin(end - 1) + 1
        ):
            return True
        return written != written.upper() and written not in ("depa", "ibank")
    before, after = text.letters[max(0, start - 1) : start], text.letters[end : end + 1]
    if before.isdigit() or after.isdigit():
        return "\n" not in text.gaps.get(start if before.isdigit() else end, "")
    if written in _RANKS:
        return True
    return end - start == 2 and "." not in text.gaps.get(end, text.cleaned[text.origin(end - 1) + 1 :][:1])
