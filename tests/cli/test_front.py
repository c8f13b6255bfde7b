"""The front door: a command that only reads the ledger does not wait for what examines, answers and sends."""

import subprocess
import sys

import pytest

from mailbot.cli.front import _first_command

HEAVY = (
    "mailbot.pipeline",
    "mailbot.workplace",
    "docx",
    "pikepdf",
    "pypdfium2",
    "cryptography",
    "jinja2",
    "imapclient",
)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("ledger status", "ledger"),
        ("--config x.toml ledger status", "ledger"),
        ("-c ledger check a.eml", "check"),
        ("--config=x.toml ledger", "ledger"),
        ("--version", ""),
        ("", ""),
        ("check ledger", "check"),
    ],
)
def test_the_first_command_is_known(words: str, command: str) -> None:
    assert _first_command(words.split()) == command


def test_commands_over_the_ledger_load_nothing_that_works() -> None:
    asked = f"import sys, mailbot.cli.ledger; print([one for one in {HEAVY!r} if one in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_both_doors_lead_to_the_same_help() -> None:
    def told(*words: str) -> str:
        ended = subprocess.run([sys.executable, "-m", "mailbot", *words], capture_output=True, text=True, check=True)
        return ended.stdout

    assert "--as-of" in told("ledger", "work", "--help")
    whole = told("--help")
    assert all(name in whole for name in ("ledger", "review", "check", "serve"))
