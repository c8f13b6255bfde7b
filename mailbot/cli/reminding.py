"""The command remind: who is due a letter, and sending those letters."""

import json
from typing import Annotated

import typer
from rich.table import Table

from mailbot.cli.console import console
from mailbot.cli.options import AsJson, Config, workplace
from mailbot.cli.words import word


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(remind)


def remind(
    context: typer.Context,
    config: Config = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who gets what and why; store nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Store the reminders that are due now in the outbox; the daemon sends them."""
    place = workplace(context, config)
    now = place.clock()
    # Without a ledger nobody has written yet, so nobody's address is known; a dry run must not make one.
    due = [] if dry_run and not place.ledger_path.exists() else place.reminding.due(now)
    if as_json:
        for one in due:
            typer.echo(
                json.dumps(
                    {
                        "agency_id": one.agency.agency_id,
                        "name": one.agency.name,
                        "state": one.agency.state,
                        "stage": one.stage.name,
                        "due_on": one.due_on.isoformat(),
                        "to": one.agency.address,
                    },
                    ensure_ascii=False,
                )
            )
    elif not due:
        console().print(word("nobody is due a reminder now"))
    else:
        table = Table(*map(word, ("agency", "name", "state", "stage", "due on", "to")))
        for one in due:
            agency = one.agency
            table.add_row(
                agency.agency_id, agency.name, word(agency.state), one.stage.name, f"{one.due_on}", agency.address or ""
            )
        console().print(table)
    if not dry_run:
        stored = place.reminding.send_due(now)
        console(error=True).print(f"{stored} reminders stored in the outbox")
    place.close()
