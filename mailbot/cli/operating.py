"""Commands that set up and run: init, doctor, run, demo."""

import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from mailbot import config_file, doctor
from mailbot.cli.console import console
from mailbot.cli.foreign_text import marked_safe
from mailbot.cli.options import AsJson, Config, settings, workplace
from mailbot.ending import end_on_signals
from mailbot.workplace import Workplace, refuse_unset


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(init)
    app.command(name="doctor")(examine_setup)
    app.command()(run)
    app.command()(demo)


def init(context: typer.Context, config: Config = None) -> None:
    """Make the data folder and config.toml from the example; nothing that is there is changed."""
    screen = console()
    target = config or (context.find_root().obj or {}).get("config") or Path(config_file.DEFAULT_NAME)
    if target.exists():
        screen.print(f"{target} is there already; it was left as it is")
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.write_text(config_file.example(), "utf-8")
        screen.print(f"wrote {target}")
    place = workplace(context, target)
    _ = place.secret
    place.ledger.close()
    screen.print(f"data folder: {place.folder}")


def examine_setup(context: typer.Context, config: Config = None, as_json: AsJson = False) -> None:
    """Check config, mailbox, SMTP, folders, tools, disk and clock; exit 1 if something is broken."""
    screen = console()
    checks = doctor.run(workplace(context, config))
    if as_json:
        for check in checks:
            screen.out(check.json())
    else:
        table = Table("", "What", "Found", box=None)
        marks = {"ok": "[green]ok[/]", "warning": "[yellow]note[/]", "broken": "[red]broken[/]"}
        for check in checks:
            table.add_row(marks[check.state], check.name, marked_safe(check.detail))
        screen.print(table)
    if any(check.state == "broken" for check in checks):
        raise typer.Exit(1)


def run(
    context: typer.Context,
    config: Config = None,
    once: Annotated[bool, typer.Option("--once", help="Settle what is there and end.")] = False,
) -> None:
    """Watch the inbox: take in, judge, answer, file; until stopped, or once."""
    place = workplace(context, config)
    refuse_unset(place.settings)
    with place.lock():
        try:
            end_on_signals(lambda: _stop(place), place.examiner.close)
            if once:
                done = place.daemon.run_once()
                console().print(
                    f"{done.taken_in} judged, {done.sent} sent, {done.filed} filed; "
                    f"{done.waiting} mails and {done.unsent} answers wait for a later try"
                )
                for trouble in done.troubles:
                    console(error=True).print(f"mailbot: {trouble}", markup=False, highlight=False)
                if done.troubles:
                    raise typer.Exit(1)
            else:
                place.daemon.run()
        finally:
            place.close()


def _stop(place: Workplace) -> None:
    place.watchdog.stopping()
    place.daemon.stop()


def demo(
    context: typer.Context,
    keep: Annotated[
        Path | None, typer.Option(help="Folder to keep everything in; else one beside this folder.")
    ] = None,
) -> None:
    """The main job on an embedded mailbox with sample mails: no server, no network."""
    from mailbot.demo.run import run_demo

    settings(context, None)
    logging.getLogger().setLevel(logging.WARNING)
    run_demo(keep or Path("demo-data"), console())
