"""Rows of an answer as a table, as JSON Lines or as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import typer
from rich.table import Table

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe, spreadsheet_cell
from mailbot.cli.words import word


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
    table = Table(*(word(column.replace("_", " ")) for column in columns))
    for row in rows:
        table.add_row(*(_short(shown(column, row[column]), longest) for column in columns), style=style(row))
    console().print(table)
    console().print(f"{len(rows):,} {word('rows')}")


def _short(value: object, longest: int) -> str:
    return marked_safe("" if value is None else str(value)[:longest])
