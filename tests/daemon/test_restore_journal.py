"""The machine burns after officers worked all day: from last night's backup and the journal, what they did is there."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot.cli.main import app
from mailbot.demo.mails import sample_mails
from tests.backup.ledgers import contents
from tests.daemon.mails import question, submission
from tests.daemon.office import Office, killed
from tests.daemon.test_restore import back_up
from tests.servers.dovecot import message_id

pytestmark = pytest.mark.dovecot
WRITTEN_BY_RESTORING = {"event", "changed", "mail", "mailbox"}


@pytest.fixture
def journal(office: Office) -> Path:
    """The journal's folder, on another disk as it were."""
    folder = office.folder / "other-disk"
    office.configure(f'[backup]\njournal_folder = "{folder}"\n')
    return folder


def told(office: Office, *arguments: str) -> str:
    """What a command says; it must go well."""
    done = CliRunner().invoke(app, ["--config", str(office.config), *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def deliver(office: Office, *mails: bytes) -> None:
    """Mails come and are dealt with."""
    for raw in mails:
        office.dovecot.deliver(raw)
    office.run_until_quiet()


def staff_work(office: Office) -> None:
    """A day of officers, on mails from before and after the backup."""
    told(office, "review", "return", "BCP2563-000002", "-m", "ขอให้เพิ่มแผนผัง", "--actor", "สมศรี")
    told(office, "review", "accept", "BCP2563-000002", "-m", "ตรวจแล้วครบถ้วน", "--actor", "สมชาย")
    told(office, "review", "not-ours", "BCP2563-000003", "-m", "แผนเก่า", "--actor", "สมศรี")
    told(office, "review", "undo", "BCP2563-000003", "-m", "กดผิด", "--actor", "สมศรี")
    told(office, "review", "seal", "BCP2563-000004", "-m", "มีตราชั้นความลับ", "--actor", "สมศรี")
    told(office, "remind", "pause", "d.dlt", "--reason", "ขอเลื่อน")
    told(office, "agencies", "contacts", "--add", "bcp@dol.go.th", "--agency", "d.dol")
    office.run_until_quiet()


@pytest.mark.slow
def test_what_officers_did_after_the_backup_is_there_again(office: Office, journal: Path) -> None:
    samples = [one.raw for one in sample_mails() if one.name in ("19-zip-archive", "22-call-tree-annex")]
    mails = [question(1), submission(), *samples]
    deliver(office, *mails[:2])
    backup = back_up(office)
    deliver(office, *mails[2:])
    staff_work(office)
    before, sent, places = contents(office.ledger), office.sink.message_ids(), office.dovecot.whereabouts()
    shutil.rmtree(office.folder / "data")
    assert "กลับมาจากสมุดรายวัน" in told(office, "restore", str(backup))
    office.run_until_quiet()
    after = contents(office.ledger)
    assert {name for name in before if before[name] != after[name]} <= WRITTEN_BY_RESTORING
    assert len(after["ruling"]) == 4
    assert set(before["event"]) < set(after["event"])
    assert office.sink.message_ids() == sent, "nobody hears from us a second time"
    assert office.dovecot.whereabouts() == places
    office.assert_settled([message_id(raw) for raw in mails])
    # The bytes came back from the mailbox, the sealed mail's only encrypted, and work goes on.
    spool = office.folder / "data" / "spool"
    assert (len(list(spool.rglob("*.eml"))), len(list(spool.rglob("*.sealed")))) == (3, 1)
    told(office, "review", "return", "BCP2563-000003", "-m", "ขอให้ส่งใหม่", "--actor", "สมศรี")
    deliver(office, question(9))
    assert len(office.sink.messages) == len(sent) + 2


def test_the_same_backup_serves_again_when_the_new_machine_burns_too(office: Office, journal: Path) -> None:
    deliver(office, question(1), submission())
    backup = back_up(office)
    told(office, "review", "return", "BCP2563-000002", "-m", "ขอให้เพิ่มแผนผัง", "--actor", "สมศรี")
    office.run_until_quiet()
    for number in range(2):
        shutil.rmtree(office.folder / "data")
        told(office, "restore", str(backup))
        office.run_until_quiet()
        told(office, "remind", "pause", ("d.dlt", "d.dol")[number], "--reason", "ขอเลื่อน")
    assert len(office.rows("SELECT 1 FROM reminder_pause")) == 2
    assert len(office.rows("SELECT 1 FROM ruling")) == 1
    assert len(office.sink.messages) == 3


@pytest.mark.parametrize("step", ["recorded", "decided", "data-accepted", "sent", "moved"])
def test_a_machine_that_burns_in_the_middle_of_a_mail(office: Office, journal: Path, step: str) -> None:
    office.run()
    backup = back_up(office)
    mails = [question(1), submission(), question(2)]
    for raw in mails:
        office.dovecot.deliver(raw)
    assert killed(office.run(step, 2))
    receipts = office.rows("SELECT receipt, raw_sha256 FROM mail WHERE receipt IS NOT NULL")
    shutil.rmtree(office.folder / "data")
    told(office, "restore", str(backup))
    office.run_until_quiet()
    office.assert_settled([message_id(raw) for raw in mails], twice=step == "data-accepted")
    assert set(receipts) <= set(office.rows("SELECT receipt, raw_sha256 FROM mail")), "each mail has its receipt"
