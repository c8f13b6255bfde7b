"""Provinces and อำเภอ that a text names: they tell agencies of one name apart, and are never agencies themselves."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import ahocorasick
import geothai

from mailbot.agencies.model import Agency
from mailbot.agencies.near_places import NearPlaces
from mailbot.agencies.nicknames import NICKNAMES
from mailbot.agencies.registry import Registry
from mailbot.agencies.romanised import EnglishPlaces
from mailbot.agencies.squeezed import clean
from mailbot.agencies.telephones import provinces_dialled

_ENGLISH = re.compile("[A-Za-z]{3}")
# Five digits are a postal code at the end of a line that is an address, or after its word.
_POSTAL_CODE = re.compile(r"([1-9](?<![0-9./-].)[0-9]{4})[ \t]*(?=$|โทร|[(])", re.MULTILINE)
# A mark of a place stands alone, or is glued to a name; behind a few letters it is part of an abbreviation (สสอ.).
_MARKED = "(?:(?<![ก-๎].)|(?<=[ก-๎]{6}.))"
_MARK_BEFORE = re.compile(rf"จ{_MARKED}ว?\.$")
_MARK_REACH = 16
# Vowels and tones that cannot begin a word; '' is the end of the text.
_SIGNS = frozenset(map(chr, (*range(0x0E30, 0x0E3B), *range(0x0E45, 0x0E4F))))
_TWO_WORDS = re.compile(r"^[ \t]*([ก-๎]{2,20})[ \t]+(?:จังหวัด[ \t]*|จว?\.[ \t]*)?([ก-๎]{3,16})[ \t]*$", re.MULTILINE)
# Behind these it may be the name of a local government, on two lines.
_LEADS = ("ตำบล", "เทศบาล", "เมือง", "นคร", "อบต.", "ทต.", "ทม.", "ทน.")
_ADDRESS = re.compile(r"หมู่|เลขที่|ถนน|ถ\.|ซอย|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.|ไปรษณีย์")


@dataclass(frozen=True, slots=True)
class Places:
    """provinces: codes of two digits; amphoes: codes of four digits (all that bear a name that stands in the text).
    dialled: provinces of the one area that the telephone numbers tell, which count where nothing else is told."""

    provinces: frozenset[str] = frozenset()
    amphoes: frozenset[str] = frozenset()
    dialled: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.provinces or self.amphoes)

    def agree(self, agency: Agency) -> bool:
        """Does the agency lie in one of the อำเภอ, or, when none is named, in one of the provinces?"""
        if self.provinces and agency.province_code not in self.provinces:
            return False
        if self.amphoes and agency.amphoe_code and agency.kind != "pao":
            return agency.amphoe_code in self.amphoes
        # อำเภอเมืองระยอง tells Rayong too, for those that lie in no district of it.
        return agency.province_code in (self.provinces or {code[:2] for code in self.amphoes})

    def narrow(self, agencies: Iterable[Agency]) -> tuple[str, ...]:
        """Ids of the agencies that agree; () when none does. By telephone numbers alone one, or none."""
        if self:
            return tuple(agency.id for agency in agencies if self.agree(agency))
        there = tuple(agency.id for agency in agencies if agency.province_code in self.dialled)
        return there if len(there) == 1 else ()


class Gazetteer:
    """Finds places in cleaned text (squeezed.clean)."""

    def __init__(self, registry: Registry) -> None:
        self._provinces = {clean(province.name_th): code for code, province in registry.provinces.items()}
        self._provinces |= {name: code for name, code in NICKNAMES.items() if code in registry.provinces}
        self._amphoes: dict[str, set[str]] = defaultdict(set)
        for amphoe in registry.amphoes.values():
            self._amphoes[clean(amphoe.name_th)].add(amphoe.code)
        for agency in registry:
            if agency.amphoe and agency.amphoe_code:
                self._amphoes[clean(agency.amphoe)].add(agency.amphoe_code)
        self._english = EnglishPlaces(registry)
        self._near = NearPlaces(registry, self._provinces, self._amphoes)
        provinces = "|".join(sorted(self._provinces, key=len, reverse=True))
        amphoes = "|".join(sorted({*self._amphoes, "เมือง"}, key=len, reverse=True))
        self._province = re.compile(
            rf"(?:(?:จังหวัด|จ{_MARKED}ว?\.)\s*|(?<![ก-๎.]))({provinces})(?![\u0e30-\u0e3a\u0e45-\u0e4e])"
        )
        self._names = ahocorasick.Automaton()
        for name in self._provinces:
            self._names.add_word(name, name)
        self._names.make_automaton()
        self._amphoe = re.compile(rf"(?:อำเภอ|อ{_MARKED}\.)\s*({amphoes})(?![\u0e30-\u0e3a\u0e45-\u0e4e])")

    def find(self, cleaned: str) -> Places:
        """Places in the text; อ.เมือง means the seat of each province that is named beside it."""
        provinces = frozenset(self._provinces[found] for found in self._told(cleaned))
        if "จ" in cleaned:
            provinces |= self._near.provinces(cleaned, self._province)
        amphoes: set[str] = set()
        if _ENGLISH.search(cleaned):
            provinces |= self._english.provinces(cleaned)
            amphoes |= self._english.amphoes(cleaned)
        told = "อำเภอ" in cleaned or "อ." in cleaned
        if told:
            amphoes |= self._near.amphoes(cleaned, self._amphoe, provinces)
        for name in self._amphoe.findall(cleaned) if told else ():
            if name == "เมือง":
                amphoes.update(f"{code}01" for code in provinces)
            else:
                amphoes.update(self._amphoes[name])
        if not amphoes:
            amphoes = self._beside(cleaned) if provinces else set()
        if not amphoes:
            amphoes = self._by_postal_code(cleaned, provinces)
        dialled = provinces_dialled(cleaned) if "0" in cleaned and not (provinces or amphoes) else frozenset()
        return Places(provinces, frozenset(amphoes), dialled)

    def _told(self, cleaned: str) -> Iterable[str]:
        """Names of provinces that stand by themselves or behind their mark, of one place the longest: what `_province`
        finds, in one pass."""
        found: dict[int, str] = {}
        for last, name in self._names.iter(cleaned):
            start = last + 1 - len(name)
            if cleaned[last + 1 : last + 2] not in _SIGNS and (not start or self._is_marked(cleaned, start)):
                found[start] = name
        return found.values()

    def _beside(self, cleaned: str) -> set[str]:
        """อำเภอ whose bare name and its province are a line of their own (เขาวง กาฬสินธุ์)."""
        found: set[str] = set()
        for line in _TWO_WORDS.finditer(cleaned):
            code = self._provinces.get(line[2])
            if code is not None and not cleaned.endswith(_LEADS, 0, max(0, line.start() - 1)):
                found.update(one for one in self._amphoes.get(line[1], ()) if one[:2] == code)
        return found

    def _is_marked(self, cleaned: str, start: int) -> bool:
        """Does a name begin a word here, or stand behind จังหวัด or จ. (which itself stands alone, or behind a name)?"""
        before = cleaned[start - 1]
        if before == ".":
            return _MARK_BEFORE.search(cleaned, max(0, start - _MARK_REACH), start) is not None
        return not "ก" <= before <= "\u0e4e" or cleaned.endswith("จังหวัด", 0, start)

    def _by_postal_code(self, cleaned: str, provinces: frozenset[str]) -> set[str]:
        """อำเภอ to which letters of the first postal code go, of the provinces that are named, if any is."""
        for code in _POSTAL_CODE.finditer(cleaned):
            line = cleaned[cleaned.rfind("\n", 0, code.start()) + 1 : code.start()]
            reached = _posts().get(code[1], frozenset()) if _ADDRESS.search(line) else frozenset()
            within = {amphoe for amphoe in reached if not provinces or amphoe[:2] in provinces}
            if within:
                return within
        return set()


@cache
def _posts() -> dict[str, frozenset[str]]:
    """Postal code to the อำเภอ that have a ตำบล with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for province in geothai.provinces():
        for district in geothai.districts(province.code):
            for tambon in geothai.subdistricts(district.code):
                for code in tambon.postal_codes:
                    found[code].add(district.code)
    return {code: frozenset(amphoes) for code, amphoes in found.items()}
