"""Rows of an answer as a table, as JSON Lines or as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.table import Column, Table

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe, spreadsheet_cell
from mailbot.cli.words import word

WIDE = 120
"""Columns of a terminal on which tables are tables even where their cells wrap."""
_ENDLESS = 10_000


def plain(rows: Iterable[Mapping[str, Any]], as_json: bool, as_csv: bool) -> bool:
    """Print rows as JSON Lines or CSV when asked; False when a table is wanted."""
    if as_json:
        for row in rows:
            typer.echo(json_line(row))
    elif as_csv:
        rows = list(rows)
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: spreadsheet_cell(value) for key, value in row.items()} for row in rows)
        typer.echo("\ufeff" + text.getvalue(), nl=False)
    return as_json or as_csv


def show(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    *,
    shown: Callable[[str, object], object] = lambda _column, value: value,
    style: Callable[[Mapping[str, Any]], str | None] = lambda _row: None,
    longest: int = 60,
) -> None:
    """Print a table and its number of rows. shown: a value as a reader wants it; style: colour of a row; longest:
    characters of a cell."""
    names = [word(column.replace("_", " ")) for column in columns]
    # What a row is called by (a receipt, an agency's id) is typed into the next command: it is never cut.
    table = Table(*(Column(name, no_wrap=at == 0) for at, name in enumerate(names)))
    for row in rows:
        table.add_row(*(_short(shown(column, row[column]), longest) for column in columns), style=style(row))
    put(console(), table)
    console().print(f"{len(rows):,} {word('rows')}")


def put(screen: Console, table: Table) -> None:
    """Print a table; on a small terminal that it does not fit, each row as lines of name and value, nothing cut."""
    wanted = table.__rich_measure__(screen, screen.options.update_width(_ENDLESS)).maximum
    if not screen.is_terminal or screen.width >= WIDE or wanted <= screen.width:
        screen.print(table)
        return
    heads = [column.header for column in table.columns]
    for cells in zip(*(column.cells for column in table.columns), strict=True):
        (first, *rest), (_name, *names) = cells, heads
        screen.print(first, style="bold", soft_wrap=True, highlight=False)
        for name, cell in zip(names, rest, strict=True):
            if cell not in ("", None):
                screen.print(f"  {name}: {cell}", soft_wrap=True, highlight=False)


def _short(value: object, longest: int) -> str:
    return marked_safe("" if value is None else str(value)[:longest])
