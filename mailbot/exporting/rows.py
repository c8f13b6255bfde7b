"""One row for each agency that owes a plan: what every export of the ledger is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.agencies.registry import Registry
from mailbot.ledger import queries
from mailbot.ledger.moments import from_text
from mailbot.rules import Rules


@dataclass(frozen=True, slots=True)
class Row:
    """One agency. received_at: in the round's time zone; to_mend: Thai titles of what its plan lacks; of a sealed plan
    only the receipt and when it came."""

    agency_id: str
    name: str
    tier: str
    ministry: str
    province: str
    collector: str
    vital: bool
    state: str
    receipt: str | None
    received_at: datetime | None
    late: bool
    to_mend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What stands around the rows. as_of: the moment that they tell of, in the round's zone; chosen: which agencies
    were asked for, in Thai ('' = all)."""

    title: str
    as_of: datetime
    chosen: str = ""


def rows(db: Database, registry: Registry, rules: Rules, found: Sequence[queries.Standing]) -> list[Row]:
    """Rows of these standings, in their order."""
    lacking = queries.errors_of_plans(db, [one.plan_id for one in found if one.state == "deficient" and one.plan_id])
    names = queries.roster(registry)

    def row(one: queries.Standing) -> Row:
        agency = one.agency
        ministry = registry.get(names.above(agency, registry).ministry)
        collector = registry.get(agency.collector_id) if agency.collector_id not in (None, agency.id) else None
        province = registry.provinces.get(agency.province_code)
        return Row(
            agency_id=agency.id,
            name=agency.name_th,
            tier=agency.tier,
            ministry=ministry.name_th if ministry else "",
            province=province.name_th if province else "",
            collector=collector.name_th if collector else "",
            vital=agency.vital,
            state=one.state,
            receipt=one.receipt,
            received_at=from_text(one.received_at).astimezone(rules.round.zone) if one.received_at else None,
            late=one.late,
            to_mend=tuple(_title(rules, code) for code in lacking.get(one.plan_id or 0, ())),
        )

    return [row(one) for one in found]


def _title(rules: Rules, code: str) -> str:
    """A code that the rules no longer have is told as it is."""
    text = rules.findings.get(code)
    return text.title_th if text else code
