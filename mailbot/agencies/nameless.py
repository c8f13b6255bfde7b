"""Texts that name no agency: a unit may stand there (กองพันทหารราบที่ 3), or a province by itself."""

import re

from mailbot.agencies.opinions import Opinion
from mailbot.agencies.places import Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import Squeezed, squeeze
from mailbot.agencies.title_page import TITLE, after_title, tells_unit, unit_alone
from mailbot.agencies.units import plans_for

_TITLE_REGION = 12
_LEFT_OF_TITLES = 6
_DISTRICT = re.compile("^(?:ที่ว่าการ)?อ(?:ำเภอ)?")


class Nameless:
    """Reads what a text tells that names no agency; built once per registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._districts = frozenset(squeeze(one.name_th) for one in registry.amphoes.values())
        self._claims = {
            form.format(squeeze(province.name_th)): code
            for code, province in registry.provinces.items()
            for form in ("จังหวัด{}", "จ{}", "จว{}", "{}")
        } | {"กทม": "10", "กรุงเทพ": "10"}

    def read(self, source: str, text: Squeezed, places: Places) -> Opinion:
        """No agency is named: a unit may be (กองพันทหารราบที่ 3), which is none, or a province."""
        if source in ("subject", "cover"):
            unit = unit_alone(text.lines(_TITLE_REGION))
            if after_title(unit) in self._districts:
                unit = ""  # ด่านซ้าย is a town
            if unit and not (source == "subject" and plans_for(unit)):
                return Opinion(source, outside="unit", texts=(unit,), places=places)
        return self._province_alone(source, text.cleaned, places)

    def _province_alone(self, source: str, cleaned: str, places: Places) -> Opinion:
        """`จังหวัดระยอง` as the whole claim, or as a line of a title, may mean three offices; in an address, nothing."""
        if source not in ("display_name", "subject", "cover", "file_name") or not places.provinces:
            return Opinion(source, places=places)
        lines = [line for line in cleaned.splitlines() if line.strip()][:_TITLE_REGION]
        told = [(line, squeeze(line)) for line in (lines if source == "cover" else [" ".join(lines)])]
        for at, (line, letters) in enumerate(told):
            code = self._claims.get(TITLE.sub("", letters)) or self._claims.get(after_title(letters))
            if code:
                ids = ("l.bkk",) if code == "10" else (f"r.pvo.{code}", f"r.dopa.{code}", f"l.2{code}0101")
                ids = (*self._district(code, [one for _, one in told[:at]]), *ids)
                known = tuple(agency_id for agency_id in ids if self._registry.get(agency_id))
                above, below = [one for _, one in told[:at]], [one for _, one in told[at + 1 : at + 2]]
                sure = code == "10" and not _is_seat(above, below)
                return Opinion(source, known, sure, texts=(" ".join(line.split()),), places=places)
        return Opinion(source, places=places)

    def _district(self, code: str, above: list[str]) -> tuple[str, ...]:
        """The district of the province that stands as a line of its own above it (อ.กะปง / จ.พังงา)."""
        names = {squeeze(one.name_th): one.code for one in self._registry.amphoes.values() if one.province_code == code}
        lines = [one for line in above for one in (line, TITLE.sub("", line))]
        told = [names.get(_DISTRICT.sub("", line)) for line in lines if _DISTRICT.match(line)]
        return tuple(dict.fromkeys(f"r.amphoe:{one}" for one in told if one))


def _is_seat(above: list[str], below: list[str]) -> bool:
    """Is กรุงเทพมหานคร where an organisation sits that is named above it, or the home of a unit beside it?"""
    if any(len(TITLE.sub("", line)) > _LEFT_OF_TITLES for line in above):
        return True
    return any(tells_unit(line) for line in (*above[-1:], *below))
