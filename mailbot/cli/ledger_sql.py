"""`mailbot ledger sql`: one reading question in SQL, which can change nothing and ends after a set time."""

from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.options import AsCsv, AsJson, Config, premises
from mailbot.cli.tables import plain
from mailbot.cli.tables import show as show_table
from mailbot.cli.words import either
from mailbot.ledger.reading_sql import Refusal, ask_sql


def sql(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="One SELECT, as 'SELECT kind, count(*) FROM mail GROUP BY kind'.")],
    config: Config = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    seconds: Annotated[float, typer.Option(min=0.1, max=600, help="Longest time that it may take.")] = 10,
    limit: Annotated[int, typer.Option(min=1, help="Most rows shown; a cut answer is told.")] = 1000,
) -> None:
    """Ask the ledger in SQL. It is opened for reading only; writing, attaching other files and pragmas are refused."""
    place = premises(context, config)
    try:
        rows, more = ask_sql(place.ledger_path, query, seconds=seconds, limit=limit)
    except Refusal as refusal:
        console(error=True).print(str(refusal), markup=False, highlight=False)
        raise typer.Exit(1) from None
    if not plain(rows, as_json, as_csv):
        show_table(rows, list(rows[0]) if rows else [])
    if more:
        told = either(f"แสดงเพียง {limit:,} แถวแรก (ดู --limit)", f"only the first {limit:,} rows (see --limit)")
        console(error=True).print(told)
