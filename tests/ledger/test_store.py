"""The writer: one transaction a step, receipts without gaps, repetitions, events that nobody can change."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.errors import ConfigError, Transient
from mailbot.ledger import queries
from mailbot.ledger.migrations import migrations
from mailbot.ledger.records import Counts, MailState, ReplyChoice
from mailbot.ledger.schema import open_database
from mailbot.ledger.store import Ledger
from tests.ledger.samples import NOW, answer, examination, outgoing, plan, silence


def _fetched(ledger: Ledger, uid: str, raw: str = "", validity: str = "1") -> int:
    box = ledger.mailbox_id("bot", "INBOX", validity)
    return ledger.record_fetched(box, uid, raw or f"sha-{uid}", 100, NOW, NOW)


def test_it_survives_a_power_cut(ledger: Ledger) -> None:
    pragma = {name: ledger.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_receipts_have_no_gaps_and_no_repeats(ledger: Ledger) -> None:
    receipts = [ledger.decide(_fetched(ledger, f"{n}"), examination(f"k{n}"), answer, NOW).receipt for n in range(3)]
    assert receipts == ["BCP2563-000001", "BCP2563-000002", "BCP2563-000003"]


def test_deciding_is_all_or_nothing(ledger: Ledger) -> None:
    mail_id = _fetched(ledger, "1")

    def fails(_receipt: str, _judgment: int, _counts: Counts) -> ReplyChoice:
        raise RuntimeError("the letter could not be written")

    with pytest.raises(RuntimeError):
        ledger.decide(mail_id, examination("k", plan("d.dlt")), fails, NOW)
    assert ledger.mail(mail_id).state is MailState.FETCHED
    for table in ("plan", "finding", "outbox", "content"):
        assert ledger.rows(f"SELECT count(*) FROM {table}")[0][0] == 0, table
    assert ledger.decide(mail_id, examination("k"), answer, NOW).receipt == "BCP2563-000001"


def test_the_same_content_by_another_path_is_a_repetition(ledger: Ledger) -> None:
    first, second = _fetched(ledger, "1"), _fetched(ledger, "2")
    one = ledger.decide(first, examination("k", plan("d.dlt")), answer, NOW)
    two = ledger.decide(second, examination("k", plan("d.dlt")), answer, NOW)
    assert (two.duplicate, two.receipt, two.outbox_id) == (True, one.receipt, None)
    assert ledger.rows("SELECT count(*) FROM plan")[0][0] == 1
    assert ledger.mail(second).state is MailState.SETTLED


def test_the_same_bytes_under_a_new_uidvalidity_are_the_same_mail(ledger: Ledger) -> None:
    first = _fetched(ledger, "7", "sha", validity="1")
    assert _fetched(ledger, "1", "sha", validity="2") == first
    ledger.decide(first, examination("k"), silence, NOW)
    ledger.record_done(first, NOW, how="moved")
    assert _fetched(ledger, "9", "sha", validity="3") != first, "a finished mail that comes back is a new row"


def test_judging_anew_keeps_the_receipt_and_the_old_plans(ledger: Ledger) -> None:
    mail_id = _fetched(ledger, "1")
    before = ledger.decide(mail_id, examination("k", plan("d.dlt", "deficient")), answer, NOW)
    ledger.record_done(mail_id, NOW, how="moved")
    after = ledger.decide(mail_id, examination("k", plan("d.dlt", "accepted")), answer, NOW + timedelta(days=1))
    assert after.receipt == before.receipt
    assert ledger.mail(mail_id).state is MailState.DONE
    rows = ledger.rows("SELECT verdict, superseded_at IS NULL FROM plan ORDER BY id")
    assert [tuple(row) for row in rows] == [("deficient", 0), ("accepted", 1)]
    assert ledger.rows("SELECT count(*) FROM outbox")[0][0] == 2


def test_a_withheld_answer_is_shown_to_staff(ledger: Ledger) -> None:
    ledger.decide(_fetched(ledger, "1"), examination("k"), silence, NOW)
    told = queries.staff_events(ledger.db, NOW)
    assert [(event["action"], event["detail"]["reason"]) for event in told] == [
        ("reply_withheld", "auto_submitted"),
        ("needs_a_person", "review:x"),
    ]


def test_events_and_mails_cannot_be_changed_or_deleted(ledger: Ledger) -> None:
    _fetched(ledger, "1")
    for statement in ("UPDATE event SET action = 'x'", "DELETE FROM event", "DELETE FROM mail"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            ledger.db.execute(statement)


def test_a_reminder_stage_is_stored_once(ledger: Ledger) -> None:
    first = outgoing("r1", kind="reminder", agency_id="d.dlt", stage="before-7")
    again = outgoing("r2", kind="reminder", agency_id="d.dlt", stage="before-7")
    assert ledger.enqueue(first, NOW, action="reminder")
    assert not ledger.enqueue(again, NOW + timedelta(days=1), action="reminder")
    assert ledger.enqueue(outgoing("r3", kind="reminder", agency_id="d.dlt", stage="before-3"), NOW, action="reminder")


def test_a_bounce_finds_its_mail_and_marks_the_contact(ledger: Ledger) -> None:
    ledger.decide(_fetched(ledger, "1"), examination("k", plan("d.dlt")), answer, NOW)
    assert queries.contacts(ledger.db) == {"d.dlt": ["a@dlt.go.th"]}
    bounced = _fetched(ledger, "2")
    assert ledger.record_bounce(bounced, "BCP2563-000001.1", None, {"severity": "hard"}, NOW)
    assert queries.contacts(ledger.db) == {}
    assert not ledger.record_bounce(bounced, None, "<unknown@x>", {"severity": "hard"}, NOW)


def test_a_condition_is_told_once_and_told_again_when_it_is_well(ledger: Ledger) -> None:
    assert [ledger.raise_condition("disk", "full", NOW) for _ in range(3)] == [True, False, False]
    assert [ledger.clear_condition("disk", NOW) for _ in range(2)] == [True, False]


def test_a_locked_ledger_is_transient(ledger: Ledger) -> None:
    other = sqlite3.connect(ledger.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ledger.db.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(Transient, match="locked"):
        _fetched(ledger, "1")
    other.execute("ROLLBACK")
    other.close()
    assert _fetched(ledger, "1")


def test_counts_are_of_answers_not_of_reminders(ledger: Ledger) -> None:
    seen: list[Counts] = []

    def keep(receipt: str, judgment: int, counts: Counts) -> ReplyChoice:
        seen.append(counts)
        return answer(receipt, judgment, counts)

    ledger.enqueue(outgoing("r", kind="reminder", agency_id="d.dlt", stage="s"), NOW, action="reminder")
    ledger.decide(_fetched(ledger, "1"), examination("k1"), keep, NOW)
    ledger.decide(_fetched(ledger, "2"), examination("k2"), keep, NOW + timedelta(minutes=30))
    ledger.decide(_fetched(ledger, "3"), examination("k3"), keep, NOW + timedelta(hours=2))
    assert seen == [Counts(0, 0, 0, 0), Counts(1, 1, 1, 0), Counts(0, 2, 2, 0)]


def test_migrations_are_applied_once_and_a_stranger_is_refused(tmp_path: Path, ledger: Ledger) -> None:
    assert migrations.pending(ledger.db) == []
    stranger = tmp_path / "stranger.sqlite3"
    stranger.write_bytes(b"this is no database at all, but long enough to be looked at" * 20)
    with pytest.raises(ConfigError, match="cannot be opened"):
        open_database(stranger)
    with pytest.raises(ConfigError, match="no ledger"):
        open_database(tmp_path / "none.sqlite3", read_only=True)


def test_readers_cannot_write(ledger: Ledger) -> None:
    reader = open_database(ledger.path, read_only=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("INSERT INTO condition VALUES ('x', 'y', 'z')")
    reader.close()
