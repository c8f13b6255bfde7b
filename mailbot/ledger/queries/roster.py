"""What every question about agencies needs of each of them, worked out once for a registry: ministry, folded name."""

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from mailbot.agencies.registry import Agency, Registry
from mailbot.ledger.folded import fold, sort_key, terms


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency. above: ids of all that is above it; ministry: the first of them that is a ministry, '' when there is
    none; searched: its names, folded, a line each; order: for sorting by name."""

    agency: Agency
    above: frozenset[str]
    ministry: str
    searched: str
    order: str


class Roster:
    """Entries of one registry, made when they are first asked for."""

    def __init__(self, registry: Registry) -> None:
        self._entries = {agency.id: _entry(agency, registry.ancestors(agency.id)) for agency in registry}

    def entry(self, agency: Agency, registry: Registry) -> Entry:
        """The entry of an agency, also of an instance of a kind."""
        found = self._entries.get(agency.id)
        if found is None or found.agency is not agency:
            found = self._entries[agency.id] = _entry(agency, registry.ancestors(agency.id))
        return found

    def named(self, question: str) -> list[Agency]:
        """Agencies in whose names all words of the question are found: those that begin with it first, short names
        before long ones."""
        asked = terms(question)
        if not asked:
            return []
        found = [entry for entry in self._entries.values() if holds_all(entry.searched, asked)]
        found.sort(key=lambda entry: (not entry.searched.startswith(asked[0]), len(entry.agency.name_th), entry.order))
        return [entry.agency for entry in found]


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


def _entry(agency: Agency, above: tuple[str, ...]) -> Entry:
    names = (agency.name_th, agency.id, *agency.short_names, agency.name_en, *agency.former_names)
    return Entry(
        agency,
        frozenset(above),
        next((one for one in (agency.id, *above) if one.startswith("m.")), ""),
        "\n".join(fold(name) for name in names if name),
        sort_key(agency.name_th),
    )
