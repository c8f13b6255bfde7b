"""Letter numbers: two letters of the province and four digits name the office; two letters of a ministry, the ministry.

`ที่ รย 0017.2/ว 123` is สำนักงานจังหวัดระยอง whatever the letterhead says; NN18 is an อำเภอ (01 = เมือง), 51001 the อบจ.,
52xxx-59xxx a เทศบาล, 7xxxx-9xxxx an อบต. of that province.
"""

import re
from dataclasses import dataclass

from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import clean

_NUMBER = re.compile(
    r"(?:(?<![ก-๎])ที่\s*|^[ \t]*)(?P<letters>[ก-ฮ]{2})\s*\.?\s*(?P<digits>\d{4,5})(?P<part>(?:\.\d+)*)\s*/\s*"
    r"(?P<circular>ว)?\s*\.?\s*\d*",
    re.MULTILINE,
)
# A number that is somebody else's: the letter is answered, quoted or forwarded.
_REFERENCE = re.compile(r"(?:อ้างถึง|อ้างอิง|หนังสือ|ตาม)[^\n]{0,120}$")
_LOCAL_KINDS = {
    "5": ("city_municipality", "town_municipality", "subdistrict_municipality"),
    "7": ("sao",),
    "8": ("sao",),
    "9": ("sao",),
}


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """What one letter number says. ids: the office, when it names one. Otherwise a filter: `province_code` with
    `kinds` of local government, or `ministry_id` (a department or a field office of that ministry)."""

    text: str
    ids: tuple[str, ...] = ()
    province_code: str = ""
    kinds: tuple[str, ...] = ()
    ministry_id: str = ""

    @property
    def of_district(self) -> bool:
        """Is it an อำเภอ's? Its two digits follow the register of the province, not everywhere the code of DOPA."""
        return any(".amphoe:" in one for one in self.ids)


def letter_numbers(text: str, registry: Registry) -> list[LetterNumber]:
    """Numbers under which the writer of the text sends, in order; numbers that are only referred to are left out."""
    cleaned = clean(text)
    found = []
    for match in _NUMBER.finditer(cleaned):
        if _REFERENCE.search(cleaned, max(0, match.start() - 140), match.start()):
            continue
        number = _meaning(match, registry)
        if number is not None:
            found.append(number)
    return found


def _meaning(match: re.Match[str], registry: Registry) -> LetterNumber | None:
    text = " ".join(match[0].split())
    letters, digits = match["letters"], match["digits"]
    for province in registry.provinces.values():
        if province.letters == letters:
            return _provincial(text, province.code, digits, registry)
    for agency in registry:
        if agency.kind == "ministry" and agency.letter_code == letters:
            return LetterNumber(text, ministry_id=agency.id)
    return None


def _provincial(text: str, code: str, digits: str, registry: Registry) -> LetterNumber | None:
    if digits == "51001" or (len(digits) == 5 and digits.startswith("51")):
        return LetterNumber(text, _known((f"l.2{code}0101",), registry), code, ("pao",))
    if len(digits) == 5:
        kinds = _LOCAL_KINDS.get(digits[0])
        return LetterNumber(text, province_code=code, kinds=kinds) if kinds else None
    if digits.endswith("18") and digits != "0018":
        return (
            LetterNumber(text, (f"r.amphoe:{code}{digits[:2]}",), code)
            if f"{code}{digits[:2]}" in registry.amphoes
            else None
        )
    ids = tuple(f"{kind.id}.{code}" for kind in registry.kinds.values() if kind.doc_no_code == digits)
    return LetterNumber(text, _known(ids, registry), code)


def _known(ids: tuple[str, ...], registry: Registry) -> tuple[str, ...]:
    return tuple(agency_id for agency_id in ids if agency_id in registry.agencies)
