"""Names of departments, state enterprises and provincial offices that are written with a slip, line by line."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from operator import eq

from mailbot.agencies.near_names import sounded
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import squeeze

_REMEMBERED = 2_048  # lines
_SHORTEST = 12
_SHORTEST_SLIP = 9
_LONG = 16
_SHORTEST_OFFICE = 4
# Names that are alike, or one slip apart, share at least this part of a name at its beginning or at its end.
_HALF = 0.39
_SHORTEST_PROVINCE = 5
_LONGEST_PROVINCE = 16
_ALIKE = 0.78
_SLIP = 2
_ENDS = 6
_LEADING = re.compile("(?:ชื่อ|หน่วยงาน|ส่วนราชการ|แผน(?=ของ)|ของ|จัดทำ|โดย)+")
_MINISTRY = "กระทรวง"
_OFFICE = "สำนักงาน"
_PROVINCE = "จังหวัด"

Named = tuple[str, str, str]
"""A name, the same backwards, and whose it is."""


@dataclass(frozen=True, slots=True)
class Near:
    """What a line nearly names. written: the line's letters. one_slip: only one letter is other, too many or too few,
    or two stand in the wrong order, and no other name is nearly so near. placed: its province is written
    right. lone: the name is long, and like no other one."""

    ids: tuple[str, ...]
    written: str
    one_slip: bool = False
    placed: bool = False
    lone: bool = False


class NearWhole:
    """Compares whole lines with whole names; built once per registry."""

    def __init__(self, registry: Registry) -> None:
        self._known = registry.agencies
        # A Word file and its print have the same title page, and most titles of plans are the same words.
        self._slipped = lru_cache(maxsize=_REMEMBERED)(self._one_slip)
        self._likest = lru_cache(maxsize=_REMEMBERED)(self._likest_of)
        names = [(name, agency.id) for agency in registry.by_tier("direct") for name in _written(agency.name_th)]
        self._heads: dict[str, list[Named]] = defaultdict(list)
        self._tails: dict[str, list[Named]] = defaultdict(list)
        for name, one in names:
            if len(name) >= _SHORTEST_SLIP:
                share = int(_HALF * len(name))
                self._heads[name[:share]].append((name, name[::-1], one))
                self._tails[name[-share:]].append((name, name[::-1], one))
        self._shares = sorted({len(head) for head in self._heads})
        self._provinces = {squeeze(province.name_th): code for code, province in registry.provinces.items()}
        heads = [
            (squeeze(kind.name_pattern.partition("{")[0]), kind)
            for kind in registry.kinds.values()
            if kind.name_pattern.endswith("{จ}")
        ]
        self._offices = [
            (head, head[::-1], f"{kind.id}.%s" if kind.tier == "regional" else f"{kind.id}:%s")
            for head, kind in heads
            if len(head.removeprefix(_OFFICE).removesuffix(_PROVINCE)) >= _SHORTEST_OFFICE
        ]

    def find(self, lines: Iterable[str]) -> Near | None:
        """The first line (squeezed) that is one slip from a name, else the agencies most alike to any line, or None."""
        pieces = [piece for line in lines for piece in _pieces(line)]
        for piece in pieces:
            near = self._slipped(piece)
            if near is not None:
                return near
        return self._most_alike(pieces)

    def _one_slip(self, line: str) -> Near | None:
        found = {one for name, back, one in self._alike(line) if _slips(line, name, back) <= _SLIP}
        placed = not found
        if placed:
            found = {*self._offices_at(line)}
        if len(found) != 1:
            return Near(tuple(sorted(found)), line, placed=placed) if found else None
        return Near(tuple(found), line, one_slip=True, placed=placed, lone=not placed and self._is_lone(line, *found))

    def _is_lone(self, line: str, agency_id: str) -> bool:
        """Is a long name of no university meant, and no other name anywhere near the line?"""
        agency = self._known.get(agency_id)
        if agency is None or agency.kind == "university" or len(line) < _LONG:
            return False
        for name, back, one in self._alike(line):
            longest = max(len(line), len(name))
            same = min(_common(line, name) + _common(line[::-1], back), longest)
            if one != agency_id and (same >= _ALIKE * longest or line.startswith(name)):
                return False
        return True

    def _offices_at(self, line: str) -> Iterator[str]:
        """Provincial offices whose name is one slip from the line: in what they are, or in their province."""
        for name, code in self._provinces.items():
            if line.endswith(name):
                before = line.removesuffix(name)
                heads = (before, before + _PROVINCE)
                yield from self._instances(heads, code, _SLIP)
        before, word, name = line.rpartition(_PROVINCE)
        if not word or not _SHORTEST_PROVINCE <= len(name) <= _LONGEST_PROVINCE:
            return
        near = [code for known, code in self._provinces.items() if _slips(name, known, known[::-1]) == 1]
        near = near or [code for known, code in self._provinces.items() if _is_swapped(name, known)]
        near = near or [code for known, code in self._provinces.items() if sounded(name) == sounded(known)]
        if len(near) == 1:
            yield from self._instances((before + word,), near[0], 0)

    def _instances(self, heads: Iterable[str], code: str, slips: int) -> Iterator[str]:
        for head in heads:
            for name, back, pattern in self._offices:
                agency_id = pattern % code
                if (":" in agency_id or agency_id in self._known) and _slips(head, name, back) <= slips:
                    yield agency_id

    def _alike(self, line: str) -> Iterator[Named]:
        """Names that begin or end like the line, each once: no other can be alike, which spares comparing with all."""
        seen: set[str] = set()
        for share in self._shares:
            for named in (*self._heads.get(line[:share], ()), *self._tails.get(line[-share:], ())):
                if named[0] not in seen:
                    seen.add(named[0])
                    yield named

    def _most_alike(self, lines: Iterable[str]) -> Near | None:
        best = _ALIKE
        found: tuple[str, ...] = ()
        written = ""
        for line in lines:
            likeness, ids = self._likest(line)
            if ids and likeness >= best:
                found = (*found, *ids) if likeness == best else ids
                best, written = likeness, line
        return Near(found, written) if found else None

    def _likest_of(self, line: str) -> tuple[float, tuple[str, ...]]:
        """How much of a line the names most alike to it share with it, and whose these are."""
        best = _ALIKE
        found: tuple[str, ...] = ()
        back = line[::-1]
        for name, reverse, agency_id in self._alike(line):
            longest = max(len(line), len(name))
            if len(name) < _SHORTEST or min(len(line), len(name)) < _ALIKE * longest:
                continue
            head, tail = _common(line, name), _common(back, reverse)
            same = min(head + tail, longest)
            if longest - same > _SLIP and min(head, tail) < _ENDS:
                continue  # a longer name of another that begins or ends like this one
            if same / longest >= best:
                found = (*found, agency_id) if same / longest == best else (agency_id,)
                best = same / longest
        return best, found


def _written(name: str) -> set[str]:
    """A name as it is written, a public organisation's also without those words."""
    return {squeeze(name), squeeze(name.replace("(องค์การมหาชน)", ""))}


