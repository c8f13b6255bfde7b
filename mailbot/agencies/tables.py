"""Reads the CSV files of a registry into agencies, kinds and provinces; every fault is told with file and line."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from mailbot.agencies.model import Agency, Kind, Province
from mailbot.agencies.rows import (
    AgencyRow,
    AmbiguousRow,
    FormerNameRow,
    FreeMailRow,
    HeadRow,
    KindRow,
    ProvinceRow,
    Row,
    SpokenNameRow,
    fault_words,
)
from mailbot.errors import ConfigError

R = TypeVar("R", bound=Row)


def agencies(path: Path, tiers: frozenset[str], heads: Mapping[str, str]) -> Iterator[Agency]:
    """Agencies of one file, whichever of the registry's layouts it has. Raises ConfigError with all faults."""
    for row in _validated(path, AgencyRow, {"tiers": tiers}):
        yield row.agency(heads.get(row.id, ""))


def kinds(path: Path, heads: Mapping[str, str]) -> Iterator[Kind]:
    """Kinds of provincial offices or of central field offices. Raises ConfigError with all faults."""
    for row in _validated(path, KindRow):
        yield row.kind(heads.get(row.id, ""))


def provinces(path: Path) -> Iterator[Province]:
    """The 77 provinces. Raises ConfigError with all faults."""
    for row in _validated(path, ProvinceRow):
        yield row.province()


def ambiguous(path: Path) -> dict[str, tuple[str, ...]]:
    """Abbreviation to everything that it may mean. Raises ConfigError with all faults."""
    return {row.abbr_without_dots: row.ids for row in _validated(path, AmbiguousRow)}


def heads(path: Path) -> dict[str, str]:
    """Id of an agency or kind to whom its letters greet. Raises ConfigError with all faults."""
    return {row.id: row.head_th for row in _validated(path, HeadRow)}


def former_names(path: Path) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Id of an agency to the names that it bore, and those of all that are uncertain. Raises ConfigError with all
    faults."""
    borne: dict[str, tuple[str, ...]] = {}
    uncertain: set[str] = set()
    for row in _validated(path, FormerNameRow):
        borne[row.id] = (*borne.get(row.id, ()), *row.former_name_th)
        if row.certainty == "uncertain":
            uncertain.update(row.former_name_th)
    return borne, frozenset(uncertain)


def spoken_names(path: Path) -> dict[str, tuple[str, ...]]:
    """Id of an agency or a kind to how people call it. Raises ConfigError with all faults."""
    return {row.id: row.spoken_name_th for row in _validated(path, SpokenNameRow)}


def free_domains(path: Path) -> frozenset[str]:
    """Domains of free mail. Raises ConfigError with all faults."""
    return frozenset(row.domain for row in _validated(path, FreeMailRow))


def _validated(path: Path, model: type[R], context: Mapping[str, object] | None = None) -> list[R]:
    found, faults = [], []
    validate = model.__pydantic_validator__.validate_python
    for line, row in rows(path):
        try:
            found.append(validate(row, context=dict(context) if context else None))
        except ValidationError as error:
            told = fault_words(row.get("id") or next(iter(row.values())), error)
            faults.append(f"{path.name} line {line}: {told}")
    if faults:
        raise ConfigError(faults)
    return found


def rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
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
