"""Thai names in Latin letters, as people spell them: one key for Mueang and Muang, Ban and Baan, Petchaburi and
Phetchaburi. The key finds provinces, districts and local governments; being coarse, it never decides alone."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache

from mailbot.agencies.names import Mention
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import Squeezed
from mailbot.agencies.vocabulary import LOCAL_ENGLISH, MUNICIPALITIES

_FOLDS = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"[^a-z]", ""),
        ("m(?:ue|u|eu)a?ng", "mung"),
        ("ng", "N"),
        ("([ckpt])h", r"\1"),
        ("[gq]", "k"),
        ("j", "c"),
        ("[vw]", "o"),
        ("y", "i"),
        ("ie", "ia"),
        ("ee", "i"),
        ("u?ea|uea|eua", "ea"),
        ("eu|ue|oo", "u"),
        ("([aou])r+(?![aeiour])", r"\1"),
        (r"(.)\1+", r"\1"),
    )
)
_WORD = r"[A-Za-z][A-Za-z'’.-]{0,40}+"
_SAID = re.compile(
    rf"(?P<before>(?:{_WORD}[^\S\n]{{1,5}}){{0,7}}?)"
    r"(?P<kind>(?:(?:sub-?district|tambon|provincial|town|city|m(?:ue|u|eu)ang|na(?:kh|k)o[rn]n?|thesaban)[^\S\n]+)?"
    r"(?:administrat(?:ive|ion)[^\S\n]+organi[sz]ation|municipality)|S\.?A\.?O\b\.?|T\.?A\.?O\b\.?|P\.?A\.?O\b\.?)"
    rf"(?P<after>[^\S\n]+of(?:[^\S\n]{{1,5}}{_WORD}){{1,5}})?",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"(?i)municipality|administrat(?:ive|ion)\s+organi|\b[STP]\.?A\.?O\b")
# What stands among the letters where one of these does: to look for it is quick.
_HINTS = ("municipality", "administrat", "sao", "tao", "pao")
_KINDS = {
    "tambon": "sao", "subdistrict": "sao", "sub-district": "sao", "sao": "sao", "tao": "sao",
    "pao": "pao", "provincial": "pao",
}  # fmt: skip
_LEVELS = {
    "tambon": "subdistrict_municipality", "subdistrict": "subdistrict_municipality",
    "sub-district": "subdistrict_municipality", "town": "town_municipality", "city": "city_municipality",
}  # fmt: skip
_PLACE = re.compile(
    rf"(?:^|[\n,(]|\b(?:province of|in|district)\b)[^\S\n]*(?:changwat[^\S\n]+)?"
    rf"(?P<province>(?:{_WORD}[^\S\n]{{0,5}}){{1,5}})"
    rf"|(?P<named>(?:{_WORD}[^\S\n]{{1,5}}){{1,5}})province\b",
    re.IGNORECASE | re.MULTILINE,
)
_DISTRICT = re.compile(
    rf"\bamph(?:oe|ur|oer|ue)\.?[^\S\n]+(?P<after>(?:{_WORD}[^\S\n]{{0,5}}){{1,5}})"
    rf"|(?P<before>(?:{_WORD}[^\S\n]{{1,5}}){{1,5}})district\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    rf"(?:{_WORD}[^\S\n]{{1,5}}){{1,6}}provincial(?:[^\S\n]{{1,5}}(?:&|{_WORD})){{0,12}}", re.IGNORECASE
)
_MOST_WORDS = 5
# Latin words of nearly every plan: a line that has no others names no place in Latin letters.
_LONG_WORD = re.compile("[A-Za-z]{3,}")
_OF_TITLES = frozenset({"bcp", "bcm", "business", "continuity", "plan", "management", "call", "tree", "covid"})


@lru_cache(maxsize=20_000)
def key(words: str) -> str:
    """The words as one run of folded letters, '' when none is Latin."""
    found = words.lower()
    for pattern, put in _FOLDS:
        found = pattern.sub(put, found)
    return found


class EnglishPlaces:
    """Provinces and districts in English text; read at the first text that needs them."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def provinces(self, cleaned: str) -> frozenset[str]:
        """Codes of provinces that stand where a province stands: before Province, after a comma, in or District."""
        found: set[str] = set()
        lines = _lines_of_places(cleaned)
        for match in (match for start, end in lines for match in _PLACE.finditer(cleaned, start, end)):
            words = (match["province"] or match["named"]).split()
            cuts = range(min(_MOST_WORDS, len(words)), 0, -1)
            runs = (words[:cut] if match["province"] else words[-cut:] for cut in cuts)
            found.update(next((ids for run in runs if (ids := self._provinces.get(key("".join(run))))), ()))
        return frozenset(found)

    def amphoes(self, cleaned: str) -> frozenset[str]:
        """Codes of all districts of the names that stand beside District or Amphoe."""
        found: set[str] = set()
        small = cleaned.lower()
        if "district" not in small and "amph" not in small:
            return frozenset()
        for match in _DISTRICT.finditer(cleaned):
            words = (match["after"] or match["before"]).split()
            cuts = range(min(_MOST_WORDS, len(words)), 0, -1)
            runs = (words[:cut] if match["after"] else words[-cut:] for cut in cuts)
            found.update(next((ids for run in runs if (ids := self._amphoes.get(key("".join(run))))), ()))
        return frozenset(found)

    @cached_property
    def _provinces(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {key("Korat"): ["30"], key("Ayutthaya"): ["14"]}
        for code, province in self._registry.provinces.items():
            names.setdefault(key(province.name_en), []).append(code)
        return names

    @cached_property
    def _amphoes(self) -> dict[str, list[str]]:
        return amphoes_by_key(self._registry)


def _lines_of_places(cleaned: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that has another Latin word than those of titles."""
    end = -1
    for word in _LONG_WORD.finditer(cleaned):
        if word.start() > end and word[0].lower() not in _OF_TITLES:
            end = cleaned.find("\n", word.end())
            end = end if end >= 0 else len(cleaned)
            yield cleaned.rfind("\n", 0, word.start()) + 1, end


class EnglishNames:
    """Local governments by an English name that is spelt otherwise than the registry's, or stands in another order."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def find(self, text: Squeezed) -> Iterator[Mention]:
        """Names beside the words for their kind (Tambon X Administrative Organization, X SAO, Municipality of X)."""
        if "provincial" in text.letters:
            yield from self._provincial(text)
        if not any(word in text.letters for word in _HINTS) or not _MAYBE.search(text.cleaned):
            return
        for match in _SAID.finditer(text.cleaned):
            kinds, words = _parts(match)
            ids, first, last = self._longest(kinds, words)
            if ids:
                start, end = min(first, match.start("kind")), max(last, match.end("kind"))
                begin, stop = text.index(start), text.index(end)
                yield Mention(begin, stop, text.shown(begin, stop), ids, "doubtful", kind=kinds[0])

    def _provincial(self, text: Squeezed) -> Iterator[Mention]:
        """Provincial offices whose province is spelt otherwise (Petchaburi Provincial Public Health Office)."""
        word = re.compile(_WORD)
        for match in _OFFICE.finditer(text.cleaned):
            words = list(word.finditer(match.string, match.start(), match.end()))
            at = next(place for place, one in enumerate(words) if one[0].lower() == "provincial")
            runs = [words[first:last] for first in range(at) for last in range(len(words), at + 1, -1)]
            for run in runs:
                agency_id = self._offices.get(key("".join(one[0] for one in run)))
                if agency_id:
                    begin, stop = text.index(run[0].start()), text.index(run[-1].end())
                    yield Mention(begin, stop, text.shown(begin, stop), (agency_id,), "name")
                    break

    @cached_property
    def _offices(self) -> dict[str, str]:
        return {key(agency.name_en): agency.id for agency in self._registry.by_tier("regional") if agency.name_en}

    def _longest(self, kinds: tuple[str, ...], runs: list[list[re.Match[str]]]) -> tuple[tuple[str, ...], int, int]:
        """The longest run of words that is a name of one of the kinds, with its place in the text."""
        for words in runs:
            for cut in range(min(_MOST_WORDS, len(words)), 0, -1):
                chosen = words[-cut:]
                wanted = key("".join(word[0] for word in chosen))
                ids = tuple(one for kind in kinds for one in self._names[kind].get(wanted, ()))
                if ids:
                    return ids, chosen[0].start(), chosen[-1].end()
        return (), 0, 0

    @cached_property
    def _names(self) -> dict[str, dict[str, list[str]]]:
        """Kind -> key of the name without the words for its kind -> agencies."""
        found: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in LOCAL_ENGLISH}
        for agency in self._registry:
            if agency.kind in found and agency.name_en:
                words = re.split(
                    r"(?i)\s+(?:sub-?district|town|city|provincial)\s+(?:administrat|municipal)", agency.name_en
                )
                found[agency.kind][key(words[0])].append(agency.id)
        return found


def _parts(match: re.Match[str]) -> tuple[tuple[str, ...], list[list[re.Match[str]]]]:
    """Kinds that are meant, and the runs of words in which the name may be."""
    word = re.compile(_WORD)
    text = match.string
    before = list(word.finditer(text, match.start("before"), match.end("before")))
    after = list(word.finditer(text, match.start("after"), match.end("after")))[1:] if match["after"] else []
    said = match["kind"].lower().replace(".", "")
    markers = [*said.split(), *(one[0].lower() for one in before)]
    mark = next((at for at, one in enumerate(before) if one[0].lower() in _LEVELS), None)
    runs = [before[mark + 1 :]] if mark is not None else []
    runs += [before, *(after[:cut] for cut in range(len(after), 0, -1))]
    if "municipality" in said:
        level = next((_LEVELS[one] for one in markers if one in _LEVELS), "")
        if "mung" in key(said):
            level = "town_municipality"
        elif key(said).startswith("nakon"):
            level = "city_municipality"
        return ((level,) if level else MUNICIPALITIES), runs
    return (next((_KINDS[one] for one in markers if one in _KINDS), "sao"),), runs


def amphoes_by_key(registry: Registry) -> dict[str, list[str]]:
    """Codes of the districts by the key of their English name; a missing name gives an empty list."""
    names: dict[str, list[str]] = defaultdict(list)
    for amphoe in registry.amphoes.values():
        if amphoe.name_en:
            names[key(amphoe.name_en)].append(amphoe.code)
    return names
