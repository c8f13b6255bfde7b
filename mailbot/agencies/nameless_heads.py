"""The head of an office that is told by its kind alone: `ผู้อำนวยการโรงพยาบาล ผู้อนุมัติ` below the name of another office.

Whoever approves the plan or leads its team owns it. A hospital, a prison, a customs house that prints its department or
its provincial office at the head of the page and itself nowhere by name makes a question.
"""

import re

from mailbot.agencies.model import Agency
from mailbot.agencies.squeezed import squeeze

_OFFICES = (
    "โรงพยาบาล|โรงเรียน|วิทยาลัย|วิทยาเขต|เรือนจำ|ทัณฑสถาน|สถานพินิจ|สถานสงเคราะห์|แขวง|ด่าน|โครงการ|นิคม|สถานี|ศูนย์|อุทยาน|ท่าอากาศยาน|ท่าเรือ|"
    "โรงงาน|เขื่อน|สาขา|สถาบัน|พิพิธภัณฑ"
)
_OFFICE = re.compile(_OFFICES)
_HEADS = "(?:ผู้อำนวยการ|ผอ|หัวหน้า|ผู้บัญชาการ|ผู้ปกครอง|ผู้จัดการ|นาย)"
_COMMANDS = (
    "(?:เป็น|มีหน้าที่|มีอำนาจ)?(?:ผู้)?(?:อนุมัติ(?:แผน|$)|(?:สั่งใช้|ประกาศใช้|สั่งการใช้)แผน|สั่งการ(?!แทน)|บัญชาการเหตุการณ์|"
    "(?:หัวหน้า|ประธาน)(?:คณะ|ทีม)?(?:ทำงาน|งาน|กรรมการ)?(?:บริหารความต่อเนื่อง|eoc|bcm|bcp))"
)
_NAMELESS = re.compile(f"({_OFFICES})(?:แห่งนี้|ของเรา)?(?={_COMMANDS})")
# One of these stands in whatever that finds: to look for it is quick.
_WORDS = re.compile("อนุมัติ|สั่งใช้|ประกาศใช้|สั่งการ|บัญชาการ|หัวหน้า|ประธาน|ลงชื่อ")
_APPROVER = re.compile(f"(?:อนุมัติ(?:แผน)?(?:โดย)?|ลงชื่อ|สั่งการ){_HEADS}({_OFFICES})(?=$|[0-9]|หัวหน้า|ผู้)")
_HEAD_BEFORE = re.compile(f"{_HEADS}$")
_LONGEST_HEAD = 12


def nameless_head(pages: str, agency: Agency) -> str:
    """The words by which pages tell that the head of an office, which they name by its kind alone, approves the plan or
    leads its team, where that office is of another kind than the agency of the title; '' where none does."""
    name = squeeze(agency.name_th).removeprefix("สำนักงาน")
    for line in dict.fromkeys(_line_at(pages, found.start()) for found in _WORDS.finditer(pages)):
        if not _OFFICE.search(line):
            continue
        letters = squeeze(line)
        for found in _NAMELESS.finditer(letters):
            head = _HEAD_BEFORE.search(letters, max(0, found.start() - _LONGEST_HEAD), found.start())
            if head is not None and not name.startswith(found[1]):
                return line.strip()
        told = _APPROVER.search(letters)
        if told is not None and not name.startswith(told[1]):
            return line.strip()
    return ""


def _line_at(pages: str, place: int) -> str:
    end = pages.find("\n", place)
    return pages[pages.rfind("\n", 0, place) + 1 : end if end >= 0 else len(pages)]
