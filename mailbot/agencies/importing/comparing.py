"""What a list changes: who is new, renamed, re-coded, closed. Pure; nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from mailbot.agencies.importing.local import Listed
from mailbot.agencies.model import Agency
from mailbot.agencies.registry import Registry
from mailbot.agencies.squeezed import squeeze
from mailbot.agencies.vocabulary import LOCAL_PREFIXES

Key = Callable[[Agency], tuple[str, ...]]
_LISTS = ("short_names", "domains", "former_names")
_WHOLE = 0.9
"""A list with fewer than nine in ten of the known agencies of a kind is a part of it: nobody is closed by it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One agency before and after. old is None for a new one; for a re-coded one the ids differ."""

    old: Agency | None
    new: Agency


@dataclass(frozen=True, slots=True)
class Changes:
    """What importing a list would change. reopened: were closed, stand in the list again. absent: known agencies that
    a list of only a part does not hold, which are left as they are."""

    added: tuple[Change, ...] = ()
    renamed: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    recoded: tuple[Change, ...] = ()
    reopened: tuple[Change, ...] = ()
    closed: tuple[Agency, ...] = ()
    unchanged: int = 0
    absent: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.renamed or self.changed or self.recoded or self.reopened or self.closed)

    @property
    def stored(self) -> tuple[Agency, ...]:
        """Agencies as they are to stand in the ledger."""
        groups = (self.added, self.renamed, self.changed, self.recoded, self.reopened)
        return tuple(change.new for group in groups for change in group)


def compare(listed: Sequence[Listed], registry: Registry, closed: Set[str] = frozenset()) -> Changes:
    """What the list changes of the registry. closed: ids that an earlier list closed."""
    groups: dict[str, list[Change]] = defaultdict(list)
    unchanged = 0
    for one in listed:
        old = registry.agencies.get(one.agency.id)
        new = _merged(old, one)
        if old is None:
            groups["added"].append(Change(None, new))
        elif old.id in closed:
            groups["reopened"].append(Change(old, replace(new, expects_plan=one.agency.expects_plan)))
        elif new == old:
            unchanged += 1
        else:
            groups["renamed" if new.name_th != old.name_th else "changed"].append(Change(old, new))
    gone = _gone(listed, registry, closed)
    whole = _whole_kinds(listed, registry, closed)
    recoded = _recoded(
        listed, registry.agencies, {change.new.id: change.new for change in groups["added"]}, gone, whole
    )
    new_ids = {change.new.id for change in recoded}
    old_ids = {change.old.id for change in recoded if change.old}
    left = [agency for agency in gone.values() if agency.id not in old_ids]
    return Changes(
        added=tuple(change for change in groups["added"] if change.new.id not in new_ids),
        renamed=tuple(groups["renamed"]),
        changed=tuple(groups["changed"]),
        recoded=tuple(recoded),
        reopened=tuple(groups["reopened"]),
        closed=tuple(agency for agency in left if agency.kind in whole),
        unchanged=unchanged,
        absent=sum(agency.kind not in whole for agency in left),
    )


def _merged(old: Agency | None, one: Listed) -> Agency:
    """What the list says over what is known; abbreviations, domains and the old name stay known."""
    if old is None:
        return one.agency
    said = {name: getattr(one.agency, name) for name in one.fields}
    # An empty cell says nothing, but for what may be empty: no parent, no อำเภอ.
    said = {name: value for name, value in said.items() if value not in ("", None, ())}
    for name in _LISTS:
        if name in said:
            said[name] = tuple(dict.fromkeys((*getattr(old, name), *said[name])))
    new = replace(old, **said)
    if new.name_th != old.name_th:
        new = replace(new, former_names=tuple(dict.fromkeys((*new.former_names, old.name_th))))
    return new


def _gone(listed: Iterable[Listed], registry: Registry, closed: Set[str]) -> dict[str, Agency]:
    """Known local governments of the kinds in the list that do not stand in it."""
    here = {one.agency.id for one in listed}
    kinds = {one.agency.kind for one in listed} & {*LOCAL_PREFIXES, "special"}
    return {
        agency.id: agency
        for agency in registry
        if agency.kind in kinds and agency.id not in here and agency.id not in closed
    }


def _recoded(
    listed: Sequence[Listed],
    known: Mapping[str, Agency],
    added: Mapping[str, Agency],
    gone: Mapping[str, Agency],
    whole: Set[str],
) -> list[Change]:
    """An id that is gone and one that is new are one agency when the list says so, or when whole name and อำเภอ are
    the same, or, where the kind changed, the name's own part; and nobody else's.

    A ทต. and an อบต. of one name may stand in one อำเภอ: a changed kind is believed only of a list that would hold the
    old one if it still were.
    """
    found: list[Change] = []
    # Whom the list names may be of a kind that it does not hold otherwise.
    here = {one.agency.id for one in listed}
    named = {old_id: old for old_id, old in known.items() if old_id not in here}
    for one in listed:
        for old_id in one.old_ids:
            if one.agency.id in added and old_id in named:
                found.append(_follow(named[old_id], added[one.agency.id]))
    for same, among in ((_whole_name, None), (_core_name, whole)):
        taken = {change.new.id for change in found} | {change.old.id for change in found if change.old}
        news = _by(same, added.values(), taken)
        olds = _by(same, (one for one in gone.values() if among is None or one.kind in among), taken)
        found += [
            _follow(olds[key][0], group[0])
            for key, group in news.items()
            if len(group) == 1 and len(olds.get(key, ())) == 1
        ]
    return found


def _follow(old: Agency, new: Agency) -> Change:
    """The new one keeps what the old one was known by."""
    former = () if old.name_th == new.name_th else (old.name_th,)
    names = tuple(dict.fromkeys((*new.former_names, *old.former_names, *former)))
    domains = tuple(dict.fromkeys((*new.domains, *old.domains)))
    return Change(old, replace(new, former_names=names, domains=domains, name_en=new.name_en or old.name_en))


def _by(key: Key, agencies: Iterable[Agency], taken: Set[str]) -> dict[tuple[str, ...], list[Agency]]:
    groups: dict[tuple[str, ...], list[Agency]] = defaultdict(list)
    for agency in agencies:
        if agency.id not in taken and agency.amphoe:
            groups[key(agency)].append(agency)
    return groups


def _whole_name(agency: Agency) -> tuple[str, ...]:
    return squeeze(agency.name_th), agency.province_code, agency.amphoe


def _core_name(agency: Agency) -> tuple[str, ...]:
    prefix = LOCAL_PREFIXES.get(agency.kind, ("",))[0]
    return squeeze(agency.name_th.removeprefix(prefix)), agency.province_code, agency.amphoe


def _whole_kinds(listed: Iterable[Listed], registry: Registry, closed: Set[str]) -> frozenset[str]:
    """Kinds of which the list holds (nearly) all, so that who is not in it is no more."""
    here = Counter(one.agency.kind for one in listed)
    known = Counter(agency.kind for agency in registry if agency.id not in closed)
    return frozenset(kind for kind, count in here.items() if count >= _WHOLE * known[kind] and kind != "special")
