"""Roles in a plan that only its owner's people play: who approves it, leads its team, stands first in its chain.

`นายกเทศมนตรี… ผู้อนุมัติ`, `คณะบริหารความต่อเนื่อง: อธิบดี… (หัวหน้า)`, `อธิบดี… -> รองอธิบดี`, `ลงชื่อ … ผู้อนุมัติ / อธิบดี…`,
`ตามคำสั่ง… ที่ ๑๗๕/๒๕๖๓`, `แผนนี้เป็นของ…`: whoever is named so owns the plan, wherever on its pages it stands.
"""

import re

from mailbot.agencies.names import Mention
from mailbot.agencies.parts_played import PLACE_NAME
from mailbot.agencies.squeezed import Squeezed

NUMBER = "(?:ข้อ|บทที่|ส่วนที่)?[0-9]{0,4}"
"""A number at the beginning of a line."""
TAIL = f"(?:องค์การมหาชน|มหาชน)?(?:(?:ตำบล|อำเภอ|จังหวัด|[ตอจ](?=[ก-ฮเ-ไ])){PLACE_NAME}){{0,3}}"
"""What may follow a name before anything else does."""
HEAD = (
    "(?:รักษาราชการแทน|รักษาการ(?:ใน)?(?:ตำแหน่ง)?)?(?:ผู้อำนวยการ|อธิบดี|นายก|ปลัด|หัวหน้า|เลขาธิการ|ผู้ว่าการ|ผู้จัดการ|ประธาน|อธิการบดี|ผอ|"
    "ผู้บัญชาการ|ผู้บัญชาการทหารเรือ|ผู้บังคับการ|เลขานุการ|ผู้ว่าราชการ|กรรมการผู้จัดการ(?:ใหญ่)?|นายแพทย์|เจ้าพนักงาน)"
)
"""The head of an agency, whose name follows."""
_APPROVES = "ผู้(?:อนุมัติ|ประกาศใช้|สั่งใช้|ลงนาม(?:อนุมัติ)?)(?:แผน)?"
_TEAM = "(?:คณะ|ทีม)(?:งาน|ทำงาน|กรรมการ)?(?:บริหาร(?:จัดการ)?|จัดการ)?(?:ความต่อเนื่อง|ความพร้อมต่อสภาวะวิกฤต|bcp|bcm)"
_BEGINS = re.compile(f"{NUMBER}(?:{HEAD})?")
_APPROVES_AFTER = re.compile(f"{TAIL}(?:เป็น)?{_APPROVES}(?:[0-9]|$)")
_PLACES = re.compile(TAIL)
_SIGNED_ABOVE = re.compile(f"{NUMBER}(?:ลงชื่อ|ลงนาม){_APPROVES}$")
_TEAM_BEFORE = re.compile(f"{NUMBER}(?:โครงสร้าง)?{_TEAM}(?:ประกอบด้วย|ได้แก่|มี|คือ)?{HEAD}")
_TEAM_AFTER = re.compile(f"{TAIL}(?:หัวหน้า|ประธาน)")
_LEADS_AFTER = re.compile(
    f"{TAIL}(?:เป็น|ทำหน้าที่(?:เป็น)?|คือ)?(?:หัวหน้า|ประธาน)(?:{_TEAM}|(?:คณะ|ทีม)(?:ทำงาน|งาน)?(?:$|(?=ผอ|ผู้อำนวยการ|หัวหน้า|รอง|[0-9])))"
)
_ORDERS_AFTER = re.compile(f"{TAIL}(?:มีหน้าที่|มีอำนาจ|เป็นผู้มีอำนาจ)(?:ใน(?:การ)?)?(?:สั่งใช้|ประกาศใช้|อนุมัติ)(?:ใช้)?แผน")
_COMMANDS_AFTER = re.compile(f"{TAIL}เป็นผู้(?:สั่งการ|บัญชาการเหตุการณ์)")
_TEAM_LABEL = re.compile(f"{NUMBER}(?:หัวหน้า|ประธาน)(?:คณะ|ทีม)(?:ทำงาน|งาน)?({HEAD})?")
# A team of others, whose leader stands on the line below (ทีมสนับสนุนภายนอก / หัวหน้าทีม …).
_OTHER_TEAM = re.compile(f"{NUMBER}(?:ทีม|คณะ|ชุด|ฝ่าย|หน่วย)(?!.*ต่อเนื่อง)")
_STRUCTURE = re.compile(f"{NUMBER}โครงสร้าง(?:ทีม|องค์กร|การบริหาร|คณะทำงาน)?{HEAD}")
_HEAD_BEFORE = re.compile(f"{NUMBER}{HEAD}")
_CHAIN_BEFORE = re.compile(f"{NUMBER}(?:(?:สั่งการ|สายการบังคับบัญชา|สายบังคับบัญชา|ลำดับการสั่งการ|ผู้สั่งการ))?{HEAD}")
_BY_ORDER = re.compile(f"(?:{_TEAM}|รักษา(?:ราชการ|การ)แทน)[^\n]{{0,40}}คำสั่ง(?:ของ)?$")
_SIGNS_BEFORE = re.compile(
    f"(?:{NUMBER}|(?:{NUMBER})?ประกาศณวันที่[0-9]{{1,2}}[ก-๎]{{3,10}}(?:พศ)?[0-9]{{4}})(?:ลงชื่อ|ลงนาม|ประกาศโดย){HEAD}?"
)
_ENDS = re.compile(f"{TAIL}(?:วันที่)?[0-9]*(?:[ก-๎]{{2,10}}(?:พศ)?[0-9]{{2,4}})?")
_WE = re.compile("(?<!ของ)เรา$")
_ORDER_NUMBER = re.compile(f"{TAIL}(?:ที่|เลขที่)[0-9]")
_APPOINTS = re.compile(f"{TAIL}(?:ได้|จึง|มีคำสั่ง|ออกคำสั่ง|ประกาศ)*แต่งตั้ง{_TEAM}")
_APPOINTED_BY = re.compile(f"(?:{_TEAM}|คณะทำงาน|ทีมงาน)(?:ชุด)?(?:นี้)?(?:ซึ่ง)?(?:ได้รับการ|ถูก)?แต่งตั้ง(?:ขึ้น)?โดย(?:{HEAD})?$")
_THIS_PLAN = "(?:แผน(?:ดำเนินธุรกิจ|บริหารความ|อย่าง|ต่อเนื่อง|bcp)*(?:ฉบับ|เล่ม)?|เล่ม|ฉบับ|เอกสาร)นี้"
_OWNS_BEFORE = re.compile(f"{_THIS_PLAN}(?:เป็น)?(?:แผน)?(?:ของ|สำหรับ)$")
_WROTE_AFTER = re.compile(f"{TAIL}(?:ซึ่ง)?เป็นผู้(?:จัดทำ|เขียน|ยกร่าง){_THIS_PLAN}")
# Where matters are beyond the writer's strength, in another's team, or for another's plan.
_ELSEWHERE = re.compile("กรณี|หาก|เมื่อ|ถ้า|เกิน|รอง|ผู้ช่วย|ที่ปรึกษา|ร่วมกับ|แผนของ|เดิม|ตัวอย่าง|ต้นแบบ|ไม่ใช่|มิใช่")
# One of these stands in whatever the patterns find beside a name, but for a head alone on its line.
_WORDS = (
    *("อนุมัติ", "ประกาศใช้", "สั่งใช้", "หัวหน้า", "ประธาน", "คำสั่ง", "ลงชื่อ", "ลงนาม", "แต่งตั้ง", "นี้", "เรา", "สั่งการ", "บัญชาการ"),
    *("รอง", "โครงสร้าง", "ประกาศโดย"),
)
_LONGEST_HEAD = 30
_HEADS_OF_ITSELF = re.compile(f"{HEAD}$")
_ARROWS = ("->", "→", "–>", "=>", "➔", "►")


