"""`mailbot review` and `mailbot outbox` as staff type them."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from tests.cases.bureau import bureau, sample


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A ledger with one plan whose owner nobody knows; its letter has left."""
    with bureau(tmp_path) as office:
        office.receive(sample("16").raw)
    return tmp_path / "config.toml"


def _lines(config: Path, *arguments: str) -> list[dict[str, object]]:
    ended = CliRunner().invoke(app, [*arguments, "--config", str(config), "--json"])
    assert ended.exit_code == 0, ended.output
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_a_clerk_assigns_what_waits(config: Path) -> None:
    (one,) = _lines(config, "review", "list")
    assert (one["receipt"], one["plan"], one["seen"], one["why"]) == ("BCP2563-000001", 1, 1, ["agency.unknown"])
    (letter,) = _lines(config, "review", "assign", "BCP2563-000001", "l.3400102", "--preview")
    assert letter["kind"] == "acknowledgment"
    (done,) = _lines(
        config, "review", "assign", "BCP2563-000001", "l.3400102", "--actor", "malee", "--seen", "1", "-m", "โทรถามแล้ว"
    )
    assert (done["verdict"], done["letter"]) == ("accepted", "acknowledgment")
    assert _lines(config, "review", "list") == []
    late = CliRunner().invoke(
        app, ["review", "return", "BCP2563-000001", "-m", "x", "--seen", "1", "--config", str(config)]
    )
    assert late.exit_code == 1
    assert "malee assign" in str(late.exception)
    (row,) = _lines(config, "outbox", "list")
    assert (row["kind"], row["state"]) == ("acknowledgment", "pending")
    assert _lines(config, "outbox", "retry", "--actor", "malee") == [{"retried": [row["id"]]}]
    table = CliRunner().invoke(app, ["review", "undo", "BCP2563-000001", "--config", str(config)])
    assert table.exit_code == 0
    assert "BCP2563-000001" in table.stdout


def test_without_a_ledger_nothing_waits_and_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("", "utf-8")
    assert _lines(tmp_path / "config.toml", "review", "list") == []
    refused = CliRunner().invoke(app, ["review", "seal", "BCP2563-000001", "--config", str(tmp_path / "config.toml")])
    assert refused.exit_code == 1
    assert not (tmp_path / "data").exists()


def test_the_list_speaks_the_officers_language(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    told = CliRunner().invoke(app, ["review", "list", "--config", str(config)]).stdout
    assert "ยังไม่ทราบว่าเป็นแผน" in told and "agency.unknown" not in told
    assert "T0" not in told and "+00:00" not in told, "the office's own time, without letters for machines"


def test_a_clerk_notes_that_a_mail_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = EmailMessage()
    question["From"], question["To"], question["Subject"] = "a@dlt.go.th", "opdcbcm@opdc.go.th", "สอบถามเรื่องแผน BCP"
    question["Message-ID"], question["Date"] = "<q.1@dlt.go.th>", "Mon, 15 Jun 2020 09:00:00 +0700"
    question.set_content("ขอสอบถามว่า หากหน่วยงานมีอาคารสองแห่ง ต้องระบุผู้ประสานงานทั้งสองแห่งหรือไม่ครับ")
    with bureau(tmp_path) as office:
        office.receive(question.as_bytes())
    config = tmp_path / "config.toml"
    (one,) = _lines(config, "ledger", "mails", "--to-answer")
    (told,) = _lines(config, "review", "answered", str(one["receipt"]), "--actor", "malee", "-m", "โทรตอบแล้ว")
    assert told == {"receipt": one["receipt"], "answered": True, "actor": "malee"}
    assert _lines(config, "ledger", "mails", "--to-answer") == []
    twice = CliRunner().invoke(app, ["review", "answered", str(one["receipt"]), "--config", str(config)])
    assert "not among the mails to be answered" in str(twice.exception)
    explained = CliRunner().invoke(app, ["explain", str(one["receipt"]), "--config", str(config), "--json"]).stdout
    (event,) = [one for one in json.loads(explained)["events"] if one["action"] == "answered_by_hand"]
    assert (event["actor"], event["detail"]) == ("malee", {"reason": "โทรตอบแล้ว"})
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    again = CliRunner().invoke(app, ["review", "answered", str(one["receipt"]), "--again", "--config", str(config)])
    assert "ต้องตอบอีก" in again.stdout
    assert len(_lines(config, "ledger", "mails", "--to-answer")) == 1
    screen = CliRunner().invoke(app, ["ledger", "work", "--config", str(config)]).stdout
    assert "อีเมลรอเจ้าหน้าที่ตอบ" in screen
    assert "--to-answer" in screen
