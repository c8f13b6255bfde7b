"""The command contract: every command is there, takes --config before and after its name, and ends with its code."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.demo.run import run_demo
from mailbot.workplace import LOCK
from tests.daemon.running import until

PROJECT = Path(__file__).resolve().parents[2]
COMMANDS = ["init", "doctor", "run", "demo", "check", "identify", "replay", "explain", "remind"]
LEDGER = ["status", "missing", "show", "mails", "search", "export", "sql"]
runner = CliRunner()


def _run(*arguments: str) -> tuple[int, str]:
    result = runner.invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that was run."""
    folder = tmp_path_factory.mktemp("demo") / "kept"
    run_demo(folder, Console(quiet=True))
    return folder


@pytest.mark.parametrize("command", [*COMMANDS, *(f"ledger {name}" for name in LEDGER)])
def test_every_command_has_help_and_stands_in_the_readme_or_its_help(command: str) -> None:
    code, text = _run(*command.split(), "--help")
    assert code == 0
    assert len(text.splitlines()) > 5
    assert "--config" in text or command == "demo"


@pytest.mark.parametrize("command", ["check", "run", "init", "doctor", "explain", "replay", "remind", "ledger"])
def test_the_readme_shows_it(command: str) -> None:
    assert f"mailbot {command}" in (PROJECT / "README.md").read_text("utf-8")


def test_config_before_and_after_the_name(demo: Path) -> None:
    config = str(demo / "config.toml")
    before = _run("--config", config, "ledger", "status", "--json")
    assert before == _run("ledger", "status", "--json", "--config", config)
    assert before[0] == 0
    tiers = [json.loads(line) for line in before[1].splitlines()]
    assert [tier["tier"] for tier in tiers] == ["direct", "regional", "local_upper", "local_lower"][: len(tiers)]
    assert sum(tier["complete"] for tier in tiers) >= 5


def test_mails_show_missing_explain(demo: Path) -> None:
    config = ("--config", str(demo / "config.toml"))
    code, text = _run("ledger", "mails", "--json", *config)
    mails = [json.loads(line) for line in text.splitlines()]
    assert (code, len(mails)) == (0, len({mail["receipt"] for mail in mails}))
    assert {"accepted", "deficient", "review", "no_plan"} <= {mail["verdict"] for mail in mails}
    accepted = next(mail for mail in mails if mail["verdict"] == "accepted")
    agency = accepted["agencies"].split()[0]
    shown = json.loads(_run("ledger", "show", agency, "--json", *config)[1])
    assert shown["plans"][0]["verdict"] == "accepted"
    missing = [json.loads(line) for line in _run("ledger", "missing", "--json", *config)[1].splitlines()]
    assert agency not in {row["agency_id"] for row in missing}
    vital = [row["vital"] for row in missing]
    assert vital == sorted(vital, reverse=True)
    told = json.loads(_run("explain", accepted["receipt"], "--json", *config)[1])
    assert told["examination"]["reply_rules"]
    assert told["examination"]["identity"]["evidence"]
    assert told["outbox"]["state"] == "sent"
    assert "token" not in told["outbox"]


def test_tables_and_csv_are_readable(demo: Path) -> None:
    config = ("--config", str(demo / "config.toml"))
    for command in (("ledger", "status"), ("ledger", "mails"), ("ledger", "missing", "--tier", "local_upper")):
        assert _run(*command, *config)[0] == 0
        code, text = _run(*command, "--csv", *config)
        assert code == 0
        assert text.startswith("\ufeff")
        assert len(text.splitlines()) > 1
    code, text = _run("explain", "BCP2563-000001", *config)
    assert code == 0
    assert "๒.๘" in text


def test_as_of_the_past_nothing_had_come(demo: Path) -> None:
    config = ("--config", str(demo / "config.toml"))
    rows = _run("ledger", "status", "--json", "--as-of", "2020-06-01", *config)[1].splitlines()
    assert sum(json.loads(row)["missing"] for row in rows) == sum(json.loads(row)["expected"] for row in rows)
    assert _run("ledger", "status", "--as-of", "yesterday", *config)[0] == 2


def test_unknown_things_end_with_exit_1_and_wrong_usage_with_2(demo: Path) -> None:
    config = ("--config", str(demo / "config.toml"))
    assert _run("explain", "BCP2563-999999", *config)[0] == 1
    assert _run("ledger", "show", "x.nobody", *config)[0] == 1
    for option, value in (("--tier", "nonsense"), ("--province", "99"), ("--ministry", "m.nothing")):
        for command in ("status", "missing"):
            assert _run("ledger", command, option, value, *config)[0] == 2, "an empty list would say: nobody is missing"
    assert _run("ledger", "mails", "--limit", "0", *config)[0] == 2
    assert _run("nonsense")[0] == 2


def _program(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mailbot", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


def test_init_run_doctor_as_a_newcomer(tmp_path: Path) -> None:
    assert _program("init", cwd=tmp_path).returncode == 0
    assert tomllib.loads((tmp_path / "config.toml").read_text("utf-8"))["mailbox"]["kind"] == "maildir"
    first = (tmp_path / "config.toml").read_bytes()
    again = _program("init", cwd=tmp_path)
    assert (again.returncode, (tmp_path / "config.toml").read_bytes()) == (0, first)
    once = _program("run", "--once", cwd=tmp_path)
    assert once.returncode == 0, once.stderr
    assert "0 judged" in once.stdout
    doctor = _program("doctor", "--json", cwd=tmp_path)
    checks = {check["name"]: check["state"] for check in map(json.loads, doctor.stdout.splitlines())}
    assert doctor.returncode == 0, doctor.stdout
    assert checks["mailbox"] == checks["ledger"] == checks["rules"] == "ok"
    assert {"soffice", "tesseract", "virus scanner", "pdftotext"} <= checks.keys()


def test_a_bad_config_refuses_to_start_with_one_line_a_fault(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[smtp]\nprot = 1\n[limits]\nparts = 0\n", "utf-8")
    for command in (("run", "--once"), ("doctor",), ("ledger", "status")):
        ended = _program(*command, cwd=tmp_path)
        assert ended.returncode == 1
        assert len(ended.stderr.splitlines()) == 2
        assert all(line.startswith("config: ") for line in ended.stderr.splitlines())


def test_an_imap_inbox_without_smtp_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[mailbox]\nkind = "imap"\n[mailbox.imap]\nhost = "h"\nuser = "u"\npassword = "p"\n', "utf-8"
    )
    ended = _program("run", "--once", cwd=tmp_path)
    assert ended.returncode == 1
    assert "nobody gets an answer" in ended.stderr


def test_a_second_daemon_is_refused_with_pid_and_host(tmp_path: Path) -> None:
    _program("init", cwd=tmp_path)
    daemon = subprocess.Popen([sys.executable, "-m", "mailbot", "run"], cwd=tmp_path, stderr=subprocess.PIPE)
    try:
        lock = tmp_path / "data" / LOCK
        until(lambda: lock.exists() and str(daemon.pid) in lock.read_text("utf-8"))
        second = _program("run", "--once", cwd=tmp_path)
        assert second.returncode == 1
        assert str(daemon.pid) in second.stderr
        daemon.terminate()
        assert daemon.wait(10) == 0, "SIGTERM ends the daemon well"
    finally:
        daemon.kill()
        daemon.wait()
        assert daemon.stderr is not None
        daemon.stderr.close()


def test_a_dry_run_of_reminders_makes_no_ledger(tmp_path: Path) -> None:
    ended = _program("remind", "--dry-run", "--json", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert list(tmp_path.rglob("*.sqlite3")) == []
