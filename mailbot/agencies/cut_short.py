"""Names that end in ฯ (การท่าเรือฯ, อบต.พันท้ายฯ): whatever agency's name goes on from there."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from mailbot.agencies import cores
from mailbot.agencies.names import Mention
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import Squeezed, squeeze
from mailbot.agencies.title_page import leading_words
from mailbot.agencies.vocabulary import LOCAL_PREFIXES

_CUT = re.compile(r"((?:(?:อบต|ทต|ทม|ทน)\.?[ \t]?)?[ก-ฮะ-ฺเ-๎]{4,40})[ \t]?ฯ(?![ก-๎])")
# The beginning of a department's name by itself, as people say it (กรมอุทยาน).
_SPOKEN = re.compile(r"(กรม(?<![ก-๎]กรม)[ก-๎]{3,24})(?![ก-๎ฯ])")
_LONGEST_CUT = 47
_SHORTEST = 7
_SHORTEST_CORE = 3
_MOST = 12


class CutShort:
    """Finds them; its lists are made at the first name that is cut short."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def find(self, text: Squeezed) -> list[Mention]:
        """One mention for each name that is cut short and may be somebody's; of several a question."""
        found = [*self._read(text)] if "ฯ" in text.cleaned else []
        return [*found, *self._spoken(text)] if "กรม" in text.cleaned else found

    def _read(self, text: Squeezed) -> Iterator[Mention]:
        for match in self._cuts(text.cleaned):
            end = text.index(match.end(1))
            whole = squeeze(match[1])
            for written in dict.fromkeys((whole, leading_words(whole))):
                start = end - len(written)
                ids = self._meant(written) if written and text.letters[start:end] == written else ()
                if ids:
                    yield Mention(start, end, text.shown(start, end), ids, "doubtful")
                    break

    def _cuts(self, cleaned: str) -> Iterator[re.Match[str]]:
        """Each name before a ฯ, sought no further back than a name reaches."""
        stop, mark = 0, cleaned.find("ฯ")
        while mark >= 0:
            match = _CUT.search(cleaned, max(stop, mark - _LONGEST_CUT), mark + 2)
            if match:
                stop = match.end()
                yield match
            mark = cleaned.find("ฯ", mark + 1)

    def _spoken(self, text: Squeezed) -> Iterator[Mention]:
        for match in _SPOKEN.finditer(text.cleaned):
            written = squeeze(match[1])
            ids = self._going_on(self._whole, written)
            if ids and written not in self._names:
                start = text.index(match.start())
                yield Mention(start, start + len(written), text.shown(start, start + len(written)), ids, "doubtful")

    def _meant(self, written: str) -> tuple[str, ...]:
        for kind, prefixes in LOCAL_PREFIXES.items():
            for prefix in prefixes:
                core = written.removeprefix(prefix)
                if core != written and len(core) >= _SHORTEST_CORE:
                    return self._going_on(self._local[kind], core)
        return self._going_on(self._whole, written) if len(written) >= _SHORTEST else ()

    def _going_on(self, names: list[tuple[str, tuple[str, ...]]], begun: str) -> tuple[str, ...]:
        """Whose names go on from there; nobody's where too many's do. (A name that is whole already is found elsewhere,
        and joined with these.)"""
        found: dict[str, None] = {}
        for at in range(bisect_left(names, (begun, ())), len(names)):
            name, ids = names[at]
            if not name.startswith(begun) or len(found) > _MOST:
                break
            if name != begun:
                found |= dict.fromkeys(ids)
        return tuple(found) if len(found) <= _MOST else ()

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._whole)

    @cached_property
    def _whole(self) -> list[tuple[str, tuple[str, ...]]]:
        return sorted((squeeze(agency.name_th), (agency.id,)) for agency in self._registry.by_tier("direct"))

    @cached_property
    def _local(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        return {kind: sorted(cores.local_names(self._registry, (kind,)).items()) for kind in LOCAL_PREFIXES}
