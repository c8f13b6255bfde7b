"""A ledger of an older mailbot is brought up to date with all that it holds."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from mailbot.cases.rulings import Ruling
from mailbot.ledger import listed, queries
from mailbot.ledger.migrations import migrations
from mailbot.ledger.moments import to_text
from mailbot.ledger.schema import OlderLedger, open_database
from mailbot.ledger.store import Ledger
from mailbot.ledger.waiting import waiting
from tests.ledger.samples import NOW, answer, examination, plan


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as it was before lists of agencies, with a mail, a plan and a contact."""
    path = tmp_path / "ledger.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(connection), stop_before="m0003_agencies")
    connection.execute("INSERT INTO mailbox VALUES (1, 'bot', 'INBOX', '1')")
    connection.execute(
        "INSERT INTO mail (id, mailbox_id, uid, state, receipt, raw_sha256, size, received_at, fetched_at, sender) "
        "VALUES (1, 1, '1', 'done', 'BCP2563-000001', 'sha', 1, '2020', '2020', 'a@dlt.go.th')"
    )
    connection.execute(
        "INSERT INTO plan (mail_id, judgment, position, round, agency_id, credited, verdict, late, received_at, "
        "decided_at) VALUES (1, 1, 1, 'bcp-2563', 'd.dlt', 1, 'accepted', 0, '2020', '2020')"
    )
    connection.execute("INSERT INTO contact VALUES ('d.dlt', 'a@dlt.go.th', 'mail', '2020', NULL)")
    connection.execute("INSERT INTO receipt_counter VALUES ('BCP2563', 1)")
    connection.close()
    return path


def test_everything_is_kept_and_the_new_tables_are_there(old: Path) -> None:
    ledger = Ledger(old, "bcp-2563", "BCP2563")
    assert queries.contacts(ledger.db) == {"d.dlt": ["a@dlt.go.th"]}
    assert [row["verdict"] for row in queries.agency_history(ledger.db, "bcp-2563", "d.dlt")] == ["accepted"]
    assert ledger.learned() == {}, "what was only written to is not confirmed"
    assert listed.listed(ledger.db) == listed.Listed()
    box = ledger.mailbox_id("bot", "INBOX", "1")
    mail_id = ledger.record_fetched(box, "2", "sha2", 1, NOW, NOW)
    assert ledger.decide(mail_id, examination("k", plan("d.rd")), answer, NOW).receipt == "BCP2563-000002"
    assert migrations.pending(ledger.db) == []
    ledger.close()
    again = Ledger(old, "bcp-2563", "BCP2563")
    assert again.rows("PRAGMA integrity_check")[0][0] == "ok"
    again.close()


