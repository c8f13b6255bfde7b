"""Which part an agency plays in running text: whose plan the text says it is, of whom it tells, who merely helps.

The preface of a plan names the writer amid its sentences, and beside it those who helped, served as a model, live next
door or are told what happens. What stands directly before and behind a name tells them apart.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from mailbot.agencies.names import Mention
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.title_page import TITLE

Part = Literal["owner", "subject", "told", "other", ""]
"""owner: the text says that the plan is this one's. subject: it signs, or its history is told. told: a sentence tells
what it does, which may be a neighbour's duty. other: it helps, neighbours, serves as a model. '': nothing is told."""

PLACE_NAME = (
    "(?:(?!เป็น(?:สถานที่|ที่|ศูนย์|จุด|อาคาร|หน่วย)|หน่วยงาน|สำนักงาน|สำรอง|ซึ่ง|เพื่อ|แล้ว|ให้(?!ตก)|มหาชน(?!ะ)|มอบ(?=หมาย)).){2,20}?"
)
"""The name of a place behind its mark: no sentence hides in it."""
PLACES = f"(?:องค์การมหาชน|มหาชน|ในพระบรมราชูปถัมภ์)?(?:(?:ตำบล|อำเภอ|จังหวัด|[ตอจ](?=[ก-ฮเ-ไ])){PLACE_NAME}){{0,3}}"
"""What may stand between a name and what a sentence says of it."""
_MODEL = "ต้นแบบ|แบบอย่าง|ตัวอย่าง|แบบฟอร์ม|คู่มือ|แนวทางการจัด|แม่แบบ|ดัดแปลง|โครงร่าง"
WRITES = (
    "(?:แห่งนี้|เอง|ในฐานะ(?:(?!ให้|กำชับ|สั่ง|แจ้ง|มอบ|ขอ|เตือน|แนะนำ|ประกาศ|ประสาน).){2,30}?)?(?:จึง|ได้|ขอ|ต้อง|จำเป็นต้อง|ควร|จะ|เห็นสมควร|เห็นควร|มุ่ง|มีความจำเป็นต้อง|มีนโยบาย|ร่วมกัน|พิจารณา|ดำเนินการ|นี้|นั้น)*"
    "(?:จัดทำ(?=แผน|ฉบับ|เอกสาร|เล่ม|ขึ้น|$)|จัดให้มี(?:การจัดทำ)?แผน|ทำแผน|เขียน(?=แผน|เล่ม|ฉบับ|ขึ้น)|ร่างแผน|ทบทวน(?=แผน|และ|ฉบับ|$)|ปรับปรุง(?=แผน|เล่ม|ฉบับ)|"
    "ปรับ(?=ให้เหมาะ|แผน)|ประกาศใช้(?=แผน|ตั้งแต่|ฉบับ)|ใช้แผน(?:ฉบับ|เล่ม)?นี้|ตระหนัก|เล็งเห็น|คำนึงถึง|เห็นความ|เตรียม(?=ความพร้อม|แผน|รับมือ|รับสถาน)|วางแผน|พัฒนาแผน|ออกแผน|กำหนดแผน|"
    "บริหารความต่อเนื่อง|ขอบ(?:พระ)?คุณ)"
)
"""What one says of oneself who writes a plan, behind one's name."""
# A sentence about its duties that ends with what it therefore does (… ให้บริการประชาชน จึงจัดทำแผน): its own, unless
# somebody else comes between.
_THEREFORE = re.compile(
    "(?:ในฐานะ|ซึ่งเป็น|เป็น|มี|ให้บริการ|ดูแล)(?:(?!เรา|สำนักงาน|คณะ|ทุก|แจ้ง|รายงาน|ประกาศ|คาด|สั่ง|เตือน|พบ|ดังนั้น|แผน).){0,70}?"
    "(?<!หน่วยงาน)จึง(?:ได้|ต้อง|ขอ|ควร|จำเป็นต้อง|เห็นสมควร)*(?:จัดทำ(?=แผน|ฉบับ|เอกสาร|เล่ม|ขึ้น)|มีแผน|ทำแผน|"
    "เตรียม(?=พร้อม|ความพร้อม|แผน|รับ)|ทบทวนแผน|ปรับปรุงแผน|กำหนดแผน|กำหนดแนวทาง|วางแผน)"
)
_OWNER_AFTER = re.compile(f"{PLACES}(?:{WRITES}|(?:จึง|ต้อง|ควร|จำเป็น)+มีแผน)")
_ABLE_AFTER = re.compile(
    PLACES + "(?:สามารถ|มี(?=แนว|แผน|ความพร้อม|กระบวน|ขั้นตอน|ระบบ)|พร้อม|ป[ฏฎ]ิบัติ|ดำเนิน|ให้บริการ|ยังคง|บริหาร|กลับมา)"
)
_OF_PLAN = re.compile(f"แผน(?:{TITLE.pattern})*(?:นี้)?(?:เป็น|คือ)?(?:แผน)?(?:{TITLE.pattern})*ของ$")
_BORROWED = re.compile(
    "(?:ใช้|ศึกษา|ดู|จาก|ตาม|อ้างอิง|เหมือน|เช่น|คล้าย|กับ|และ|แทน|ไม่ใช่|มิใช่|ต่าง(?:จาก)?|เชื่อมโยง|สอดคล้อง|นำ|อ่าน|ขอ|ส่ง(?:ตัวอย่าง)?|ได้|เคย|เทียบ|ถึง|ยืม|ดึง)(?:กับ)?$"
)
_FIELD = re.compile(
    "(?:ชื่อ)?(?:หน่วยงาน|ส่วนราชการ|องค์กร|องค์การ)(?:ที่จัดทำ(?:แผน)?|เจ้าของ(?:แผน|เรื่อง)|ผู้จัดทำ(?:แผน)?)?$|เจ้าของแผน$"
)
_IN_NAME = re.compile("ใน(?:นาม|ฐานะ)(?:ของ)?$")
_COVERED = re.compile("แผน(?:ฉบับ|เล่ม)?นี้(?:ครอบคลุม|ใช้(?:กับ|สำหรับ|บังคับ))(?:(?!แผน|ร่วม|ประสาน).){0,30}(?:ของ|ใน|ภายใน)$")
_SO_THAT = re.compile(
    "(?:เพื่อ|ช่วย|ทำ)ให้(?:(?:บุคลากร|เจ้าหน้าที่|พนักงาน|ข้าราชการ|ผู้บริหาร|และ|ทุกคน|ทุกระดับ)+(?:ของ|ใน|ภายใน))?$"
)
_BECAME = re.compile(
    "มาเป็น$|(?:ยก|เปลี่ยน|ปรับ)(?:ฐานะ|สถานะ|ชื่อ)(?:ใหม่)?(?:จาก.{2,40})?(?:ขึ้น)?(?:มา)?(?:ใหม่)?เป็น$|เปลี่ยนเป็น$|(?:จัด)?ตั้ง(?:ขึ้น)?เป็น$|เดิม.{4,60}ปัจจุบัน(?:คือ|เป็น)?$"
)
_GREW_AFTER = re.compile(PLACES + "(?:ตั้งอยู่.{0,30}?)?เดิม(?:คือ|เป็น|ชื่อ)")
_CHAIN = re.compile(r"(?:->|→)[ \t]*$")
# โดยตั้งสำนักงาน…ขึ้น; งานทะเบียนของสำนักงาน…จึงหยุดมิได้.
_FOUNDED = re.compile("(?:จัด|ก่อ)?ตั้ง$")
_FOUNDED_AFTER = re.compile("ขึ้น")
_WORK_BEFORE = re.compile("(?:งาน|ภารกิจ|บริการ)[ก-๎a-z0-9]{0,40}ของ$")
_WORK_AFTER = re.compile(
    "(?:จึง|ต้อง|ย่อม|ยัง|จะ|ก็|ควร)*(?:(?:หยุด|ขาด|เว้น|ชะงัก|รอ)(?:ไม่ได้|มิได้)|(?:ไม่|มิ)(?:อาจ|ควร|ให้|หยุด)|ต่อเนื่อง|ดำเนินต่อ|ทำต่อ)"
)
_SUBJECT_AFTER = re.compile(
    PLACES + "(?:เดิม|นี้|แห่งนี้|ปัจจุบัน)?(?:เป็น(?=(?:หน่วยงาน|ส่วนราชการ|องค์กร|ราชการ)"
    "(?!สนับสนุน|ที่(?:ให้|ช่วย|มีส่วน|เกี่ยว|ร่วม|ประสาน|ต้อง)|หลัก|ร่วม|กำกับ|(?:ข้าง|ใกล้)เคียง|เกี่ยวข้อง|ประสาน|ภายนอก|ภาคี)|"
    "รัฐวิสาหกิจ|กรม|องค์การ|สภา|สุขาภิบาล|เทศบาล|สถาบัน|มหาวิทยาลัย)|ตั้งอยู่(?=เลขที่|หมู่|ใน|ที่|ถนน|ตำบล|ณ|ทาง|บริเวณ(?!เดียวกัน)|ชั้น|อาคาร|[0-9])|"
    "มี(?=พื้นที่|ภารกิจ|โครงสร้าง|ประชากร|หมู่บ้าน|เขตการปกครอง|[0-9])|ก่อตั้ง|จัดตั้ง|ได้รับการ(?:ยกฐานะ|จัดตั้ง)|ยกฐานะ|แบ่งส่วนราชการ|แบ่งโครงสร้าง|แบ่งการปกครอง)"
)
_TOLD_AFTER = re.compile(
    PLACES + "(?:มี(?=หน้าที่|อำนาจ|บุคลากร|ข้าราชการ|เจ้าหน้าที่|พนักงาน)|ให้บริการ|รับผิดชอบ|ดูแล|ไม่เคย|ประกอบด้วย|สร้างเมื่อ)"
)
_TOLD_BEFORE = re.compile(
    "(?:หยุดชะงัก|ภารกิจ|ดำเนินงาน|ดำเนินการ|ป[ฏฎ]ิบัติงาน|บริหารงาน|ให้บริการ|บุคลากร|เจ้าหน้าที่|พนักงาน|ข้าราชการ|ผู้บริหาร|ทรัพยากร|ต่อเนื่อง|กระบวนงาน|ระบบงาน)"
    "(?:หลัก|สำคัญ|ทั้งหมด|ทุกคน|อื่น)?(?:ของ|ใน|ภายใน)$"
)
_HELPS = (
    "(?:ประสาน(?:งาน)?|(?<!ผู้มา)(?<!มา)ติดต่อ|ขอบคุณ|ขอบพระคุณ|สนับสนุน|ช่วยเหลือ|ร่วมกับ|ร่วมมือ|(?<!เป็น)(?:แบบอย่าง|ตัวอย่าง|ต้นแบบ)|ใกล้|ข้าง|ติดกับ|ตรงข้าม|อาณาเขต|จด|เช่น|อาทิ|ได้แก่|รองจาก|เหมือน|คล้าย|"
    "แนะนำ|รายงาน|แจ้ง|สังกัด|ขึ้นตรง|กำกับ|เครือข่าย|เพื่อนบ้าน|ข้างเคียง|แนวทาง|หนังสือ|เสนอ|ปรึกษา|วิทยากร|อบรม|แยก|โอน|ไม่ใช่|มิใช่|ยืม|เช่า|ขอความ|ร้องขอ|อาจารย์|นักศึกษา|ศึกษา(?:ดูงาน)?|"
    "สำรอง|สมทบ|เข้าร่วม|พี่เลี้ยง|รับจาก|มาจาก|ได้รับ)"
)
_OTHER_BESIDE = re.compile(
    f"{_HELPS}$|(?:จาก|กับ|(?<!กระทบ)(?<!เชื่อมั่น)(?<!มาติด)ต่อ|(?:ใน|ที่)อาคาร|แก่|ถึง|ให้|ไปยัง|ไปที่|ผ่าน|(?<!จัดทำ)(?<!จัดทำขึ้น)โดย|ในเขต|ของเขต|หลัง|หน้า|ใช้แผนของ|"
    "(?:ป[ฏฎ]ิบัติงาน|ทำงาน|อาคาร|อยู่|ย้ายไป)(?:ที่|ณ)|ผู้รับผิดชอบข้อมูล|นำร่อง|(?:กำกับ|สังกัด|ราชพัสดุ|บริเวณ)(?:ดูแล)?ของ|"
    "เดิม(?:เป็น|คือ|ชื่อ|สังกัด|อยู่)?|ภารกิจจาก|มาตรการ(?:ของ)?|ตามที่)$"
)
# Here a sentence about another is over (… เป็นสถานที่สำรอง / สำนักงาน…ตระหนักถึง).
_OVER = re.compile("เป็น(?:สถานที่|ที่|ศูนย์|จุด|อาคาร)[ก-๎]{0,20}สำรอง$")
_OTHER_BEFORE = re.compile(f"{_HELPS}.{{1,18}}$")
_OTHER_AFTER = re.compile(
    PLACES + f"(?:เป็น(?:ผู้)?(?:{_MODEL}|แนวทาง|พี่เลี้ยง|แม่ข่าย|สนับสนุน|ที่ปรึกษา|หลัก|ประสาน|"
    f"หน่วย(?:งาน)?(?:นำร่อง|ประสาน|ร่วม))|มา(?:เป็น|ช่วย|ให้|{_MODEL}|ปรับ)|"
    "ที่(?:กรุณา|ให้|ช่วย|ส่ง|แลก|ร่วม|สนับสนุน|อยู่|ได้)|ซึ่ง(?:อยู่|ให้|ช่วย|ได้รับ|มีลักษณะ|ส่ง)|"
    "(?:ได้|จะ|ก็|และ|เคย|จึง|มัก)*(?:ส่ง(?!แผน)|ให้(?!บริการ)|ช่วย|สนับสนุน|มอบ|แจ้ง|สั่ง|กำชับ|ขอให้|แนะนำ|อบรม|รายงาน|แลกเปลี่ยน|ประกาศ(?!ใช้)))"
)
_NOT_THIS = re.compile(
    f"{PLACES}(?:(?:แผน|ดำเนินธุรกิจ|บริหารความ|ความ|อย่าง|ต่อเนื่อง|รองรับ)*(?:ของ(?:ตน|ส่วนกลาง)|"
    f"ระดับ(?:จังหวัด|อำเภอ)|แล้ว)|.{{0,14}}(?:{_MODEL}|แยก|ต่างหาก|อีก(?:เล่ม|ฉบับ)|อยู่แล้ว|ไว้แล้ว))"
)
# The master plan of the country, which one department writes for all.
_OF_THE_NATION = re.compile(
    "(?:แผน)?(?!ฉบับ|นี้|เล่ม|ดำเนินธุรกิจ|บริหารความ|ความต่อเนื่อง|bcp)[ก-๎]{0,44}?(?:แห่งชาติ|ระดับชาติ|แม่บท|ของประเทศ)"
)
# Who signs a preface.
_HEADS = re.compile("(?:รักษาราชการแทน|รักษาการ|นายก|ปลัด|ผู้อำนวยการ|อธิบดี|หัวหน้า|เลขาธิการ|ประธาน|รอง)*")
_SIGNER = re.compile(
    r"[ \t]*(?:\(|(?:นาย|นาง|น\.ส\.|ดร\.|ว่าที่|พล|พัน|ร้อย|จ่า|สิบ|ลงชื่อ|ลงนาม(?!บันทึก)|"
    r"คณะ(?:ผู้|ทำงาน|กรรมการ)|ผู้จัดทำ|จัดทำโดย|ด้วยความ))"
)
_MONTH = "(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)[ก-๎]{2,3}|[ก-๎]{1,3}\\.[ก-๎]{1,2}\\."
_DATED = re.compile(f"(?:วันที่[ \t]*)?(?:[0-9]{{1,2}}[ \t]*)?(?:{_MONTH})[ \t]*(?:พ\\.ศ\\.[ \t]*)?[0-9]{{2,4}}")
# What stands between a signer and its date.
_PLACE_LINES = re.compile(r"^(?:[ \t]*(?:อำเภอ|จังหวัด|อ\.|จ\.)[^\n]{2,50}\n\s*){0,2}")
# Where one signs: far from the margin, at the end.
_FAR_RIGHT = re.compile(r"[ \t]{12}")
_JOINS = re.compile("(?:และ|กับ|หรือ|รวมทั้ง|รวมถึง|ตลอดจน|พร้อมด้วย|พร้อมทั้ง|ร่วมกับ)?")
_OPEN = ("", "told", "subject")
_REACH_BEFORE = 60
_REACH_AFTER = 90


