"""Unit files and container say what the guide says, name what exists, and systemd finds no fault in them."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.settings import Settings

PROJECT = Path(__file__).resolve().parents[1]
DEPLOY = PROJECT / "deploy"
UNITS = ("mailbot.service", "mailbot-desk.service", "mailbot-backup.service", "mailbot-backup.timer")


@pytest.mark.parametrize("unit", UNITS[:3])
def test_a_unit_starts_a_command_that_exists_with_secrets_that_exist(unit: str) -> None:
    text = (DEPLOY / unit).read_text("utf-8")
    command = re.search(r"/opt/mailbot/bin/mailbot --config \S+ (\w+)", text)
    assert command is not None
    assert CliRunner().invoke(app, [command[1], "--help"]).exit_code == 0
    for name in re.findall(r"LoadCredential=MAILBOT_(\w+):", text):
        place: object = Settings()
        for step in name.lower().split("__"):
            place = getattr(place, step)


def test_systemd_finds_no_fault_and_little_exposure(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed (systemd)")
    for unit in UNITS:
        text = (DEPLOY / unit).read_text("utf-8").replace("/opt/mailbot/bin/mailbot", "/bin/true")
        (tmp_path / unit).write_text(re.sub(r"^(User|Group)=.*$", r"\1=daemon", text, flags=re.MULTILINE), "utf-8")
    paths = [str(tmp_path / unit) for unit in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "mailbot" in line]
    assert ours == []
    for path in paths[:3]:
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", path], capture_output=True, text=True, check=False
        )
        level = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
        if level is None:
            pytest.skip(f"this systemd cannot judge a unit offline: {done.stderr[:200]}")
        assert float(level[1]) < 2.5, path


def test_the_container_has_what_the_guide_installs() -> None:
    guide = (PROJECT / "docs" / "operating.md").read_text("utf-8")
    container = (DEPLOY / "Containerfile").read_text("utf-8")
    wanted = re.search(r"apt-get install (.*)", guide)
    assert wanted is not None
    assert [name for name in wanted[1].split() if name not in container and name != "sqlite3"] == []


def test_every_trouble_has_its_line_in_the_incident_sheet() -> None:
    sheet = (PROJECT / "docs" / "incidents.md").read_text("utf-8")
    from mailbot.alerts import _WHAT

    assert [name for name in _WHAT if f"(`{name}`)" not in sheet] == []


def test_the_image_gets_what_is_installed_and_nothing_else() -> None:
    lines = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*", "a config.toml or a data folder beside the project stays out"
    wheel = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    wanted = {"pyproject.toml", "constraints.txt", "README.md", "LICENSE", *wheel["packages"]}
    assert {line[1:] for line in rules if line.startswith("!")} == wanted
    assert all((PROJECT / name).exists() for name in wanted)
