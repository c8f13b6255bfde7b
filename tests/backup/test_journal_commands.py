"""The journal through the commands: a backup begins a new file and removes old ones, doctor says how it stands."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot import config_file, doctor
from mailbot.cli.main import app
from mailbot.workplace import Workplace
from tests.daemon.running import bench


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """An embedded mailbot whose journal lies elsewhere."""
    file = tmp_path / "config.toml"
    file.write_text(
        f'[data]\nmin_free_mb = 0\n[backup]\nfolder = "{tmp_path}"\njournal_folder = "elsewhere"\n', "utf-8"
    )
    return file


def said(config: Path, *arguments: str) -> str:
    """What a command says; it must go well."""
    done = CliRunner().invoke(app, ["--config", str(config), *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def journal_check(config: Path) -> doctor.Check:
    """Doctor's line on the journal."""
    place = Workplace(config_file.load(config))
    place.__dict__["bench"] = bench(place.parts)
    try:
        return next(iter(doctor._journal(place)))
    finally:
        place.close()


def test_a_backup_turns_the_journal_over(config: Path) -> None:
    folder = config.parent / "elsewhere"
    said(config, "remind", "pause", "d.dlt", "--reason", "ขอเลื่อน")
    (first,) = folder.iterdir()
    said(config, "backup", str(config.parent / "one.tar"))
    (_, second) = sorted(folder.iterdir())
    assert second.stat().st_size == 0
    said(config, "remind", "pause", "d.dol", "--reason", "ขอเลื่อน")
    assert second.stat().st_size > 0
    old = (datetime.now(UTC) - timedelta(days=16)).timestamp()
    os.utime(first, (old, old))
    said(config, "backup", str(config.parent / "two.tar"))
    assert not first.exists(), "no backup that is kept needs it"
    assert second.exists()


def test_doctor_tells_where_the_journal_ends(config: Path) -> None:
    said(config, "remind", "pause", "d.dlt", "--reason", "ขอเลื่อน")
    assert (journal_check(config).state, "another disk" in journal_check(config).detail) == ("warning", True)
    shutil.rmtree(config.parent / "elsewhere")
    assert (journal_check(config).state, "make a backup" in journal_check(config).detail) == ("broken", True)
    said(config, "backup", str(config.parent / "one.tar"))
    assert journal_check(config).state == "warning", "the backup holds all"
    said(config, "remind", "pause", "d.dol", "--reason", "ขอเลื่อน")
    assert journal_check(config).state == "warning"


def test_a_restore_tells_what_came_back(config: Path) -> None:
    said(config, "remind", "pause", "d.dlt", "--reason", "ขอเลื่อน")
    said(config, "backup", str(config.parent / "one.tar"))
    said(config, "remind", "pause", "d.dol", "--reason", "ขอเลื่อน")
    shutil.rmtree(config.parent / "data")
    assert "1 รายการ" in said(config, "restore", str(config.parent / "one.tar"))
    assert said(config, "remind", "pauses", "--json").count("target") == 2
