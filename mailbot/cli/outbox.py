"""Commands of the outbox: mails of ours that have not left or never will, and trying them again."""

from collections.abc import Callable
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line
from mailbot.cli.moments import shown_in
from mailbot.cli.options import AsJson, Config, workplace
from mailbot.cli.tables import plain, show
from mailbot.cli.words import coded, word
from mailbot.ledger.schema import open_database
from mailbot.outbox.listing import outbox_rows
from mailbot.workplace import Workplace

app = typer.Typer(help="Mails of ours: what waits, what was refused.", no_args_is_help=True)

_COLUMNS = ("id", "kind", "recipient", "subject", "state", "tries", "created_at", "next_try_at", "last_error")


@app.command(name="list")
def list_(
    context: typer.Context,
    config: Config = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what was sent.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Most mails shown.")] = 1000,
    as_json: AsJson = False,
) -> None:
    """Mails that wait, were refused or given up, oldest first."""
    place = workplace(context, config)
    db = open_database(place.ledger_path, read_only=True)
    rows = outbox_rows(db, everything=everything, limit=limit)
    db.close()
    if not plain(rows, as_json, False):
        show(rows, _COLUMNS, shown=_shown(place))


def _shown(place: Workplace) -> Callable[[str, object], object]:
    in_zone = shown_in(place.bench.rules.round.zone)

    def shown(column: str, value: object) -> object:
        if column == "kind":
            return coded("letter", str(value))
        return coded("outbox", str(value)) if column == "state" else in_zone(column, value)

    return shown


@app.command()
def retry(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(help="Number of one mail (column id); else all that wait or failed.")
    ] = None,
    config: Config = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Who asks for it; else the login name.")] = None,
    as_json: AsJson = False,
) -> None:
    """Try mails again at the next turn of the daemon: those that wait now, and those refused or given up."""
    import getpass

    place = workplace(context, config)
    open_database(place.ledger_path, read_only=True).close()
    tried = place.queue.try_again(number, actor or getpass.getuser(), place.clock())
    place.close()
    if as_json:
        typer.echo(json_line({"retried": tried}))
    else:
        console().print(f"{len(tried):,} {word('mails are tried again')}")
    if number is not None and not tried:
        raise typer.Exit(1)