def test_a_reader_says_what_to_do_and_changes_nothing(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(OlderLedger, match="mailbot doctor"):
        open_database(old, read_only=True)
    assert listed.of_file(old) == listed.Listed()
    assert listed.learned_of_file(old) == {}
    assert old.read_bytes() == before


def test_plans_of_a_ledger_without_cases_go_on(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(connection), stop_before="m0004_cases")
    stored = examination("k", plan("d.dlt", "review")).model_dump_json(by_alias=True)
    connection.execute("INSERT INTO mailbox VALUES (1, 'bot', 'INBOX', '1')")
    connection.execute(
        "INSERT INTO mail (id, mailbox_id, uid, state, receipt, raw_sha256, size, received_at, fetched_at, sender, "
        "verdict, judgment, content_key, examination) "
        "VALUES (1, 1, '1', 'done', 'BCP2563-000001', 'sha', 1, ?, '2020', "
        "'a@dlt.go.th', 'review', 1, 'k', ?)",
        (to_text(NOW), stored),
    )
    connection.execute(
        "INSERT INTO plan (mail_id, judgment, position, round, agency_id, credited, verdict, late, received_at, "
        "decided_at) VALUES (1, 1, 1, 'bcp-2563', 'd.dlt', 1, 'review', 0, ?, '2020')",
        (to_text(NOW),),
    )
    connection.execute("INSERT INTO receipt_counter VALUES ('BCP2563', 1)")
    connection.close()
    ledger = Ledger(path, "bcp-2563", "BCP2563")
    (row,) = ledger.rows("SELECT plan.newest, plan.files, mail.sender_agency FROM plan, mail")
    assert tuple(row) == (int(NOW.timestamp()), "[]", "d.dlt")
    (one,) = waiting(ledger.db, NOW)
    assert (one.receipt, one.plan, one.seen) == ("BCP2563-000001", 1, 1)
    ruling = Ruling(1, 1, "accept", "malee", "ok", 1)
    made = ledger.rule(ruling, examination("k", plan("d.dlt")), answer, NOW)
    assert (made.receipt, made.judgment) == ("BCP2563-000001", 2)
    assert waiting(ledger.db, NOW) == []
    assert [row["ruled_by"] for row in queries.agency_history(ledger.db, "bcp-2563", "d.dlt")] == [None, "malee"]
    assert ledger.rows("PRAGMA integrity_check")[0][0] == "ok"
    ledger.close()


RELEASES = {"0.1.0": "m0003_agencies", "0.2.0": "m0004_cases"}
"""Each released version -> the first migration that it did not have."""


@pytest.mark.parametrize("release", RELEASES)
def test_the_ledger_of_every_release_answers_the_same_questions(tmp_path: Path, release: str) -> None:
    path = tmp_path / "ledger.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(connection), stop_before=RELEASES[release])
    _fill(connection)
    connection.close()
    ledger = Ledger(path, "bcp-2563", "BCP2563")
    assert migrations.pending(ledger.db) == []
    assert [(one["agency_id"], one["verdict"]) for one in queries.agency_history(ledger.db, "bcp-2563", "d.dlt")] == [
        ("d.dlt", "accepted")
    ]
    assert [line["receipt"] for line in queries.mails(ledger.db)] == ["BCP2563-000001"]
    assert queries.contacts(ledger.db) == {"d.dlt": ["a@dlt.go.th"]}
    assert ledger.conditions() == {"disk": "full"}
    assert queries.outbox_figures(ledger.db).sent == 1
    assert ledger.pause_reminders("d.dlt", "", "test", NOW)
    assert not ledger.must_rebuild()
    with pytest.raises(sqlite3.IntegrityError), ledger.writing() as db:
        db.execute("DELETE FROM event")
    ledger.close()


def _fill(connection: sqlite3.Connection) -> None:
    """What every release could hold."""
    row = examination("k", plan("d.dlt")).model_dump_json(by_alias=True)
    for statement, values in (
        ("INSERT INTO mailbox VALUES (1, 'bot', 'INBOX', '1')", ()),
        (
            "INSERT INTO mail (id, mailbox_id, uid, state, receipt, raw_sha256, size, received_at, fetched_at, sender, "
            "subject, verdict, kind, judgment, content_key, examination) VALUES (1, 1, '1', 'done', 'BCP2563-000001', "
            "'sha', 1, '2020-06-15T03:00:00+00:00', '2020-06-15T03:00:00+00:00', 'a@dlt.go.th', 'k', 'accepted', "
            "'submission', 1, 'k', ?)",
            (row,),
        ),
        (
            "INSERT INTO plan (mail_id, judgment, position, round, agency_id, tier, credited, verdict, late, "
            "received_at, decided_at) "
            "VALUES (1, 1, 1, 'bcp-2563', 'd.dlt', 'direct', 1, 'accepted', 0, '2020-06-15', '2020-06-15')",
            (),
        ),
        (
            "INSERT INTO contact (agency_id, address, source, learned_at) "
            "VALUES ('d.dlt', 'a@dlt.go.th', 'mail', '2020')",
            (),
        ),
        ("INSERT INTO receipt_counter VALUES ('BCP2563', 1)", ()),
        ("INSERT INTO condition VALUES ('disk', '2020-06-15T03:00:00+00:00', 'full')", ()),
        (
            "INSERT INTO outbox (kind, mail_id, judgment, round, message_id, token, recipient, envelope_from, subject, "
            "raw, state, created_at, next_try_at) "
            "VALUES ('acknowledgment', 1, 1, 'bcp-2563', '<a@x>', 't', 'a@dlt.go.th', "
            "'', 's', x'41', 'sent', '2020', '2020')",
            (),
        ),
        ("INSERT INTO event (at, actor, action, detail) VALUES ('2020-06-15', 'mailbot', 'decided', '{}')", ()),
    ):
        connection.execute(statement, values)
