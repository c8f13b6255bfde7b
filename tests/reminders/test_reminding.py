"""The clock walked day by day through the round: every due letter once, none to the complete, none on a day off."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mailbot.ledger import queries
from mailbot.reminders.calendar import is_working_day
from mailbot.rules import load
from mailbot.workplace import Workplace
from tests.daemon.running import workplace
from tests.ledger.samples import answer, examination, plan

START, END = datetime(2020, 5, 1, 3, 0, tzinfo=UTC), datetime(2020, 7, 31, 3, 0, tzinfo=UTC)


class Walk:
    """A clock that the test sets: ten in the morning in Bangkok."""

    now = START

    def __call__(self) -> datetime:
        """Now."""
        return self.now


@pytest.fixture
def walk() -> Walk:
    """The first of May 2563."""
    return Walk()


@pytest.fixture
def place(tmp_path: Path, walk: Walk) -> Iterator[Workplace]:
    """An embedded mailbox whose daemon sends reminders."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n[reminders]\nenabled = true\n", "utf-8")
    made = workplace(tmp_path / "config.toml", walk)
    made.mailbox.open()
    yield made
    made.close()


def _receive(place: Workplace, key: str, agency: str, verdict: str) -> None:
    """A plan of an agency that wrote itself, so that its address is known."""
    box = place.ledger.mailbox_id("elsewhere", "INBOX", "1")
    mail_id = place.ledger.record_fetched(box, key, f"sha-{key}", 1, place.clock(), place.clock())
    found = examination(key, plan(agency, verdict), sender=f"bcp@{agency.partition('.')[2]}.go.th")
    identity = found.identity.model_copy(update={"sender_id": agency})
    place.ledger.decide(mail_id, found.model_copy(update={"identity": identity}), answer, place.clock())


def _sent(place: Workplace) -> list[tuple[str, str, str]]:
    rows = place.ledger.rows("SELECT agency_id, stage, created_at FROM outbox WHERE stage IS NOT NULL ORDER BY id")
    return [(row[0], row[1].partition("@")[0], row[2]) for row in rows]


def test_a_whole_round_day_by_day(place: Workplace, walk: Walk) -> None:
    for key, agency, verdict in (("a", "d.dlt", "deficient"), ("b", "d.tmd", "deficient"), ("c", "d.dol", "accepted")):
        _receive(place, key, agency, verdict)
    outage = range(40, 56)
    for day in range((END - START).days):
        walk.now = START + timedelta(days=day)
        if day == 62:
            _receive(place, "d", "d.tmd", "accepted")
        if day == 58:
            _receive(place, "e", "d.dlt", "review")
        if day == 66:
            _receive(place, "f", "d.dlt", "deficient")
        if day not in outage:
            place.daemon.run_once()
    sent = _sent(place)
    assert max(Counter((agency, stage) for agency, stage, _ in sent).values()) == 1
    stages = {agency: [stage for one, stage, _ in sent if one == agency] for agency in ("d.dlt", "d.tmd", "d.dol")}
    assert stages["d.dol"] == [], "the complete get none"
    # before-14 fell into the outage; before-3 is a Saturday and meets before-1 on Monday 29 June.
    assert stages["d.tmd"] == ["before-30", "before-7", "before-1", "after-1"], "complete from 2 July"
    assert stages["d.dlt"] == ["before-30", "before-7", "after-8", "after-15", "after-22", "after-29"], (
        "in review from 28 June to 6 July"
    )
    assert all(is_working_day(datetime.fromisoformat(at).date(), load("bcp-2563")) for _, _, at in sent)
    assert {agency for agency, _, _ in sent} == {"d.dlt", "d.tmd"}, "nobody without a known address"
    assert place.queue.open_count() == 0


def test_a_letter_says_what_is_missing_and_is_marked_as_generated(place: Workplace, walk: Walk) -> None:
    _receive(place, "a", "d.dlt", "deficient")
    walk.now = datetime(2020, 6, 23, 3, 0, tzinfo=UTC)
    (due,) = place.reminding.due(walk())
    assert (due.agency.agency_id, due.stage.rule.name, due.agency.address) == ("d.dlt", "before-7", "bcp@dlt.go.th")
    mail = message_from_bytes(place.reminding.outgoing(due, walk()).raw, policy=policy.default)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == "bcp@dlt.go.th"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "กรมการขนส่งทางบก" in body.get_content()


def test_a_bounced_address_gets_no_more(place: Workplace, walk: Walk) -> None:
    _receive(place, "a", "d.dlt", "deficient")
    walk.now = datetime(2020, 6, 1, 3, 0, tzinfo=UTC)
    assert place.reminding.send_due(walk()) == 1
    (row,) = place.ledger.rows("SELECT token FROM outbox WHERE stage IS NOT NULL")
    place.ledger.record_bounce(1, row[0], None, {"severity": "hard"}, walk())
    walk.now = datetime(2020, 6, 16, 3, 0, tzinfo=UTC)
    assert place.reminding.send_due(walk()) == 0
    assert queries.contacts(place.ledger.db) == {}


def test_a_dry_run_stores_nothing(place: Workplace, walk: Walk) -> None:
    _receive(place, "a", "d.dlt", "deficient")
    walk.now = datetime(2020, 6, 16, 3, 0, tzinfo=UTC)
    assert len(place.reminding.due(walk())) == 1
    assert _sent(place) == []
