"""The ledger as CSV (as Excel reads it) and as JSON Lines."""

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from mailbot.exporting.cells import spreadsheet_cell
from mailbot.exporting.rows import Row

NAMES = tuple(field.name for field in fields(Row))


def write_csv(path: Path, rows: Iterable[Row]) -> None:
    """UTF-8 with BOM, names of fields as in JSON; what a spreadsheet would take for a formula is made text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, NAMES)
        writer.writeheader()
        for row in rows:
            plain = _plain(row) | {"to_mend": " · ".join(row.to_mend)}
            writer.writerow({name: spreadsheet_cell(value) for name, value in plain.items()})


def write_json(path: Path, rows: Iterable[Row]) -> None:
    """One object a line; moments in ISO 8601 with their zone."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(_plain(row), ensure_ascii=False) + "\n")


def _plain(row: Row) -> dict[str, Any]:
    return asdict(row) | {
        "received_at": row.received_at.isoformat() if row.received_at else None,
        "to_mend": list(row.to_mend),
    }