def plays_owners_role(text: Squeezed, mention: Mention, before: str, after: str) -> bool:
    """Is this one told in a role that only the plan's owner plays? before, after: the letters of its line."""
    told = before + after
    if len(before) > _LONGEST_HEAD and not any(word in told for word in _WORDS):
        return False
    if not before and not after:
        return False
    if _ELSEWHERE.search(before) and not _OWNS_BEFORE.search(before):
        return False
    begins = _BEGINS.fullmatch(before) is not None
    if begins and (_APPROVES_AFTER.match(after) or _ORDERS_AFTER.match(after) or _APPOINTS.match(after)):
        return True
    if begins and (led := _LEADS_AFTER.match(after)):
        return _HEADS_OF_ITSELF.search(before) is not None or "เป็น" in led[0] or _is_head(mention)
    if _HEAD_BEFORE.fullmatch(before) and (_COMMANDS_AFTER.match(after) or _is_signed_above(text, mention, after)):
        return True
    label = _TEAM_LABEL.fullmatch(before)
    if label and (label[1] or _is_head(mention)) and not _OTHER_TEAM.match(_line_above(text, mention)):
        return True
    if _STRUCTURE.fullmatch(before) and after.startswith(("รอง", "ปลัด", "ผอ", "หัวหน้า")):
        return True
    if _TEAM_BEFORE.fullmatch(before) and _TEAM_AFTER.match(after):
        return True
    if _CHAIN_BEFORE.fullmatch(before) and after.startswith("รอง") and _has_arrow(text, mention.end):
        return True
    return bool(
        (_BY_ORDER.search(before) and _ORDER_NUMBER.match(after))
        or ("แต่งตั้ง" in before and _APPOINTED_BY.search(before))
        or _OWNS_BEFORE.search(before)
        or (_SIGNS_BEFORE.fullmatch(before) and _ENDS.fullmatch(after))
        or ("(" in text.gaps.get(mention.start, "") and _WE.search(before))
        or _WROTE_AFTER.match(after)
    )


def _is_head(mention: Mention) -> bool:
    """Is it the head of a provincial office by its title (คลังจังหวัดสุราษฎร์ธานี), not the office?"""
    if not mention.ids:
        return False
    return (
        all(one.startswith("r.") for one in mention.ids)
        and "จังหวัด" in mention.text
        and not mention.text.startswith("ส")
    )


def _is_signed_above(text: Squeezed, mention: Mention, after: str) -> bool:
    """Does the line above say that whoever is named here, alone on the line, signs as the one who approves?"""
    return _PLACES.fullmatch(after) is not None and _SIGNED_ABOVE.match(_line_above(text, mention)) is not None


def _line_above(text: Squeezed, mention: Mention) -> str:
    start = text.line_start(mention.start)
    return text.letters[text.line_start(start - 1) : start] if start else ""


def _has_arrow(text: Squeezed, place: int) -> bool:
    return any(arrow in text.gaps.get(place, "") for arrow in _ARROWS)
