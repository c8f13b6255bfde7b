"""What a title page says of others beside its own agency: partners, offices below it, schools included, the building.

`หน่วยงานสนับสนุน: …`, `(รวมโรงเรียนในสังกัด …)`, `และสำนักงานเกษตรอำเภอ ๑๑ อำเภอ` name whom the plan concerns, not
whose it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailbot.agencies.helpers_listed import part_listed
from mailbot.agencies.names import Mention
from mailbot.agencies.parts_played import parts_played
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.statements import is_on_anothers_matter
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.title_page import RESERVE

_WITH = "(?:และ|รวม|พร้อม|ครอบคลุม)(?:ทั้ง|ถึง|ด้วย|ไปถึง)?"
# A label and whom it lists, to the end of the line.
_LABELLED = (
    r"^[ \t(•*-]*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?[ \t]*)?(?:(?:กลไก|ช่องทาง|การ)(?:การ)?ประสาน(?:งาน)?|"
    r"หน่วย(?:งาน)?(?:อื่น|พันธมิตร|กำกับ)[^:\n]{0,16}|หน่วย(?:งาน)?(?:ใน|ของ)?[^:\n]{0,30}?(?:ที่|ผู้)?(?:ต้อง)?(?:ร่วม|ประสาน|สนับสนุน|เครือข่าย|ภาคี|เกี่ยวข้อง|ใกล้เคียง|ข้างเคียง|แจ้ง)[^:\n]{0,24}|"
    r"หน่วยงานในพื้นที่[^:\n]{0,16}|ข้อตกลง[^:\n]{0,24}|(?:บันทึกข้อตกลง|MOU)[^:\n]{0,24}|ความร่วมมือ[^:\n]{0,24}|พันธมิตร[^:\n]{0,16}|เพื่อนบ้าน[^:\n]{0,16}|"
    r"(?:DR[ ]?[Ss]ite|สำรอง)[^:\n]{0,24}|ผู้(?:รับบริการ|กำกับ(?:ดูแล)?|สนับสนุน)[^:\n]{0,16}|"
    r"(?:คู่สัญญา|สถานที่ใช้ร่วม)[^:\n]{0,16}|"
    r"ผู้(?:สนับสนุน|ร่วมมือ|ร่วมจัดทำ|ประสาน)[^:\n]{0,16}|"
    r"(?:หน่วยงาน)?ต้นสังกัด|ลูกค้า[^:\n]{0,20}|คู่(?:ค้า|ความ)[^:\n]{0,16}|ผู้มีส่วนได้[^:\n]{0,24}|ผู้(?:ตรวจ|สังเกต)[^:\n]{0,16}|"
    r"(?:ภาคี)?เครือข่าย[^:\n]{0,24}|ภาคี|(?:พื้นที่)?(?:ใกล้เคียง|ข้างเคียง)|อาณาเขต[^:\n]{0,16})[ \t]*:[^\n]*"
)
# Whom a ministry lists as its own; one alone may be the writer.
_BELOW_IT = re.compile(
    r"(?:ส่วนราชการ|หน่วยงาน|องค์กร|กรม|รัฐวิสาหกิจ)(?:ต่าง[ ๆ]{0,2})?(?:ใน|ภายใต้)(?:สังกัด|กำกับ|การกำกับ)"
    r"[^:\n]{0,24}(?:[ \t]*:|ได้แก่|ประกอบด้วย)[^\n]*"
)
_BELOW_IT_WORDS = ("สังกัด", "กำกับ")
_TOGETHER = r"ประสาน(?:งาน)?(?:ร่วม)?กับ[^\n]*"
_NEIGHBOURS = r"^[^\n]*(?:เป็น|อยู่)(?:พื้นที่|หน่วยงาน)?(?:ใกล้เคียง|ข้างเคียง)[^\n]*"
_LISTED = r"(?:(?:ใน|ทุก|ทั้ง)[^\n)]*|[0-9]{1,3}[ \t]*(?:อำเภอ|แห่ง|สาขา|ตำบล))"
_SUBORDINATE = rf"{_WITH}[ \t]*[ก-๎. \t]{{2,40}}(?:อำเภอ|สาขา|ตำบล)[ \t]*{_LISTED}"
_HOUSED = r"(?:โรงเรียน|สถานศึกษา|โรงพยาบาล|ศูนย์พัฒนาเด็กเล็ก)(?:ใน(?:สังกัด|เขต|พื้นที่|กำกับ)|ทุกแห่ง|ทั้ง)[^\n]*"
_COUNTED = r"^[^\n]{0,60}[0-9][ \t]*(?:แห่ง|โรง)[ \t)]*$"
_LATER = re.compile("|".join((_LABELLED, _TOGETHER, _NEIGHBOURS, _SUBORDINATE, _HOUSED, _COUNTED)), re.MULTILINE)
# These may stand above the agency too.
_BRACKETED = rf"\([ \t]*(?:{_WITH}|ไม่รวม|ยกเว้น|ประกอบด้วย|ส่งผ่าน)[^()\n]*\)?"
_RESERVE = rf"(?:^|[ \t(•*-]){RESERVE}[^\n]*"
_PICTURE = r"\(?[ \t]*ภาพ(?:ปก|ถ่าย|ประกอบ|โดย)?[ \t]*:[^\n]*"
_BESIDE_THE_HEAD = (
    r"^[ \t(•*-]*(?:หัวหน้าทีม[ \t]+[^\n]*|"
    r"(?:ผู้รับผิดชอบข้อมูล|รอง(?:หัวหน้า|ประธาน)|ที่ปรึกษา|สำเนา(?:แผน|ส่ง|ให้)?)[^:\n]{0,24}:[^\n]*)"
)
# What a sentence tells of others: it has a plan of its own, it advises, it helps.
_OF_ANOTHER = re.compile(
    ".{0,30}?(?:จัดทำ|มี|ประกาศใช้|เขียน|ใช้)แผน(?:ดำเนินธุรกิจ|บริหารความ|ความ|อย่าง|ต่อเนื่อง|รองรับ)*(?:ของ(?:ตน|ส่วนกลาง)|ระดับ(?:จังหวัด|อำเภอ)|แล้ว)|"
    "(?:จัดทำ)?(?:แยก|ต่างหาก|อีก(?:เล่ม|ฉบับ))|"
    "(?:ได้|จึง)*(?:รวบรวมแนวทาง|กำหนดแนวทาง|แจ้ง(?:ให้|เวียน)|สั่งการ|มีหนังสือ|มอบหมายให้|ขอให้)|"
    "(?:(?:ตำบล|อำเภอ|จังหวัด).{2,20}?){0,3}(?:(?:เล่ม|ฉบับ)นี้)?เป็น(?:ตัวอย่าง|ต้นแบบ|แบบอย่าง|ที่ปรึกษา|ผู้สังเกต|วิทยากร|พี่เลี้ยง|"
    "(?:ประธาน|หัวหน้า)(?:คณะทำงานร่วม|คณะกรรมการโรค|ทีมแพทย์|ชุด)|หน่วย(?:งาน)?(?:ที่มีส่วน|ที่เกี่ยว|สนับสนุน|ประสาน|ร่วม|นำร่อง)|ผู้ประสาน)"
)
_ADDRESS = r"^[ \t(•*-]*(?:เลขที่[ \t]*[0-9]|ชั้น[ \t]*[0-9]|[0-9][0-9/-]{0,7}[ \t]+(?:หมู่|ถนน|ซอย|อาคาร|ชั้น))[^\n]*"
# How another stands to the writer, in brackets behind its name.
_RELATED = re.compile(
    r"[ \t]*\([ \t]*(?:ผู้ถือหุ้น|(?:หน่วยงาน|กระทรวง)?(?:เจ้า|ต้น)สังกัด|สังกัดเดิม|เดิมสังกัด|(?:หน่วยงาน|ผู้)?กำกับ|"
    "(?:หน่วยงาน|บริษัท|องค์กร)แม่|"
    "เจ้าของ(?:อาคาร|พื้นที่|สถานที่|ที่ดิน)|ผู้ให้เช่า|(?:ผู้|หน่วยงาน)?สนับสนุน|ที่ปรึกษา|พี่เลี้ยง|(?:สถานที่|ที่ทำการ)?สำรอง)"
)
_COMMITTEE = r"^[ \t(•*-]*คณะ(?:กรรมการ|ทำงาน)[^:\n]{0,30}:[^\n]*"
_ANYWHERE = re.compile(
    "|".join((_BRACKETED, _RESERVE, _PICTURE, _COMMITTEE, _ADDRESS, _BESIDE_THE_HEAD, r"ส่งผ่าน[^\n]*")),
    re.MULTILINE,
)
# One of these stands in whatever these patterns find: to look for it is quick.
_LATER_WORDS = (":", "ประสาน", "เคียง", "อำเภอ", "สาขา", "ตำบล", "โรง", "สถานศึกษา", "ศูนย์พัฒนาเด็กเล็ก", "แห่ง")
_ANYWHERE_WORDS = (":", "(", "สำรอง", "ส่งผ่าน", "หัวหน้าทีม", "เลขที่", "ชั้น", "หมู่", "ถนน", "ซอย", "อาคาร")
_BUILDING = (
    *("อาคาร", "ตึก", "ตั้งอยู่ที่", "ตั้งอยู่ใน", "ตั้งอยู่ภายใน", "อยู่ภายใน", "ตรงข้าม", "บริเวณ", "ด้านหลัง", "ใกล้"),
    *("ติดกับ", "เยื้อง", "ใกล้กับ", "ข้าง", "หน้า", "หลัง"),
)
_NEXT_TO = re.compile("ใกล้|ติดกับ|ตรงข้าม|เยื้อง|ข้าง|หน้า|หลัง")
_BANK = "ธนาคาร"
_LONGEST_WORD = 12


def without_asides(text: Squeezed, mentions: list[Mention]) -> list[Mention]:
    """The names of a title page less those of others. Where none would be left that is an agency's they stay, but
    decide nothing alone: whom the page lists as partners owns no plan on which nobody else is known."""
    lines = _lines(text, mentions)
    anywhere = _spans(_ANYWHERE, _ANYWHERE_WORDS, text.cleaned, lines)
    later = _spans(_LATER, _LATER_WORDS, text.cleaned, lines)
    kept, helpers = part_listed(text, mentions)
    beside = [
        one
        for one in kept
        if _stands_in(text, one, anywhere)
        or _is_next_to(text, one)
        or is_on_anothers_matter(text, one)
        or _is_told_as_another(text, one)
    ]
    mentions = sorted((*kept, *helpers), key=lambda one: one.start)
    beside += helpers
    led = [one for one in mentions if _stands_in(text, one, later)]
    for span in _spans(_BELOW_IT, _BELOW_IT_WORDS, text.cleaned, lines):
        below = [one for one in mentions if _stands_in(text, one, [span])]
        led += below if len(below) > 1 else []
    owners = _owners(text, mentions) if led else []
    listed = [one for one in mentions if one in beside or (one in led and one not in owners)]
    own = [one for one in mentions if one.ids and one not in listed]
    if not own:
        return [replace(one, form="doubtful") if one in listed else one for one in mentions]
    first = own[0]
    block = title_block_end(text.cleaned)
    return [
        one
        for one in mentions
        if one not in beside and not (one.start > first.start and (one in listed or _is_building(text, one, block)))
    ]


def _lines(text: Squeezed, mentions: list[Mention]) -> set[tuple[int, int]]:
    """Start and end in the cleaned text of the lines on which a name stands: of the others nothing is asked."""
    found = set()
    for mention in mentions:
        at = text.origin(mention.start)
        end = text.cleaned.find("\n", at)
        found.add((text.cleaned.rfind("\n", 0, at) + 1, end if end >= 0 else len(text.cleaned)))
    return found


def _spans(
    pattern: re.Pattern[str], words: Sequence[str], cleaned: str, lines: set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where the pattern is found on the lines. words: one of them stands in whatever it finds."""
    told = [(start, end) for start, end in lines if any(cleaned.find(word, start, end) >= 0 for word in words)]
    return [match.span() for start, end in told for match in pattern.finditer(cleaned, start, end)]


