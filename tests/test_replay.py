"""Replay: judged anew from the stored bytes; a dry run writes nothing; answered again only when something changed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.bench import Bench
from mailbot.replaying import Replaying, UnknownReceipt
from mailbot.workplace import Workplace
from tests.daemon.mails import question, submission
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    """One judged submission."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    made = workplace(tmp_path / "config.toml", Clock())
    made.mailbox.open()
    made.mailbox.append("INBOX", submission(), datetime(2020, 6, 15, tzinfo=UTC))
    made.daemon.run_once()
    yield made
    made.close()


def _figures(place: Workplace) -> tuple[int, int, int]:
    (row,) = place.ledger.rows(
        "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM plan), (SELECT max(judgment) FROM mail)"
    )
    return int(row[0]), int(row[1]), int(row[2])


def test_under_the_same_rules_nothing_changes(place: Workplace) -> None:
    result = Replaying(place).receipt("BCP2563-000001", dry_run=True)
    assert (result["changed"], result["written"]) == (False, False)
    assert result["before"] == result["after"]
    assert _figures(place) == (1, 1, 1)
    Replaying(place).receipt("BCP2563-000001", dry_run=False)
    assert _figures(place) == (1, 2, 2), "judged anew, not answered again"


def test_under_other_rules_the_new_judgment_is_answered_once(place: Workplace) -> None:
    rules = place.bench.rules
    unheard = {"id": "2.9", "headings": ["หัวข้อที่ไม่มีแผนใดใช้"], "title_words": {}, "evidence": []}
    element = rules.elements["2.8"].model_copy(update=unheard)
    texts = {
        code.replace("2.8", "2.9"): text for code, text in rules.findings.items() if code.startswith("element.2.8")
    }
    more = {"elements": {**rules.elements, "2.9": element}, "findings": {**rules.findings, **texts}, "version": "other"}
    changed = rules.model_copy(update=more)
    place.examiner.bench = Bench(place.parts, changed, place.bench.registry)  # type: ignore[attr-defined]
    dry = Replaying(place).receipt("BCP2563-000001", dry_run=True)
    assert dry["changed"]
    assert dry["after"]["verdict"] != "accepted"
    assert _figures(place) == (1, 1, 1)
    Replaying(place).receipt("BCP2563-000001", dry_run=False)
    assert _figures(place) == (2, 2, 2)
    place.daemon.run_once()
    assert place.ledger.rows("SELECT DISTINCT state FROM outbox")[0][0] == "sent"
    assert [row[0] for row in place.ledger.rows("SELECT state FROM mail")] == ["done"]


def test_a_saved_mail_goes_back_into_the_inbox(place: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "saved.eml"
    path.write_bytes(question(5))
    assert Replaying(place).file(path, dry_run=True)["written"] is False
    assert place.mailbox.waiting() == []
    Replaying(place).file(path, dry_run=False)
    assert len(place.mailbox.waiting()) == 1
    place.daemon.run_once()
    assert place.ledger.rows("SELECT count(*) FROM mail")[0][0] == 2


def test_an_unknown_receipt_is_refused(place: Workplace) -> None:
    with pytest.raises(UnknownReceipt):
        Replaying(place).receipt("BCP2563-000999", dry_run=True)
