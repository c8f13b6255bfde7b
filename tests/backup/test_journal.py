"""What is done after the backup comes back from the journal: every row, once, from whichever backup."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from mailbot.backup.catching_up import CaughtUp, catch_up
from mailbot.backup.journal import JournalFolder
from mailbot.backup.restoring import restore
from mailbot.backup.taking import take
from mailbot.errors import Transient
from mailbot.ledger.records import Counts, ReplyChoice
from mailbot.ledger.store import Ledger
from tests.backup.ledgers import SECRET, Worked, contents
from tests.ledger.samples import examination, plan


def brought_back(worked: Worked, backup: Path, to: str = "new", journal: JournalFolder | None = None) -> CaughtUp:
    """The backup in another folder, and what the journal adds to it."""
    restore(backup, worked.folder / to)
    return catch_up(worked.folder / to / "ledger.sqlite3", journal or worked.journal)


def backed_up(worked: Worked, name: str = "backup.tar") -> Path:
    """A backup of now."""
    target = worked.folder / name
    take(worked.data, target, "bcp-2563", worked.now)
    return target


@pytest.mark.parametrize("seed", range(6))
def test_the_same_ledger_comes_back_from_any_backup(tmp_path: Path, seed: int) -> None:
    worked = Worked(tmp_path, seed)
    backups = []
    for number in range(3):
        worked.work(12)
        backups.append(backed_up(worked, f"{number}.tar"))
        worked.journal.begin_file(worked.now)
    worked.work(20)
    worked.ledger.close()
    for number, backup in enumerate(backups):
        done = brought_back(worked, backup, str(number))
        assert (done.left, done.why) == (0, "")
        assert done.transactions >= 15
        assert contents(tmp_path / str(number) / "ledger.sqlite3") == contents(worked.path)


def test_a_second_call_and_a_second_restore_add_nothing(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 1)
    worked.work(10)
    backup = backed_up(worked)
    worked.work(10)
    worked.ledger.close()
    assert brought_back(worked, backup).transactions > 0
    assert catch_up(tmp_path / "new" / "ledger.sqlite3", worked.journal).transactions == 0
    # The restored ledger goes on and is lost too: the first backup still leads to its end.
    again = Ledger(tmp_path / "new" / "ledger.sqlite3", "bcp-2563", "BCP2563", worked.journal)
    again.record_restored("2020-06-15", worked.now)
    again.add_contact("d.dol", "after@dol.go.th", "", "สมศรี", worked.now)
    again.close()
    assert brought_back(worked, backup, "newer").left == 0
    assert contents(tmp_path / "newer" / "ledger.sqlite3") == contents(tmp_path / "new" / "ledger.sqlite3")


def test_a_copy_that_somebody_only_tried_out_spoils_nothing(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 2)
    worked.work(10)
    backup = backed_up(worked)
    worked.work(5)
    brought_back(worked, backup, "tried")
    tried = Ledger(tmp_path / "tried" / "ledger.sqlite3", "bcp-2563", "BCP2563", worked.journal)
    tried.record_restored("2020-06-15", worked.now)
    tried.close()
    worked.work(10)
    worked.ledger.close()
    assert brought_back(worked, backup).left == 0
    assert contents(tmp_path / "new" / "ledger.sqlite3") == contents(worked.path)


def test_a_line_torn_by_a_power_cut_is_no_transaction(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 3)
    worked.work(6)
    backup = backed_up(worked)
    worked.work(6)
    before = contents(worked.path)
    file = worked.journal.files()[-1]
    whole = file.read_bytes()
    worked.work(1)
    file.write_bytes(whole + file.read_bytes()[len(whole) :][:40])
    assert brought_back(worked, backup, "cut").left == 0
    assert contents(tmp_path / "cut" / "ledger.sqlite3") == before


def test_what_was_rolled_back_does_not_come_back(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 4)
    worked.work(4)
    backup = backed_up(worked)

    def no_reply(_receipt: str, _judgment: int, _counts: Counts) -> ReplyChoice:
        raise ValueError("this letter cannot be written")

    with pytest.raises(ValueError, match="letter"):
        worked.ledger.decide(worked.mails[0], examination("z", plan("d.dlt")), no_reply, worked.now)
    # A disk that is full in the moment of the COMMIT, when the entry is written already.
    worked.ledger.db.execute("CREATE TEMP TABLE held (x REFERENCES mail (id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(sqlite3.IntegrityError), worked.ledger.writing() as db:
        db.execute("INSERT INTO condition (name, since, detail) VALUES ('never', '', '')")
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("UPDATE plan SET mail_id = 999")
    worked.work(5)
    worked.ledger.close()
    assert brought_back(worked, backup).left == 0
    assert contents(tmp_path / "new" / "ledger.sqlite3") == contents(worked.path)


def test_a_gap_ends_it_and_is_told(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 5)
    worked.work(6)
    backup = backed_up(worked)
    worked.ledger.add_contact("d.dlt", "first@dlt.go.th", "", "สมศรี", worked.now)
    lines = worked.journal.files()[-1].read_bytes().splitlines(keepends=True)
    worked.work(8)
    after = worked.journal.files()[-1].read_bytes().splitlines(keepends=True)
    worked.journal.files()[-1].write_bytes(b"".join(lines + after[len(lines) + 1 :]))
    done = brought_back(worked, backup)
    assert (done.transactions, done.why) == (1, "the journal has a gap")
    assert done.left == len(after) - len(lines) - 1


def test_another_secret_and_changed_text_are_believed_nothing(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 6)
    worked.work(6)
    backup = backed_up(worked)
    worked.work(6)
    other = JournalFolder(worked.journal.folder, lambda: "another")
    done = brought_back(worked, backup, "other", other)
    assert (done.transactions, done.left > 0, "another secret" in done.why) == (0, True, True)
    first = next(one for one in worked.journal.places() if worked.journal.read(one) is not None)
    raw = bytearray(first.file.read_bytes())
    end = raw.index(b"\n", first.offset)
    raw[end - 30 : end - 20] = raw[end - 20 : end - 10]
    first.file.write_bytes(raw)
    assert worked.journal.read(first) is None


def test_nothing_of_it_can_be_read_without_the_secret(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 7)
    worked.ledger.add_contact("d.dlt", "somsri@dlt.go.th", "ผู้ประสานงาน", "สมศรี", worked.now)
    worked.work(10)
    raw = b"".join(file.read_bytes() for file in worked.journal.files())
    for words in ("somsri", "@dlt.go.th", "INSERT", "สมศรี", "ผู้ประสานงาน"):
        assert words.encode() not in raw
    assert all(file.stat().st_mode & 0o077 == 0 for file in worked.journal.files())
    assert SECRET.encode() not in raw


def test_a_journal_that_fails_stops_nobody_and_staff_see_it(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 8)
    worked.work(4)
    shutil.rmtree(worked.journal.folder)
    worked.journal.folder.write_text("a file where the folder was")
    worked.ledger.add_contact("d.dlt", "after@dlt.go.th", "", "สมศรี", worked.now)
    told = worked.ledger.rows("SELECT for_staff FROM event WHERE action = 'not_journaled'")
    assert [row[0] for row in told] == [1]
    assert worked.ledger.rows("SELECT 1 FROM contact WHERE address = 'after@dlt.go.th'")


def test_old_files_go_and_the_newest_stays(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 9)
    for _ in range(3):
        worked.work(3)
        worked.now = worked.now.replace(year=worked.now.year + 10)
        worked.journal.begin_file(worked.now)
    worked.work(3)
    count = len(worked.journal.files())
    assert count >= 2
    assert worked.journal.drop_older(worked.now) == count - 1
    assert len(worked.journal.files()) == 1


def test_a_journal_that_cannot_be_read_is_told_as_trouble_of_the_disk(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 10)
    worked.work(3)
    backup = backed_up(worked)
    (worked.journal.folder / "99999999T000000.journal").mkdir()
    with pytest.raises(Transient, match="journal"):
        brought_back(worked, backup)


def test_a_restore_that_is_cut_short_while_catching_up_leaves_no_ledger(tmp_path: Path) -> None:
    worked = Worked(tmp_path, 11)
    worked.work(5)
    backup = backed_up(worked)
    worked.work(5)
    worked.ledger.close()

    def cut(path: Path) -> None:
        catch_up(path, worked.journal)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(backup, tmp_path / "new", cut)
    assert not list((tmp_path / "new").glob("*ledger*"))
    done: list[CaughtUp] = []
    restore(backup, tmp_path / "newer", lambda path: done.append(catch_up(path, worked.journal)))
    assert done[0].transactions > 0
    assert contents(tmp_path / "newer" / "ledger.sqlite3") == contents(worked.path)
