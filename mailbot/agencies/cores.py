"""What follows a prefix: the name of an อปท., a province, an อำเภอ, a number or a place, up to its right boundary."""

import re
from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from operator import ne
from typing import Protocol

from mailbot.agencies.broken_names import BrokenNames
from mailbot.agencies.model import Kind
from mailbot.agencies.nicknames import CITIES, NICKNAMES, SHORT_NAMES
from mailbot.agencies.province_letters import by_letters
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import Squeezed, is_latin, is_mark, squeeze
from mailbot.agencies.vocabulary import FOLLOWER, LOCAL_PREFIXES, NOT_A_CORE

_NUMBER = re.compile(r"(?:ที่)?([0-9]{1,2})(?![0-9]|แห่ง)")  # เขต 12 แห่ง are twelve
_ORDINAL = re.compile("(?:(เขต)|ที่)?([0-9])(?![0-9])")
_BETWEEN = ("จังหวัด", "จว", "จ", "สาขา", "อำเภอ", "อ", "")
_LONGEST_RUN = 40
# Fewer letters behind a province's name may be those of a slip of the pen.
_LEAST_REST = 4
# Letters of an office's name without สำนักงาน and จังหวัด that are still a name (แรงงานจังหวัดตาก).
_SHORTEST_SPOKEN = 4
_OFFICIAL = tuple(prefixes[0] for prefixes in LOCAL_PREFIXES.values())
_PLACE_MARKS = "ตอจ"
# What stands between the number of a heading and its words.
_HEADS = re.compile(r"[.)]")
_PROVINCE = "จังหวัด"
_COMPANY = re.compile(r"บริษัท (.+?) จำกัด(?: \(มหาชน\))?")
COMPANY_WORDS = ("บมจ", "บจก", "บริษัท")
"""How the name of a company begins, squeezed."""
# What follows schools and hospitals of which none is named.
_NO_NAME = re.compile(
    "และ|(?:วัด|ชุมชน|โรงพยาบาล)$|จะ(?=ส่ง|จัด|แยก|แจ้ง)|แยก(?=ส่ง)|(?:ได้|จึง)?(?:ขอส่ง|ขอนำส่ง|นำส่ง|ส่งแทน|ส่งแผน|ร่วมเป็น|ร่วมจัด)|"
    "ในสังกัด.{0,20}?(?:อยู่ใน(?:เล่ม|ภาคผนวก)|รวมอยู่)"
)
# What stands on the line below a kind of local government of which none is named (ตราเทศบาล, ปลัด อบต. / ผู้จัดทำ).
_BELOW_A_KIND = re.compile(
    "สำนักงาน|สำนักปลัด|กระทรวง|กรม|คู่มือ|แนวทาง|แนวป|มาตรการ|ผู้(?!ใหญ่)|วันที่|แผน|มหาวิทยาลัย|ธนาคาร|สถาบัน|ปี(?=\\d|งบ|พ|$)"
)
_COMPANY_END = re.compile("จำกัด(?:มหาชน)?")


@dataclass(frozen=True, slots=True)
class Found:
    """A name that was read: where it ends, what it may mean; sure: may decide alone.

    kind, core: of a local government, the kind that is written and the letters of its name.
    """

    end: int
    ids: tuple[str, ...]
    sure: bool
    kind: str = ""
    core: str = ""


class Core(Protocol):
    """Reads what follows a prefix."""

    def read(self, text: Squeezed, start: int) -> Iterator[Found]:
        """At most a few readings of the letters from `start`; none when nothing fits."""


def ends(text: Squeezed, end: int) -> bool:
    """May a name end here: at a word boundary, or before a word that is known to follow names?"""
    if text.closes(end):
        return True
    if text.letters[end] in _PLACE_MARKS and text.gaps.get(end + 1, "").startswith("."):
        return True  # อบต.หนองตะไก้อ.หนองบุญมาก, typed without a blank
    return not is_mark(text.letters[end]) and FOLLOWER.match(text.letters, end) is not None


def outside_end(text: Squeezed, start: int, label: str) -> int | None:
    """End of the name of a school, a company, ... whose first word ended at `start`; None when no name follows."""
    if start >= len(text.letters) or is_mark(text.letters[start]):
        return None
    if label == "company":
        closing = _COMPANY_END.search(text.letters, start, start + 80)
        if closing:
            return closing.end()
    stop = text.run_end(start)
    return None if _NO_NAME.match(text.letters, start, stop) else min(stop, start + _LONGEST_RUN)


def company_names(name: str) -> tuple[str, ...]:
    """The name, and for a state enterprise that is a company how else people write it (บมจ. ทีโอที, บริษัท ทีโอที)."""
    company = _COMPANY.fullmatch(name)
    return (name, *(word + company[1] for word in COMPANY_WORDS)) if company else (name,)


