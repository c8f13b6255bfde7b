"""A backup under load, the machine lost, the backup restored elsewhere: nothing lost, nobody answered twice."""

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot.backup.taking import take
from mailbot.cli.main import app
from tests.daemon.mails import question, submission
from tests.daemon.office import Office, killed
from tests.daemon.running import running, until
from tests.servers.dovecot import message_id

pytestmark = pytest.mark.dovecot
RECEIPTS = "SELECT json_extract(examination, '$.mail.message_id'), receipt FROM mail ORDER BY receipt"
STEPS = ("recorded", "decided", "data-accepted", "sent", "moved")


def back_up(office: Office, name: str = "backup.tar") -> Path:
    """A backup of the office as it is now."""
    target = office.folder / name
    take(office.folder / "data", target, "bcp-2563", datetime.now(UTC))
    return target


def deliver_all(office: Office, mails: list[bytes]) -> None:
    """One mail after the other."""
    for raw in mails:
        office.dovecot.deliver(raw)


def lose_and_restore(office: Office, backup: Path) -> None:
    """The machine burns; on a new one the backup is put back."""
    shutil.rmtree(office.folder / "data")
    done = CliRunner().invoke(app, ["--config", str(office.config), "restore", str(backup)])
    assert done.exit_code == 0, done.output


@pytest.mark.slow
def test_a_backup_under_load_is_whole_and_nothing_is_answered_twice(office: Office) -> None:
    mails = [question(number) for number in range(10)] + [submission()]
    for raw in mails[:6]:
        office.dovecot.deliver(raw)
    with running(office.config):
        until(lambda: office.ledger.exists() and len(office.sink.messages) >= 3)
        sender = threading.Thread(target=deliver_all, args=(office, mails[6:]))
        sender.start()
        backup = back_up(office)
        sender.join()
        until(lambda: len(office.sink.messages) == len(mails), 60)
        until(lambda: len(office.dovecot.whereabouts().get("Sent", [])) == len(mails))
    answers = office.sink.message_ids()
    receipts = office.rows(RECEIPTS)
    lose_and_restore(office, backup)
    office.run_until_quiet()
    assert office.sink.message_ids() == answers, "nobody hears from us a second time"
    office.assert_settled([message_id(raw) for raw in mails])
    after = office.rows(RECEIPTS)
    assert after == receipts, "each mail has the receipt that its sender was told"
    new = question(99)
    office.dovecot.deliver(new)
    office.run_until_quiet()
    office.assert_settled([message_id(raw) for raw in [*mails, new]])


@pytest.mark.parametrize("step", STEPS)
def test_a_backup_of_any_moment_is_brought_to_the_same_end(office: Office, step: str) -> None:
    mails = [question(1), submission(), question(2)]
    for raw in mails:
        office.dovecot.deliver(raw)
    assert killed(office.run(step, 2))
    backup = back_up(office)
    office.run_until_quiet()
    answers = office.sink.message_ids()
    lose_and_restore(office, backup)
    office.run_until_quiet()
    assert office.sink.message_ids() == answers
    office.assert_settled([message_id(raw) for raw in mails], twice=step == "data-accepted")
    assert office.rows("SELECT count(*) FROM event WHERE action = 'rebuilding_ended'") == [(1,)]


def test_a_mail_answered_but_still_in_the_inbox_is_not_answered_again(office: Office) -> None:
    office.run()
    backup = back_up(office)
    mails = [question(1), question(2)]
    for raw in mails:
        office.dovecot.deliver(raw)
    assert killed(office.run("copied", 2)), "the second answer has left, its mail is not moved"
    lose_and_restore(office, backup)
    office.run_until_quiet()
    assert len(office.sink.messages) == 2
    office.assert_settled([message_id(raw) for raw in mails])


def test_nothing_leaves_before_the_mailbox_was_read(office: Office) -> None:
    office.dovecot.deliver(question(1))
    assert killed(office.run("decided", 1))
    backup = back_up(office)
    office.run_until_quiet()
    lose_and_restore(office, backup)
    office.configure(imap_port=1)
    assert office.run().returncode == 1
    assert len(office.sink.messages) == 1
    office.configure()
    office.run_until_quiet()
    assert len(office.sink.messages) == 1


def test_a_kill_while_rebuilding_does_no_harm(office: Office) -> None:
    office.run()
    backup = back_up(office)
    mails = [question(number) for number in range(3)]
    for raw in mails:
        office.dovecot.deliver(raw)
    office.run_until_quiet()
    lose_and_restore(office, backup)
    assert killed(office.run("recorded", 2))
    assert killed(office.run("decided", 1))
    assert killed(office.run("*", 3))
    office.run_until_quiet()
    assert len(office.sink.messages) == 3
    office.assert_settled([message_id(raw) for raw in mails])