def parts_played(text: Squeezed, mentions: Sequence[Mention]) -> list[Part]:
    """The part of each mention (left to right, in running text); those that are joined by และ play the same part."""
    ends = [*(mention.start for mention in mentions[1:]), len(text.letters)]
    parts: list[Part] = []
    for at, mention in enumerate(mentions):
        shorter = mentions[at + 1] if at + 1 < len(mentions) and _abbreviates(mentions[at + 1], mention) else None
        if at and _abbreviates(mention, mentions[at - 1]):
            parts.append(parts[-1])
        elif shorter is not None:
            parts.append(_part(text, replace(mention, end=shorter.end), ends[at + 1]))
        else:
            parts.append(_part(text, mention, ends[at]))
    joined = [
        at > 0 and bool(_JOINS.fullmatch(_between(text, mentions[at - 1], mentions[at]))) for at in range(len(mentions))
    ]
    for at in range(1, len(parts)):
        if joined[at] and parts[at - 1] in ("other", "owner") and parts[at] in _OPEN:
            parts[at] = parts[at - 1]
    for at in range(len(parts) - 1, 0, -1):
        if joined[at] and parts[at] == "owner" and parts[at - 1] in _OPEN:
            parts[at - 1] = "owner"
    return parts


def tells_its_growth(text: Squeezed, mention: Mention) -> bool:
    """Is it told what it was before (ยกฐานะเป็นด่าน…; เรือนจำกลาง… เดิมคือ …; … -> ศูนย์อนามัยที่ ๑๒)? One tells one's own
    history, and no other office's."""
    line = text.line_start(mention.start)
    before = text.letters[max(line, mention.start - 2 * _REACH_BEFORE) : mention.start]
    after = text.letters[mention.end : min(text.line_end(mention.end), mention.end + _REACH_AFTER)]
    chain = _CHAIN.search(text.gaps.get(mention.start, "")) and "เดิม" in before
    goes_on = any(arrow in text.gaps.get(mention.end, "") for arrow in ("->", "→"))
    return bool(_BECAME.search(before) or _GREW_AFTER.match(after) or chain) and not goes_on