class Table:
    """Squeezed name -> what it means; the longest name that ends at a boundary is read."""

    def __init__(self, names: dict[str, tuple[str, ...]]) -> None:
        self.names = names
        self._lengths = sorted({len(name) for name in names}, reverse=True)

    def longest(self, text: Squeezed, start: int) -> tuple[int, tuple[str, ...]] | None:
        """End and meaning of the longest name at `start`, or None."""
        letters, names = text.letters, self.names
        for length in self._lengths:
            meaning = names.get(letters[start : start + length])
            if meaning is not None and ends(text, start + length):
                return start + length, meaning
        return None

    def beginning(self, text: Squeezed, start: int, least_rest: int) -> tuple[int, tuple[str, ...]] | None:
        """End and meaning of the longest name with which the run at `start` begins, at least `least_rest` letters of
        something else behind it."""
        for length in self._lengths:
            end = start + length
            meaning = self.names.get(text.letters[start:end])
            if meaning is not None and end + least_rest <= text.run_end(start) and not is_mark(text.letters[end]):
                return end, meaning
        return None


class PlaceTables:
    """Names of provinces (nicknames too) and อำเภอ, shared by all kinds."""

    def __init__(self, registry: Registry) -> None:
        self.provinces = Table(_province_names(registry))
        self.amphoes = Table(_amphoe_names(registry))
        self.broken_amphoes = BrokenNames(self.amphoes.names)
        self.letters = by_letters(registry)
        self.names = {code: province.name_th for code, province in registry.provinces.items()}


class LocalCore:
    """Name of an อปท. of the given kinds; several kinds = the level was left out, which decides only where it may."""

    def __init__(self, registry: Registry, kinds: tuple[str, ...], own_prefixes: tuple[str, ...]) -> None:
        self._registry = registry
        self._kinds = kinds
        self._kind = kinds[0] if len(kinds) == 1 else "municipality"
        self._own_prefixes = own_prefixes
        self._table = Table(local_names(registry, kinds))
        self._broken = BrokenNames(self._table.names)

    def read(self, text: Squeezed, start: int) -> Iterator[Found]:
        """The อปท. of that name; when the registry has none, the run of letters as an unlisted one."""
        found = self._table.longest(text, start)
        if found is not None:
            end, ids = found
            name = text.letters[start:end]
            longer = self._broken.longer(text, name, end)
            yield Found(end, (*ids, *longer), self._sure(ids) and not longer, self._kind, name)
            return
        end = min(text.run_end(start), start + _LONGEST_RUN)
        run = text.letters[start:end]
        if len(run) < 2 or is_mark(run[0]) or is_latin(run[0]) or NOT_A_CORE.match(run):
            return
        if "\n" in text.gaps.get(start, "") and (len(self._kinds) > 1 or _BELOW_A_KIND.match(run)):
            return
        if run.startswith(_OFFICIAL):  # สำนักปลัดองค์การบริหารส่วนตำบล, below it the same and a name
            return
        if len(self._kinds) == 1 or not run.startswith(("ตำบล", "เมือง", "นคร")):
            end = start + _cut(run)
            while end == text.run_end(end - 1) and text.gaps.get(end) == "-" and end - start < _LONGEST_RUN:
                end = text.run_end(end)  # ท่าเดื่อ-มืดกา is one name
            yield Found(end, (), False, self._kind, text.letters[start:end])

    def _sure(self, ids: tuple[str, ...]) -> bool:
        if len(self._kinds) == 1:
            return True
        if all(self._registry.whole(kind) for kind in self._kinds):
            return len(ids) == 1
        agencies = [self._registry.agencies[agency_id] for agency_id in ids]
        return len(agencies) == 1 and agencies[0].kind == "city_municipality" and not agencies[0].name_shared


class LostCity:
    """`เทศบาลนครราชสีมา`: the city whose own name begins with นคร, one of the two นคร left out."""

    def __init__(self, registry: Registry) -> None:
        cities = local_names(registry, ("city_municipality",))
        self._table = Table({name[3:]: ids for name, ids in cities.items() if name.startswith("นคร")})
        self._shared = frozenset(agency.id for agency in registry if agency.name_shared)

    def read(self, text: Squeezed, start: int) -> Iterator[Found]:
        """The city, sure unless another municipality bears the name."""
        found = self._table.longest(text, start)
        if found is not None:
            yield Found(found[0], found[1], not self._shared.intersection(found[1]))


