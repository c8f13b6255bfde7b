"""Marks of classification as clerks write them: spaced, starred, beside urgency and page, Thai and English (3.4).

A mark stands alone or apart. 'ความลับ', 'ลับแล' and 'secretary' are none, nor is a sentence about keeping secrets; where
it is doubtful, it is a mark: what was sealed without need a person releases, what was read cannot be unread.
"""

import re

from mailbot.documents.thai import key, skeleton
from validators.said_secret import said

LONGEST = 60  # characters of a line that can be nothing but a mark
_GAP = r"[\s*_.\-–—~]*"
_APART = r"(?<![ก-๎A-Za-z])(?<!ความ )(?<!ความ  )(?<!ไม่ )(?<!not )(?<!non-)(?<!non )"


def _spaced(word: str) -> str:
    """A pattern of the word with whatever clerks put between its letters."""
    return _GAP.join(map(re.escape, word))


_THAI = f"{_spaced('ลับ')}(?:{_GAP}(?:{_spaced('มาก')}|{_spaced('ที่สุด')}|{_spaced('เฉพาะ')}))?"
_ENGLISH = rf"(?:{_spaced('top')}{_GAP})?{_spaced('secret')}|confidential"
_IN_NAME = re.compile(
    rf"{_APART}(?:(?:เอกสาร|แผน|หนังสือ)?{_THAI}(?!\s*ๆ)|{_ENGLISH})(?![ก-๎A-Za-z])",
    re.IGNORECASE,
)
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPLIT_MARK = re.compile(r"\s+(?=[ัิ-ฺ็-๎])")
_DECORATION = re.compile(r"[()\[\]（）*“”\"'|/–—\-=:.,!_~]+")
# What stands beside a mark: a label, how urgent it is, which page and copy, which letter, that it is not to be spread.
_BESIDE = re.compile(
    r"(?:ระดับ|ประเภท)?ชั้นความลับ|ระดับความลับ|ด่วน(?:ที่สุด|มาก)?|(?:หน้า(?:ที่)?|page)\s*[0-9๐-๙]+(?:\s*(?:จาก|ของ|of|/)\s*[0-9๐-๙]+)?"
    r"|[0-9๐-๙]+\s*/\s*[0-9๐-๙]+(?:\s|$)|สำเนา(?:คู่ฉบับ)?|ชุดที่\s*[0-9๐-๙]+(?:\s*ของ\s*[0-9๐-๙]+\s*(?:ชุด)?)?"
    r"|ที่\s*[ก-ฮ]{1,3}\.?\s*[0-9๐-๙][0-9๐-๙./\sว-]*|ห้าม(?:เผยแพร่|ถ่ายสำเนา|ทำสำเนา)|ใช้ในราชการเท่านั้น"
    r"|(?:security\s+)?classifi(?:cation|ed)(?=\s*:)|do\s+not\s+(?:copy|distribute)|eyes\s+only",
    re.IGNORECASE,
)
_MARKS = tuple(
    sorted(
        (
            *map(key, ("ลับ", "ลับมาก", "ลับที่สุด", "ลับเฉพาะ", "เอกสารลับ", "เอกสารลับมาก", "เอกสารลับที่สุด", "ปกปิด", "secret")),
            *map(
                key, ("top secret", "confidential", "strictly confidential", "private and confidential", "restricted")
            ),
        ),
        key=len,
        reverse=True,
    )
)
_BONES = tuple({skeleton(mark) for mark in _MARKS if not any(other != mark and other in mark for other in _MARKS)})
_NOTHING_BUT = re.compile(f"(?:{'|'.join(map(re.escape, _MARKS))})+")


def is_mark(line: str) -> bool:
    """True for a line that is nothing but a mark, with or without signs, label, urgency, page, copy, letter number."""
    bones = skeleton(line)  # known of most lines
    if len(line) > LONGEST or not any(mark in bones for mark in _BONES):
        return False
    words = key(_DECORATION.sub(" ", _BESIDE.sub(" ", INVISIBLE.sub("", line))))
    return _NOTHING_BUT.fullmatch(words) is not None


def in_name(text: str) -> str | None:
    """The mark that stands apart in a file name or subject ('[ลับ] แผน…'), None when there is none."""
    plain = INVISIBLE.sub("", text)
    found = _IN_NAME.search(plain) or _IN_NAME.search(_SPLIT_MARK.sub("", plain)) or said(plain)
    return found[0] if found else None
