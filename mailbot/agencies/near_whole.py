"""Names of departments and state enterprises with one word or letter other than registered: only a question."""

from collections.abc import Iterable
from itertools import takewhile
from operator import eq

from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import squeeze

_SHORTEST = 12
_ALIKE = 0.78
_SLIP = 2
_ENDS = 6


class NearWhole:
    """Compares whole lines with whole names; built once per registry."""

    def __init__(self, registry: Registry) -> None:
        names = ((squeeze(agency.name_th), agency.id) for agency in registry.by_tier("direct"))
        self._names = [(name, name[::-1], agency_id) for name, agency_id in names if len(name) >= _SHORTEST]

    def find(self, lines: Iterable[str]) -> tuple[str, ...]:
        """Agencies whose name begins and ends like one of the lines (squeezed), but for one stretch: the most alike."""
        best = _ALIKE
        found: tuple[str, ...] = ()
        for line in lines:
            back = line[::-1]
            for name, reverse, agency_id in self._names:
                longest = max(len(line), len(name))
                if min(len(line), len(name)) < _ALIKE * longest:
                    continue
                head, tail = _common(line, name), _common(back, reverse)
                same = min(head + tail, longest)
                if longest - same > _SLIP and min(head, tail) < _ENDS:
                    continue  # a longer name of another that begins or ends like this one
                if same / longest >= best:
                    found = (*found, agency_id) if same / longest == best else (agency_id,)
                    best = same / longest
        return found


def _common(first: str, second: str) -> int:
    """Letters at the beginning that two texts share."""
    return sum(1 for _ in takewhile(bool, map(eq, first, second)))
