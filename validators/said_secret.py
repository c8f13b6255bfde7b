"""Sentences that say that what is sent is classified, and not that secrets are kept in general (clause 3.4)."""

import re

_SAID = re.compile(
    r"(?:ชั้น|ระดับ)ความลับ(?:\s|ระดับ|ชั้น|เป็น|คือ|[:：“”\"'(])*ลับ(?:มาก|ที่สุด)?(?![ก-๎])"
    r"|(?:เป็น|ส่ง|แนบ|คือ)\s*เอกสาร\s*ลับ(?:มาก|ที่สุด)?"
    r"|classified\s+(?:as\s+)?(?:top\s+)?(?:secret|confidential)\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(r"หาก|กรณี|ถ้า|ไม่|มิได้|มิใช่|เว้น|ห้าม|\bnot\b|\bif\b|\bunless\b", re.IGNORECASE)
_BEFORE = 40  # characters before a statement in which it may be taken back


def said(text: str) -> re.Match[str] | None:
    """A statement that something is classified, unless the words before it take it back or make it a condition."""
    for found in _SAID.finditer(text):
        if not _UNLESS.search(text[max(0, found.start() - _BEFORE) : found.end()].replace("ไม่เกิน", "")):
            return found
    return None