def _abbreviates(mention: Mention, name: Mention) -> bool:
    """Is it the same agency's abbreviation directly behind its name (กองทุน… (กยศ.) จึงต้อง…)?"""
    return mention.start == name.end and bool(name.ids) and mention.ids == name.ids and mention.form != "name"


def _between(text: Squeezed, one: Mention, other: Mention) -> str:
    """Letters between two names of one line, less places; a line's end joins nothing."""
    if text.line_start(other.start) > one.start:
        return "\n"
    return re.sub(PLACES, "", text.letters[one.end : other.start], count=1)


def _part(text: Squeezed, mention: Mention, following: int) -> Part:
    """following: where the next name begins."""
    line = text.line_start(mention.start)
    before = text.letters[max(line, mention.start - _REACH_BEFORE) : mention.start]
    after = text.letters[mention.end : min(text.line_end(mention.end), mention.end + _REACH_AFTER)]
    reach = following - mention.end
    if _is_owner(before, after):
        return "owner"
    over = _OVER.search(before) is not None
    if not over and _OTHER_BESIDE.search(before):
        return "other"
    written = _OWNER_AFTER.match(after) or _THEREFORE.match(after[:reach])
    if written and _OF_THE_NATION.match(after, written.end()):
        return "other"
    if written:
        return "other" if _NOT_THIS.match(after, written.end()) else "owner"
    if (not over and _OTHER_BEFORE.search(before)) or _OTHER_AFTER.match(after):
        return "other"
    alone = _HEADS.fullmatch(before) and not re.sub(PLACES + "[0-9]*", "", after)
    if alone and not _is_signed(text, mention):
        return ""
    founded = _FOUNDED.search(before) and _FOUNDED_AFTER.match(after)
    works = _WORK_BEFORE.search(before) and _WORK_AFTER.match(after)
    if alone or founded or works or _SUBJECT_AFTER.match(after) or _BECAME.search(before):
        return "subject"
    return "told" if _TOLD_AFTER.match(after) or _TOLD_BEFORE.search(before) else ""