class PlaceCore:
    """Province, อำเภอ, number or free place name of an instance of one kind."""

    def __init__(self, registry: Registry, places: "PlaceTables", kind: Kind, hole: str, free: bool) -> None:
        self._kind = kind
        self._hole = hole
        self._free_names = free
        self._places = places
        self._amphoes = places.amphoes if hole in "อพ" else Table({})
        self._regional = kind.tier == "regional" and hole == "จ"
        self._known = registry.agencies
        self._one_line = False

    def on_one_line(self) -> "PlaceCore":
        """The same, but a place on the next line is not read: the prefix is an agency's whole name by itself."""
        other = copy(self)
        other._one_line = True
        return other

    def read(self, text: Squeezed, start: int) -> Iterator[Found]:
        """The instance, written `kind.NN` for a provincial office, else `kind:instance`."""
        if self._hole == "น":
            number = _numeral(_NUMBER, text, start)
            if number:
                yield Found(self._behind_seat(text, number.end()), (f"{self._kind.id}:{int(number[1])}",), True)
            return
        if self._one_line and "\n" in text.gaps.get(start, ""):
            return
        for between in _BETWEEN:
            if text.letters.startswith(between, start):
                found = self._place(text, start + len(between))
                if found is not None:
                    yield found
                    return
        if self._hole == "พ" and self._free_names and start not in text.gaps:
            yield from self._free(text, start)
        elif self._regional and text.letters.endswith(_PROVINCE, 0, start) and start not in text.gaps:
            yield from self._unreadable(text, start)

    def _behind_seat(self, text: Squeezed, end: int) -> int:
        """The end of the province in which it sits, behind its number on the line (ศูนย์อนามัยที่ 10 อุบลราชธานี)."""
        if set(text.gaps.get(end, "")) != {" "}:
            return end
        seat = self._places.provinces.longest(text, end)
        return seat[0] if seat is not None and text.closes(seat[0]) else end

    def _place(self, text: Squeezed, start: int) -> Found | None:
        if self._hole in "จพ":
            province = self._places.provinces.longest(text, start)
            if province is not None:
                return self._instance(text, *province)
            codes = self._places.letters.get(text.letters[start : start + 2])
            if codes and self._hole == "จ" and text.closes(start + 2) and start in text.gaps:
                return self._by_letters(text, start + 2, codes)
        amphoe = self._amphoes.longest(text, start)
        if amphoe is None:
            return None
        end, codes = amphoe
        if self._hole == "อ":
            longer = self._places.broken_amphoes.longer(text, text.letters[start:end], end)
            return Found(end, tuple(f"{self._kind.id}:{code}" for code in (*codes, *longer)), not longer)
        return Found(end, (f"{self._kind.id}:{text.letters[start:end]}",), True)

    def _instance(self, text: Squeezed, end: int, codes: tuple[str, ...]) -> Found | None:
        code = codes[0]
        if self._regional:
            agency_id = f"{self._kind.id}.{code}"
            return Found(end, (agency_id,), True) if agency_id in self._known else None
        number = _numeral(_ORDINAL, text, end) if self._hole == "พ" and "\n" not in text.gaps.get(end, "") else None
        if number:
            name = " ".join((self._places.names[code], *filter(None, number.groups())))
            return Found(number.end(), (f"{self._kind.id}:{name}",), True)
        return Found(end, (f"{self._kind.id}:{code}",), True)

    def _by_letters(self, text: Squeezed, end: int, codes: tuple[str, ...]) -> Found | None:
        """The office of the province with these letters; of several a question."""
        found = [one for code in codes if (one := self._instance(text, end, (code,)))]
        ids = tuple(agency_id for one in found for agency_id in one.ids)
        return Found(end, ids, len(ids) == 1) if ids else None

    def _unreadable(self, text: Squeezed, start: int) -> Iterator[Found]:
        """สำนักงานเกษตรจังหวัด and a name that is no province's: an office that we cannot tell, never nothing; or a
        province's from which a sentence goes on (สำนักงานเกษตรจังหวัดตากสามารถ…): the 77 names are known."""
        province = self._places.provinces.beginning(text, start, _LEAST_REST)
        found = self._instance(text, *province) if province else None
        if province and found is not None:
            whole = squeeze(self._places.names[province[1][0]])
            slips = sum(map(ne, whole, text.letters[start : start + len(whole)]))
            if slips == 1 < len(whole) - (province[0] - start) and text.run_end(start) == start + len(whole):
                yield replace(found, end=start + len(whole))  # a slip behind its short name: นครศรี-ธรรมราข
            else:
                yield replace(found, sure=False)  # สำนักงานที่ดินจังหวัดระยองส่วนแยกแกลง is another one
            return
        end = text.run_end(start)
        run = text.letters[start:end]
        if len(run) >= 3 and not is_mark(run[0]) and not FOLLOWER.match(run) and not NOT_A_CORE.match(run):
            yield Found(min(end, start + _LONGEST_RUN), (), False)

    def _free(self, text: Squeezed, start: int) -> Iterator[Found]:
        end = text.run_end(start)
        run = text.letters[start:end]
        if 2 <= len(run) <= _LONGEST_RUN and not is_mark(run[0]) and not FOLLOWER.match(run) and not is_latin(run[0]):
            yield Found(end, (f"{self._kind.id}:{run}",), True)


