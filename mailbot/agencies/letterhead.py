"""A unit's name at the very head of a title page, as on its paper: the office named whole below it owns the plan.

`กลุ่มงานทะเบียนที่ดิน / สำนักงานที่ดินจังหวัดหนองบัวลำภู` is the plan of the provincial office: its groups have none. In a
department and in local government only those units whose work it is write their home's plan, and its title stands
between (`กองแผนงาน / แผนดำเนินธุรกิจ… / กรมปศุสัตว์`); below the title a unit may speak for itself (units.py).
"""

import re
from dataclasses import replace

from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import Squeezed, squeeze
from mailbot.agencies.units import plans_for

_UNIT = re.compile(
    "(?:กลุ่ม(?!เกษตรกร|จังหวัด|เสี่ยง|เป้า|ผู้|ประเทศ)|ฝ่าย|กอง(?!ทุน|ทัพ|พัน|ร้อย|บิน|บัญชาการ|กำกับ|บังคับ|อำนวยการรักษา|เรือ|พล)|งาน|ส่วน(?!ราชการ)|สำนัก(?!งาน|ข่าว|พุทธ|สงฆ์))"
    "[ก-๎a-z0-9]{2,}"
)
_CAMPUS = re.compile("(?:วิทยาเขต|ศูนย์|พื้นที่)[ก-๎]{2,}")
# A list of campuses is the whole university; one may speak for itself.
_SEVERAL = re.compile(r"[ก-๎][ \t]*[/,][ \t]*[ก-๎]")
_TITLE = re.compile(r"แผน(?![ก-๎]*ที่)|คู่มือ|bcp|business[ \t]*continuity", re.IGNORECASE)
# With it a unit's line is the title of its own plan (กองช่าง แผน BCP); ฝ่ายแผนงาน is none.
_TITLE_OF_UNIT = re.compile("bcp|business|แผน(?:ดำเนิน|บริหาร|ความ|ป[ฏฎ]ิบัติ|รองรับ|ธุรกิจ|ประคอง|ต่อเนื่อง|เผชิญ|ฉุกเฉิน|ปี)")
_LONGEST_UNIT = 60


def without_units(page: str) -> str:
    """A title page less the lines at its head that are the names of units and nothing else."""
    lines = [line for line in page.splitlines() if line.strip()]
    at = 0
    while at < len(lines) - 1 and _UNIT.fullmatch(squeeze(lines[at])) and not _TITLE_OF_UNIT.search(squeeze(lines[at])):
        at += 1
    return "\n".join(lines[at:]) if at else page


class Letterhead:
    """Parts such a line from the title page below it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def part(self, text: Squeezed, mentions: list[Mention]) -> tuple[Squeezed, list[Mention]] | None:
        """The page below its first line, where that is a unit's name and nothing else, and the names that stand there;
        else None."""
        end = text.line_end(1)
        line = text.letters[:end]
        if end >= len(text.letters) or len(line) > _LONGEST_UNIT or not (_UNIT.fullmatch(line) or _CAMPUS.match(line)):
            return None
        if _TITLE_OF_UNIT.search(line) or any(one.start < end for one in mentions):
            return None
        below = [replace(one, start=one.start - end, end=one.end - end) for one in mentions]
        return Squeezed(text.cleaned[text.origin(end) :]), below

    def owns(self, text: Squeezed, below: Squeezed, opinion: Opinion) -> bool:
        """Does the one agency of the page below the unit's line own the plan?"""
        agency = self._registry.get(opinion.ids[0]) if len(opinion.ids) == 1 else None
        if agency is None or opinion.outside or not opinion.title:
            return False
        unit = text.letters[: text.line_end(1)]
        if agency.tier == "regional":
            return _UNIT.fullmatch(unit) is not None
        first = below.cleaned[: below.origin(max(0, below.line_end(1) - 1)) + 1]
        return _TITLE.search(first) is not None and self._writes(unit, text, agency)

    def _writes(self, unit: str, text: Squeezed, agency: Agency) -> bool:
        if agency.kind == "university" and _CAMPUS.match(unit):
            return _SEVERAL.search(text.cleaned[: text.origin(len(unit) - 1) + 1]) is not None
        return plans_for(unit, agency)