def _is_signed(text: Squeezed, mention: Mention) -> bool:
    """Does a name alone on its line stand as that of a signer: below a person's or a committee's name, above a date, or
    at the end of the text? Any other line may be a heading, or one of a list."""
    cleaned = text.cleaned
    start = cleaned.rfind("\n", 0, text.origin(mention.start)) + 1
    above = cleaned[:start].rstrip().rpartition("\n")[2]
    end = cleaned.find("\n", text.origin(mention.end - 1))
    below = _PLACE_LINES.sub("", cleaned[end:].lstrip()).partition("\n")[0] if end >= 0 else ""
    at_right = not below.strip() and _FAR_RIGHT.match(cleaned, start) is not None
    return bool(_SIGNER.match(above)) or bool(_DATED.match(below.strip())) or at_right


def _is_owner(before: str, after: str) -> bool:
    """Does the text say in so many words whose plan it is?"""
    if _FIELD.fullmatch(before) or _IN_NAME.search(before) or _COVERED.search(before):
        return True
    plan = _OF_PLAN.search(before)
    if plan:
        return not _BORROWED.search(before[: plan.start()]) and not (
            _OTHER_AFTER.match(after) or _NOT_THIS.match(after)
        )
    return _SO_THAT.search(before) is not None and _ABLE_AFTER.match(after) is not None
