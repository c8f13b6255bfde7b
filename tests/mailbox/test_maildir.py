"""The embedded mailbox: same promises as IMAP, on a folder."""

import mailbox
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.errors import Transient
from mailbot.mailbox.maildir import MaildirMailbox
from mailbot.mailbox.protocol import Mailbox
from mailbot.settings import MailboxSection
from tests.mailbox.servers import mail


@pytest.fixture
def box(tmp_path: Path) -> MaildirMailbox:
    made = MaildirMailbox(tmp_path / "box", MailboxSection())
    made.open()
    return made


def _deliver(box: Mailbox, raw: bytes) -> str:
    """As a local delivery agent does it."""
    return mailbox.Maildir(box.account, create=False).add(raw)


def _keys(box: Mailbox, folder: str = "") -> list[str]:
    place = mailbox.Maildir(box.account, create=False)
    return sorted((place.get_folder(folder) if folder else place).keys())


def test_open_makes_everything_and_keeps_one_validity(tmp_path: Path) -> None:
    box = MaildirMailbox(tmp_path / "a" / "box", MailboxSection())
    validity = box.open()
    assert validity == box.open() == MaildirMailbox(tmp_path / "a" / "box", MailboxSection()).open()
    assert sorted(mailbox.Maildir(box.account).list_folders()) == [
        "Processed",
        "Quarantine",
        "Review",
        "Sealed",
        "Sent",
    ]
    other = MaildirMailbox(tmp_path / "other", MailboxSection())
    assert other.open() != validity


def test_oldest_first_wherever_the_file_lies(box: MaildirMailbox) -> None:
    first, second, third = (_deliver(box, mail(number)) for number in (1, 2, 3))
    root = Path(box.account)
    for age, key in ((100, second), (50, first), (10, third)):
        os.utime(root / "new" / key, (1_700_000_000 - age, 1_700_000_000 - age))
    (root / "new" / first).rename(root / "cur" / f"{first}:2,S")
    assert box.waiting() == [second, first, third]
    described = box.describe(first)
    assert described is not None
    assert described.received_at == datetime.fromtimestamp(1_700_000_000 - 50, UTC)
    assert described.size == len(mail(1))


def test_the_uid_survives_flags(box: MaildirMailbox) -> None:
    key = _deliver(box, mail(1))
    root = Path(box.account)
    (root / "new" / key).rename(root / "cur" / f"{key}:2,FS")
    fetched = box.fetch(key)
    assert fetched is not None
    assert fetched.raw == mail(1)
    header = box.fetch_header(key)
    assert header is not None
    assert header.raw == mail(1).removesuffix(b"hello\r\n")
    assert (root / "cur" / f"{key}:2,FS").exists()
    assert box.move(key, "Processed") is True
    assert _keys(box, "Processed") == [key]


def test_move_once(box: MaildirMailbox) -> None:
    key = _deliver(box, mail(1))
    assert [box.move(key, "Review"), box.move(key, "Review")] == [True, False]
    assert box.waiting() == []
    assert box.describe(key) is None
    assert box.fetch(key) is None
    assert box.fetch_header(key) is None
    assert mailbox.Maildir(box.account).get_folder("Review").get_bytes(key) == mail(1)


def test_the_same_name_in_the_target_is_never_overwritten(box: MaildirMailbox) -> None:
    key = _deliver(box, mail(1))
    target = Path(box.account) / ".Processed" / "cur" / f"{key}:2,S"
    target.write_bytes(mail(2))
    assert box.move(key, "Processed") is True
    found = [file.read_bytes() for name in ("new", "cur") for file in (target.parent.parent / name).iterdir()]
    assert sorted(found) == [mail(1), mail(2)]


def test_a_crash_that_left_both_ends_with_one(box: MaildirMailbox) -> None:
    key = _deliver(box, mail(1))
    (Path(box.account) / ".Processed" / "cur" / f"{key}:2,S").write_bytes(mail(1))
    assert box.move(key, "Processed") is True
    assert (_keys(box), _keys(box, "Processed")) == ([], [key])


def test_sent_copies(box: MaildirMailbox) -> None:
    box.append("Sent", mail(7), datetime(2026, 11, 23, tzinfo=UTC))
    assert box.holds("Sent", "<7@example.org>") is True
    assert box.holds("Sent", "<77@example.org>") is False
    assert box.holds("Nowhere", "<7@example.org>") is False
    folded = b"Subject: x\r\nMESSAGE-ID:\r\n <8@example.org>\r\n\r\nMessage-ID: <9@example.org>\r\n"
    box.append("Sent", folded, datetime(2026, 11, 23, tzinfo=UTC))
    assert box.holds("Sent", "<8@example.org>") is True
    assert box.holds("Sent", "<9@example.org>") is False
    assert box.waiting() == []


def test_an_appended_mail_arrived_when_we_say(box: MaildirMailbox) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    box.append("INBOX", mail(1), moment)
    (uid,) = box.waiting()
    fetched = box.fetch(uid)
    assert fetched is not None
    assert (fetched.raw, fetched.received_at) == (mail(1), moment)


def test_thai_folders(tmp_path: Path) -> None:
    box = MaildirMailbox(tmp_path / "box", MailboxSection(processed="ดำเนินการแล้ว/๒๕๖๓"))
    box.open()
    key = _deliver(box, mail(1))
    assert box.move(key, "ดำเนินการแล้ว/๒๕๖๓") is True
    assert _keys(box, "ดำเนินการแล้ว.๒๕๖๓") == [key]


def test_wait_ends_with_a_delivery_or_the_time(tmp_path: Path) -> None:
    now = [0.0]
    deliver_at = [3.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds
        if now[0] >= deliver_at[0]:
            _deliver(made, mail(1))
            deliver_at[0] = 1e9

    made = MaildirMailbox(tmp_path / "box", MailboxSection(), monotonic=lambda: now[0], sleep=sleep)
    made.open()
    assert made.waiting() == []
    made.wait(60)
    assert now[0] == 3.0
    assert len(made.waiting()) == 1
    made.wait(10)
    assert now[0] == 13.0


def test_asked_to_stop_it_ends(tmp_path: Path) -> None:
    asked = iter([False, False, True])
    slept: list[float] = []
    box = MaildirMailbox(tmp_path / "box", MailboxSection(), sleep=slept.append, stopped=lambda: next(asked))
    box.open()
    assert box.waiting() == []
    box.wait(60)
    assert slept == [0.5, 0.5]


def test_a_delivery_between_search_and_wait_is_seen(tmp_path: Path) -> None:
    box = MaildirMailbox(tmp_path / "box", MailboxSection(), sleep=lambda _seconds: pytest.fail("slept"))
    box.open()
    assert box.waiting() == []
    os.utime(tmp_path / "box" / "new", (1, 1))
    assert box.waiting() == []
    _deliver(box, mail(1))
    box.wait(60)


def test_a_disk_that_is_away_is_transient(box: MaildirMailbox) -> None:
    root = Path(box.account)
    root.rename(root.with_name("away"))
    for step in (box.waiting, lambda: box.describe("x"), lambda: box.fetch("x"), lambda: box.move("x", "Processed")):
        with pytest.raises(Transient):
            step()
    root.with_name("away").rename(root)
    assert box.waiting() == []
    blocked = MaildirMailbox(root / "mailbot-uidvalidity" / "box", MailboxSection())
    with pytest.raises(Transient):
        blocked.open()
