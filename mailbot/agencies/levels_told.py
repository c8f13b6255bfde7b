"""The level of local government that a page tells of itself without a name: `นายกเทศมนตรีเป็นผู้สั่งใช้แผน`, `เล่มนี้เป็นของ อบต.`

A ตำบล often has both, a town and an อบต. of one name, and each names the other as its helper or its model.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from mailbot.agencies import cores
from mailbot.agencies.model import Agency
from mailbot.agencies.names import Mention
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.vocabulary import MUNICIPALITIES

_OWN_WORDS = "(?:นายก|ปลัด|สำนักปลัด|พนักงาน|สมาชิกสภา|สำนักงาน|ที่ทำการ|ของ|ผู้บริหาร|กอง[ก-๎]{3,12})"
_OWN_VERBS = r"(?=[ \t]*(?:จึง|ได้(?:จัดทำ|ทบทวน|ตระหนัก)|ของเรา|ขอ|จัดทำ|ตระหนัก|ทบทวน))"
_SAO, _TOWN = "(?:องค์การบริหารส่วนตำบล|อบต\\.?)", "เทศบาล(?:ตำบล|เมือง)?"
# A level of local government that is told without a name, as one tells of oneself.
OF_SAO = re.compile(f"(?m)^[ \t]*{_SAO}[ \t]*$|{_OWN_WORDS}[ \t]*{_SAO}(?![ก-๎])|{_SAO}{_OWN_VERBS}")
OF_TOWN = re.compile(f"(?m)^[ \t]*{_TOWN}[ \t]*$|นายกเทศมนตรี|{_OWN_WORDS}[ \t]*{_TOWN}(?![ก-๎])|{_TOWN}{_OWN_VERBS}")


class Levels:
    """Holds the level that a page tells of itself against the local government that its sentences name."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def settle(self, text: Squeezed, mentions: Sequence[Mention], found: Opinion, agency: Agency) -> Opinion:
        """The opinion; or a question with the namesake in its district, where the page tells the other level of itself,
        and not this one, and no title bears the name."""
        towns = agency.kind in MUNICIPALITIES
        if not (towns or agency.kind == "sao") or not agency.amphoe_code:
            return found
        block = title_block_end(text.cleaned)
        if any(agency.id in one.ids and text.origin(one.start) < block for one in mentions):
            return found
        mine, other = (OF_TOWN, OF_SAO) if towns else (OF_SAO, OF_TOWN)
        told = other.search(text.cleaned)
        if told is None or mine.search(text.cleaned):
            return found
        return replace(found, sure=False, doubt=told[0].strip(), beside=(*found.beside, *self._namesakes(agency)))

    def _namesakes(self, agency: Agency) -> tuple[str, ...]:
        """Local governments of the other level that bear its name in its district."""
        mine = next((name for name, ids in self._names.items() if agency.id in ids), "")
        others = (self._registry.get(one) for one in self._names.get(mine, ()))
        return tuple(
            one.id
            for one in others
            if one is not None and one.amphoe_code == agency.amphoe_code and one.kind != agency.kind
        )

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for kind in ("sao", *MUNICIPALITIES):
            for name, ids in cores.local_names(self._registry, (kind,)).items():
                found[name] = (*found.get(name, ()), *ids)
        return found
