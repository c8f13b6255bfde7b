"""Every agency that may owe a plan, found by id, domain, tier or name; built once from the round's registry files."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import geothai

from mailbot.agencies import tables
from mailbot.agencies.model import Agency, Amphoe, Kind, Province
from mailbot.agencies.salutation import salutation
from mailbot.errors import ConfigError
from mailbot.rules import Rules

__all__ = ["Agency", "Amphoe", "Kind", "Province", "Registry", "load", "salutation"]

_FILES = (
    "central.csv",
    "universities.csv",
    "public_organizations.csv",
    "state_enterprises.csv",
    "regional_offices.csv",
    "local_upper.csv",
)
_KIND_FILES = ("regional_office_kinds.csv", "central_in_region_kinds.csv")
# A name is unique only among all of its kind: fewer rows than this, and the list was not imported whole.
_WHOLE = {"sao": 5000, "subdistrict_municipality": 2100, "town_municipality": 180, "city_municipality": 30, "pao": 76}
_HOLE = re.compile(r"\{.\}")


class Registry:
    """The agencies of one round. Immutable; `agencies`, `kinds`, `provinces` map id (or code) to its object."""

    def __init__(
        self,
        agencies: Mapping[str, Agency],
        kinds: Mapping[str, Kind],
        provinces: Mapping[str, Province],
        ambiguous: Mapping[str, tuple[str, ...]],
        free_domains: frozenset[str],
        amphoes: Mapping[str, Amphoe] | None = None,
        recoded: Mapping[str, str] | None = None,
        uncertain_names: frozenset[str] = frozenset(),
    ) -> None:
        self.agencies = agencies
        self.kinds = kinds
        self.provinces = provinces
        self.ambiguous = ambiguous
        self.free_domains = free_domains
        self.amphoes = amphoes if amphoes is not None else _amphoes()
        self.recoded = recoded or {}
        self.uncertain_names = uncertain_names
        self._tiers: dict[str, tuple[Agency, ...]] = {}
        self._ancestors: dict[str, tuple[str, ...]] = {}
        self._counts = Counter(agency.kind for agency in agencies.values())

    def __len__(self) -> int:
        return len(self.agencies)

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies.values())

    def get(self, agency_id: str) -> Agency | None:
        """The agency, or one made from its kind when the id names an instance (`c.rd_area:21`); None when unknown.

        An id that was given up for another one finds the agency under its new id.
        """
        found = self.agencies.get(self.recoded.get(agency_id, agency_id))
        if found is not None:
            return found
        kind_id, colon, instance = agency_id.partition(":")
        kind = self.kinds.get(kind_id)
        return _instance(self, kind, instance) if kind and colon and instance else None

    def by_tier(self, tier: str) -> tuple[Agency, ...]:
        """All agencies of a tier, in the order of the files."""
        found = self._tiers.get(tier)
        if found is None:
            found = self._tiers[tier] = tuple(agency for agency in self if agency.tier == tier)
        return found

    def expected(self, tier: str) -> tuple[Agency, ...]:
        """Agencies of a tier whose plan is awaited one by one (`expects_plan` is yes); none for central_in_region."""
        return tuple(agency for agency in self.by_tier(tier) if agency.expects_plan == "yes")

    def by_domain(self, domain: str) -> tuple[Agency, ...]:
        """Agencies that own a mail domain (exactly this one), provincial offices' shared parent domains left out."""
        return tuple(self.agencies[agency_id] for agency_id in self._domains.get(domain.lower(), ()))

    def kinds_at(self, domain: str) -> tuple[Kind, ...]:
        """Kinds of provincial offices whose mailboxes lie in this domain of their parent."""
        return self._kind_domains.get(domain.lower(), ())

    def whole(self, kind: str) -> bool:
        """Is the list of this kind complete, so that a name found once is borne by one agency only?"""
        return self._counts[kind] >= _WHOLE.get(kind, 0)

    def ancestors(self, agency_id: str) -> tuple[str, ...]:
        """Parent, its parent, and so on; the Office of the Permanent Secretary stands for its ministry too."""
        known = self._ancestors.get(agency_id)
        if known is not None:
            return known
        found: list[str] = []
        agency = self.get(agency_id)
        while agency is not None and agency.parent_id and agency.parent_id not in found:
            found.append(agency.parent_id)
            office = self.permanent_secretary(agency.parent_id)
            if office and office != agency_id:
                found.append(office)
            agency = self.get(agency.parent_id)
        if agency_id in self.agencies:  # not the places of texts, of which there is no end
            self._ancestors[agency_id] = tuple(found)
        return tuple(found)

    def permanent_secretary(self, ministry_id: str) -> str | None:
        """Id of the Permanent Secretary's office of a ministry (`m.moi` -> `d.opsmoi`), or None."""
        code = ministry_id.removeprefix("m.")
        office = {"opm": "d.opm", "mod": "d.opsd"}.get(code, f"d.ops{code}")
        return office if ministry_id.startswith("m.") and office in self.agencies else None

    @cached_property
    def _domains(self) -> dict[str, tuple[str, ...]]:
        owners: dict[str, list[str]] = defaultdict(list)
        for agency in self:
            if agency.kind == "ministry" or agency.tier in ("central_in_region", "regional"):
                continue
            for domain in agency.domains:
                owners[domain.lower()].append(agency.id)
        for province in self.provinces.values():
            for domain in province.domains:
                if province.collector_id in self.agencies and province.collector_id not in owners[domain]:
                    owners[domain].append(province.collector_id)
        return {domain: tuple(ids) for domain, ids in owners.items()}

    @cached_property
    def _kind_domains(self) -> dict[str, tuple[Kind, ...]]:
        found: dict[str, list[Kind]] = defaultdict(list)
        for kind in self.kinds.values():
            for domain in kind.domains:
                if kind.tier == "regional" and "{" not in domain:
                    found[domain].append(kind)
        return {domain: tuple(group) for domain, group in found.items()}


