"""The commands of reminders, as an officer types them."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mailbot import config_file
from mailbot.cli.main import app
from mailbot.workplace import Workplace
from tests.ledger.samples import answer, examination, plan


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A data folder with one plan to be mended."""
    path = tmp_path / "config.toml"
    path.write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    place = Workplace(config_file.load(path), clock=lambda: datetime(2020, 5, 15, 3, tzinfo=UTC))
    box = place.ledger.mailbox_id("elsewhere", "INBOX", "1")
    mail_id = place.ledger.record_fetched(box, "1", "sha", 1, place.clock(), place.clock())
    place.ledger.decide(mail_id, examination("a", plan("d.dlt", "deficient")), answer, place.clock())
    place.ledger.add_contact("d.dlt", "bcp@dlt.go.th", "", "test", place.clock())
    place.ledger.add_contact("r.pvo.21", "rayong@moi.go.th", "", "test", place.clock())
    place.close()
    return path


def remind(config: Path, *arguments: str) -> Result:
    """`mailbot remind …`."""
    return CliRunner().invoke(app, ["--config", str(config), "remind", *arguments])


def test_a_dry_run_tells_who_gets_what_and_why_nobody_else(config: Path) -> None:
    shown = [
        json.loads(line)
        for line in remind(config, "--dry-run", "--day", "2020-06-16", "--json").stdout.split("\n")
        if line
    ]
    assert [(one["agency_id"], one["stage"], one["to"]) for one in shown] == [
        ("d.dlt", "before-14", "bcp@dlt.go.th"),
        ("r.pvo.21", "before-14", "rayong@moi.go.th"),
    ]
    assert len(shown[1]["listed"]) == 30
    table = remind(config, "--dry-run", "--day", "2020-06-16").stdout
    assert "ยังไม่ทราบที่อยู่อีเมล" in table and "อยู่ในรายชื่อที่ส่งถึงผู้รวบรวม" in table
    lines = remind(config, "--dry-run", "--day", "2020-06-16", "--silent", "--json").stdout
    assert '"why_not": "by_collector"' in lines


def test_on_a_day_off_it_says_so(config: Path) -> None:
    result = remind(config, "--dry-run", "--day", "2020-06-20")
    assert "นอกวันและเวลาราชการ" in result.stdout
    assert remind(config, "--dry-run", "--day", "2020-06-20", "--json").stdout == ""


def test_all_letters_of_a_day_can_be_read_before(config: Path, tmp_path: Path) -> None:
    assert remind(config, "--preview", str(tmp_path / "letters"), "--day", "2020-06-16").exit_code == 0
    rows = list(csv.DictReader((tmp_path / "letters" / "index.csv").open(encoding="utf-8-sig")))
    assert [row["agency_id"] for row in rows] == ["d.dlt", "r.pvo.21"]
    assert all((tmp_path / "letters" / row["file"]).read_bytes().startswith(b"From: ") for row in rows)


@pytest.mark.parametrize("target", ["d.dlt", "direct", "all"])
def test_a_pause_holds_until_it_is_ended(config: Path, target: str) -> None:
    def due() -> bool:
        return '"d.dlt"' in remind(config, "--dry-run", "--day", "2020-06-16", "--json").stdout

    assert due()
    assert remind(config, "pause", target, "--reason", "ขอผ่อนผัน").exit_code == 0
    assert remind(config, "pause", target).exit_code == 1
    assert "ขอผ่อนผัน" in remind(config, "pauses", "--json").stdout
    assert not due()
    assert remind(config, "resume", target).exit_code == 0
    assert remind(config, "resume", target).exit_code == 1
    assert due()
    place = Workplace(config_file.load(config))
    actions = [row[0] for row in place.ledger.rows("SELECT action FROM event WHERE action LIKE 'reminders_%'")]
    assert actions == ["reminders_paused", "reminders_resumed"]
    place.close()


def test_wrong_words_are_wrong_usage(config: Path) -> None:
    assert remind(config, "pause", "nobody").exit_code == 2
    assert remind(config, "--day", "2020-06-16").exit_code == 2
    assert remind(config, "summary", "m.nothing", "--to", "a@b.go.th").exit_code == 2


def test_a_ministry_gets_its_summary_on_request(config: Path) -> None:
    assert "กรมการขนส่งทางบก" in remind(config, "summary", "m.mot", "--to", "a@mot.go.th", "--preview").stdout
    assert remind(config, "summary", "m.mot", "--to", "a@mot.go.th").exit_code == 0
    place = Workplace(config_file.load(config))
    assert [tuple(row) for row in place.ledger.rows("SELECT kind, recipient FROM outbox WHERE kind = 'summary'")] == [
        ("summary", "a@mot.go.th")
    ]
    place.close()
