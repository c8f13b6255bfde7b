"""Reads the CSV files of a registry into agencies, kinds and provinces; every fault is told with file and line."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from mailbot.agencies.model import Agency, Expects, Kind, Province
from mailbot.errors import ConfigError

Row = Mapping[str, str]
_ID = re.compile(r"(?:[mdoxups]\.[a-z0-9_]+|r\.[a-z_]+\.\d{2}|l\.(?:\d{7}|bkk))")
_VITAL_ROLES = ("operator", "regulator")


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Line number and row of a CSV file with a header line (UTF-8). Raises ConfigError when it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            for row in reader:
                if None in row or None in row.values():
                    raise ConfigError(f"{path.name} line {reader.line_num}: wrong number of columns")
                yield reader.line_num, row
    except FileNotFoundError:
        raise ConfigError(f"registry: {path} is missing") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise ConfigError(f"registry: {path.name} cannot be read: {error}") from None


def agencies(path: Path, tiers: frozenset[str], heads: Mapping[str, str]) -> Iterator[Agency]:
    """Agencies of one file, whichever of the registry's layouts it has. Raises ConfigError with all faults."""
    faults = []
    for line, row in rows(path):
        fault = _fault(row, tiers)
        if fault:
            faults.append(f"{path.name} line {line}: {fault}")
        elif not faults:
            yield _agency(row, heads)
    if faults:
        raise ConfigError(faults)


def kinds(path: Path, heads: Mapping[str, str]) -> Iterator[Kind]:
    """Kinds of provincial offices or of central field offices."""
    for _, row in rows(path):
        yield Kind(
            id=row["id"],
            name_pattern=row["name_th_pattern"],
            tier=row["tier_name"],
            short_patterns=_list(row["short_names_pattern"]),
            name_en=row.get("name_en") or row.get("name_en_pattern", ""),
            parent_id=row["parent_id"] or None,
            instances=row["instances"],
            domains=_list(row["domains"]),
            email_patterns=_list(row.get("email_patterns", "")),
            doc_no_code=row.get("doc_no_code", ""),
            head_th=heads.get(row["id"], ""),
        )


def provinces(path: Path) -> Iterator[Province]:
    """The 77 provinces."""
    for _, row in rows(path):
        yield Province(
            code=row["province_code"],
            name_th=row["name_th"],
            letters=row["abbr_th"].split(";")[0],
            name_en=row["name_en"],
            iso=row["abbr_en"].lower(),
            domains=_list(row["domains"]),
            collector_id=row["collector_id"],
        )


def _fault(row: Row, tiers: frozenset[str]) -> str | None:
    if not _ID.fullmatch(row.get("id", "")):
        return f"id {row.get('id', '')!r} is not of the registry's scheme"
    if not row.get("name_th", "").strip():
        return f"{row['id']} has no name_th"
    if row.get("tier_name") not in tiers:
        return f"{row['id']}: tier_name {row.get('tier_name')!r} is not one of {', '.join(sorted(tiers))}"
    if row.get("expects_plan", "yes") not in ("yes", "maybe", "no"):
        return f"{row['id']}: expects_plan {row['expects_plan']!r} is not yes, maybe or no"
    return None


def _agency(row: Row, heads: Mapping[str, str]) -> Agency:
    get = row.get
    kind = get("kind") or row["id"].rpartition(".")[0]
    return Agency(
        id=row["id"],
        name_th=row["name_th"],
        tier=row["tier_name"],
        short_names=_list(get("short_names", "")),
        name_en=get("name_en", ""),
        kind=kind,
        parent_id=get("parent_id") or get("ministry_id") or None,
        collector_id=get("collector_id") or None,
        province_code=get("province_code", ""),
        amphoe_code=get("amphoe_code", ""),
        amphoe=get("amphoe", ""),
        domains=_list(get("domains", "")),
        vital=get("vital_role", "") in _VITAL_ROLES,
        expects_plan=cast(Expects, get("expects_plan", "yes")),
        letter_code=get("letter_code") or get("doc_no_prefix", ""),
        head_th=heads.get(row["id"], ""),
        former_names=_list(get("former_name_th", "")) + _list(get("later_name_th", "")),
        name_shared=get("name_shared") == "yes",
    )


def _list(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())