def load(rules: Rules, extra: Iterable[Agency] = (), recoded: Mapping[str, str] | None = None) -> Registry:
    """Registry of a round from `rules.folder`/registry, with `extra` agencies (imported rows) added over it.

    An extra agency with the id of a committed one replaces it; an id of `recoded` (old to new) is given up. Raises
    ConfigError, one line per fault: duplicate ids, unknown parents or collectors, tiers that tiers.toml lacks.
    """
    folder = rules.folder / "registry"
    tiers = frozenset(rules.tiers)
    heads = tables.heads(folder / "heads.csv")
    found: dict[str, Agency] = {}
    faults: list[str] = []
    for name in _FILES:
        for agency in tables.agencies(folder / name, tiers, heads):
            if agency.id in found:
                faults.append(f"{name}: id {agency.id} stands twice")
            found[agency.id] = _titled(agency, heads)
    borne, uncertain = tables.former_names(folder / "former_names.csv")
    for agency_id, names in borne.items():
        if agency_id in found:
            was = found[agency_id]
            found[agency_id] = replace(was, former_names=(*was.former_names, *names))
        else:
            faults.append(f"former_names.csv: {agency_id} is not in the registry")
    spoken = tables.spoken_names(folder / "spoken_names.csv")
    for agency_id in found.keys() & spoken.keys():
        was = found[agency_id]
        found[agency_id] = replace(was, short_names=(*was.short_names, *spoken[agency_id]))
    for agency in extra:
        if agency.tier not in tiers:
            faults.append(f"{agency.id}: tier {agency.tier!r} is not in tiers.toml")
        found[agency.id] = _titled(_merged(found.get(agency.id), agency), heads)
    for old in recoded or ():
        found.pop(old, None)
    kinds = {
        kind.id: replace(kind, short_patterns=(*kind.short_patterns, *spoken.get(kind.id, ())))
        for name in _KIND_FILES
        for kind in tables.kinds(folder / name, heads)
    }
    faults += [f"spoken_names.csv: {one} is not in the registry" for one in spoken.keys() - found.keys() - kinds.keys()]
    provinces = {province.code: province for province in tables.provinces(folder / "provinces.csv")}
    faults += _broken_links(found, kinds, provinces)
    if faults:
        raise ConfigError(faults)
    ambiguous = tables.ambiguous(folder / "ambiguous_abbreviations.csv")
    free = tables.free_domains(folder / "free_mail.csv")
    return Registry(found, kinds, provinces, ambiguous, free, recoded=recoded, uncertain_names=uncertain)


