"""Provinces and อำเภอ that a text tells by two letters (จ.อต.) or with one letter wrong (จ.สมุทปราการ)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from mailbot.agencies.near_names import one_letter, sounded
from mailbot.agencies.nicknames import SHORT_NAMES
from mailbot.agencies.province_letters import by_letters
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import clean

_PROVINCE = re.compile(r"(?:จังหวัด|จ(?:(?<![ก-๎].)|(?<=[ก-๎]{6}.))ว?\.)[ \t]*([ก-๎]{2,24})")
_AMPHOE = re.compile(r"(?:อำเภอ|อ(?<![ก-๎].)\.)[ \t]*([ก-๎]{4,24})")
_LETTERS = 2
_SHORTEST = 5


class NearPlaces:
    """Looks up what stands behind จังหวัด and อำเภอ and is no name. Names are cleaned (squeezed.clean)."""

    def __init__(self, registry: Registry, provinces: Mapping[str, str], amphoes: Mapping[str, Iterable[str]]) -> None:
        self._letters = by_letters(registry)
        self._short = {clean(name): code for name, code in SHORT_NAMES.items() if code in registry.provinces}
        self._provinces = provinces
        self._amphoes = amphoes
        self._within: dict[str, set[str]] = defaultdict(set)
        for name, codes in amphoes.items():
            for code in codes:
                self._within[code[:2]].add(name)
        self._near = cache(self._near_province)

    def provinces(self, cleaned: str, known: re.Pattern[str]) -> set[str]:
        """Codes that the text may mean, but for what `known` reads. Two letters may speak of several; of a name with a
        slip exactly one may be near."""
        found: set[str] = set()
        for match in _PROVINCE.finditer(cleaned):
            if match[1] in self._short:
                found.add(self._short[match[1]])
            elif len(match[1]) == _LETTERS:
                found.update(self._letters.get(match[1], ()))
            elif len(match[1]) >= _SHORTEST and not known.match(cleaned, match.start()):
                found.update(self._near(match[1]))
        return found

    def amphoes(self, cleaned: str, known: re.Pattern[str], provinces: Iterable[str]) -> set[str]:
        """Codes of the อำเภอ in these provinces whose name is one slip from what stands there, but for what `known`
        reads."""
        within = tuple(provinces)
        if not within:
            return set()
        found: set[str] = set()
        for match in _AMPHOE.finditer(cleaned):
            if not known.match(cleaned, match.start()):
                here = {name for code in within for name in self._within[code]}
                near = [name for name in here if _is_near(match[1], name)]
                codes = (code for name in near for code in self._amphoes[name])
                found.update(code for code in codes if code.startswith(within))
        return found

    def _near_province(self, run: str) -> frozenset[str]:
        near = {code for name, code in self._provinces.items() if len(name) >= _SHORTEST and _is_near(run, name)}
        return frozenset(near) if len(near) == 1 else frozenset()


def _is_near(written: str, name: str) -> bool:
    return abs(len(written) - len(name)) <= _LETTERS and (
        one_letter(written, name) or sounded(written) == sounded(name)
    )
