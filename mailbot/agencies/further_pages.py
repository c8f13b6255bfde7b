"""The pages behind the first one, where that leaves it open whose plan it is, or names a department alone.

A title page may bear a picture and no name, or the head of a department's paper; on the second page stands
`สำนักงาน… ตั้งอยู่ …`, `คำสั่ง… เรื่อง แต่งตั้งคณะทำงานบริหารความต่อเนื่อง`, `อธิการบดี… เป็นผู้ประกาศใช้แผน`. They are read together
with the title page, by the same rules; what a sure title page of an office or a local government says they touch only
where an office of another kind approves the plan.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from mailbot.agencies.model import Agency
from mailbot.agencies.nameless_heads import nameless_head
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.registry import Registry
from mailbot.agencies.relations import superiors
from mailbot.agencies.title_block import title_block_end

# A line of which one of these is no part says nothing of whose plan it is.
_TELLING = (
    *("อนุมัติ", "สั่งใช้", "ประกาศใช้", "สั่งการ", "บัญชาการ", "หัวหน้า", "ประธาน", "คำสั่ง", "ลงชื่อ", "ลงนาม", "รักษา", "แต่งตั้ง"),
    *(
        "แผนนี้",
        "ฉบับนี้",
        "เล่มนี้",
        "เอกสารนี้",
        "ใช้กับ",
        "ใช้เฉพาะ",
        "ครอบคลุม",
        "แผนใช้",
        "จัดทำโดย",
        "ผู้จัดทำ",
        "จัดทำแผน",
        "ประกาศ",
    ),
    *("เดิมเป็น", "เดิมคือ", "เปลี่ยน", "ยกฐานะ", "ตั้งอยู่", "จัดตั้ง", "ก่อตั้ง", "เรา", "->", "→", "สามารถ", "สังกัด)"),
)

# What some word of the name of an office, or a dot of its abbreviation, stands for.
_SOMEBODY = re.compile(
    r"กรม|กระทรวง|สำนัก|จังหวัด|เขต|ภาค|ศูนย์|ด่าน|แขวง|เรือนจำ|ทัณฑสถาน|โครงการ|สถาบัน|มหาวิทยาลัย|วิทยาลัย|เทศบาล|องค์การ|นิคม|สถาน|โรง|สาขา|"
    r"อากาศยาน|อุทยาน|พื้นที่|เมืองพัทยา|กรุงเทพ|ธนาคาร|บริษัท|กองทุน|สภา|คณะกรรมการ|การ(?:ไฟฟ้า|ประปา|รถไฟ|ท่าเรือ|เคหะ|ยาง|นิคม|กีฬา|ทาง)|อำเภอ|[ก-ฮ]\."
)


def settled_by_pages(
    of_cover: Opinion, cover: str, pages: str, read: Callable[[Sequence[str]], Opinion], registry: Registry
) -> Opinion:
    """What the cover says, or what it says together with the pages behind it.

    cover: the longest cover. pages: text of the first pages, the cover among them. read: reads covers. Of several whom
    the title page may name the further pages choose one; of a title page that raises a doubt they settle none.
    """
    agency = registry.get(of_cover.ids[0]) if len(of_cover.ids) == 1 else None
    settled = agency is not None and not _has_offices(agency, registry) and of_cover.title and of_cover.sure
    if of_cover.outside:
        return of_cover
    if agency is not None and settled:
        nameless = nameless_head(pages, agency)
        return replace(of_cover, sure=False, doubt=nameless) if nameless else of_cover
    sure = agency is not None and of_cover.title and of_cover.sure
    text = _telling(pages, cover, agency.name_th) if agency is not None and sure else pages
    found = read([text]) if text else of_cover
    if found.outside:
        return of_cover
    if sure:
        another = len(found.ids) == 1 and not superiors(of_cover.ids[0], registry).issuperset(found.ids)
        return found if another and (found.ids != of_cover.ids or found.doubt) else of_cover
    if not of_cover.ids or not of_cover.title:
        return found if found.ids else of_cover
    if len(found.ids) == 1 and found.sure and _is_among(found.ids[0], of_cover, registry):
        chosen = _are_namesakes(of_cover, registry) or of_cover.slips or of_cover.thin
        return found if not chosen or _is_told(found, registry) else of_cover
    beside = tuple(one for one in found.ids if one not in of_cover.ids)
    return replace(of_cover, beside=(*of_cover.beside, *beside)) if not of_cover.sure else of_cover


def _telling(pages: str, cover: str, name: str) -> str:
    """The title page, and of the pages behind the cover the lines that may say whose plan it is, and name somebody else
    than the agency of that name; '' where none may."""
    behind = pages[cover.rfind("\n") + 1 :].splitlines()
    told = (line for line in behind if any(word in line for word in _TELLING))
    lines = [line for line in told if _SOMEBODY.search(line.replace(name, ""))]
    title = cover[: title_block_end(cover)]
    return "\n".join((title, "", "บทที่ 1", *lines)) if lines else ""


def _has_offices(agency: Agency, registry: Registry) -> bool:
    """Is it a department, or its numbered office above an area, whose paper others below it use?"""
    kind = registry.kinds.get(agency.kind)
    return agency.tier == "direct" or (kind is not None and kind.instances.startswith("numbered"))


def _are_namesakes(of_cover: Opinion, registry: Registry) -> bool:
    """Does the title page name one that may be several?"""
    agencies = [agency for one in of_cover.ids if (agency := registry.get(one)) is not None]
    kinds = {agency.kind for agency in agencies}
    return len(agencies) > 1 and len(kinds) == 1 and all(agency.tier != "direct" for agency in agencies)


def _is_among(agency_id: str, of_cover: Opinion, registry: Registry) -> bool:
    """May the title page mean this one, a department above it, or a ministry by itself?"""
    mine = superiors(agency_id, registry) | {agency_id}
    agency = registry.get(of_cover.ids[0])
    ministry = agency is not None and registry.permanent_secretary(agency.parent_id or "") == agency.id
    return bool(mine.intersection(of_cover.ids)) or (ministry and len(of_cover.ids) == 1)


def _is_told(found: Opinion, registry: Registry) -> bool:
    """Do the pages tell where it lies, and no other province?"""
    agency = registry.get(found.ids[0])
    if agency is None or not found.places:
        return False
    district = bool(agency.amphoe_code) and agency.amphoe_code in found.places.amphoes
    return district or (found.places.provinces == {agency.province_code} and found.places.agree(agency))
