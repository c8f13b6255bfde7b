"""Units that write their agency's plan by custom (สำนักปลัด of an อบต., กองแผนงาน of a กรม), and those that do not."""

import re
from collections.abc import Sequence

from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.title_page import after_title, before, is_branch

_LOCAL_TIERS = ("local_upper", "local_lower")
_PLANNERS = "แผนงาน|แผนและ|นโยบายและ|วิเคราะห์นโยบาย|กลุ่มงานยุทธศาสตร์|(?:สำนัก|กอง|ฝ่าย|กลุ่ม|งาน)ยุทธศาสตร์"
_OF_DEPARTMENTS = re.compile(f"{_PLANNERS}|พัฒนาระบบบริหาร|กพร|เลขานุการกรม|(?:กอง|สำนัก)(?:บริหาร)?กลาง$")
_OF_LOCAL = re.compile(
    f"{_PLANNERS}|(?:สำนัก|สำนักงาน)ปลัด|(?:งาน|ฝ่าย)ป้องกัน|(?:งาน|ฝ่าย)(?:บริหาร)?(?:งาน)?ทั่วไป|(?:งาน|ฝ่าย)ธุรการ|ฝ่ายอำนวยการ"
)
_OF_PROVINCES = re.compile(f"{_PLANNERS}|(?:กลุ่มงาน|ฝ่าย|งาน)อำนวยการ|(?:ฝ่าย|งาน)(?:บริหาร)?(?:งาน)?ทั่วไป")


_DIVISION = re.compile("กอง(?!ทุน|ทัพ|พัน|ร้อย|บิน)|ฝ่าย|งาน|ส่วน(?!ราชการ)|สำนัก(?!งาน)|กลุ่มงาน")


def unit_of(text: Squeezed, mention: Mention) -> tuple[int, int]:
    """Start and end of the letters of the unit whose home a name is: before it on its line, else the line above."""
    own = text.line_start(mention.start)
    if after_title(before(text, mention)):
        return own, mention.start
    return (text.line_start(own - 1), own) if own else (own, own)


def homes_of(text: Squeezed, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions less abbreviations that are part of another's unit (กลุ่มพัฒนาระบบบริหาร (กพร.) กรม…)."""
    spans = [(one, *unit_of(text, one)) for one in mentions]
    inside = [
        one
        for one in mentions
        if one.form != "name" and any(low <= one.start < high for other, low, high in spans if other is not one)
    ]
    return [one for one in mentions if one not in inside]


def is_division(text: Squeezed, mention: Mention) -> bool:
    """Is the unit beside the name of its home a division of the home's own staff (กองช่าง), not a body it houses?"""
    start, end = unit_of(text, mention)
    return not is_branch(text, mention) and _DIVISION.match(after_title(text.letters[start:end])) is not None


def writes_its_plan(text: Squeezed, mention: Mention, agency: Agency) -> bool:
    """Does the unit beside the name of its home write the whole home's plan by custom?"""
    if is_branch(text, mention):
        return False
    start, end = unit_of(text, mention)
    return plans_for(text.letters[start:end], agency)


def plans_for(unit: str, agency: Agency | None = None) -> bool:
    """Is it the work of a unit (squeezed) to write the plan of such an agency, or of any?"""
    if agency is None:
        return any(customary.search(unit) for customary in (_OF_LOCAL, _OF_PROVINCES, _OF_DEPARTMENTS))
    if agency.tier in _LOCAL_TIERS:
        return _OF_LOCAL.search(unit) is not None
    return (_OF_PROVINCES if agency.tier == "regional" else _OF_DEPARTMENTS).search(unit) is not None
