"""Field and district offices by an English name: Mae Sot Airport, Customs House of Ranong, Highway District, Ko Yao
District Office. A line of the place in any spelling and the words of a kind; else the department below it would get
the plan of its office.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from mailbot.agencies.model import Kind
from mailbot.agencies.names import Form, Mention
from mailbot.agencies.registry import Registry
from mailbot.agencies.romanised import amphoes_by_key, key
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.vocabulary import SET_ASIDE_KINDS

_TOLD = re.compile(
    "airport|customs|highway|district|office|project|station|cent(?:er|re)|prison|police|court|immigration|settlement|shelter|"
    "park|institut|circle|branch|amphoe|amphur|oncb|isoc"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’.]*|[0-9]{1,2}\b")
_PARTS = re.compile(r"[;|,]|\s[-–]\s")
_THAI = re.compile("[ก-๎]")
_DROPPED = frozenset({"of", "the", "and", "for", "in", "at", "no", "number", "changwat", "province", "thailand"})
_GENERAL = frozenset({"provincial", "office", "area", "center", "centre"})
_OF_REGIONS = frozenset({"regional", "region", "zone"})
_TITLE = frozenset({"business", "continuity", "plan", "bcp", "bcm", "management"})
_DISTRICT = (("district", "office"), ("district", "administration", "office"))
_AMPHOE = frozenset({"amphoe", "amphur", "amphoer", "amphue"})
_BRANCHES = frozenset({"office", "prison"})
_CAPITAL = "10"
_STEM = 5
_MOST_WORDS = 12
_LONGEST_PLACE = 5

Place = tuple[str, str]
"""The instance of a kind that a place means (code of a province, Thai name of an อำเภอ), and the province's code."""


