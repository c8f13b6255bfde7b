"""Silence is impossible: a person at another address is told once, and told again when it is well."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mailbot.workplace import Workplace
from tests.daemon.mails import question
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import workplace


@pytest.fixture
def clock() -> Clock:
    """A clock that the test puts forward."""
    return Clock()


@pytest.fixture
def place(tmp_path: Path, clock: Clock) -> Iterator[Workplace]:
    """An embedded mailbox with a staff address."""
    (tmp_path / "config.toml").write_text(
        '[data]\nmin_free_mb = 0\n[staff]\nalert_address = "officer@example.go.th"\noutbox_minutes = 30\n', "utf-8"
    )
    made = workplace(tmp_path / "config.toml", clock)
    made.mailbox.open()
    yield made
    made.close()


def _alerts(place: Workplace) -> list[str]:
    found = []
    for path in sorted((place.folder / "sent" / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        if mail["To"] == "officer@example.go.th":
            found.append(str(mail["Subject"]))
            assert mail["Auto-Submitted"] == "auto-generated"
    return found


def test_a_full_disk_is_told_once_and_told_again_when_it_is_well(place: Workplace, clock: Clock) -> None:
    place.mailbox.append("INBOX", question(1), clock())
    place.daemon.min_free_bytes = 10**18
    for _ in range(3):
        assert place.daemon.run_once().waiting == 0
    assert place.mailbox.waiting(), "a mail stays where it is while there is no room for it"
    assert len(_alerts(place)) == 1
    assert "disk" in _alerts(place)[0]
    place.daemon.min_free_bytes = 0
    place.daemon.run_once()
    place.daemon.run_once()
    assert place.mailbox.waiting() == []
    assert [subject.startswith("[mailbot] Well again") for subject in _alerts(place)] == [False, True]


def test_an_outbox_that_does_not_empty_is_told(place: Workplace, clock: Clock) -> None:
    place.mailbox.append("INBOX", question(1), clock())
    blocked = place.folder / "sent"
    blocked.write_text("not a folder")
    place.daemon.run_once()
    assert place.ledger.rows("SELECT state FROM outbox")[0][0] == "pending"
    clock.ahead = timedelta(minutes=45)
    place.daemon.run_once()
    assert [row[0] for row in place.ledger.rows("SELECT name FROM condition")] == ["outbox"]
    blocked.unlink()
    clock.ahead = timedelta(hours=5)
    place.daemon.run_once()
    place.daemon.run_once()
    assert place.ledger.rows("SELECT name FROM condition") == []
    assert place.ledger.rows("SELECT count(*) FROM outbox WHERE state <> 'sent'")[0][0] == 0
    assert place.mailbox.waiting() == []