def _pieces(line: str) -> Iterator[str]:
    """The line less words before a name, and what stands in it before its ministry."""
    lead = _LEADING.match(line)
    whole = line[lead.end() :] if lead else line
    if _MINISTRY in whole[_SHORTEST:]:
        yield whole[: whole.index(_MINISTRY, _SHORTEST)]
    yield whole


def _slips(line: str, name: str, back: str) -> int:
    """Letters of the one stretch in which a line differs from a name; more than _SLIP when it is not the same name.

    A stretch of two must be two letters in the wrong order, or a letter with a sign that one of them lacks.
    """
    longest, shortest = max(len(line), len(name)), min(len(line), len(name))
    if longest - shortest > _SLIP:
        return longest
    head, tail = _common(line, name), _common(line[::-1], back)
    stretch = longest - min(head + tail, shortest)
    if stretch < _SLIP:
        return stretch
    if stretch > _SLIP:
        return longest
    if longest < _SHORTEST:
        return longest
    swapped = longest == shortest and line[head : head + 2] == name[head : head + 2][::-1]
    return stretch if swapped or longest - shortest == _SLIP else longest


def _is_swapped(first: str, second: str) -> bool:
    """Do two letters beside each other stand in the wrong order, and nothing else differ (กำแพงเพรช)?"""
    if len(first) != len(second):
        return False
    wrong = [at for at, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
    return len(wrong) == _SLIP and first[wrong[0] : wrong[1] + 1] == second[wrong[0] : wrong[1] + 1][::-1]


def _common(first: str, second: str) -> int:
    """Letters at the beginning that two texts share."""
    return sum(1 for _ in takewhile(bool, map(eq, first, second)))
