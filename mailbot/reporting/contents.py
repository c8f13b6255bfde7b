"""What the report tells, gathered once: no layout, no words but names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from mailbot.agencies.registry import Registry
from mailbot.ledger import queries
from mailbot.ledger.queries import EventFilter, Figures, MailFilter, Selection, Standing
from mailbot.rules import Rules

LONGEST_LIST = 500
"""Agencies of a tier that are listed by name; of more the report tells how many in each province."""
LISTED: tuple[queries.AgencyState, ...] = ("missing", "deficient", "review")
"""Who is listed by name; agencies with secret plans are only counted."""


@dataclass(frozen=True, slots=True)
class Named:
    """Figures with the Thai name of their group."""

    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Listed:
    """One agency in a list. belongs: its province, or its ministry where it has none."""

    name: str
    belongs: str
    state: str
    receipt: str


@dataclass(frozen=True, slots=True)
class TierList:
    """Agencies of one tier that are not complete. agencies is empty where they are too many to be named: then
    by_province tells where they are."""

    title: str
    count: int
    agencies: tuple[Listed, ...]
    by_province: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in the report, as of one moment (aware, in the round's zone). chosen: which agencies it is about, in
    Thai ('' = all). work: what waited for staff; unanswered: answers withheld; bounced: our mails that came back."""

    rules: Rules
    as_of: datetime
    chosen: str
    whole: Figures
    tiers: tuple[Named, ...]
    vital: Figures
    vital_open: tuple[Listed, ...]
    ministries: tuple[Named, ...]
    provinces: tuple[Named, ...]
    progress: queries.Progress
    mails: int
    work: queries.Work
    unanswered: int
    bounced: int
    lists: tuple[TierList, ...]


def gather(
    db: Database,
    registry: Registry,
    rules: Rules,
    as_of: datetime,
    review_folder: str,
    selection: Selection | None = None,
    chosen: str = "",
    longest_list: int = LONGEST_LIST,
) -> Contents:
    """Contents as of a moment (aware), about the selected agencies. The mails' figures are those of the whole inbox.
    review_folder: the mailbox's folder for staff."""
    zone = rules.round.zone
    tiers = [tier.name for tier in rules.tiers.values() if tier.owes]
    found = queries.standings(db, registry, rules.round.id, tiers, selection, as_of)
    open_ones = queries.missing(found, registry, LISTED)
    vital = [one for one in found if one.agency.vital]

    def mails(**how: object) -> int:
        return queries.mail_page(db, MailFilter(as_of=as_of, repetitions=False, **how)).total  # type: ignore[arg-type]

    return Contents(
        rules=rules,
        as_of=as_of.astimezone(zone),
        chosen=chosen,
        whole=queries.total(found),
        tiers=tuple(Named(rules.tiers[one.group].title_th, one) for one in queries.overview(found)),
        vital=queries.total(vital),
        vital_open=tuple(_listed(one, registry) for one in open_ones if one.agency.vital),
        ministries=_named(queries.figures(found, registry, "ministry"), registry, "ไม่สังกัดกระทรวง"),
        provinces=_named(queries.figures(found, registry, "province"), registry, "ส่วนกลาง"),
        progress=queries.progress(db, found, rules.round.deadline, zone, as_of),
        mails=mails(),
        work=queries.work(db, review_folder, as_of),
        unanswered=mails(unanswered=True),
        bounced=queries.audit(db, EventFilter(action="bounced", until=as_of)).total,
        lists=tuple(_lists(open_ones, registry, rules, longest_list)),
    )


def _lists(open_ones: Sequence[Standing], registry: Registry, rules: Rules, longest: int) -> list[TierList]:
    lists = []
    for tier in rules.tiers.values():
        own = [one for one in open_ones if one.agency.tier == tier.name]
        if not own:
            continue
        if len(own) <= longest:
            lists.append(TierList(tier.title_th, len(own), tuple(_listed(one, registry) for one in own)))
        else:
            provinces = _named(queries.figures(own, registry, "province"), registry, "ส่วนกลาง")
            lists.append(TierList(tier.title_th, len(own), (), provinces))
    return lists


def _named(groups: Sequence[Figures], registry: Registry, none: str) -> tuple[Named, ...]:
    def name(group: str) -> str:
        if group in registry.provinces:
            return registry.provinces[group].name_th
        agency = registry.get(group) if group else None
        return agency.name_th if agency else none

    return tuple(Named(name(one.group), one) for one in groups)


def _listed(one: Standing, registry: Registry) -> Listed:
    agency = one.agency
    province = registry.provinces.get(agency.province_code)
    ministry = registry.get(queries.roster(registry).above(agency, registry).ministry)
    belongs = f"จังหวัด{province.name_th}" if province else ministry.name_th if ministry else ""
    return Listed(agency.name_th, belongs, one.state, one.receipt or "")