def _owners(text: Squeezed, mentions: Sequence[Mention]) -> list[Mention]:
    """Those of whom a sentence says that the plan is theirs, be it on a line that tells first with whom they work
    (เพื่อประสานงานกับ… สำนักงาน…จึงได้จัดทำแผน)."""
    return [one for one, part in zip(mentions, parts_played(text, mentions), strict=True) if part == "owner"]


def _stands_in(text: Squeezed, mention: Mention, spans: list[tuple[int, int]]) -> bool:
    if not spans:
        return False
    at = text.origin(mention.start)
    return any(start <= at < end for start, end in spans)


def _is_next_to(text: Squeezed, mention: Mention) -> bool:
    """Does nothing but the word for a neighbour stand before a name on its line (ติดกับที่ว่าการอำเภอวังสะพุง)?"""
    return _NEXT_TO.fullmatch(text.letters, text.line_start(mention.start), mention.start) is not None


def _is_told_as_another(text: Squeezed, mention: Mention) -> bool:
    """Does the sentence that goes on from a name say that it is another's (… ได้จัดทำแผนของตนแล้ว), or a bracket behind it
    how it stands to the writer (ต้นสังกัดเดิม)?"""
    if "(" in text.gaps.get(mention.end, "") and _RELATED.match(text.cleaned, text.origin(mention.end - 1) + 1):
        return True
    return _OF_ANOTHER.match(text.letters, mention.end, text.line_end(mention.end)) is not None


def _is_building(text: Squeezed, mention: Mention, block: int) -> bool:
    """Does a name of the title page tell the house in which the agency sits (อาคารสำนักงานคลังจังหวัดสุรินทร์ ชั้น ๒)?"""
    if text.origin(mention.start) >= block:
        return False
    before = text.letters[max(text.line_start(mention.start), mention.start - _LONGEST_WORD) : mention.start]
    return before.endswith(_BUILDING) and not before.endswith(_BANK)