class EnglishOffices:
    """Finds them; its tables are made at the first text that needs them."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def find(self, text: Squeezed) -> Iterator[Mention]:
        """One mention for each line, or part of it before its department, that is the name of such an office."""
        if not _TOLD.search(text.letters):
            return
        for start, end in _spans(text.cleaned):
            words = list(_WORD.finditer(text.cleaned, start, end))
            while words and words[0][0].lower() in _TITLE | _DROPPED:
                words = words[1:]
            if not 1 < len(words) <= _MOST_WORDS or _THAI.search(text.cleaned, start, end):
                continue
            small = [word[0].lower().strip(".'’") for word in words]
            ids, sure = self._meant(small)
            outside = "" if ids or not self._is_below(small) else "unit"
            if ids or outside:
                begin, stop = text.index(words[0].start()), text.index(words[-1].end())
                form: Form = "name" if sure or outside else "doubtful"
                yield Mention(begin, stop, text.shown(begin, stop), ids, form, outside)

    def _meant(self, words: Sequence[str]) -> tuple[tuple[str, ...], bool]:
        """The offices that the words of a line name, and whether these may decide."""
        numbers = [int(word) for word in words if word.isdigit()]
        said = [word for word in words if not word.isdigit()]
        if not said:
            return (), False
        district, sure = self._district(said) if not numbers else ((), False)
        if district:
            return district, sure
        if len(numbers) == 1:
            return self._numbered(said, numbers[0])
        for length in range(min(_LONGEST_PLACE, len(said) - 1), 0, -1):
            for at in range(len(said) - length + 1):
                rest = _stems((*said[:at], *said[at + length :]))
                kinds = self._placed.get(rest, ()) if rest else ()
                places = self._places.get(key("".join(said[at : at + length])), ()) if kinds else ()
                ids = tuple(dict.fromkeys(f"{kind.id}:{place}" for kind in kinds for place, _ in places))
                if ids:
                    return ids, len(ids) == 1
        return (), False

    def _is_below(self, words: Sequence[str]) -> bool:
        """Is it a provincial office's branch in a district (Mae Sot Land Transport Office), which owes no plan?"""
        if not _BRANCHES.intersection(words):
            return False
        for length in range(min(_LONGEST_PLACE, len(words) - 1), 0, -1):
            for at in (0, len(words) - length):
                rest = _stems((*words[:at], *words[at + length :]))
                places = self._places.get(key("".join(words[at : at + length])), ()) if rest in self._regional else ()
                if places and not any(code for _, code in places):
                    return True
        return False

    def _numbered(self, words: Sequence[str], number: int) -> tuple[tuple[str, ...], bool]:
        """The office of a number; the place of its seat may stand behind it."""
        for cut in range(len(words), 0, -1):
            rest = words[cut:]
            if rest and key("".join(rest)) not in self._places:
                continue
            kinds = [kind for kind in self._by_number.get(_stems(words[:cut]), ()) if number <= _most(kind)]
            if kinds:
                return tuple(f"{kind.id}:{number}" for kind in kinds), len(kinds) == 1
        return (), False

    def _district(self, words: Sequence[str]) -> tuple[tuple[str, ...], bool]:
        """District offices of all districts of the name; not sure where it is a province's, whose Mueang is meant."""
        if words[0] in _AMPHOE:
            name: Sequence[str] = words[1:]
        else:
            ending = next((one for one in _DISTRICT if tuple(words[-len(one) :]) == one), ())
            name = words[: -len(ending)] if ending else ()
            if not ending and tuple(words[:2]) == _DISTRICT[0]:
                name = [word for word in words[2:] if word not in _DROPPED]
        bare = "".join(name)
        own = self._amphoes.get(key(bare), ()) if bare else ()
        codes = own or (self._amphoes.get(key(f"Mueang{bare}"), ()) if bare else ())
        in_capital = any(one.startswith(_CAPITAL) for one in codes)
        return () if in_capital else tuple(f"r.amphoe:{code}" for code in codes), bool(own)

    @cached_property
    def _amphoes(self) -> dict[str, list[str]]:
        return amphoes_by_key(self._registry)

    @cached_property
    def _places(self) -> dict[str, tuple[Place, ...]]:
        """Key of a place's name -> what it may be; a province goes before districts of its name."""
        found: dict[str, list[Place]] = defaultdict(list)
        for amphoe in self._registry.amphoes.values():
            place = (amphoe.name_th, "")
            if amphoe.name_en and place not in found[key(amphoe.name_en)]:
                found[key(amphoe.name_en)].append(place)
        for code, province in self._registry.provinces.items():
            found[key(province.name_en)] = [(code, code)]
        return {name: tuple(places) for name, places in found.items()}

    @cached_property
    def _regional(self) -> frozenset[frozenset[str]]:
        kinds = [kind for kind in self._registry.kinds.values() if kind.tier == "regional" and kind.id != "r.amphoe"]
        names = (kind.name_en for kind in kinds)
        return frozenset(_stems(_WORD.findall(re.sub(r"\{.\}", "", name).lower())) for name in names) - {
            frozenset[str]()
        }

    @cached_property
    def _placed(self) -> dict[frozenset[str], tuple[Kind, ...]]:
        return self._kinds(numbered=False)

    @cached_property
    def _by_number(self) -> dict[frozenset[str], tuple[Kind, ...]]:
        return self._kinds(numbered=True)

    def _kinds(self, numbered: bool) -> dict[frozenset[str], tuple[Kind, ...]]:
        found: dict[frozenset[str], list[Kind]] = defaultdict(list)
        for kind in self._registry.kinds.values():
            if kind.tier != "central_in_region" or kind.id in SET_ASIDE_KINDS:
                continue
            words = _WORD.findall(kind.name_en.lower())
            shorter = [word for word in words if word not in _OF_REGIONS]
            if kind.instances.startswith("numbered") == numbered:
                for stems in {_stems(words), _stems(shorter)} - {frozenset[str]()}:
                    found[stems].append(kind)
        return {stems: tuple(kinds) for stems, kinds in found.items()}


def _most(kind: Kind) -> int:
    """The highest number of a kind's offices (`numbered:1-12`)."""
    last = kind.instances.rpartition("-")[2]
    return int(last) if last.isdigit() else 0


def _spans(cleaned: str) -> Iterator[tuple[int, int]]:
    """Each line, and the parts of a line that several names share."""
    place = 0
    for line in cleaned.splitlines(keepends=True):
        end = place + len(line)
        at = place
        yield place, end
        for part in _PARTS.finditer(cleaned, place, end):
            yield at, part.start()
            at = part.end()
        if at != place:
            yield at, end
        place = end


def _stems(words: Sequence[str]) -> frozenset[str]:
    """Beginnings of the words as they sound, less those that any office has in its name."""
    told = (word for word in words if word not in _DROPPED and word not in _GENERAL)
    return frozenset(key(word)[:_STEM] for word in told if key(word))
