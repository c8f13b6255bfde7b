"""Covers that tell half: an office without its province, a place without the kind of its local government."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from mailbot.agencies import cores
from mailbot.agencies.places import Places
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.title_page import leading_words
from mailbot.agencies.vocabulary import LOCAL_PREFIXES

_PROVINCE = "จังหวัด"
# As a line of a title; after หมู่ and the like it is an address.
_TAMBON = re.compile(r"^[ \t]*(?:ตำบล|ต\.)[ \t]*([ก-๎]{2,30})", re.MULTILINE)


class Unplaced:
    """Looks up what is meant once something else tells the rest; built once per registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._offices = {
            squeeze(kind.name_pattern.partition("{")[0]): kind.id
            for kind in registry.kinds.values()
            if kind.tier == "regional" and kind.name_pattern.endswith(_PROVINCE + "{จ}")
        }

    def offices(self, lines: Iterable[str], province_code: str) -> tuple[str, ...]:
        """Offices of the province whose name stands as a whole line (squeezed), but for its province."""
        kinds = (self._offices.get(leading_words(line)) or self._offices.get(line) for line in lines)
        ids = (f"{kind}.{province_code}" for kind in kinds if kind)
        return tuple(dict.fromkeys(one for one in ids if one in self._registry.agencies))

    def local_governments(self, cleaned: str, places: Places) -> tuple[str, ...]:
        """Local governments named like a ตำบล that the text names together with its อำเภอ, of whatever kind."""
        return tuple(dict.fromkeys(self._named_like(cleaned, places))) if places.amphoes else ()

    def _named_like(self, cleaned: str, places: Places) -> Iterator[str]:
        for tambon in _TAMBON.findall(cleaned):
            agencies = map(self._registry.get, self._names.get(squeeze(tambon), ()))
            yield from places.narrow(agency for agency in agencies if agency is not None)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for kind in LOCAL_PREFIXES:
            for name, ids in cores.local_names(self._registry, (kind,)).items():
                found[name] = (*found.get(name, ()), *ids)
        return found
