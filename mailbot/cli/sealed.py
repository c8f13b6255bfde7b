"""Commands for mails with a classification mark: which they are, reading one with the key, making the key."""

import getpass
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line
from mailbot.cli.moments import shown_in
from mailbot.cli.options import AsJson, Config, workplace
from mailbot.cli.tables import plain, show
from mailbot.mailbox.durable import write_durably
from mailbot.mailbox.spool import SealedAway
from mailbot.sealing.keys import KeyRefused
from mailbot.workplace import Workplace

app = typer.Typer(help="Mails that bear a classification mark, and the key that opens them.", no_args_is_help=True)


@app.command(name="list")
def list_(context: typer.Context, config: Config = None, as_json: AsJson = False) -> None:
    """Receipt, sender and day of each sealed mail; nothing of what is in it."""
    place = workplace(context, config)
    found = place.ledger.sealed_mails() if place.ledger_path.exists() else []
    place.close()
    rows = [{**asdict(one), "sealed_at": one.sealed_at or ""} for one in found]
    if as_json:
        for row in rows:
            typer.echo(json_line(row))
    elif not plain(rows, as_json, False):
        shown = shown_in(place.bench.rules.round.zone)
        show(rows, ("receipt", "received_at", "sender", "sealed_at"), shown=shown)


@app.command()
def read(
    context: typer.Context,
    receipt: Annotated[str, typer.Argument(help="Receipt of the mail, as BCP2563-000123.")],
    target: Annotated[Path, typer.Option("--to", help="File to write the mail to (.eml); it must not exist yet.")],
    reason: Annotated[str, typer.Option("--reason", "-m", help="Why; it stays in the history.")],
    actor: Annotated[
        str | None, typer.Option("--actor", help="Who reads; without it the login name.", show_default=False)
    ] = None,
    config: Config = None,
) -> None:
    """Decrypt one sealed mail into a file; who did it, and why, stays in the history."""
    place = workplace(context, config)
    try:
        if target.exists():
            raise typer.BadParameter(f"{target} is there already")
        who = actor or getpass.getuser()
        try:
            raw = place.keeper.read(receipt, who, reason)
        except SealedAway:
            ask_for_the_key(place)
            raw = place.keeper.read(receipt, who, reason)
        write_durably(target, raw)
        console().print(f"{receipt}: {target}", markup=False, highlight=False)
    finally:
        place.close()


@app.command()
def key(context: typer.Context, config: Config = None) -> None:
    """Make the pair of keys if there is none yet, and say where it lies."""
    place = workplace(context, config)
    keys = place.keys
    keys.public_key()
    screen = console()
    screen.print(f"public key: {keys.public}\nprivate key: {keys.private}", markup=False, highlight=False)
    if keys.left_passphrase.exists():
        screen.print(f"passphrase: {keys.left_passphrase} (take it away)", markup=False, highlight=False)


def ask_for_the_key(place: Workplace) -> None:
    """Have the passphrase typed where somebody sits, and open the private key. Raises KeyRefused."""
    if not sys.stdin.isatty():
        raise KeyRefused(
            "the mail is sealed; the passphrase of its key is asked for at a terminal, or taken from "
            "MAILBOT_SEALING__PASSPHRASE"
        )
    place.keeper.unlock(getpass.getpass("passphrase: "))
