"""Accounts and tokens from the command line, where the first of them is made."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mailbot.cli.main import app

PASSWORD = "correct horse battery"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """An empty mailbot."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    return tmp_path / "config.toml"


def run(config: Path, *words: str, typed: str = "") -> Result:
    """One command."""
    return CliRunner().invoke(app, ["--config", str(config), "desk", *words], input=typed)


def test_the_first_account_is_made_and_told(config: Path) -> None:
    assert run(config, "adduser", "somsri", "--role", "chief", typed=f"{PASSWORD}\n").exit_code == 0
    told = json.loads(run(config, "users", "--json").stdout)
    assert (told["name"], told["role"], told["disabled"]) == ("somsri", "chief", False)
    assert "password" not in told


@pytest.mark.parametrize("password", ["short", "somsri and more", "x" * 201])
def test_a_password_that_will_not_do_makes_no_account(config: Path, password: str) -> None:
    answer = run(config, "adduser", "somsri", typed=f"{password}\n")
    assert answer.exit_code == 2
    assert password not in answer.output
    assert run(config, "users", "--json").stdout == ""


def test_names_that_are_taken_or_unknown_are_wrong_usage(config: Path) -> None:
    run(config, "adduser", "somsri", typed=f"{PASSWORD}\n")
    assert run(config, "adduser", "Somsri", typed=f"{PASSWORD}\n").exit_code == 2
    for words in (("passwd", "nobody"), ("disable", "nobody"), ("token", "nobody", "--revoke")):
        assert run(config, *words, typed=f"{PASSWORD}\n").exit_code == 2


def test_the_last_chief_cannot_be_shut(config: Path) -> None:
    run(config, "adduser", "somsri", "--role", "chief", typed=f"{PASSWORD}\n")
    assert run(config, "disable", "somsri").exit_code == 2
    run(config, "adduser", "second", "--role", "chief", typed=f"{PASSWORD}\n")
    assert run(config, "disable", "somsri").exit_code == 0
    assert run(config, "disable", "somsri", "--undo").exit_code == 0


def test_a_token_is_shown_once_and_replaced(config: Path) -> None:
    first = run(config, "token", "monitor").stdout.strip()
    second = run(config, "token", "monitor", "--role", "officer").stdout.strip()
    assert len(first) >= 40
    assert first != second
    assert run(config, "token", "monitor", "--revoke").exit_code == 0
    assert run(config, "token", "monitor", "--revoke").exit_code == 2
