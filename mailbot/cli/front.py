"""The front door: which commands are loaded for what was typed, and how errors become words and exit codes."""

import io
import sys
from typing import TYPE_CHECKING

from mailbot.errors import ConfigError, MailbotError

if TYPE_CHECKING:
    import typer

_BEFORE = ("--config", "-c")
_READERS = "ledger"


def main() -> None:
    """Run the program. Exit code 0 done, 1 something is broken or refused, 2 wrong usage."""
    _speak_utf8()
    try:
        _program(sys.argv[1:])()
    except ConfigError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)  # noqa: T201 - standard error is where a refusal to start is told
        sys.exit(1)
    except MailbotError as error:
        print(f"mailbot: {_said(error)}", file=sys.stderr)  # noqa: T201
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


def _program(words: list[str]) -> "typer.Typer":
    """The application; with the commands over the ledger alone when one of these is meant, which spares two thirds of
    the start."""
    from mailbot.cli.program import new_program

    if _first_command(words) != _READERS and words != ["--version"]:
        from mailbot.cli.main import app

        return app
    from mailbot.cli import ledger

    program = new_program()
    program.add_typer(ledger.app, name=_READERS)
    return program


def _first_command(words: list[str]) -> str:
    """The first word that is a command; '' when there is none."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _BEFORE else 1
    return words[at] if at < len(words) else ""


def _said(error: MailbotError) -> str:
    from mailbot.cli.words import either

    return either(error.thai or str(error), str(error))
