"""What fails in one place stays there: a folder, a mail, a server or a disk that is not well stops nothing else."""

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.answering import Answering
from mailbot.bench import Hints
from mailbot.errors import ConfigError, Transient
from mailbot.examiner import WorkerExaminer
from mailbot.ledger.records import Counts, ReplyChoice
from mailbot.ledger.store import ReplyMaker
from mailbot.workplace import Workplace
from tests.daemon.mails import question, submission
from tests.daemon.office import Office, killed
from tests.daemon.running import TestClock as Clock
from tests.daemon.running import running, until, workplace
from tests.servers.dovecot import message_id
from tests.servers.proxy import FaultProxy

ALERTS = '[staff]\nalert_address = "officer@example.go.th"\n'


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    """An embedded mailbox."""
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    made = workplace(tmp_path / "config.toml", Clock())
    made.mailbox.open()
    yield made
    made.close()


def _mails(place: Workplace) -> list[tuple[object, ...]]:
    return [tuple(row) for row in place.ledger.rows("SELECT state, kind, tries, folder FROM mail ORDER BY id")]


@pytest.mark.dovecot
def test_a_folder_that_takes_no_mail_stops_neither_intake_nor_answers(office: Office) -> None:
    office.run()
    review = office.dovecot.base / "mail" / office.dovecot.user / ".Review"
    _lock(review, True)
    for raw in (question(1), submission(), question(2)):
        office.dovecot.deliver(raw)
    done = office.run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["2", "0"]
    assert office.dovecot.whereabouts()["Processed"] == [message_id(submission())]
    assert len(office.sink.messages) == 3
    assert office.rows("SELECT name FROM condition") == [("filing",)]
    _lock(review, False)
    office.run_until_quiet()
    assert office.rows("SELECT name FROM condition") == []
    office.assert_settled([message_id(raw) for raw in (question(1), submission(), question(2))])


@pytest.mark.dovecot
def test_a_sent_folder_that_takes_no_mail_stops_nothing(office: Office) -> None:
    office.run()
    sent = office.dovecot.base / "mail" / office.dovecot.user / ".Sent"
    _lock(sent, True)
    with running(office.config) as daemon:
        for number in (1, 2):
            office.dovecot.deliver(question(number))
            until(lambda count=number: len(office.sink.messages) >= count)  # type: ignore[misc]
        until(lambda: office.rows("SELECT name FROM condition") == [("copies",)])
        until(lambda: "INBOX" not in office.dovecot.whereabouts())
        _lock(sent, False)
        daemon.clock.ahead = timedelta(minutes=6)
        until(lambda: len(office.dovecot.whereabouts().get("Sent", [])) == 2)
    assert office.dovecot.foreign_logins() < 20, "no reconnecting at every look"


@pytest.mark.dovecot
def test_a_silent_smtp_server_does_not_slow_the_intake(office: Office) -> None:
    proxy = FaultProxy(office.sink.port)
    proxy.freeze()
    office.configure(smtp_port=proxy.port)
    mails = [question(number) for number in range(8)]
    for raw in mails:
        office.dovecot.deliver(raw)
    done = office.run()
    assert done.stdout.split() == ["8", "8"], done.stderr
    assert proxy.connections <= 2, "each try costs a time-out"
    proxy.heal()
    office.ahead = timedelta(days=3)  # a long weekend: nothing was said about any of these mails, so none is given up
    office.run_until_quiet()
    office.assert_settled([message_id(raw) for raw in mails])
    proxy.stop()


@pytest.mark.dovecot
def test_an_smtp_login_that_is_refused_stops_no_intake_and_is_told_once(office: Office) -> None:
    office.sink.password = "changed"
    mails = [question(number) for number in range(3)]
    for raw in mails:
        office.dovecot.deliver(raw)
    with running(office.config) as daemon:
        until(lambda: office.ledger.exists() and office.rows("SELECT count(*) FROM mail") == [(3,)])
        for tries, minutes in ((1, 2), (2, 10), (3, 30)):
            _until_put_off(office, tries)
            daemon.clock.ahead = timedelta(minutes=minutes)
        _until_put_off(office, 4)
        assert office.rows("SELECT name FROM condition") == [("smtp_login",)]
        office.sink.password = "secret"
        daemon.clock.ahead = timedelta(hours=3)
        until(lambda: len(office.sink.messages) == 3)
        until(lambda: not office.rows("SELECT 1 FROM condition"))
    told = office.rows("SELECT action, count(*) FROM event WHERE action IN ('trouble', 'well_again') GROUP BY action")
    assert told == [("trouble", 1), ("well_again", 1)]


