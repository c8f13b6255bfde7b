"""The commands of rounds: laying out the next circular."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.options import Config, settings
from mailbot.rounds import TO_LOOK_AT, lay_out

app = typer.Typer(help="Circulars: each one is a folder of rules.", no_args_is_help=True)


@app.callback()
def rounds() -> None:
    """Circulars: each one is a folder of rules."""


@app.command()
def new(
    context: typer.Context,
    round_id: Annotated[str, typer.Argument(metavar="ID", help="As bcp-2570: small letters, digits, hyphens.")],
    deadline: Annotated[
        datetime, typer.Option("--deadline", formats=["%Y-%m-%d"], help="Last day on which a plan is on time.")
    ],
    source: Annotated[str, typer.Option("--from", help="The round whose rules are copied.")] = "bcp-2563",
    into: Annotated[Path, typer.Option("--into", help="Folder that holds your rounds; round.rules_folder.")] = Path(
        "rules"
    ),
    prefix: Annotated[str, typer.Option("--prefix", help="Of receipts; without it made from ID.")] = "",
    config: Config = None,
) -> None:
    """Lay out the folder of the next circular after an older one, and say what is to be looked at in it."""
    found = settings(context, config)
    made = lay_out(round_id, source, deadline.date(), into, found.round.rules_folder, prefix)
    screen = console()
    screen.print(f"{made.folder}: a copy of {source}, with", markup=False)
    for line in made.changed:
        screen.print(f"  {line}", markup=False, highlight=False)
    screen.print("Look at, before it starts:")
    for name, what in TO_LOOK_AT:
        screen.print(f"  {name:14} {what}", markup=False, highlight=False)
    screen.print(f'Then in config.toml: [round] id = "{round_id}", rules_folder = "{into}"', markup=False)
