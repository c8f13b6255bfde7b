"""The program `mailbot` before it has commands: its name, its help, the options that stand before every command."""

from importlib.metadata import version
from typing import Annotated

import typer

from mailbot.cli.options import Config


def new_program() -> typer.Typer:
    """The application, still without commands."""
    program = typer.Typer(
        name="mailbot",
        help="Receives continuity plans by mail, judges them, answers, and keeps the ledger of who is missing.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    program.callback()(every_command)
    return program


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mailbot {version('mailbot')}")
        raise typer.Exit


def every_command(
    context: typer.Context,
    config: Config = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Receives continuity plans by mail, judges them, answers, and keeps the ledger of who is missing."""
    context.obj = {"config": config}
