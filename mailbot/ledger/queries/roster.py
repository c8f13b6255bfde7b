"""What every question about agencies needs of each of them, worked out once for a registry: ministry, folded name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from mailbot.agencies.registry import Agency, Registry
from mailbot.ledger.folded import fold, fold_all, sort_key, terms


@dataclass(frozen=True, slots=True)
class Above:
    """What is above an agency. ids: of all of it; ministry: the first of them (or itself) that is one, '' for none."""

    ids: frozenset[str]
    ministry: str


class Roster:
    """What is known of the agencies of one registry, each kind of it made for all when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        self._agencies = dict(registry.agencies)
        self._above: dict[str, Above] = {}

    def above(self, agency: Agency, registry: Registry) -> Above:
        """What is above an agency, also above an instance of a kind. No link to the registry is kept: it would never
        be given up."""
        found = self._above.get(agency.id)
        if found is None:
            ids = registry.ancestors(agency.id)
            ministry = next((one for one in (agency.id, *ids) if one.startswith("m.")), "")
            found = self._above[agency.id] = Above(frozenset(ids), ministry)
        return found

    def searched(self, agency: Agency) -> str:
        """Its names, folded, a line each."""
        found = self._searched.get(agency.id)
        return found if found is not None and self._agencies.get(agency.id) is agency else _folded(_names(agency))

    def order(self, agency: Agency) -> str:
        """By what it is sorted."""
        found = self._order.get(agency.id)
        return found if found is not None and self._agencies.get(agency.id) is agency else sort_key(agency.name_th)

    def named(self, question: str) -> list[Agency]:
        """Agencies in whose names all words of the question are found: those that begin with it first, short names
        before long ones."""
        asked = terms(question)
        if not asked:
            return []
        found = [one for one in self._agencies.values() if holds_all(self._searched[one.id], asked)]
        found.sort(key=lambda one: (not self.searched(one).startswith(asked[0]), len(one.name_th), self.order(one)))
        return found

    @cached_property
    def _searched(self) -> dict[str, str]:
        names = [_names(agency) for agency in self._agencies.values()]
        folded = iter(fold_all(name for group in names for name in group))
        return {
            agency_id: "\n".join(next(folded) for _ in group)
            for agency_id, group in zip(self._agencies, names, strict=True)
        }

    @cached_property
    def _order(self) -> dict[str, str]:
        return {agency.id: sort_key(agency.name_th) for agency in self._agencies.values()}


_ROSTERS: WeakKeyDictionary[Registry, Roster] = WeakKeyDictionary()


def roster(registry: Registry) -> Roster:
    """The roster of this registry; kept as long as the registry is."""
    found = _ROSTERS.get(registry)
    if found is None:
        found = _ROSTERS[registry] = Roster(registry)
    return found


def holds_all(searched: str, asked: Iterable[str]) -> bool:
    """Whether every folded word stands somewhere in a folded text."""
    return all(term in searched for term in asked)


def _names(agency: Agency) -> tuple[str, ...]:
    names = (agency.name_th, agency.id, *agency.short_names, agency.name_en, *agency.former_names)
    return tuple(name for name in names if name)


def _folded(names: Iterable[str]) -> str:
    return "\n".join(fold(name) for name in names)
