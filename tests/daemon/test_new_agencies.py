"""What staff import, and what mails teach, reaches the daemon and its worker while they run."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot import config_file
from mailbot.cli.main import app
from mailbot.demo.mails import sample_mails
from mailbot.importing import Importing
from mailbot.ledger import queries
from mailbot.replaying import Replaying
from mailbot.workplace import Workplace
from tests.agencies.lists import TAPHONG, as_csv
from tests.children import children
from tests.daemon.mails import question

ADDRESS, PAO = "plan.bcp2563.ska@gmail.com", "l.2900101"
ARRIVED = datetime(2020, 6, 15, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    return path


@pytest.fixture
def place(config: Path) -> Iterator[Workplace]:
    """A workplace with its real worker process."""
    made = Workplace(config_file.load(config))
    made.mailbox.open()
    yield made
    made.close()


def arrives(place: Workplace, raw: bytes) -> dict[str, object]:
    """The identity of the newest mail after the daemon took this one in."""
    place.mailbox.append("INBOX", raw, ARRIVED)
    place.daemon.run_once()
    rows = place.ledger.rows("SELECT examination FROM mail ORDER BY id DESC LIMIT 1")
    return dict(json.loads(rows[0]["examination"])["identity"])


def from_taphong(number: int) -> bytes:
    return question(number, '"อบต.ตะพง" <taphong.bcp@gmail.com>')


def test_a_list_imported_while_the_daemon_runs(place: Workplace, config: Path, tmp_path: Path) -> None:
    before = arrives(place, from_taphong(1))
    assert (before["status"], before["candidates"]) == ("unknown", [])
    path = tmp_path / "list.csv"
    path.write_text(as_csv([TAPHONG]), "utf-8")
    clerk = Workplace(config_file.load(config))
    importing = Importing(clerk, "staff:test")
    assert importing.write(importing.read(path, None, None))
    clerk.close()
    found = arrives(place, from_taphong(2))
    assert found["candidates"] == ["l.6210115"], "asked, because a list of one อบต. is not the whole list"
    assert "l.6210115" in place.answering.bench.registry.agencies
    assert "l.6210115" in {one.agency_id for one in place.reminding.missing()}
    workers = children()
    arrives(place, from_taphong(3))
    assert workers
    assert children() == workers, "without news the worker stays"


def test_an_accepted_plan_makes_its_sender_known(place: Workplace, config: Path, tmp_path: Path) -> None:
    sample = next(sample.raw for sample in sample_mails() if ADDRESS.encode() in sample.raw)
    assert arrives(place, question(1, ADDRESS))["sender_id"] is None
    arrives(place, sample)
    later = arrives(place, question(2, ADDRESS))
    assert later["sender_id"] == PAO
    assert "learned" in [piece["source"] for piece in later["evidence"]]  # type: ignore[attr-defined]
    newest = queries.mails(place.ledger.db)[0]["receipt"]
    runner, options = CliRunner(), ("--json", "--config", str(config))
    explained = json.loads(runner.invoke(app, ["explain", newest, *options]).stdout)
    assert explained["examination"]["identity"]["evidence"][0]["source"] == "learned"
    saved = tmp_path / "saved.eml"
    saved.write_bytes(question(3, ADDRESS))
    once = runner.invoke(app, ["check", str(saved), *options]).stdout
    assert json.loads(once)["identity"]["sender_id"] == PAO
    assert once == runner.invoke(app, ["check", str(saved), *options]).stdout
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "config.toml").write_text("", "utf-8")
    alone = runner.invoke(app, ["check", str(saved), "--json", "--config", str(elsewhere / "config.toml")]).stdout
    assert json.loads(alone)["identity"]["sender_id"] is None
    assert list(elsewhere.rglob("*.sqlite3")) == []


def test_what_was_decided_stays_and_a_replay_uses_todays_knowledge(place: Workplace) -> None:
    sample = next(sample.raw for sample in sample_mails() if ADDRESS.encode() in sample.raw)
    arrives(place, question(1, ADDRESS))
    arrives(place, sample)
    first, second = [row["receipt"] for row in reversed(queries.mails(place.ledger.db))]
    stored = queries.mail_by_receipt(place.ledger.db, first)
    assert stored is not None
    assert stored["examination"]["identity"]["sender_id"] is None
    Replaying(place).receipt(first, dry_run=False)
    stored = queries.mail_by_receipt(place.ledger.db, first)
    assert stored is not None
    assert stored["examination"]["identity"]["sender_id"] == PAO
    assert not Replaying(place).receipt(second, dry_run=False)["changed"]
    assert place.ledger.learned() == {ADDRESS: PAO}
    sources = [piece["source"] for piece in _identity(place, second)["evidence"]]
    assert "learned" not in sources, "no mail is judged by what it taught itself"


def _identity(place: Workplace, receipt: str) -> dict[str, list[dict[str, str]]]:
    stored = queries.mail_by_receipt(place.ledger.db, receipt)
    assert stored is not None
    return dict(stored["examination"]["identity"])
