"""The program `mailbot`: its groups of commands, the option --config, and how errors become words and exit codes."""

import sys

import typer

from mailbot.cli import check, ledger, operating, reminding
from mailbot.cli.options import Config
from mailbot.errors import ConfigError, MailbotError

app = typer.Typer(
    name="mailbot",
    help="Receives continuity plans by mail, judges them, answers, and keeps the ledger of who is missing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def every_command(context: typer.Context, config: Config = None) -> None:
    """Receives continuity plans by mail, judges them, answers, and keeps the ledger of who is missing."""
    context.obj = {"config": config}


operating.register(app)
check.register(app)
reminding.register(app)
app.add_typer(ledger.app, name="ledger")


def main() -> None:
    """Run the program. Exit code 0 done, 1 something is broken or refused, 2 wrong usage."""
    try:
        app()
    except ConfigError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)  # noqa: T201 - standard error is where a refusal to start is told
        sys.exit(1)
    except MailbotError as error:
        print(f"mailbot: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
