"""No room, no writing, no lock, no names, no server: nothing is lost, staff are told once, and it mends itself."""

import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.daemon.mails import question
from tests.daemon.office import Office
from tests.daemon.running import running, until
from tests.servers.dovecot import message_id

pytestmark = pytest.mark.dovecot
ALERTS = '[staff]\nalert_address = "officer@example.go.th"\noutbox_minutes = 30\n'


@contextmanager
def _mounted(folder: Path, *arguments: str) -> Iterator[None]:
    """Something mounted on a folder, which is made; the test is skipped where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _told(office: Office) -> list[str]:
    """Subjects of the mails that staff got, in order."""
    mails = (message_from_bytes(one.raw, policy=policy.default) for one in list(office.sink.messages))
    return [str(mail["Subject"]) for mail in mails if mail["To"] == "officer@example.go.th"]


def _answers(office: Office) -> int:
    return sum(one.recipients != ("officer@example.go.th",) for one in list(office.sink.messages))


def _arrived(office: Office, count: int) -> None:
    done = "SELECT count(*) FROM mail WHERE state = 'done'"
    until(lambda: _answers(office) == count and office.rows(done) == [(count,)])


def test_a_disk_that_fills_up_is_told_once_and_nothing_is_lost(office: Office) -> None:
    data = office.folder / "data"
    mails = [question(number) for number in range(4)]
    with _mounted(data, "-t", "tmpfs", "-o", "size=24m", "tmpfs"):
        office.configure(ALERTS)
        office.config.write_text(office.config.read_text("utf-8").replace("min_free_mb = 0", "min_free_mb = 8"))
        office.dovecot.deliver(mails[0])
        with running(office.config):
            _arrived(office, 1)
            (data / "ballast").write_bytes(bytes(18_000_000))
            for raw in mails[1:]:
                office.dovecot.deliver(raw)
            until(lambda: len(_told(office)) == 1)
            assert "disk" in _told(office)[0]
            assert len(office.dovecot.whereabouts()["INBOX"]) == 3, "they stay where they are safe"
            (data / "ballast").unlink()
            _arrived(office, 4)
            until(lambda: len(_told(office)) == 2)
        assert "Well again" in _told(office)[1]
        assert office.rows("SELECT name FROM condition") == []
        assert office.rows("PRAGMA integrity_check") == [("ok",)]
        assert len(set(office.sink.message_ids())) == len(office.sink.messages)


def test_a_disk_without_a_single_byte_loses_nothing(office: Office) -> None:
    data = office.folder / "data"
    mails = [question(number) for number in range(3)]
    with _mounted(data, "-t", "tmpfs", "-o", "size=8m", "tmpfs"):
        office.run()
        ballast = (data / "ballast").open("wb", buffering=0)
        for size in (1 << 16, 1 << 12, 1):
            try:
                while ballast.write(bytes(size)):
                    pass
            except OSError:
                continue
        for raw in mails:
            office.dovecot.deliver(raw)
        for _ in range(2):
            assert "Traceback" not in office.run().stderr
        assert len(office.dovecot.whereabouts()["INBOX"]) == 3
        ballast.close()
        (data / "ballast").unlink()
        office.run_until_quiet()
        office.assert_settled([message_id(raw) for raw in mails])


def test_a_spool_that_cannot_be_written_loses_nothing(office: Office) -> None:
    spool = office.folder / "data" / "spool"
    mails = [question(number) for number in range(2)]
    with _mounted(spool, "-t", "tmpfs", "-o", "ro", "tmpfs"):
        for raw in mails:
            office.dovecot.deliver(raw)
        done = office.run()
        assert done.returncode == 1
        assert "spool" in done.stderr and "Traceback" not in done.stderr
        assert office.sink.messages == []
        assert len(office.dovecot.whereabouts()["INBOX"]) == 2
    office.run_until_quiet()
    office.assert_settled([message_id(raw) for raw in mails])


def test_a_ledger_that_another_program_locks_is_waited_for(office: Office) -> None:
    office.run()
    with running(office.config):
        holder = sqlite3.connect(office.ledger, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        office.dovecot.deliver(question(1))
        with pytest.raises(AssertionError):
            until(lambda: bool(office.sink.messages), 7)
        assert len(office.dovecot.whereabouts()["INBOX"]) == 1
        holder.execute("ROLLBACK")
        holder.close()
        _arrived(office, 1)
    office.assert_settled([message_id(question(1))])


def test_a_mail_server_whose_queue_is_full_is_tried_again_and_told_once(office: Office) -> None:
    office.configure(ALERTS)
    for _ in range(60):
        office.sink.fail_next("data", "452 4.3.1 Insufficient system storage")
    mails = [question(number) for number in range(3)]
    for raw in mails:
        office.dovecot.deliver(raw)
    with running(office.config) as daemon:
        until(lambda: office.ledger.exists() and office.rows("SELECT count(*) FROM mail WHERE tries = 0") == [(3,)])
        until(lambda: office.rows("SELECT count(*) FROM outbox WHERE tries > 0")[0][0] == 3)
        for minutes in (35, 50, 70):
            daemon.clock.ahead = timedelta(minutes=minutes)
            until(lambda: ("outbox",) in office.rows("SELECT name FROM condition"))
        office.sink.faults.clear()
        daemon.clock.ahead = timedelta(hours=4)
        _arrived(office, 3)
        until(lambda: len(_told(office)) == 2)
        assert ["Well again" in subject for subject in _told(office)] == [False, True]
    assert office.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]


def test_when_no_name_can_be_resolved_it_waits_and_is_told_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.configure(ALERTS.replace("outbox_minutes = 30", "outbox_minutes = 600"))
    office.run()
    office.dovecot.deliver(question(1))

    def nobody_knows(*_arguments: object, **_more: object) -> object:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with monkeypatch.context() as gone:
        gone.setattr(socket, "getaddrinfo", nobody_knows)
        with running(office.config) as daemon:
            for minutes in (61, 90, 120):
                daemon.clock.ahead = timedelta(minutes=minutes)
                until(lambda: office.rows("SELECT name FROM condition") == [("silence",)])
            assert office.sink.messages == []
            gone.undo()
            daemon.clock.ahead = timedelta(hours=4)
            _arrived(office, 1)
            until(lambda: len(_told(office)) == 2)
    assert ["Well again" in subject for subject in _told(office)] == [False, True]
    assert office.rows("SELECT name FROM condition") == []
