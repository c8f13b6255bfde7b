"""A title page that names a district and nothing else (อำเภอหล่มสัก จังหวัดเพชรบูรณ์): is it the plan of its office?

อำเภอ is a place in every address, and the name of an อบต. may be lost in a picture above it. So the office is credited
only where its department's address, a letter number of a district there or the subject tells it too, and nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from mailbot.agencies.claims import own_words, subject_words
from mailbot.agencies.model import Agency
from mailbot.agencies.opinions import Opinion
from mailbot.agencies.sources import Sources
from mailbot.agencies.squeezed import Squeezed, squeeze
from mailbot.agencies.title_block import title_block_end
from mailbot.agencies.title_page import TITLE, after_title
from mailbot.examination import Evidence, Identity

_DEPARTMENT = "d.dopa"
_KIND = "r.amphoe"
_PROVEN = 90.0
_OF_ADDRESS = frozenset({"learned", "domain"})
_DATE = re.compile(
    "(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)[ก-๎]{2,3}|วันที่|เดือน|พุทธศักราช|ครั้งที่|ประกาศใช้"
)
_ABOVE = re.compile("(?:กรมการปกครอง|กระทรวงมหาดไทย)+")


class DistrictCovers:
    """Reads such title pages; built once per registry."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._registry = sources.registry
        self._codes: dict[str, set[str]] = defaultdict(set)
        for code, amphoe in self._registry.amphoes.items():
            for word in ("อำเภอ", "อ", "ที่ว่าการอำเภอ"):
                self._codes[word + squeeze(amphoe.name_th)].add(code)
                if code.endswith("01"):
                    self._codes[f"{word}เมือง"].add(code)
        self._provinces = {
            word + squeeze(province.name_th): code
            for code, province in self._registry.provinces.items()
            for word in ("จังหวัด", "จ")
        }

    def settle(self, covers: Sequence[str], read: Opinion, sender: Identity, subject: str, letter: str) -> Opinion:
        """What was read of the covers; or the district's office where they name it and nobody else, its department at
        most; as a question where nothing else in the mail tells that it writes."""
        bare = not read.title or (any(one.startswith(_KIND) for one in read.ids) and not read.sure)
        if read.outside or not covers or not (bare or not read.ids or read.ids == (_DEPARTMENT,)):
            return read
        told = [self._told(own_words(cover)) for cover in covers]
        if not told[0] or any(one != told[0] for one in told):
            return read
        ids = tuple(f"{_KIND}:{code}" for code in sorted(told[0]))
        agency = self._registry.get(ids[0]) if len(ids) == 1 else None
        sure = agency is not None and self._is_backed(agency, read, sender, subject, letter)
        named = (one.agency_id for one in sender.evidence if one.source not in ("letter_number", *_OF_ADDRESS))
        beside = () if sure else tuple(dict.fromkeys(one for one in (*read.ids, *named) if one and one not in ids))
        names = tuple(one.name_th for one in map(self._registry.get, ids) if one is not None)
        return Opinion("cover", ids, sure, texts=names[:1], places=read.places, beside=beside)

    def _told(self, cover: str) -> frozenset[str]:
        """Codes of the districts whose name stands alone on the title page, in the province beside it; empty where any
        other line stands there."""
        text = Squeezed(cover, normed=True)
        districts: set[str] = set()
        provinces: set[str] = set()
        for line in text.cleaned[: title_block_end(text.cleaned)].splitlines():
            letters = squeeze(line)
            district, province = self._parted(letters)
            if not district:
                district, province = self._parted(after_title(letters))
            rest = TITLE.sub("", _DATE.sub("", letters))
            if rest and not (district or province or _ABOVE.fullmatch(letters)):
                return frozenset()
            districts |= {district} if district else set()
            provinces |= {self._provinces[province]} if province else set()
        if len(districts) != 1 or len(provinces) > 1:
            return frozenset()
        codes = self._codes[districts.pop()]
        return frozenset(code for code in codes if not provinces or code[:2] in provinces)

    def _parted(self, letters: str) -> tuple[str, str]:
        """Letters of a line as those of a district and of a province, '' for what is not told; both '' where anything
        else stands there."""
        for cut in range(len(letters) + 1):
            district, province = letters[:cut], letters[cut:]
            if (not district or district in self._codes) and (not province or province in self._provinces):
                return district, province
        return "", ""

    def _is_backed(self, agency: Agency, read: Opinion, sender: Identity, subject: str, letter: str) -> bool:
        """Does the mail tell besides that the district's office writes: by its department's address or name, a letter
        number of a district of the province, its own name, or a subject that says the district and nothing else?"""
        offices = {_DEPARTMENT, f"r.dopa.{agency.province_code}", agency.id}
        district = f"{_KIND}:{agency.province_code}"
        told = [one for one in sender.evidence if one.source not in ("place", "cover")]
        numbers = self._sources.numbers((letter,))
        if not all(one.agency_id in offices or self._is_numbered(one, district) for one in told):
            return False
        if any(not one.of_district or one.province_code != agency.province_code for one in numbers):
            return False
        proven = any(one.source in _OF_ADDRESS and one.agency_id in offices and one.weight >= _PROVEN for one in told)
        named = any(one.agency_id == agency.id for one in told) or read.ids == (_DEPARTMENT,)
        numbered = bool(numbers) or any(self._is_numbered(one, district) for one in told)
        return proven or named or numbered or self._told(subject_words(subject)) == {agency.amphoe_code}

    def _is_numbered(self, piece: Evidence, district: str) -> bool:
        """Is it the letter number of a district of the province?"""
        return piece.source == "letter_number" and (piece.agency_id or "").startswith(district)
