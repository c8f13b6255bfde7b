"""Every table of every command tells moments in Thai time: an officer compares them with the desk and the letters."""

import re
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.cli.moments import local, shown_in
from tests.ledger.country import Country, made_up

BANGKOK = timezone(timedelta(hours=7))
COMMANDS = (
    ("agencies", "contacts"),
    ("outbox", "list", "--all", "--limit", "20"),
    ("desk", "users"),
    ("remind", "pauses"),
    ("sealed", "list"),
)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """A hundred mails, and one thing for each table."""
    folder = tmp_path_factory.mktemp("moments")
    (folder / "config.toml").write_text(f'[data]\nfolder = "{folder}"\n', "utf-8")
    made = made_up(folder / "ledger.sqlite3", 100, seed=3, subdistricts=20)
    _run(made.path, "desk", "adduser", "malee", "--role", "chief", given="Long-enough-63\n")
    _run(made.path, "remind", "pause", "d.dlt", "--reason", "โทรมาแจ้งแล้ว")
    return made


def _run(ledger: Path, *arguments: str, given: str = "") -> str:
    done = CliRunner().invoke(app, [*arguments, "--config", str(ledger.parent / "config.toml")], input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.stdout


def test_a_stored_moment_is_told_in_the_zone_and_other_text_as_it_is() -> None:
    assert local("2020-06-15T17:30:00.123456+00:00", BANGKOK) == "2020-06-16 00:30"
    assert local("2020-06-15", BANGKOK) == "2020-06-15"
    assert shown_in(BANGKOK)("tries", 3) == 3


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_table_shows_a_moment_as_it_is_stored(
    country: Country, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    told = _run(country.path, *command)
    assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d", told), told


def test_agencies_show_tells_tier_and_addressee_in_words(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    told = _run(country.path, "agencies", "show", "r.doae.21")
    assert "กลุ่ม: ส่วนราชการส่วนภูมิภาค" in told
    assert "ส่งแผนถึง: สำนักงานจังหวัดระยอง" in told


def test_agencies_show_and_explain_tell_thai_time(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    """`agencies show` told 02:00 where the desk and the letter told 09:00."""
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    sql = (
        "SELECT plan.agency_id, mail.receipt, mail.received_at FROM plan JOIN mail ON mail.id = plan.mail_id "
        "WHERE plan.agency_id IS NOT NULL AND plan.verdict <> 'sealed' ORDER BY mail.id LIMIT 1"
    )
    agency_id, receipt, received_at = _run(country.path, "ledger", "sql", sql, "--csv").splitlines()[1].split(",")
    assert local(received_at, BANGKOK) in _run(country.path, "agencies", "show", agency_id)
    told = _run(country.path, "explain", receipt)
    assert "ลำดับเหตุการณ์" in told
    assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d", told.split("ลำดับเหตุการณ์")[-1])


@pytest.mark.parametrize("said", ["21", "ระยอง", "จังหวัดระยอง", "Rayong"])
def test_a_province_is_named_as_people_do(country: Country, said: str) -> None:
    assert "สำนักงานจังหวัดระยอง" in _run(country.path, "agencies", "list", "--province", said, "--csv")