def _merged(committed: Agency | None, extra: Agency) -> Agency:
    """The extra row over the committed one; abbreviations, domains and the old name stay known."""
    if committed is None:
        return extra
    old = () if committed.name_th == extra.name_th else (committed.name_th,)
    return replace(
        extra,
        short_names=tuple(dict.fromkeys((*extra.short_names, *committed.short_names))),
        domains=tuple(dict.fromkeys((*extra.domains, *committed.domains))),
        former_names=tuple(dict.fromkeys((*extra.former_names, *committed.former_names, *old))),
        name_shared=extra.name_shared or committed.name_shared,
    )


def _titled(agency: Agency, heads: Mapping[str, str]) -> Agency:
    pattern = heads.get(agency.id) or heads.get(agency.kind)
    if not pattern or agency.head_th == pattern:
        return agency
    province = _HOLE.split(pattern)[0] and agency.name_th.rpartition("จังหวัด")[2]
    return replace(agency, head_th=_HOLE.sub(province or "", pattern))


def _broken_links(
    agencies: Mapping[str, Agency], kinds: Mapping[str, Kind], provinces: Mapping[str, Province]
) -> Iterator[str]:
    parents = [(agency.id, agency.parent_id) for agency in agencies.values()]
    parents += [(kind.id, kind.parent_id) for kind in kinds.values()]
    for child, parent in parents:
        if parent and parent not in agencies:
            yield f"{child}: parent {parent} is not in the registry"
    for agency in agencies.values():
        if agency.collector_id and agency.collector_id not in agencies:
            yield f"{agency.id}: collector {agency.collector_id} is not in the registry"
        if agency.province_code and agency.province_code not in provinces:
            yield f"{agency.id}: province {agency.province_code} is not in provinces.csv"


def _instance(registry: Registry, kind: Kind, instance: str) -> Agency | None:
    """One office of a kind: `instance` is a province code, an อำเภอ code, a number or a name."""
    words, province_code, amphoe_code = instance, "", ""
    if "{อ}" in kind.name_pattern:
        amphoe = registry.amphoes.get(instance)
        if amphoe is None:
            return None
        words, province_code, amphoe_code = amphoe.name_th, amphoe.province_code, amphoe.code
    elif "{น}" not in _one_hole(kind.name_pattern) and instance in registry.provinces:
        words, province_code = registry.provinces[instance].name_th, instance
    return Agency(
        id=f"{kind.id}:{instance}",
        name_th=_HOLE.sub(lambda _: words, _one_hole(kind.name_pattern)),
        tier=kind.tier,
        name_en=_HOLE.sub("", kind.name_en).strip(),
        kind=kind.id,
        parent_id=kind.parent_id,
        collector_id=f"r.pvo.{province_code}" if province_code and kind.tier == "regional" else None,
        province_code=province_code,
        amphoe_code=amphoe_code,
        expects_plan="no" if kind.tier == "central_in_region" else "maybe",
        head_th=_HOLE.sub(lambda _: words, kind.head_th),
    )


def _one_hole(pattern: str) -> str:
    """A pattern with a place and a number ends after the place: the instance says both (ระยอง เขต 1)."""
    first = _HOLE.search(pattern)
    return pattern[: first.end()] if first and _HOLE.search(pattern, first.end()) else pattern


def _amphoes() -> dict[str, Amphoe]:
    return {
        district.code: Amphoe(
            district.code, district.name_th.removeprefix("อำเภอ").removeprefix("เขต"), district.name_en
        )
        for province in geothai.provinces()
        for district in geothai.districts(province.code)
    }
