"""Covers that tell half: an office without its province, a place without the kind of its local government."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from mailbot.agencies import cores
from mailbot.agencies.model import Kind
from mailbot.agencies.places import Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.title_page import leading_words
from mailbot.agencies.vocabulary import LOCAL_PREFIXES, NOT_NAMES

_PROVINCE = "จังหวัด"
# Marks of a place at the end of a short form (ปภ.จ. for ปภ.จ.ตาก).
_MARKS = (_PROVINCE, "จว", "จ")
_OF_AREAS = ("เขต", "ภาค", "ที่", "เขตที่", "ภาคที่")
_SHORTEST_BARE = 8
_SHORTEST = 2
_MOST_BARE = 8
# As a line of a title; after หมู่ and the like it is an address.
_TAMBON = re.compile(
    r"^[ \t]*(?:(?:ตำบล|ต\.)[ \t]*([ก-๎]{2,30})|([ก-๎]{2,30})(?:[ \t]+|[ \t]*\n[ \t]*)(?:อำเภอ|อ\.)[ \t]*[ก-๎])",
    re.MULTILINE,
)


class Unplaced:
    """Looks up what is meant once something else tells the rest; built once per registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._offices: dict[str, tuple[str, ...]] = {}
        self._fields: set[str] = set()
        self._whole = {
            squeeze(name) for agency in registry.by_tier("direct") for name in (agency.name_th, *agency.short_names)
        }
        for kind in registry.kinds.values():
            for form in _forms(kind):
                if kind.tier == "regional" and kind.instances != "878":
                    self._offices[form] = tuple(dict.fromkeys((*self._offices.get(form, ()), kind.id)))
                else:
                    self._fields.add(form)

        self._shared = {
            form for form in self._offices if any(other.removeprefix(form) in _OF_AREAS for other in self._fields)
        }
        self._begins = {form[:_SHORTEST_BARE] for form in self._offices}

    def offices(self, lines: Iterable[str], province_code: str) -> tuple[str, ...]:
        """Offices of the province whose name stands as a whole line (squeezed), but for its province. Of lines that
        leave several, what all of them allow."""
        found = [kinds for line in lines if (kinds := self.kinds(line))]
        common = [kind for kind in (found[0] if found else ()) if all(kind in kinds for kinds in found)]
        meant = common or [kind for kinds in found for kind in kinds]
        ids = (f"{kind}.{province_code}" for kind in meant)
        return tuple(dict.fromkeys(one for one in ids if one in self._registry.agencies))

    def may_be_of_an_area(self, lines: Iterable[str]) -> bool:
        """Is one of the lines a name that the department's numbered offices bear too (สำนักงานคลัง, of เขต or จังหวัด)?"""
        return any(leading_words(line) in self._shared or line in self._shared for line in lines)

    def half_told(self, lines: Iterable[str]) -> str:
        """The first line that is the name of a provincial or a field office without its place, and no department's own
        name; '' when there is none."""
        for line in lines:
            name = leading_words(line)
            if (self.kinds(line) or name in self._fields or line in self._fields) and name not in self._whole:
                return line
        return ""

    def local_governments(self, cleaned: str, places: Places) -> tuple[str, ...]:
        """Local governments named like a ตำบล that the text names together with its อำเภอ, of whatever kind."""
        return tuple(dict.fromkeys(self._named_like(cleaned, places))) if places.amphoes else ()

    def bare_names(self, lines: Iterable[str], places: Places) -> tuple[str, ...]:
        """Local governments, of whatever level, whose bare name stands as a whole line (squeezed); of many those in the
        places that are told."""
        named = dict.fromkeys(one for line in lines for one in self._names.get(leading_words(line), ()))
        there = places.narrow(agency for agency in map(self._registry.get, named) if agency is not None)
        found = there or tuple(named)
        return found if len(found) <= _MOST_BARE else ()

    def forms(self, ending: str, shortest: int) -> tuple[str, ...]:
        """Names (squeezed) of provincial offices without their place that end so, no shorter than this."""
        return tuple(form for form in self._offices if form.endswith(ending) and len(form) >= shortest)

    def kinds(self, line: str) -> tuple[str, ...]:
        """Kinds of offices that the line may name; both halves of สำนักงาน…จังหวัด (พมจ.) must allow them."""
        for name in (leading_words(line), line):
            if name in self._offices:
                return self._offices[name]
            if name[:_SHORTEST_BARE] not in self._begins:
                continue
            for cut in range(_SHORTEST_BARE, len(name) - 1):
                head, tail = self._offices.get(name[:cut], ()), self._offices.get(name[cut:], ())
                both = tuple(kind for kind in head if kind in tail)
                if both:
                    return both
        return ()

    def _named_like(self, cleaned: str, places: Places) -> Iterator[str]:
        for told in _TAMBON.findall(cleaned):
            agencies = map(self._registry.get, self._names.get(squeeze("".join(told)), ()))
            yield from places.narrow(agency for agency in agencies if agency is not None)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for kind in LOCAL_PREFIXES:
            for name, ids in cores.local_names(self._registry, (kind,)).items():
                found[name] = (*found.get(name, ()), *ids)
        return found


def _forms(kind: Kind) -> Iterator[str]:
    """How the name of an office of a kind is written when its place is left out."""
    for pattern in (kind.name_pattern, *kind.short_patterns):
        head = squeeze(pattern.partition("{")[0])
        place = kind.id == "r.pvo" and not head.startswith(("สำนักงาน", "สนจ"))
        if place or head in NOT_NAMES or len(head) < _SHORTEST:
            continue
        yield head
        for mark in _MARKS:
            bare = head.removesuffix(mark)
            if bare != head and len(bare) >= _SHORTEST_BARE and bare != "สำนักงาน":
                yield bare
