"""The program `mailbot`: its groups of commands, the option --config, and how errors become words and exit codes."""

import io
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from mailbot.cli import (
    agencies,
    check,
    desk,
    digest,
    keeping,
    ledger,
    letters,
    operating,
    outbox,
    reminding,
    reporting,
    review,
    review_answered,
    rounds,
    sealed,
)
from mailbot.cli.options import Config
from mailbot.cli.words import either
from mailbot.errors import ConfigError, MailbotError

app = typer.Typer(
    name="mailbot",
    help="Receives continuity plans by mail, judges them, answers, and keeps the ledger of who is missing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mailbot {version('mailbot')}")
        raise typer.Exit


@app.callback()
def every_command(
    context: typer.Context,
    config: Config = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Receives continuity plans by mail, judges them, answers, and keeps the ledger of who is missing."""
    context.obj = {"config": config}


operating.register(app)
check.register(app)
digest.register(app)
keeping.register(app)
reporting.register(app)
app.add_typer(ledger.app, name="ledger")
app.add_typer(agencies.app, name="agencies")
app.add_typer(letters.app, name="letters")
app.add_typer(reminding.app, name="remind")
app.add_typer(rounds.app, name="round")
review.app.command(name="answered")(review_answered.answered)
app.add_typer(review.app, name="review")
app.add_typer(sealed.app, name="sealed")
app.add_typer(outbox.app, name="outbox")
app.command()(desk.serve)
app.add_typer(desk.app, name="desk")


def main() -> None:
    """Run the program. Exit code 0 done, 1 something is broken or refused, 2 wrong usage."""
    _speak_utf8()
    try:
        app()
    except ConfigError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)  # noqa: T201 - standard error is where a refusal to start is told
        sys.exit(1)
    except MailbotError as error:
        print(f"mailbot: {either(error.thai or str(error), str(error))}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:  # a folder or file of the caller's that cannot be made, read or written
        told = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        print(f"mailbot: {told}", file=sys.stderr)  # noqa: T201
        sys.exit(1)


def _speak_utf8() -> None:
    """Files and pipes get UTF-8 whatever the locale, as JSON and CSV need; a terminal that has no Thai gets ?."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
