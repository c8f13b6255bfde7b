"""What a first page states of whose plan it is: for whom it holds, who puts it into force, who approves it, its foot.

`แผนนี้ใช้เฉพาะสำนักงาน…`, `ผู้อำนวยการสำนักงาน… เป็นผู้สั่งใช้แผน`, `ผู้อนุมัติ … นายก…`, `ประกาศ… เรื่อง ให้ใช้แผน`: an office that
is named so counts more than the department on the letterhead, and more than all whom the page merely mentions.
"""

import re
from collections.abc import Iterator, Sequence

from mailbot.agencies.names import Mention
from mailbot.agencies.opinions import RECEIVER
from mailbot.agencies.roles_stated import HEAD, NUMBER, TAIL, plays_owners_role
from mailbot.agencies.squeezed import Squeezed

_PLAN = "(?:แผน|เอกสาร|คู่มือ|เล่ม)(?:ดำเนินธุรกิจ|บริหาร|ความ|อย่าง|ต่อเนื่อง|bcp|ฉบับ|เล่ม|ชุด)*"
_STAFF = (
    "(?:บุคลากร|เจ้าหน้าที่|พนักงาน(?:ราชการ|จ้าง)?|ข้าราชการ|ลูกจ้าง(?:ประจำ|ชั่วคราว)?|ผู้บริหาร|กอง|ศูนย์|สำนัก(?!งาน)|กลุ่ม(?:งาน)?|ฝ่าย|ส่วนราชการ|หน่วยงาน|อาคาร|ที่ทำการ|"
    "ทุก(?:คน|กอง|ฝ่าย|กลุ่ม|กลุ่มงาน|ระดับ|ส่วน|หน่วย|หน่วยงาน)|ทั้งหมด|และ|ภายใน|ใน|ในสังกัด|ภายใต้|ของ|การป[ฏฎ]ิบัติงาน|การดำเนินงาน|งาน|ภารกิจ|เฉพาะ)"
)
_HOLDS = (
    "(?:ให้|มีผล)*(?:ใช้(?:บังคับ|สำหรับ|เฉพาะ|กับ|แก่|ใน|ภายใน)+|บังคับใช้(?:เฉพาะ|กับ|แก่|ใน)+|(?<=มีผล)(?:กับ|ต่อ|แก่)|ครอบคลุม(?:เฉพาะ|ถึง)?|"
    "มีขอบเขต(?:เฉพาะ|ครอบคลุม)*|ผูกพัน(?:เฉพาะ)?|ว่าด้วย|เป็นแผน(?:เฉพาะ|ระดับ|ของ)*)"
)
_SCOPE = re.compile(f"{_PLAN}นี้{_HOLDS}{_STAFF}*$")
_SCOPE_OF_LINE = re.compile(f"^{NUMBER}(?:ขอบเขต|{_PLAN})?(?:ของ{_PLAN}|การใช้(?:บังคับ)?)?{_HOLDS}{_STAFF}*$")
_SCOPE_ALONE = re.compile(f"^{NUMBER}(?:ขอบเขต|การใช้บังคับ|ผู้ใช้แผน)(?:ของ{_PLAN}|การใช้)?$")
_COMMANDS = re.compile(
    f"(?:^{NUMBER}|{_PLAN}นี้(?:กำหนด)?(?:ให้)?|กำหนดให้|แต่งตั้งให้|โดยมี|โดยให้|โดย|มี|ให้|ซึ่งมี|(?={HEAD}$))(?:{HEAD})?$"
)
_TEAM = (
    "(?:คณะ|ทีม)(?:ทำงาน|กรรมการ)?(?:$|(?:บริหาร(?:จัดการ)?|จัดการ|ธุรกิจ|ดำเนิน(?:ธุรกิจ|งาน)|อย่าง)*(?:ความ)?(?:ต่อเนื่อง|พร้อมต่อสภาวะวิกฤต|bcp|bcm)|"
    "บริหาร(?:$|แผน)|จัดทำแผน)(?:ของ(?:หน่วยงาน|สำนักงาน|องค์กร)?)?"
)
_IN_COMMAND = re.compile(
    f"{TAIL}(?:เป็น|ทำหน้าที่(?:เป็น)?|คือ|(?:ได้|จะ)?(?=(?:ผู้)?(?:สั่งใช้|ประกาศใช้|อนุมัติ)))"
    "(?:(?:ผู้)?(?:มีอำนาจ)?(?:สั่งใช้|สั่งการใช้|ประกาศใช้|อนุมัติ(?:ให้)?(?:ใช้)?|ลงนามใช้|ลงนามใน|ตัดสินใจใช้)แผน(?:ฉบับ|เล่ม|bcp|นี้|ดังกล่าว|"
    f"ดำเนินธุรกิจ|บริหารความ|ความ|อย่าง|ต่อเนื่อง)*+|(?:หัวหน้า|ประธาน){_TEAM})"
    "(?!ของ|ร่วม|ย่อย|สนับสนุน|ช่วย|อพยพ|ป้องกันภัย|ป้องกันและ|เผชิญ|แพทย์|กู้|ชุด|ระดับ|สำรอง|จังหวัด|อำเภอ|กลาง|พัฒนา|ก่อน|เมื่อปี|ตน)"
)
# Where matters are beyond the writer's strength somebody else commands.
_ELSE = re.compile("กรณี|หาก|เมื่อ|ถ้า|เกิน")
_BEYOND = re.compile("รอง|ผู้ช่วย|ที่ปรึกษา|กรณี|หาก|เมื่อ|ถ้า|เกิน|(?:แผนของ|ร่วมกับ|แจ้ง|ประสาน|รายงาน).{0,28}$")
_UNIT = "(?:(?:กอง|สำนัก(?!งาน)|ฝ่าย|งาน|กลุ่ม(?:งาน)?|ส่วน)[ก-๎]{2,40})?"
_APPROVED = re.compile(
    f"^{NUMBER}(?:ลงชื่อ|ลงนาม)?(?:(?:ผู้)?(?:อนุมัติ|ประกาศใช้|สั่งใช้)(?:ใช้|ให้ใช้)?(?:{_PLAN})?(?:นี้)?(?:โดย|คือ)?(?:{HEAD})?|"
    f"(?:ผู้รับผิดชอบ|เจ้าของ){_PLAN}(?:นี้)?(?:คือ|ได้แก่)?{_UNIT}(?:{HEAD})?)$"
)
_LEADS = re.compile(f"^{NUMBER}(?:หัวหน้า|ประธาน)(?:(?:คณะ|ทีม)(?:งาน|หลัก|ใหญ่)?|{_TEAM})(?:ได้แก่|คือ|โดย)?(?:{HEAD})?$")
_OWN_TEAM = re.compile(f"^{NUMBER}(?:โครงสร้าง)?(?:ทีมงาน|คณะทำงาน|{_TEAM})$")
_ANNOUNCES = re.compile(f"{NUMBER}(?:ประกาศ|คำสั่ง)$")
_OF_ITS_PLAN = re.compile(
    f"{TAIL}(?:ที่[0-9]{{1,9}})?เรื่อง(?:การ)?(?:ให้|ประกาศ|บังคับ|อนุมัติ|ใช้|การ)*(?:แต่งตั้ง(?:คณะ|ทีม)(?:บริหาร|ทำงาน|กรรมการ)*ความต่อเนื่อง|"
    "(?:แต่งตั้ง(?:คณะ|ทีม)(?:ทำงาน|กรรมการ|ผู้)*)?(?:ใช้|จัดทำ|ทบทวน|ปรับปรุง|ขับเคลื่อน)*แผน(?:ดำเนินธุรกิจ|ดำเนินงาน|บริหารความ|ความต่อเนื่อง|บีซีพี|bcp|เผชิญเหตุและดำเนิน|รองรับ))"
)
_NUMBERED = re.compile("(?:ที่|เลขที่)?[0-9]{1,9}")
_MATTER = re.compile(f"{TAIL}(?:ที่[0-9]{{1,9}})?เรื่อง")
_PAGE_AFTER = re.compile(
    "(?:องค์การมหาชน|มหาชน)?(?:อำเภอ[ก-๎]{2,16}?)?(?:จังหวัด[ก-๎]{2,16}?)?หน้า(?:ที่)?(?:[0-9]{1,3}(?:จาก[0-9]{1,3})?|[กขคง])$"
)
_PAGE_BEFORE = re.compile(f"(?:^|.*หน้า(?:ที่)?[0-9]{{1,3}}(?:จาก[0-9]+)?)(?:{_PLAN}|ปี|พศ|[0-9]|ของ)*$")
_BEFORE_ITS_NAME = re.compile(f"^(?:{_PLAN}|ปี|พศ|[0-9]|ของ)*$")
_REFERENCE = re.compile("อ้างอิง|คู่มือของ|ดู|จาก")
_ABOUT_ITSELF = re.compile(
    f"^{NUMBER}(?:ข้อมูล|ที่ตั้ง|รายละเอียด|ชื่อ)(?:ทั่วไป|พื้นฐาน|และ|ที่ตั้ง|ของ)*(?:หน่วยงาน|องค์กร|สำนักงาน|ส่วนราชการ)?$|"
    f"^{NUMBER}(?:สถานที่|ที่ตั้ง)(?:ป[ฏฎ]ิบัติงาน|ทำงาน)?(?:หลัก|ปกติ|ปัจจุบัน)?$"
)
_AUTHORS = re.compile(f"^{NUMBER}(?:หน่วยงาน|ส่วนราชการ)?(?:ผู้|ที่)จัดทำ(?:{_PLAN})?(?:นี้)?$")
_ITS_PEOPLE = re.compile("โดย(?:มี)?(?:คณะ|ทีม|ฝ่าย|กลุ่ม|งาน|กอง|สำนัก(?!งาน)|เจ้าหน้าที่|บุคลากร)")
_ADDRESS = re.compile(f"{TAIL}(?:ตั้งอยู่|เลขที่|ถนน|ศาลากลาง|ศูนย์ราชการ|ชั้น|หมู่|อาคาร|[0-9])")
_HOPED = re.compile(
    f"หวัง(?:เป็นอย่างยิ่ง|ไว้)?ว่า{_PLAN}[^\n]{{0,70}}?(?:แก่|ให้|ของ|สำหรับ|กับ)(?:{_STAFF}|ส่วนตำบล|เทศบาล|จ้าง|ผู้ป[ฏฎ]ิบัติงาน|คณะ|และ)*ของ$"
)
_WRITTEN_BY = re.compile(f"{_PLAN}นี้(?:ได้)?(?:จัดทำ|เขียน|ยกร่าง|ประกาศใช้)(?:ขึ้น)?โดย(?:{HEAD})?$")
_WITH_OTHERS = re.compile(
    "[^\n]{0,20}?(?:ร่วมกับ|ร่วมมือ)|และ|กับ|(?:เพื่อ|สำหรับ|ให้)(?!ใช้กับ(?:บุคลากร|เจ้าหน้าที่|พนักงาน)|ใช้ภายใน|ใช้ใน|บุคลากร|เจ้าหน้าที่|รองรับ|เตรียม)"
)
# "หน่วยงาน" หมายความว่า …; … ต่อไปนี้เรียกว่า "สำนักงาน".
_CALLED_OFFICE = re.compile(f"{NUMBER}(?:คำว่า)?(?:สำนักงาน|หน่วยงาน|องค์กร|องค์การ)(?:หมาย(?:ความ)?(?:ว่า|ถึง))")
_CALLED_SO = re.compile(
    f"{TAIL}(?:ซึ่ง)?ต่อไปนี้(?:จะ)?เรียก(?:โดยย่อ)?(?:ว่า)?(?:สำนักงาน|หน่วยงาน|องค์กร|องค์การ|กรม|เทศบาล|มหาวิทยาลัย|อบต|อบจ)"
)
_MAP_OF = re.compile("แผนที่(?:แสดง)?(?:อาณา)?เขต(?:การปกครอง|พื้นที่)?(?:ของ)?$")
_NOT_SO = re.compile(
    "[^\n]{0,30}?(?:(?:ไม่|มิ)ได้(?!ใช้)|โดยอนุโลม|เป็นการชั่วคราว|เป็นแนวทาง|เป็นต้นแบบ|เป็นตัวอย่าง|ในการ(?:ขอ|ประสาน|ติดต่อ)|แทน|สำรอง|ด้วยหรือไม่)"
)
_REACH_OF_ELSE = 12
_REACH = 140
_REACH_AFTER = 90
_JOINED = ("และ", "กับ", "หรือ", "รวมทั้ง", "รวมถึง", "ตลอดจน")


