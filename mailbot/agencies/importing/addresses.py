"""Rows of a mailing list or of contacts as addresses of agencies; what is not understood is told, never guessed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mailbot.agencies.importing.columns import Listing, Row
from mailbot.agencies.importing.faults import BrokenList, Fault
from mailbot.agencies.importing.resolving import Resolved, Resolver

_BETWEEN = re.compile(r"[\s,;|/]+")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_TIERS = {"1": "direct", "2": "central_in_region", "3": "regional", "4": "local_upper", "5": "local_lower"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of one agency. alone: no other agency of the list has it, so that it may stand for this one."""

    line: int
    agency_id: str
    address: str
    role: str = ""
    alone: bool = True


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A row that names no agency for certain. candidates: ids that it may mean."""

    line: int
    name: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """What a list says: addresses of agencies, and the rows whose agency is not certain."""

    entries: tuple[Entry, ...]
    not_understood: tuple[NotUnderstood, ...]


def addresses(listing: Listing, resolver: Resolver) -> Addresses:
    """Addresses of the list. Raises BrokenList with every row whose address is none, or that has no agency at all."""
    entries: dict[tuple[str, str], Entry] = {}
    unknown: list[NotUnderstood] = []
    faults = [*listing.faults]
    for row in listing.rows:
        found = _read(row)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        resolved = _agency(row, resolver)
        if resolved.agency is None:
            unknown.append(NotUnderstood(row.line, row["name"] or row["agency_id"], resolved.candidates))
            continue
        for address in found:
            key = (resolved.agency.id, address)
            entries.setdefault(key, Entry(row.line, *key, role=row["role"]))
    if not listing.rows and not faults:
        faults.append(Fault(0, "ไม่มีข้อมูลใต้หัวตาราง", "there are no rows below the heading"))
    if faults:
        raise BrokenList(faults)
    return Addresses(tuple(_alone(entries.values())), tuple(unknown))


def is_address(text: str) -> bool:
    """Is it one plain e-mail address?"""
    return _ADDRESS.fullmatch(text) is not None


def _read(row: Row) -> list[str] | Fault:
    cell = row["email"].replace("mailto:", "")
    if not row["agency_id"] and not row["name"]:
        return Fault(row.line, "ไม่มีชื่อหรือรหัสหน่วยงาน", "no name or id of an agency")
    found = [part.strip("<>.").lower() for part in _BETWEEN.split(cell) if part.strip("<>.-")]
    for part in found:
        if not is_address(part):
            return Fault(row.line, f"{part!r} ไม่ใช่ที่อยู่อีเมล", f"{part!r} is no e-mail address")
    return found


def _agency(row: Row, resolver: Resolver) -> Resolved:
    if row["agency_id"]:
        by_id = resolver.by_id(row["agency_id"])
        if by_id.agency is not None or not row["name"]:
            return by_id
    tier = _TIERS.get(row["tier"], row["tier"])
    return resolver.by_name(row["name"], row["province"], row["amphoe"], tier if tier in _TIERS.values() else "")


def _alone(entries: Iterable[Entry]) -> Iterable[Entry]:
    owners: dict[str, set[str]] = defaultdict(set)
    kept = list(entries)
    for entry in kept:
        owners[entry.address].add(entry.agency_id)
    return (
        Entry(entry.line, entry.agency_id, entry.address, entry.role, len(owners[entry.address]) == 1) for entry in kept
    )
