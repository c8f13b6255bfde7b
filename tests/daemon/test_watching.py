"""Trouble that no single step meets is told once, and told again when it is well."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.ledger.recorded import Entry
from mailbot.ledger.store import Ledger
from mailbot.watching import Watching
from tests.ledger.samples import answer, examination, silence


class Office:
    """A ledger with a clock, and what was told."""

    def __init__(self, path: Path) -> None:
        self.now, self.passed = datetime(2020, 6, 15, 3, tzinfo=UTC), 0.0
        self.ledger = Ledger(path, "bcp-2563", "BCP2563")
        self.wrong: dict[str, str] = {}
        self.told: list[str] = []
        self.journal_begun: datetime | None = None
        self.watching = self.start()
        self.count = 0

    def start(self) -> Watching:
        """As after a start of the program."""
        return Watching(
            self.ledger,
            self.tell,
            lambda: self.now,
            lambda: self.passed,
            "Quarantine",
            4,
            6,
            lambda: self.journal_begun,
        )

    def tell(self, name: str, trouble: str | None) -> None:
        """As Alerts: only a change is told."""
        if trouble is None and name in self.wrong:
            del self.wrong[name]
            self.told.append(f"well {name}")
        elif trouble is not None and name not in self.wrong:
            self.wrong[name] = trouble
            self.told.append(name)

    def pass_(self, minutes: float) -> None:
        """Time passes, and the daemon looks."""
        self.now += timedelta(minutes=minutes)
        self.passed += minutes * 60
        self.watching.look()

    def receive(self, maker: object, folder: str = "Review") -> None:
        """A mail that is answered or not."""
        self.count += 1
        box = self.ledger.mailbox_id("x", "INBOX", "1")
        mail_id = self.ledger.record_fetched(box, str(self.count), f"s{self.count}", 1, self.now, self.now)
        self.ledger.decide(mail_id, examination(f"k{self.count}"), maker, self.now)  # type: ignore[arg-type]
        with self.ledger.writing() as db:
            db.execute("UPDATE mail SET folder = ? WHERE id = ?", (folder, mail_id))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A quiet office."""
    made = Office(tmp_path / "ledger.sqlite3")
    made.pass_(1)
    yield made
    made.ledger.close()


def test_a_quiet_day_is_not_told(office: Office) -> None:
    for _ in range(20):
        office.pass_(30)
    assert office.told == []


def test_a_quarantine_that_fills_is_told_once(office: Office) -> None:
    for _ in range(6):
        office.receive(answer, "Quarantine")
        office.pass_(6)
    assert office.told == ["quarantine"]
    assert office.wrong["quarantine"] == "4 mails in 24 hours"
    office.pass_(25 * 60)
    assert office.told == ["quarantine", "well quarantine"]


def test_a_storm_of_withheld_answers_is_told_once(office: Office) -> None:
    for _ in range(9):
        office.receive(silence)
    office.pass_(6)
    assert office.told == ["withheld"]
    office.pass_(55)
    assert office.told == ["withheld", "well withheld"]


@pytest.mark.parametrize("minutes", [-90, 24 * 60])
def test_a_clock_that_jumps_is_told(office: Office, minutes: int) -> None:
    office.now += timedelta(minutes=minutes)
    office.watching.look()
    assert f"{minutes:+d} minutes" in office.wrong["clock"]
    for _ in range(13):
        office.pass_(5)
    assert office.told == ["clock", "well clock"]


def test_a_clock_put_back_between_two_starts_is_told(office: Office) -> None:
    office.receive(answer)
    office.now -= timedelta(hours=3)
    office.watching = office.start()
    office.watching.look()
    assert "the ledger has an event of 2020-06-15T03:01" in office.wrong["clock"]


def test_a_journal_that_stops_is_told_once_and_well_again_after_a_backup(office: Office) -> None:
    class Full:
        def append(self, entry: Entry) -> None:
            raise OSError(28, "No space left on device")

    office.ledger.journal = Full()
    office.ledger.add_contact("d.dlt", "bcp@dlt.go.th", "", "staff", office.now)
    office.pass_(6)
    office.pass_(6)
    assert office.told == ["journal"]
    assert "No space left" in office.wrong["journal"]
    office.journal_begun = datetime.now(UTC) + timedelta(minutes=1)
    office.pass_(6)
    assert office.told == ["journal", "well journal"]
