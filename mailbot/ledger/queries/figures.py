"""The figures of the round: how many plans are expected, came, are complete, by whatever staff sort them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Literal

from mailbot.agencies.registry import Registry
from mailbot.ledger.queries.roster import roster
from mailbot.ledger.queries.standing import AgencyState, Standing

By = Literal["tier", "ministry", "province", "vital"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Agencies of one group. group: tier, province code or ministry id ('' = none), 'vital' or 'other', 'all'.

    expected = received + missing; received = complete + deficient + review + sealed + withheld (told to be secret).
    late: of all these, whose plan came after the deadline.
    """

    group: str
    expected: int
    received: int
    complete: int
    deficient: int
    review: int
    sealed: int
    withheld: int
    missing: int
    late: int

    @property
    def tier(self) -> str:
        """The group, of figures by tier."""
        return self.group


COLUMNS = tuple(field.name for field in fields(Figures))[1:]
"""Names of the figures, in the order in which they are shown."""


def overview(found: Iterable[Standing]) -> list[Figures]:
    """Figures by tier, in the order in which the tiers come."""
    return _grouped(found, lambda standing: standing.agency.tier)


def figures(found: Iterable[Standing], registry: Registry, by: By) -> list[Figures]:
    """Figures by group: tiers as they come, ministries in the registry's order, provinces by code, vital ones first.
    Agencies without a ministry (or province) stand last, in group ''."""
    if by == "tier":
        return overview(found)
    if by == "vital":
        groups = _grouped(found, lambda one: "vital" if one.agency.vital else "other")
        return sorted(groups, key=lambda one: one.group != "vital")
    if by == "province":
        groups = _grouped(found, lambda one: one.agency.province_code)
        return sorted(groups, key=lambda one: (not one.group, one.group))
    order = {agency_id: at for at, agency_id in enumerate(registry.agencies)}
    names = roster(registry)
    groups = _grouped(found, lambda one: names.above(one.agency, registry).ministry)
    return sorted(groups, key=lambda one: order.get(one.group, len(order)))


def total(found: Iterable[Standing]) -> Figures:
    """Figures of all together, in group 'all'; zeros when there is nobody."""
    groups = _grouped(found, lambda _: "all")
    return groups[0] if groups else Figures("all", *(0 for _ in COLUMNS))


def _grouped(found: Iterable[Standing], group: Callable[[Standing], str]) -> list[Figures]:
    by_group: dict[str, dict[str, int]] = {}
    for standing in found:
        counts = by_group.setdefault(group(standing), {})
        counts[standing.state] = counts.get(standing.state, 0) + 1
        if standing.late:
            counts["late"] = counts.get("late", 0) + 1
    return [_figures(name, counts) for name, counts in by_group.items()]


def _figures(group: str, counts: dict[str, int]) -> Figures:
    def of(state: AgencyState) -> int:
        return counts.get(state, 0)

    received = of("complete") + of("deficient") + of("review") + of("sealed") + of("withheld")
    return Figures(
        group,
        received + of("missing"),
        received,
        of("complete"),
        of("deficient"),
        of("review"),
        of("sealed"),
        of("withheld"),
        of("missing"),
        counts.get("late", 0),
    )
