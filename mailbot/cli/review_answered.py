"""`mailbot review answered`: note that a person has answered a mail, as the desk does."""

import getpass
from typing import Annotated

import typer

from mailbot.cli.console import console
from mailbot.cli.foreign_text import json_line, marked_safe
from mailbot.cli.options import AsJson, Config, workplace
from mailbot.cli.review import Actor, Reason, Receipt
from mailbot.cli.words import either
from mailbot.errors import ConfigError


def answered(
    context: typer.Context,
    receipt: Receipt,
    again: Annotated[bool, typer.Option("--again", help="Take that back: it is to be answered after all.")] = False,
    reason: Reason = "",
    actor: Actor = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Note that a person has answered a mail of `ledger mails --to-answer`, or that it needs no answer."""
    place = workplace(context, config)
    if not place.ledger_path.exists():
        raise ConfigError(f"no ledger at {place.ledger_path}; run `mailbot run` or `mailbot demo` first")
    try:
        who = actor or getpass.getuser()
        place.reviewing.answered(receipt, reason, actor=who, again=again)
    finally:
        place.close()
    if as_json:
        typer.echo(json_line({"receipt": receipt, "answered": not again, "actor": who}))
        return
    told = either("ต้องตอบอีก", "to be answered after all") if again else either("ตอบแล้ว", "answered")
    console().print(marked_safe(f"{receipt}: {told} ({who})"), highlight=False)
