"""Figures for Prometheus: well formed, true to the ledger, and nothing of a person in them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot import config_file
from mailbot.cli.main import app
from mailbot.metrics import metrics
from mailbot.workplace import Workplace
from tests.ledger.samples import answer, examination, plan, silence

SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? -?[0-9.e+]+')


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A ledger with a plan, a withheld answer and a trouble whose name bears a mail's number."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    made = Workplace(config_file.load(tmp_path / "config.toml"), clock=lambda: datetime(2020, 6, 29, 17, tzinfo=UTC))
    box = made.ledger.mailbox_id("bot", "INBOX", "1")
    for key, maker in (("a", answer), ("b", silence)):
        mail_id = made.ledger.record_fetched(box, key, f"sha{key}", 700, made.clock(), made.clock())
        made.ledger.decide(mail_id, examination(key, plan("d.dlt")), maker, made.clock())
    for number in (1, 2):
        made.ledger.raise_condition(f"unfetchable mail {number}", "x", made.clock())
    return made


def test_every_line_is_of_the_form_and_every_name_told_once(place: Workplace) -> None:
    text = metrics(place.ledger.db, place.bench.registry, place.bench.rules, "Review", place.clock())
    place.close()
    assert text.endswith("\n")
    samples = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in samples), samples
    keys = [line.rsplit(" ", 1)[0] for line in samples]
    assert len(keys) == len(set(keys))
    helped = re.findall(r"^# HELP (\S+) ", text, re.MULTILINE)
    assert len(helped) == len(set(helped))
    assert {key.partition("{")[0] for key in keys} <= set(helped)
    assert 'mailbot_mails_total{verdict="accepted"} 2' in samples
    assert 'mailbot_replies_withheld_total{reason="auto_submitted"} 1' in samples
    assert 'mailbot_trouble{name="unfetchable"} 1' in samples
    assert "mailbot_deadline_in_seconds 86400" in samples
    assert "@" not in text


def test_the_command_prints_the_same(place: Workplace, tmp_path: Path) -> None:
    place.close()
    done = CliRunner().invoke(app, ["--config", str(tmp_path / "config.toml"), "metrics"])
    assert done.exit_code == 0
    assert 'mailbot_mails_total{verdict="accepted"} 2' in done.stdout
