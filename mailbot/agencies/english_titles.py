"""English names of offices and departments in another order or form than the registry's: Provincial Office of Public
Health, Nan; Trade Negotiations Department; Mukdaharn Culture Office. The words of a whole line must be those of a name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from mailbot.agencies.names import Form, Mention
from mailbot.agencies.registry import Registry
from mailbot.agencies.romanised import key
from mailbot.agencies.squeezed import Squeezed

_TOLD = re.compile(
    "office|department|provincial|bureau|agency|authority|institute|administration|commission|prison|university"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*")
_PARTS = re.compile(r"[,;()/|]|\s-\s")
_THAI = re.compile("[ก-๎]")
_DROPPED = frozenset({"of", "the", "and", "for", "in", "on", "a", "s", "thailand", "kingdom", "changwat"})
_OF_PROVINCE = frozenset({"provincial", "province", "office"})
_OF_OFFICE = frozenset({"provincial", "office", "prison"})
_OF_TITLE = re.compile(r"(?i)\b(?:business|continuity|plan|bcp|bcm|management|of)\b|[0-9()]+")
_STEM = 4
_MOST_WORDS = 14
_LEAST_STEMS = 2
_LONGEST_PROVINCE = 4


class EnglishTitles:
    """Finds them; its tables are made at the first text that needs them."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def find(self, text: Squeezed) -> Iterator[Mention]:
        """One mention for each line, part of a line between commas, or line with the next one that is such a name."""
        if not _TOLD.search(text.letters):
            return
        spans = [*self._spans(text.cleaned)]
        for start, end in spans:
            words = list(_WORD.finditer(text.cleaned, start, end))
            while words and _OF_TITLE.fullmatch(words[0][0]):
                words = words[1:]
            if not 1 < len(words) <= _MOST_WORDS or _THAI.search(text.cleaned, start, end):
                continue
            ids = self._meant([word[0] for word in words])
            below = text.cleaned.rfind("\n", start, words[-1].start()) + 1
            if below > words[0].start() and ids == self._meant([word[0] for word in words if word.start() >= below]):
                continue  # the second line by itself: an office of its own may stand above it
            if ids:
                begin, stop = text.index(words[0].start()), text.index(words[-1].end())
                form: Form = "name" if len(ids) == 1 else "doubtful"
                yield Mention(begin, stop, text.shown(begin, stop), ids, form)

    def _spans(self, cleaned: str) -> Iterator[tuple[int, int]]:
        place, before = 0, None
        for line in cleaned.splitlines(keepends=True):
            end = place + len(line)
            if line.strip():
                yield place, end
                if before is not None:
                    yield before, end
                at = place
                for part in _PARTS.finditer(cleaned, place, end):
                    yield at, part.start()
                    at = part.end()
                if at != place:
                    yield at, end
                before = place
            place = end

    def _meant(self, words: Sequence[str]) -> tuple[str, ...]:
        small = [word.lower().strip(".'’") for word in words]
        central = self._central.get(_stems(small), ())
        if central or not _OF_OFFICE.intersection(small):
            return central
        for length in range(min(_LONGEST_PROVINCE, len(small)), 0, -1):
            for at in range(len(small) - length + 1):
                code = self._provinces.get(key("".join(small[at : at + length])))
                rest = [word for word in (*small[:at], *small[at + length :]) if word not in _OF_PROVINCE]
                kinds = self._kinds.get(_stems(rest), ()) if code and rest else ()
                ids = tuple(one for kind in kinds if (one := f"{kind}.{code}") in self._registry.agencies)
                if ids:
                    return ids
        return ()

    @cached_property
    def _provinces(self) -> dict[str, str]:
        return {key(province.name_en): code for code, province in self._registry.provinces.items()}

    @cached_property
    def _kinds(self) -> dict[frozenset[str], tuple[str, ...]]:
        found: dict[frozenset[str], list[str]] = defaultdict(list)
        for kind in self._registry.kinds.values():
            if kind.tier == "regional" and kind.name_en.startswith("{E}"):
                words = [word.lower() for word in _WORD.findall(kind.name_en.removeprefix("{E}"))]
                rest = [word for word in words if word not in _OF_PROVINCE]
                if rest:
                    found[_stems(rest)].append(kind.id)
        return {stems: tuple(ids) for stems, ids in found.items()}

    @cached_property
    def _central(self) -> dict[frozenset[str], tuple[str, ...]]:
        found: dict[frozenset[str], list[str]] = defaultdict(list)
        for agency in self._registry.by_tier("direct"):
            stems = _stems([word.lower() for word in _WORD.findall(agency.name_en)])
            if agency.kind != "ministry" and len(stems) >= _LEAST_STEMS:
                found[stems].append(agency.id)
        return {stems: tuple(ids) for stems, ids in found.items()}


def _stems(words: Sequence[str]) -> frozenset[str]:
    """Beginnings of the words as they sound: agriculture and agricultural, labor and labour are one."""
    return frozenset(key(word)[:_STEM] for word in words if word not in _DROPPED and key(word))
