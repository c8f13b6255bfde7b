"""How many agencies each further choice would leave: counted from the same standings as the list itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mailbot.agencies.registry import Registry
from mailbot.desk.filters import AgencyFilter
from mailbot.ledger.folded import terms
from mailbot.ledger.queries import Standing, roster
from mailbot.ledger.queries.roster import holds_all


@dataclass(frozen=True, slots=True)
class Facets:
    """Choice to number of agencies, each counted with all other filters in force but its own."""

    tier: Counter[str]
    province: Counter[str]
    ministry: Counter[str]
    state: Counter[str]
    vital: int


def facets(everybody: Iterable[Standing], wanted: AgencyFilter, registry: Registry) -> Facets:
    """Counts over everybody's standings; a state is counted among those that are not complete, unless it is asked."""
    names, asked = roster(registry), terms(wanted.text)
    tier: Counter[str] = Counter()
    province: Counter[str] = Counter()
    ministry: Counter[str] = Counter()
    state: Counter[str] = Counter()
    vital = 0
    for standing in everybody:
        agency = standing.agency
        above = names.above(agency, registry)
        if asked and not holds_all(names.searched(agency), asked):
            continue
        if wanted.vital and not agency.vital:
            continue
        fits = (
            not wanted.tier or agency.tier == wanted.tier,
            not wanted.province or agency.province_code == wanted.province,
            not wanted.ministry or wanted.ministry == agency.id or wanted.ministry in above.ids,
            standing.state == wanted.state if wanted.state else standing.state != "complete",
        )
        misfits = fits.count(False)
        if misfits > 1:
            continue
        if misfits == 0:
            vital += agency.vital
        if misfits == 0 or not fits[0]:
            tier[agency.tier] += 1
        if misfits == 0 or not fits[1]:
            province[agency.province_code] += 1
        if misfits == 0 or not fits[2]:
            ministry[above.ministry] += 1
        if misfits == 0 or not fits[3]:
            state[standing.state] += 1
    return Facets(tier, province, ministry, state, vital)
