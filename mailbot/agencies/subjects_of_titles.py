"""What a plan's title is about, as against whose it is: `แผนความพร้อมของเทศบาลต่อสภาวะวิกฤต` names no municipality.

Thai puts no space between words, so that a common noun and what the title says of it look like a name (เทศบาลต่อสภาวะ…),
a task like a unit (ของงานส่งเสริมการเกษตร), and a name that the title goes on from like a longer one. Here the words of
a title page are set apart before its names are read; no name of the country holds any of them inside (a test looks).
"""

import re
from functools import lru_cache

from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.title_page import after_title

_CRISIS = "สภาวะ|ภาวะ|วิกฤต|เหตุ|ภัย|ฉุกเฉิน|สถานการณ์|โรคระบาด|โควิด|อุทกภัย|น้ำท่วม|ไฟ(?=ไหม้|ดับ)"
# How a title goes on from a noun or a name.
_GOES_ON = (
    f"ต่อ(?={_CRISIS}|ความเสี่ยง)|ใน(?=ยาม|ช่วง(?:วิกฤต|เกิด|ที่)|กรณี|ทุกสถานการณ์|การ(?:บริหาร|รักษา|รับมือ|ให้บริการ|ดำเนิน)|{_CRISIS})|"
    f"เมื่อ(?=เกิด|ประสบ|เผชิญ|อาคาร|ระบบ|{_CRISIS})|ยาม(?=เกิด|คับขัน|ไม่ปกติ|{_CRISIS})|ระหว่าง(?=เกิด|{_CRISIS})|"
    f"ภายใต้|กรณี|ท่ามกลาง|จาก(?={_CRISIS}|วาตภัย|อัคคีภัย|แผ่นดินไหว)|แห่ง(?=เรา|นี้)|ของ(?=เรา|ท่าน)|ว่าด้วย|แบบ(?=บูรณาการ|มีส่วน|ยั่งยืน)|"
    "ให้(?=บริการ|ทำงาน|ประชาชน|พร้อม|ดำเนิน|เดินต่อ|อยู่รอด)|ที่(?=ให้บริการ|ไม่|พร้อม|ทำงาน|ต้อง|ยัง)|"
    f"พร้อม(?=รับ|เผชิญ|สู้|บริการ|ทำงาน)|รับมือ|รองรับ|เตรียมพร้อม|(?:สู้|ฝ่า|เผชิญ|ผ่าน)(?={_CRISIS})|ไม่(?=หยุด|มีวัน|สะดุด|ปิด|เคย|ทิ้ง)|"
    "หยุด(?=ไม่|ทำงาน|ทำการ|ชะงัก|ให้บริการ)|(?:เปิด|ปิด)(?=ไม่|ทำการ|บริการ)|ต้อง(?=เดิน|ไม่|ทำ|อยู่|รอด|พร้อม|เปิด)|ยัง(?=คง|เปิด|ทำงาน|ให้บริการ)|"
    "ทำ(?=งานไม่|งานต่อ|งานได้|อะไร|อย่างไร)|เดิน(?=หน้า|ต่อ)|บริการ(?=ประชาชน|ต่อเนื่อง|ได้)|เพื่อ(?=ประชาชน|ความต่อเนื่อง|ให้|รองรับ|รับมือ)|อยู่รอด|ประจำปี"
)
# Nouns that mean the writer, whoever it is, where a title goes on from them.
_NOUN = (
    "สำนักงาน(?:เทศบาล|จังหวัด|อำเภอ|เขต)?|เทศบาล(?:นคร|เมือง|ตำบล)?|อบต\\.?|อบจ\\.?|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|องค์กรปกครองส่วนท้องถิ่น|"
    "ท้องถิ่น|ที่(?:ว่าการ|ทำการปกครอง)อำเภอ|ศาลากลางจังหวัด|จังหวัด|อำเภอ|ตำบล|เมือง|กรม|กระทรวง|กองทัพ|มหาวิทยาลัย|วิทยาลัย|โรงเรียน|โรงพยาบาล|สถาบัน|"
    "ศูนย์|องค์การ|องค์กร|รัฐวิสาหกิจ|ธนาคาร|การไฟฟ้า|การประปา|ส่วนราชการ|หน่วยงาน"
)
# A noun begins a word, or stands behind one of these.
_BEFORE = ("ของ", "ให้", "เมื่อ", "ถ้า", "หาก", "แม้", "แผน", "คู่มือ", "ปฏิบัติการ", "ภารกิจ", "ว่า")
_OPENED = "(?:(?<![ก-๎]..)|" + "|".join(f"(?<={word}..)" for word in _BEFORE) + ")"
# Each noun's first two letters, to which the search leaps, and then what must stand before them.
_OPENING = "|".join(f"{noun[:2]}{_OPENED}{noun[2:]}" for noun in re.split(r"\|(?![^()]*\))", _NOUN))
_GOING = rf"(?:{_OPENING})(?:[ \t]*\n?[ \t]*(?={_GOES_ON})|เรา(?![ก-๎]))"
_NOBODY = re.compile(
    rf"{_GOING}|(?<=ของ)\n?[ \t]*ท้องถิ่น(?=[ \t]*$)|"
    rf"(?:ตรา(?:สัญลักษณ์)?|โลโก้|(?<![a-z])logo)[ \t]*(?:{_NOUN})[ \t\"”]*$",
    re.MULTILINE,
)
_NOUN_GOING = re.compile(_GOING)
# One of these stands in whatever else _NOBODY finds.
_EMBLEMS = ("ท้องถิ่น", "ตรา", "โลโก้", "logo")
_ENDING = re.compile(rf"({_OPENING})[ \t]*$", re.MULTILINE)
_GOING_ON = re.compile(rf"(?<=[ก-๎])(?={_GOES_ON})", re.MULTILINE)
# A task of which a title says that it goes on, up to a blank or to whose it is.
_TITLE_LINE = re.compile(
    r"^[ \t(]*(?:แผน|คู่มือ|แนวทาง|แนวปฏิบัติ|มาตรการ|ของ|bcp|business|continuity)[^\n]*", re.MULTILINE | re.IGNORECASE
)
_AGENCY = "เทศบาล|องค์การ|อบต|อบจ|สำนัก|กรม|กอง|ฝ่าย|กลุ่ม|มหาวิทยาลัย|การไฟฟ้า|การประปา|ธนาคาร|ที่(?:ว่า|ทำ)การ"
# What an agency houses is no task of the whole.
_HOUSED = "ห้องสมุด|สถาน|โรง|วิทยา|ศูนย์|ตลาด|คณะ|สาขา|สโมสร|หอ"
_TASK = re.compile(
    f"(?:(?<=ของ)|(?<=รักษา))(?:งาน|ภารกิจ|บริการ|การ(?:ให้)?บริการ)(?:(?!ของ|{_AGENCY}|{_HOUSED})[ก-๎])*(?=ของ|[^ก-๎]|$)"
)
# Whose a plan in other words is (คู่มือการทำงานต่อเนื่องของกรม…): all that stands before it tells of a plan. A matter of
# another's is none (แผนรับมือการระบายน้ำของกรมชลประทาน).
_LAST_OF = re.compile(rf"(?<!เชียง)(?<!แม่)ของ(?=[ \t]*[ก-ฮเ-ไ])(?![ \t]*(?:{_NOUN})[ \t]*$)")
_PLAN = re.compile(
    "(?:แผน(?!ของ$)|แผนของ$(?<=^แผนของ)|คู่มือ|แนวทาง|แนว|มาตรการ|การ|ความ|อย่าง|ต่อเนื่อง|ดำเนิน|ธุรกิจ|บริหาร|จัดการ|งาน|ปฏิบัติ(?:การ|งาน|ราชการ)?|ทำงาน|เตรียม|พร้อม|รับมือ|รองรับ|"
    "ต่อ|ใน|เมื่อ|ทุก|เกิด|สภาวะ|ภาวะ|วิกฤต|เหตุ|ฉุกเฉิน|ภัยพิบัติ|ภัย|โรคระบาด|สถานการณ์|ไม่คาดฝัน|เผชิญ|ประคอง|กิจการ|ประคับประคอง|รักษา|บริการ(?:ประชาชน)?|กู้คืน|ฟื้นฟู|"
    "และ|เพื่อ|ให้|สำหรับ|สำรอง|เอกสาร|ฉบับ|bcp|bcm|business|continuity|plan|management|of|ของ|[^ก-๎a-z])+",
    re.IGNORECASE,
)
_LONGEST_PAGE = 1_000  # characters; what is longer is no title


