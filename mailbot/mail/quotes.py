"""Which part of a body its sender wrote: quoted answers and forwarded headers taken out, in Thai and English mail."""

import re

_INTRODUCTION = re.compile(
    r"^\s*(?:"
    r"On\b.{4,250}\bwrote\s*:"
    r"|(?:เมื่อ|ในวันที่|ใน\s*วัน|วันที่|วัน).{4,250}(?:เขียนว่า|ได้เขียน|เขียนข้อความว่า|เขียน)\s*:?"
    r"|-{3,}\s*(?:Original Message|Original Appointment|Forwarded message|ข้อความต้นฉบับ|ข้อความเดิม"
    r"|ข้อความที่ส่งต่อ|ข้อความที่ถูกส่งต่อ)\s*-{3,}"
    r"|Begin forwarded message\s*:|เริ่มข้อความที่ส่งต่อ\s*:"
    r"|_{20,}"
    r")\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\*?(?:From|จาก|ผู้ส่ง)\s*\*?\s*:\s*\*?\s*\S", re.IGNORECASE)
_OTHER_HEADER = re.compile(
    r"^\s*\*?(?:Sent|Date|To|Subject|Cc|ส่ง|ส่งเมื่อ|วันที่|ถึง|เรื่อง|สำเนาถึง|สำเนา)\s*\*?\s*:", re.IGNORECASE
)
_LONGEST_INTRODUCTION_LINES = 3


def own_text(text: str) -> str:
    """Text less lines behind '>' and less everything from an introduction of a quoted or forwarded message on.

    A mail that is nothing but a quotation gives ''.
    """
    lines = text.splitlines()
    kept: list[str] = []
    for index, line in enumerate(lines):
        if _begins_quotation(lines, index):
            break
        if not line.lstrip().startswith((">", "&gt;")):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _begins_quotation(lines: list[str], index: int) -> bool:
    line = lines[index]
    if len(line) > 1000:
        return False
    if _INTRODUCTION.match(line):
        return not re.match(r"^\s*_{20,}\s*$", line) or _has_header_block(lines, index + 1)
    if _FROM.match(line):
        return _has_header_block(lines, index)
    return _is_wrapped_introduction(lines, index)


def _has_header_block(lines: list[str], index: int) -> bool:
    """A From line with at least two more header-like lines among the next six: the head of a quoted message."""
    block = [line for line in lines[index : index + 8] if line.strip() and len(line) < 1000]
    return any(_FROM.match(line) for line in block[:2]) and sum(bool(_OTHER_HEADER.match(line)) for line in block) >= 2


def _is_wrapped_introduction(lines: list[str], index: int) -> bool:
    """`On ..., Somchai <a@b>` on one line and `wrote:` on the next."""
    if not re.match(r"^\s*(?:On\s|เมื่อ|ในวันที่|วันที่)", lines[index]):
        return False
    joined = lines[index]
    for following in lines[index + 1 : index + _LONGEST_INTRODUCTION_LINES]:
        joined = f"{joined} {following.strip()}"
        if len(joined) < 600 and ("@" in joined or "<" in joined) and _INTRODUCTION.match(joined):
            return True
    return False