def of_pattern(registry: Registry, places: PlaceTables, kind: Kind, pattern: str) -> Iterator[tuple[str, "PlaceCore"]]:
    """Prefixes (squeezed) of a name pattern, each with the reader of its hole.

    `สำนักงานเกษตรจังหวัด{จ}` gives the prefix without จังหวัด as well (สนง.เกษตร จ.ระยอง); สำนักงานจังหวัด does not.
    """
    head, _, rest = pattern.partition("{")
    prefix = squeeze(head)
    core = PlaceCore(registry, places, kind, rest[:1], free=len(prefix) >= 8)
    bare_core = PlaceCore(registry, places, kind, rest[:1], free=False)
    yield prefix, core
    spoken = prefix.removeprefix("สำนักงาน")
    if spoken != prefix and len(spoken.removesuffix(_PROVINCE)) >= _SHORTEST_SPOKEN and prefix.endswith(_PROVINCE):
        yield spoken, bare_core
        yield from ((spoken.removesuffix(_PROVINCE) + marker, bare_core) for marker in ("จ", "จว"))
    bare = prefix.removesuffix("จังหวัด")
    if bare == "สำนักงาน":
        yield from ((f"{bare}{marker}", core) for marker in ("จ", "จว"))
    elif bare != prefix and len(bare) >= 8:
        yield bare, bare_core
    elif bare != prefix and len(bare) >= _SHORTEST_SPOKEN:
        yield from ((bare + marker, bare_core) for marker in ("จ", "จว"))


def _numeral(pattern: re.Pattern[str], text: Squeezed, start: int) -> re.Match[str] | None:
    """A number at `start`, all on one line; the digits of a heading below (สคร., then 1. วัตถุประสงค์) are no part."""
    found = pattern.match(text.letters, start, text.line_end(start + 1))
    heads = found is not None and "\n" in text.gaps.get(start, "") and _HEADS.match(text.gaps.get(found.end(), ""))
    return None if heads else found


def _cut(run: str) -> int:
    """Length of a run less the address that is glued to it."""
    places = [run.find(word, 2) for word in ("อำเภอ", "จังหวัด", "ตำบล")]
    return min((place for place in places if place > 0), default=len(run))


def local_names(registry: Registry, kinds: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Squeezed names without their prefix -> agencies that bear them under one of the kinds.

    A former or later name counts under the kind that it is written with, whatever the agency is now.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for agency in registry:
        if agency.kind in kinds:
            for name in (agency.name_th, *agency.short_names):
                _enter(found, squeeze(name), LOCAL_PREFIXES[agency.kind], agency.id)
        if agency.former_names and agency.kind in LOCAL_PREFIXES:
            for name in agency.former_names:
                for kind in kinds:
                    _enter(found, squeeze(name), LOCAL_PREFIXES[kind][:1], agency.id)
    if "pao" in kinds:
        _enter_provinces(found, registry)
    if {"city_municipality", "town_municipality"} & set(kinds):
        for short, name in CITIES.items():
            if short not in found and name in found:
                found[short] = found[name]
    return {name: tuple(ids) for name, ids in found.items() if ids}


def _enter_provinces(found: dict[str, list[str]], registry: Registry) -> None:
    """How else the province of an อบจ. is written: short names, its two letters, จังหวัด twice on two lines."""
    spoken = {name: (code,) for name, code in (NICKNAMES | SHORT_NAMES).items()}
    for name, codes in (spoken | by_letters(registry)).items():
        known = [one for code in codes if (one := f"l.2{code}0101") in registry.agencies]
        key = squeeze(name)
        found[key] = [*dict.fromkeys((*found[key], *known))]
    found |= {_PROVINCE + name: ids for name, ids in found.items()}


def _enter(names: dict[str, list[str]], squeezed: str, prefixes: tuple[str, ...], agency_id: str) -> None:
    for prefix in prefixes:
        core = squeezed.removeprefix(prefix)
        if not core or is_mark(core[0]):  # องค์การบริหารส่วนต|ำบล… is no short form
            continue
        if core != squeezed and agency_id not in names[core]:
            names[core].append(agency_id)


def _province_names(registry: Registry) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {
        squeeze(province.name_th): (code,) for code, province in registry.provinces.items()
    }
    short = NICKNAMES | SHORT_NAMES
    return names | {squeeze(name): (code,) for name, code in short.items() if code in registry.provinces}


def _amphoe_names(registry: Registry) -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = defaultdict(list)
    for amphoe in registry.amphoes.values():
        if amphoe.province_code != "10":
            names[squeeze(amphoe.name_th)].append(amphoe.code)
    return {name: tuple(codes) for name, codes in names.items()}