@pytest.mark.dovecot
def test_a_lost_spool_file_is_fetched_again_and_one_that_nobody_has_stops_nothing(office: Office) -> None:
    for raw in (question(1), question(2)):
        office.dovecot.deliver(raw)
    assert killed(office.run("recorded", 2))
    for path in (office.folder / "data" / "spool").rglob("*.eml"):
        path.unlink()
    with office.dovecot.client() as client:
        client.select_folder("INBOX")
        client.move([client.search()[0]], "Review")
    office.dovecot.deliver(submission())
    done = office.run()
    assert done.stdout.split() == ["1", "0"], done.stderr
    assert office.rows("SELECT name FROM condition") == [("spool",)]
    assert len(office.sink.messages) == 2
    assert sorted(str(row[0]) for row in office.rows("SELECT state FROM mail")) == ["done", "done", "fetched"]


@pytest.mark.dovecot
def test_a_kill_before_a_bounce_is_noted_does_not_forget_it(office: Office) -> None:
    office.dovecot.deliver(question(1))
    office.run_until_quiet()
    ((ours, recipient),) = office.rows("SELECT message_id, recipient FROM outbox")
    office.dovecot.deliver(_bounce(str(ours), str(recipient)))
    assert killed(office.run("decided", 1))
    office.run_until_quiet()
    assert office.rows("SELECT bounced FROM outbox") == [("hard",)]
    assert len(office.sink.messages) == 1


@pytest.mark.dovecot
def test_a_ledger_that_is_taken_away_ends_the_daemon_and_is_told(office: Office) -> None:
    office.configure(ALERTS)
    office.dovecot.deliver(question(1))
    with pytest.raises(AssertionError, match="taken away"), running(office.config) as daemon:
        until(lambda: len(office.sink.messages) == 1 and "INBOX" not in office.dovecot.whereabouts())
        office.ledger.rename(office.ledger.with_name("elsewhere"))
        until(lambda: not daemon.alive)
    assert office.sink.messages[-1].recipients == ("officer@example.go.th",)
    done = office.run()
    assert done.returncode == 1
    assert "restore it from a backup" in done.stderr
    assert not office.ledger.exists()
    office.ledger.with_name("elsewhere").rename(office.ledger)
    office.run_until_quiet()


@pytest.mark.dovecot
def test_a_damaged_ledger_ends_in_words_and_loses_no_mail(office: Office) -> None:
    office.run()
    office.dovecot.deliver(question(1))
    office.ledger.write_bytes(b"SQLite format 3\0" + os.urandom(8000))
    done = office.run()
    assert done.returncode == 1
    assert "ledger" in done.stderr
    assert "Traceback" not in done.stderr
    assert office.dovecot.whereabouts()["INBOX"] == [message_id(question(1))]


def test_a_mail_put_back_under_its_old_name_is_filed_again_without_an_answer(place: Workplace) -> None:
    place.mailbox.append("INBOX", question(1), place.clock())
    place.daemon.run_once()
    (filed,) = (place.folder / "mailbox" / ".Review" / "cur").iterdir()
    filed.rename(place.folder / "mailbox" / "cur" / filed.name)
    place.daemon.run_once()
    assert place.mailbox.waiting() == []
    assert place.ledger.rows("SELECT count(*) FROM outbox")[0][0] == 1
    assert place.ledger.rows("SELECT count(*) FROM event WHERE action = 'moved_again'")[0][0] == 1


def test_another_mail_under_a_number_that_was_used_before_is_not_overlooked(place: Workplace) -> None:
    place.mailbox.append("INBOX", question(1), place.clock())
    (first,) = (place.folder / "mailbox" / "cur").iterdir()
    place.daemon.run_once()
    first.write_bytes(submission())
    place.daemon.run_once()
    assert place.mailbox.waiting() == []
    assert [row[1] for row in _mails(place)] == ["inquiry", "submission"]


class _Stumbling(Answering):
    """Breaks over one subject: a template with a mistake in it, say."""

    def maker(self, examination, received_at, now) -> ReplyMaker:  # type: ignore[no-untyped-def]
        if examination.mail.subject and "ครั้งที่ 1" in examination.mail.subject:
            raise KeyError("no such word in the template")
        return super().maker(examination, received_at, now)


