"""Clause 3.4 (classified missions): a file that bears a mark of classification is sealed away at once."""

import re
from collections.abc import Iterable, Iterator

from mailbot.documents.thai import key
from mailbot.plans.model import Finding, Plan, PlanFile
from mailbot.rules import Rules

_CODE = "security.classified"
_MARKS = frozenset(
    key(mark)
    for mark in (
        "ลับ", "ลับมาก", "ลับที่สุด", "ลับเฉพาะ", "เอกสารลับ", "เอกสารลับมาก", "เอกสารลับที่สุด", "ชั้นความลับ ลับ", "ชั้นความลับ ลับมาก",
        "ชั้นความลับ ลับที่สุด", "ปกปิด", "secret", "top secret", "confidential", "restricted", "strictly confidential",
    )
)  # fmt: skip
_SHORT = 40  # characters; a mark stands alone, perhaps between stars or with "(สำเนา)"
# A word of its own: 'ลับ: แผน', 'ด่วน/ลับ', 'ลับ1.docx', but not 'ลับแล', 'ความลับ', 'secretary'.
_IN_NAME = re.compile(
    r"(?<![ก-๎A-Za-z])(?<!ความ )(?:(?:เอกสาร|แผน|หนังสือ)?ลับ(?:มาก|ที่สุด|เฉพาะ)?|(?:top[ _-]?)?secret|confidential)"
    r"(?![ก-๎A-Za-z])",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\s+(?=[ัิ-ฺ็-๎])")
_DECORATION = re.compile(r"[()\[\]（）*“”\"'|/–—\-=:]+")
# What stands beside a mark in a margin: how urgent it is, which page, that it is a copy.
_BESIDE = re.compile(
    r"ด่วน(?:ที่สุด|มาก)?|(?:หน้า(?:ที่)?|page)\s*[0-9๐-๙]+(?:\s*(?:จาก|of|/)\s*[0-9๐-๙]+)?|[0-9๐-๙]+\s*/\s*[0-9๐-๙]+|สำเนา(?:คู่ฉบับ)?",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[\n\t|]| {3,}")


def check(plan: Plan, rules: Rules) -> Iterable[Finding]:
    """One error per file with a mark as its own line, cell, margin or in its name; never for 'ความลับ' in a text."""
    for file in plan.files:
        mark = next(marks(file), None)
        if mark is not None:
            name = file.attachment.name
            known = {"file": name, "mark": mark}
            yield Finding(_CODE, "error", rules.text(_CODE).clause, place=name, parameters=known)


def marks(file: PlanFile) -> Iterator[str]:
    """Every mark of one file, as written; also for files that belong to no plan (a letter)."""
    named = in_name(file.attachment.name.rsplit(".", 1)[0])
    if named:
        yield named
    if file.document is None:
        return
    before = ""
    for block in file.document.blocks:
        broken = block.page is not None and before.rstrip().endswith("ความ")  # 'ความ|ลับ' over two printed lines
        before = block.text
        for text in (block.text, *block.cells):
            for line in _SPLIT.split(text):
                if not broken and 0 < len(line.strip()) <= _SHORT and is_mark(line):
                    yield line.strip()


def in_name(text: str) -> str | None:
    """The mark that stands apart in a file name or subject ('[ลับ] แผน…'), None when there is none."""
    found = _IN_NAME.search(_INVISIBLE.sub("", text))
    return found[0] if found else None


def in_text(text: str) -> str | None:
    """The first line that is nothing but a Thai mark, in a text that no file holds (a mail's own words); English ones
    ('CONFIDENTIAL' above a disclaimer) mean nothing there, and quoted lines are told by somebody else."""
    lines = (line.strip() for line in text.splitlines() if not line.lstrip().startswith(">"))
    return next((line for line in lines if 0 < len(line) <= _SHORT and not line.isascii() and is_mark(line)), None)


def is_mark(line: str) -> bool:
    """True for a line that is nothing but a mark of classification, with or without brackets, stars, 'ชั้นความลับ',
    urgency and page number."""
    words = key(_DECORATION.sub(" ", _BESIDE.sub(" ", line)))
    return words in _MARKS or words.removeprefix("ชั้นความลับ") in _MARKS
