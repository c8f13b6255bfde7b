"""What staff's lists and staff's word add to the registry: imported agencies, ids given up, who owes, who is who."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from sqlite3 import Row
from typing import cast

from sqlite_utils import Database

from mailbot.agencies.model import Agency, Expects
from mailbot.agencies.registry import Registry
from mailbot.agencies.rows import split_list
from mailbot.ledger.moments import to_text
from mailbot.ledger.schema import OlderLedger, open_database

VERSION = "SELECT version FROM agency_list"


@dataclass(frozen=True, slots=True)
class Listed:
    """Imported agencies (closed ones owe nothing any more), ids given up for others, ids that are closed, and the
    number of the import that it is as of (0: none)."""

    agencies: tuple[Agency, ...] = ()
    recoded: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    version: int = 0


def of_file(path: Path) -> Listed:
    """What the ledger of this file has imported; nothing when there is no ledger, or one of an older mailbot. Raises
    ConfigError when it is damaged, Transient when it is locked."""
    if not path.exists():
        return Listed()
    try:
        db = open_database(path, read_only=True)
    except OlderLedger:
        return Listed()
    try:
        return listed(db)
    finally:
        db.close()


def learned_of_file(path: Path) -> dict[str, str]:
    """Confirmed addresses in the ledger of this file; none when there is no ledger, or one of an older mailbot."""
    if not path.exists():
        return {}
    try:
        db = open_database(path, read_only=True)
    except OlderLedger:
        return {}
    try:
        return learned(db.execute(LEARNED, (None,)))
    finally:
        db.close()


def listed(db: Database) -> Listed:
    """What this ledger has imported."""
    rows = db.execute("SELECT * FROM agency ORDER BY id").fetchall()
    return Listed(
        agencies=tuple(_agency(row) for row in rows if row["recoded_to"] is None),
        recoded={row["id"]: row["recoded_to"] for row in rows if row["recoded_to"] is not None},
        closed=frozenset(row["id"] for row in rows if row["closed_at"] is not None),
        version=version(db),
    )


def version(db: Database) -> int:
    """How many imports changed the list of agencies: when it grows, whoever has loaded it must load it again."""
    row = db.execute(VERSION).fetchone()
    return int(row[0]) if row else 0


def _agency(row: Mapping[str, object]) -> Agency:
    text = cast(Mapping[str, str], row)
    return Agency(
        id=text["id"],
        name_th=text["name_th"],
        tier=text["tier"],
        short_names=split_list(text["short_names"]),
        name_en=text["name_en"],
        kind=text["kind"],
        parent_id=text["parent_id"],
        collector_id=text["collector_id"],
        province_code=text["province_code"],
        amphoe_code=text["amphoe_code"],
        amphoe=text["amphoe"],
        domains=split_list(text["domains"]),
        vital=bool(row["vital"]),
        expects_plan="no" if row["closed_at"] else cast(Expects, row["expects_plan"]),
        letter_code=text["letter_code"],
        former_names=split_list(text["former_names"]),
        name_shared=bool(row["name_shared"]),
    )


def expectations(db: Database, round_id: str, as_of: datetime | None = None) -> dict[str, Expects]:
    """Agency to what staff said last, until a moment (None = now), of whether its plan is awaited."""
    moment = to_text(as_of) if as_of else "9999"
    rows = db.execute(
        "SELECT coalesce(agency.recoded_to, expectation.agency_id) AS agency_id, expectation.expects_plan "
        "FROM expectation LEFT JOIN agency ON agency.id = expectation.agency_id "
        "WHERE round = ? AND since <= ? ORDER BY expectation.id",
        (round_id, moment),
    )
    return {row["agency_id"]: row["expects_plan"] for row in rows}


def owing(registry: Registry, tier: str, said: Mapping[str, Expects]) -> list[Agency]:
    """Agencies of a tier whose plan is awaited, in the registry's order: the registry's word, or staff's over it; then
    the instances of kinds (`r.amphoe:2105`) that staff added."""
    found = [agency for agency in registry.by_tier(tier) if said.get(agency.id, agency.expects_plan) == "yes"]
    instances = (registry.get(one) for one, word in said.items() if word == "yes" and one not in registry.agencies)
    return found + [agency for agency in instances if agency is not None and agency.tier == tier]


def with_expectation(agency: Agency, said: Mapping[str, Expects]) -> Agency:
    """The agency with staff's word in it."""
    return replace(agency, expects_plan=said.get(agency.id, agency.expects_plan))


LEARNED = """
SELECT lower(address) AS address, coalesce(agency.recoded_to, contact.agency_id) AS agency_id, confirmed_by
FROM contact LEFT JOIN agency ON agency.id = contact.agency_id
WHERE confirmed_at IS NOT NULL AND taken_back_at IS NULL
AND (receipt IS NULL OR receipt IS NOT ? OR confirmed_by <> 'mail')
"""
"""Confirmed addresses, but for those that the mail of one receipt taught."""


def learned(rows: Iterable[Row]) -> dict[str, str]:
    """Rows of LEARNED as confirmed address (lower case) to agency id: one agency's only. Where two are confirmed,
    staff's own word goes before lists and mails, else the address proves nothing."""
    by_address: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        by_address[row["address"]].append((row["agency_id"], row["confirmed_by"]))
    found = {}
    for address, words in by_address.items():
        only = _only(agency_id for agency_id, _ in words) or _only(one for one, by in words if by == "staff")
        if only:
            found[address] = only
    return found


def _only(ids: Iterable[str]) -> str | None:
    unique = set(ids)
    return unique.pop() if len(unique) == 1 else None