def test_a_mistake_of_ours_over_one_mail_stops_no_other(place: Workplace) -> None:
    sound = place.answering
    place.__dict__["answering"] = _Stumbling(sound.bench, sound.replies, sound.folders, sound.letterhead)
    for number in (1, 2):
        place.mailbox.append("INBOX", question(number), place.clock())
    done = place.daemon.run_once()
    assert _mails(place) == [("fetched", None, 3, None), ("done", "inquiry", 0, "Review")]
    assert done.waiting == 1
    assert any("internal" in trouble for trouble in done.troubles)
    place.daemon.intake.answering = sound
    assert isinstance(place.clock, Clock)
    place.clock.ahead = timedelta(minutes=11)
    place.daemon.run_once()
    assert [row[0] for row in _mails(place)] == ["done", "done"]


def test_a_worker_that_cannot_start_is_no_fault_of_the_mail(place: Workplace, tmp_path: Path) -> None:
    (tmp_path / "no-rules").mkdir()
    broken = replace(place.parts, rules_folder=tmp_path / "no-rules")
    worker = WorkerExaminer(broken, seconds=60, memory_mb=2048)
    with pytest.raises(Transient, match="start"):
        worker.examine(question(1), Hints())
    worker.close()


def test_a_secret_that_a_crash_left_empty_is_made_anew(place: Workplace) -> None:
    (place.folder / "secret").write_text("")
    assert len(place.secret) == 64
    assert stat.S_IMODE((place.folder / "secret").stat().st_mode) == 0o600


def test_a_replay_before_the_answer_has_left_changes_nothing_of_its_way(place: Workplace) -> None:
    (place.folder / "sent").write_text("not a folder")
    place.mailbox.append("INBOX", question(1), place.clock())
    place.daemon.run_once()
    assert [row[0] for row in _mails(place)] == ["decided"]
    examination = place.examiner.examine(question(1), Hints())

    def silent(_receipt: str, _judgment: int, _counts: Counts) -> ReplyChoice:
        return ReplyChoice(None, "Processed")

    place.ledger.decide(1, examination, silent, place.clock())
    assert _mails(place) == [("decided", "inquiry", 0, "Processed")]
    (place.folder / "sent").unlink()
    assert isinstance(place.clock, Clock)
    place.clock.ahead = timedelta(minutes=10)
    place.daemon.run_once()
    assert [row[0] for row in _mails(place)] == ["done"]


def test_a_clock_put_back_by_a_day_keeps_no_answer_waiting(place: Workplace) -> None:
    assert isinstance(place.clock, Clock)
    place.clock.ahead = timedelta(days=1)
    (place.folder / "sent").write_text("not a folder")
    place.mailbox.append("INBOX", question(1), place.clock())
    place.daemon.run_once()
    (place.folder / "sent").unlink()
    place.clock.ahead = timedelta()
    place.daemon.run_once()
    assert [row[0] for row in _mails(place)] == ["done"]


def test_reminders_that_cannot_be_written_end_nothing(place: Workplace) -> None:
    def stumble() -> int:
        raise ValueError("no such word in the template")

    place.daemon.remind = stumble
    place.mailbox.append("INBOX", question(1), place.clock())
    assert place.daemon.run_once().filed == 1
    assert place.ledger.conditions().keys() == {"internal"}


def test_an_empty_folder_of_mails_needs_no_old_ledger(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[data]\nmin_free_mb = 0\n", "utf-8")
    spooled = tmp_path / "data" / "spool" / "ab"
    spooled.mkdir(parents=True)
    made = workplace(tmp_path / "config.toml", Clock())
    made.ledger.close()
    made.ledger_path.unlink()
    (spooled / f"{'ab' * 32}.eml").write_bytes(b"x")
    with pytest.raises(ConfigError, match="holds its mails"):
        _ = workplace(tmp_path / "config.toml", Clock()).ledger


def _until_put_off(office: Office, times: int) -> None:
    """Until a try has ended for the times-th time, and the daemon has noted by its clock when the next one may be."""
    until(lambda: len(office.rows("SELECT id FROM event WHERE action = 'put_off'")) >= times)
    time.sleep(0.5)


def _lock(folder: Path, locked: bool) -> None:
    for part in (folder, *(folder / name for name in ("tmp", "new", "cur"))):
        part.chmod(0o500 if locked else 0o700)


def _bounce(ours: str, recipient: str) -> bytes:
    lines = f"""From: MAILER-DAEMON@mx.example
To: opdcbcm@opdc.go.th
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce.1@mx.example>
Date: Mon, 15 Jun 2020 11:00:00 +0700
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: {ours}

--b--
"""
    return lines.replace("\n", "\r\n").encode()
