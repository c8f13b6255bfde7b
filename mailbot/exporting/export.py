"""One file of the ledger, of the kind that its name asks for; whole, or not there at all."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from mailbot.exporting.rows import About, Row
from mailbot.exporting.text_files import write_csv, write_json
from mailbot.exporting.workbook import write_workbook
from mailbot.ledger import queries
from mailbot.rules import Rules

KINDS = (".xlsx", ".csv", ".json")


def export(path: Path, rows: Sequence[Row], found: Sequence[queries.Standing], about: About, rules: Rules) -> None:
    """Write rows (of the standings in `found`) to `path`, by its ending. Raises ValueError for another ending, OSError
    when it cannot be written; then nothing is left behind and an older file stays as it was."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise ValueError(f"{path.name}: an export ends in {', '.join(KINDS)}")
    unfinished = path.with_name(f".{path.name}.{uuid4().hex[:8]}{kind}")
    try:
        if kind == ".xlsx":
            figures = [*queries.overview(found), queries.total(found)]
            write_workbook(unfinished, rows, figures, about, rules)
        elif kind == ".csv":
            write_csv(unfinished, rows)
        else:
            write_json(unfinished, rows)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
