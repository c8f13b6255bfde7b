"""Joins the lines of printed paragraphs: a name with which a line happens to begin is no heading."""

import re

from mailbot.agencies.title_block import begins_text, title_block_end
from mailbot.documents import thai

_SIGNS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_BEGINS = re.compile("[^\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
_ITEM = re.compile(r"[ \t]*(?:[-•*–(]|[0-9๐-๙]{1,2}[.)]|ที่[ \t]*[ก-๎]{2}[ \t]*[0-9๐-๙])")
_LABEL = re.compile(
    r"[ \t]*(?:(?:อนุมัติ|เห็นชอบ|จัดทำ|ประกาศใช้)โดย|ผู้(?:อนุมัติ|เห็นชอบ|จัดทำ|รับผิดชอบแผน|สั่งใช้)|\(?ลงชื่อ|ลงนาม|"
    r"(?:ประกาศ|คำสั่ง)[ \t]*[ก-ฮเ-ไ]|(?:หัวหน้า|ประธาน)(?:คณะ|ทีม)|"
    r"[ก-๎ ]{3,30}:)"
)
# A line that tells a role begins anew, however full the one above.
_ROLE = re.compile(
    r"[ \t]*(?:(?:นายก|อธิบดี|ผู้อำนวยการ|ผอ\.|ปลัด|เลขาธิการ|อธิการบดี|ผู้ว่าการ|หัวหน้า|ผู้บัญชาการ)[^\n]{2,80}?|"
    r"[ก-๎ ]{3,60}?จังหวัด[ก-๎ ]{2,20}?)"
    r"(?:ผู้อนุมัติ|ประธาน|หัวหน้า|->|→|เป็นผู้(?:อนุมัติ|สั่ง|ประกาศ|บัญชา))|[ \t]*(?:คณะ|ทีม)[ก-๎]{0,12}บริหารความต่อเนื่อง"
)
_DOTS = re.compile(r"\.{4,}|…{2,}|[0-9๐-๙][ \t]*$")
# A line of print holds no more; longer ones are the paragraphs of a Word file, which are whole.
_WIDEST = 125
_NARROWEST = 45
_NEARLY_FULL = 0.78


def joined(text: str) -> str:
    """The text (in the form of thai.norm) in which a line below the title page goes on in the next one where it fills
    the width of the print."""
    block = title_block_end(text)
    lines = text[block:].split("\n")
    longest = max(lines, key=len)
    if len(longest) < _NARROWEST or len(_SIGNS.sub("", longest).strip()) > _WIDEST:
        return text  # as most are: the rest need not be measured
    widths = [len(line.strip()) for line in _SIGNS.sub("", text[block:]).split("\n")]
    widest = max(widths, default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return text
    out, odd = lines[:1], False
    for at in range(1, len(lines)):
        full = widths[at - 1] >= max(_NARROWEST, _NEARLY_FULL * widest) and not _DOTS.search(lines[at - 1])
        anew = any(form.match(lines[at]) for form in (_ITEM, _LABEL, _ROLE))
        begins = not lines[at].strip() or anew or begins_text(lines[at])
        if full and not begins:
            rest = lines[at].lstrip()
            odd = odd or not _BEGINS.match(rest)
            out[-1] += " " + rest
        else:
            out.append(lines[at])
    whole = text[:block] + "\n".join(out)
    return thai.norm(whole) if odd else whole