def without_subjects(text: str) -> str:
    """The text, on whose title page nouns that name nobody are left out, what a title says of a name stands apart
    from it, and a name that ends a title in other words than the usual ones begins its own line."""
    block = title_block_end(text)
    if block > _LONGEST_PAGE:
        block = text.rfind("\n", 0, _LONGEST_PAGE) + 1
    return _set_apart(text[:block]) + text[block:]


@lru_cache(maxsize=256)
def _set_apart(title: str) -> str:
    """The same of a title page alone: a Word file and its print mostly have one and the same."""
    nobody = _NOBODY if any(word in title for word in _EMBLEMS) else _NOUN_GOING
    page = nobody.sub("", title)
    whole = page
    page = _ENDING.sub(lambda noun: "" if _begins_a_name(noun[1], whole) else noun[0], page)
    page = _TITLE_LINE.sub(lambda line: _TASK.sub("", line[0]), page)
    return _TITLE_LINE.sub(_owner_apart, _GOING_ON.sub(" ", page))


def _begins_a_name(noun: str, page: str) -> bool:
    """Does a line of the page begin with the noun and go on (BCP ของมหาวิทยาลัย / มหาวิทยาลัยนเรศวร)?"""
    return re.search(rf"^[ \t]*{re.escape(noun)}[ก-๎]", page, re.MULTILINE) is not None


def _owner_apart(line: re.Match[str]) -> str:
    """A line of a title, parted before whose the plan is."""
    words = line[0]
    last = max((one.end() for one in _LAST_OF.finditer(words)), default=0)
    told = words[:last]
    if not last or not _PLAN.fullmatch(told) or not after_title(squeeze(told)):
        return words
    return told + "\n" + words[last:]