def stated_owners(text: Squeezed, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The names (of `mentions`, left to right) of which the page states that the plan is theirs; and those that stand
    in a row behind such a name, joined to it by และ or by nothing."""
    found = [at for at, one in enumerate(mentions) if one.ids != (RECEIVER,) and _is_stated(text, one)]
    behind = {after for at in found for after in _row(text, mentions, at)} - {*found}
    return [mentions[at] for at in found], [mentions[at] for at in sorted(behind)]


def is_on_anothers_matter(text: Squeezed, mention: Mention) -> bool:
    """Is an announcement or an order of this one told that is about something else (ประกาศ… เรื่อง ปิดสถานที่)?"""
    line = text.line_start(mention.start)
    if not _ANNOUNCES.fullmatch(text.letters, line, mention.start):
        return False
    end = text.line_end(mention.end)
    papers = (text.letters[mention.end : end], _matter_below(text, end))
    about = next((paper for paper in papers if _MATTER.match(paper)), "")
    return bool(about) and _OF_ITS_PLAN.match(about) is None


def holds_for_it_alone(text: Squeezed, mention: Mention) -> bool:
    """Is the plan said to hold for this one, and for nobody else (แผนนี้ใช้เฉพาะ…)?"""
    before = text.letters[max(text.line_start(mention.start), mention.start - _REACH) : mention.start]
    return "เฉพาะ" in before and _SCOPE.search(before) is not None


def writes_or_leads(text: Squeezed, mention: Mention) -> bool:
    """Is the plan said to hold for this one or to be written by it, its team to be led or appointed by it? Who approves
    it may be the house above."""
    line = text.line_start(mention.start)
    wide = text.letters[max(0, mention.start - _REACH) : mention.start]
    before = wide[max(0, line - mention.start + len(wide)) :]
    end = text.line_end(mention.end)
    after = text.letters[mention.end : min(end, mention.end + _REACH_AFTER)]
    if line < mention.start - _REACH:
        return False
    return _holds_for(wide, before, after) or _leads(text, line, before) or _announces(text, before, after, end)


def is_about_its_plan(matter: str) -> bool:
    """Is an order or announcement, whose letters behind its writer's name these are, about its writer's own plan?"""
    return _OF_ITS_PLAN.match(matter) is not None


def _row(text: Squeezed, mentions: Sequence[Mention], at: int) -> Iterator[int]:
    """Places of the names that follow in one row, on the same line."""
    for after in range(at + 1, len(mentions)):
        previous, one = mentions[after - 1], mentions[after]
        between = text.letters[previous.end : one.start]
        if text.line_start(one.start) > previous.start or between not in ("", *_JOINED):
            return
        yield after


def _is_stated(text: Squeezed, mention: Mention) -> bool:
    line = text.line_start(mention.start)
    wide = text.letters[max(0, mention.start - _REACH) : mention.start]
    before = wide[max(0, line - mention.start + len(wide)) :]
    end = text.line_end(mention.end)
    after = text.letters[mention.end : min(end, mention.end + _REACH_AFTER)]
    if _holds_for(wide, before, after) or (after and _commands(before, after)) or _is_named_so(before, after):
        return True
    if plays_owners_role(text, mention, before, after):
        return True
    if line < mention.start - _REACH:
        return False
    if not before:
        return _is_foot(text, before, after, end) or _is_about_itself(text, line, after)
    return (
        _APPROVED.search(before) is not None
        or (_ITS_PEOPLE.match(after) is not None and _AUTHORS.match(before) is not None)
        or _MAP_OF.search(before) is not None
        or _leads(text, line, before)
        or _announces(text, before, after, end)
        or _is_foot(text, before, after, end)
    )


def _holds_for(wide: str, before: str, after: str) -> bool:
    """Does the plan hold for this one (แผนนี้ใช้เฉพาะ…; on a line of its own: ใช้กับ…), was it written by it, or for its
    people (หวังว่าแผนนี้จะเป็นประโยชน์แก่บุคลากรของ…)?"""
    if "นี้" in wide:
        scope = _SCOPE.search(wide)
        if scope is not None:
            return not (_NOT_SO.match(after) or _ELSE.search(wide[: scope.start()][-_REACH_OF_ELSE:]))
        if _WRITTEN_BY.search(wide) and not _WITH_OTHERS.match(after):
            return True
    if "หวัง" in wide and _HOPED.search(wide):
        return True
    scoped = before and (_SCOPE_OF_LINE.search(before) or _SCOPE_ALONE.search(before))
    return bool(scoped) and not _NOT_SO.match(after)


def _is_named_so(before: str, after: str) -> bool:
    """Is it what the plan calls the office (หน่วยงาน หมายความว่า …; … ต่อไปนี้เรียกว่า สำนักงาน), no party of an agreement?"""
    called = "ต่อไปนี้" in after and _CALLED_SO.match(after)
    if called:
        return "ฝ่าย" not in after
    return "หมาย" in before and _CALLED_OFFICE.fullmatch(before) is not None


def _commands(before: str, after: str) -> bool:
    """Is it put into force, or its team led, by the head of this one?"""
    if _IN_COMMAND.match(after) is None:
        return False
    command = _COMMANDS.search(before)
    return command is not None and _BEYOND.search(before[: command.start()].rpartition("สั่งใช้แผน")[2]) is None


def _announces(text: Squeezed, before: str, after: str, end: int) -> bool:
    """Is it announced by this one (ประกาศเทศบาล… / เรื่อง ให้ใช้แผน…)?"""
    if not _ANNOUNCES.fullmatch(before):
        return False
    return _OF_ITS_PLAN.match(_matter_below(text, end)) is not None or _OF_ITS_PLAN.match(after) is not None


def _matter_below(text: Squeezed, end: int) -> str:
    """The line below an announcement's or an order's first one, or below that of its number (ที่ ๑๙/๒๕๖๓)."""
    below = text.line_end(end + 1) if end < len(text.letters) else end
    if _NUMBERED.fullmatch(text.letters, end, below):
        end, below = below, text.line_end(below + 1)
    return text.letters[end:below]


def _is_foot(text: Squeezed, before: str, after: str, end: int) -> bool:
    """Is it the foot of the page (สถาบัน… หน้า ๑), its last line?"""
    if end < len(text.letters) or _REFERENCE.search(before):
        return False
    if _PAGE_AFTER.match(after):
        return _BEFORE_ITS_NAME.match(before) is not None
    return bool(before) and not after and "หน้า" in before and _PAGE_BEFORE.match(before) is not None


def _is_about_itself(text: Squeezed, line: int, after: str) -> bool:
    """Does it begin the line below ข้อมูลหน่วยงาน, or below the place of work, with its address; or the line below
    ผู้จัดทำ with its people (… โดยคณะทำงาน)?"""
    if _ITS_PEOPLE.match(after):
        return _AUTHORS.match(_lines_above(text, line, 1)) is not None
    return _ADDRESS.match(after) is not None and _ABOUT_ITSELF.match(_lines_above(text, line, 1)) is not None


def _leads(text: Squeezed, line: int, before: str) -> bool:
    """Is its head told as that of the team for continuity (หัวหน้าคณะบริหารความต่อเนื่อง: นายก…)?"""
    if not _LEADS.search(before):
        return False
    above = text.letters[text.line_start(line - 1) : line] if line else ""
    return "ต่อเนื่อง" in before or _OWN_TEAM.search(above) is not None


def _lines_above(text: Squeezed, line: int, count: int) -> str:
    start = line
    for _ in range(count):
        if start:
            start = text.line_start(start - 1)
    return text.letters[start:line]
