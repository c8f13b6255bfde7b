"""Names of local governments with which a run of letters begins: อบต.สัมปทวนทำงานบนเรือ is อบต.สัมปทวน, where the whole
list of อบต. is known, so that no longer name can be meant. Being a guess, it never decides alone."""

from functools import cached_property

from mailbot.agencies import cores
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import is_mark
from mailbot.agencies.vocabulary import LOCAL_PREFIXES, MUNICIPALITIES

_SHORTEST = 3
# Fewer letters behind the name may be those of a misspelt longer one.
_LEAST_REST = 5


class Beginnings:
    """Looks them up; its tables are made at the first name that goes on."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def of(self, kind: str, run: str) -> tuple[int, tuple[str, ...]]:
        """Length of the longest name of the kind with which the run begins, and who bears it; (0, ()) where there is
        none, where a list is not whole, or where another kind's longer name fits."""
        kinds = MUNICIPALITIES if kind == "municipality" else (kind,)
        if not all(map(self._registry.whole, kinds)):
            return 0, ()
        for length in range(len(run) - _LEAST_REST, _SHORTEST - 1, -1):
            name = run[:length]
            ids = tuple(dict.fromkeys(one for each in kinds for one in self._names[each].get(name, ())))
            if is_mark(run[length]):
                continue
            if ids:
                return length, ids
            if any(name in names for names in self._names.values()):
                return 0, ()
        return 0, ()

    @cached_property
    def _names(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {kind: cores.local_names(self._registry, (kind,)) for kind in LOCAL_PREFIXES}
