"""The whole mailbox protocol against a real Dovecot over TLS."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.errors import ConfigError, Transient
from mailbot.mailbox.imap import ImapMailbox
from mailbot.settings import ImapSection, MailboxSection
from tests.mailbox.servers import dovecot_without, mail, mailbox_of, settings
from tests.servers.dovecot import DovecotServer

pytestmark = pytest.mark.dovecot


@pytest.fixture
def box(dovecot: DovecotServer) -> Iterator[ImapMailbox]:
    made = mailbox_of(dovecot)
    made.open()
    yield made
    made.close()


def test_open_makes_and_subscribes_the_folders(dovecot: DovecotServer) -> None:
    box = mailbox_of(dovecot)
    validity = box.open()
    assert validity.isdecimal()
    assert box.open() == validity
    assert dovecot.folders() == ["INBOX", "Processed", "Quarantine", "Review", "Sealed", "Sent"]
    with dovecot.client() as client:
        subscribed = {name for _flags, _separator, name in client.list_sub_folders()}
    assert subscribed >= {"Processed", "Quarantine", "Review", "Sealed", "Sent"}
    assert (box.account, box.folder) == ("bot@127.0.0.1", "INBOX")
    box.close()
    box.close()
    with pytest.raises(Transient, match="not connected"):
        box.waiting()
    assert box.open() == validity


def test_waiting_is_everything_whatever_its_flags(dovecot: DovecotServer, box: ImapMailbox) -> None:
    for number in (1, 2, 3):
        dovecot.deliver(mail(number))
    with dovecot.client() as clerk:
        clerk.select_folder("INBOX")
        clerk.add_flags([1], [rb"\Seen"])
        clerk.add_flags([2], [rb"\Deleted"])
    assert box.waiting() == ["1", "2", "3"]


def test_fetch_changes_nothing(dovecot: DovecotServer, box: ImapMailbox) -> None:
    dovecot.deliver(mail(1))
    fetched = box.fetch("1")
    assert fetched is not None
    assert [fetched.raw] == dovecot.messages()
    assert dovecot.flags() == [()]
    described = box.describe("1")
    assert described is not None
    assert (described.size, described.received_at) == (len(fetched.raw), fetched.received_at)
    assert abs(datetime.now(UTC) - described.received_at) < timedelta(minutes=1)
    assert described.received_at.utcoffset() == timedelta(0)


def test_bytes_come_as_they_are(box: ImapMailbox) -> None:
    raw = b"Subject: \xe1\xbc\xb9\r\n\r\n" + bytes(set(range(1, 256)) - {10, 13}) + b"\r\n"
    box.append("INBOX", raw, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    fetched = box.fetch("1")
    assert fetched is not None
    assert fetched.raw == raw
    assert fetched.received_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_mail_of_25_megabytes(dovecot: DovecotServer, box: ImapMailbox) -> None:
    raw = mail(1) + b"0123456789" * 7 + b"\r\n"
    raw += (b"A" * 76 + b"\r\n") * (25 * 1024 * 1024 // 78)
    dovecot.deliver(raw)
    described = box.describe("1")
    assert described is not None
    assert described.size > 25_000_000
    fetched = box.fetch("1")
    assert fetched is not None
    assert len(fetched.raw) == described.size
    assert fetched.raw.endswith(raw)


def test_only_the_header_of_a_large_mail(dovecot: DovecotServer, box: ImapMailbox) -> None:
    dovecot.deliver(mail(1) + b"x" * 5_000_000)
    fetched = box.fetch_header("1")
    assert fetched is not None
    assert fetched.raw.endswith(b"Subject: mail 1\r\n\r\n")
    with dovecot.client() as client:
        client.append("INBOX", b"X-Long: " + b"a" * 400_000 + b"\r\n\r\nbody\r\n")
    cut = box.fetch_header("2")
    assert cut is not None
    assert len(cut.raw) == 262_144
    assert dovecot.flags() == [(), ()]


def test_what_is_gone_is_none(dovecot: DovecotServer, box: ImapMailbox) -> None:
    dovecot.deliver(mail(1))
    assert box.waiting() == ["1"]
    with dovecot.client() as clerk:
        clerk.select_folder("INBOX")
        clerk.move([1], "Review")
    assert box.describe("1") is None
    assert box.fetch("1") is None
    assert box.fetch_header("1") is None
    assert box.move("1", "Processed") is False
    assert box.waiting() == []
    assert dovecot.whereabouts() == {"Review": ["<1@example.org>"]}


def test_flag_news_of_other_mails_is_not_taken_for_an_answer(dovecot: DovecotServer, box: ImapMailbox) -> None:
    dovecot.deliver(mail(1))
    dovecot.deliver(mail(2))
    box.waiting()
    with dovecot.client() as clerk:
        clerk.select_folder("INBOX")
        clerk.add_flags([1, 2], [rb"\Seen", rb"\Flagged"])
    described = box.describe("1")
    assert described is not None
    assert described.size > 100
    fetched = box.fetch("2")
    assert fetched is not None
    assert b"<2@example.org>" in fetched.raw


def test_move_is_proved_once(dovecot: DovecotServer, box: ImapMailbox) -> None:
    for number in (1, 2):
        dovecot.deliver(mail(number))
    assert box.move("1", "Processed") is True
    assert box.move("1", "Processed") is False
    assert box.waiting() == ["2"]
    assert dovecot.whereabouts() == {"INBOX": ["<2@example.org>"], "Processed": ["<1@example.org>"]}


def test_move_is_a_claim(dovecot: DovecotServer, box: ImapMailbox) -> None:
    second = mailbox_of(dovecot)
    second.open()
    dovecot.deliver(mail(1))
    assert box.waiting() == second.waiting() == ["1"]
    assert [box.move("1", "Processed"), second.move("1", "Processed")] == [True, False]
    second.close()


def test_a_folder_that_somebody_removed_is_made_again(dovecot: DovecotServer, box: ImapMailbox) -> None:
    dovecot.deliver(mail(1))
    with dovecot.client() as clerk:
        clerk.delete_folder("Processed")
        clerk.delete_folder("Sent")
    assert box.move("1", "Processed") is True
    box.append("Sent", mail(2), datetime.now(UTC))
    assert dovecot.whereabouts() == {"Processed": ["<1@example.org>"], "Sent": ["<2@example.org>"]}


def test_sent_copies_are_read_and_found(dovecot: DovecotServer, box: ImapMailbox) -> None:
    box.append("Sent", mail(5), datetime.now(UTC))
    assert dovecot.flags("Sent") == [(rb"\Seen",)]
    assert box.holds("Sent", "<5@example.org>") is True
    assert box.holds("Sent", "<15@example.org>") is False
    assert box.holds("Processed", "<5@example.org>") is False
    assert box.holds("Sent", '<"a b"@example.org>') is False
    dovecot.deliver(mail(6))
    assert box.waiting() == ["1"]


def test_thai_folder_names(dovecot: DovecotServer) -> None:
    box = mailbox_of(dovecot, folders={"processed": "ดำเนินการแล้ว/๒๕๖๓", "review": "รอเจ้าหน้าที่"})
    box.open()
    dovecot.deliver(mail(1))
    assert box.move("1", "ดำเนินการแล้ว/๒๕๖๓") is True
    assert box.holds("ดำเนินการแล้ว/๒๕๖๓", "<1@example.org>") is True
    assert dovecot.whereabouts() == {"ดำเนินการแล้ว/๒๕๖๓": ["<1@example.org>"]}
    box.close()


def test_namespace_prefix_and_separator_are_the_servers() -> None:
    with dovecot_without(prefix="INBOX.", separator=".") as server:
        box = mailbox_of(server, folders={"processed": "Plans/Processed"})
        box.open()
        server.deliver(mail(1))
        assert box.move("1", "Plans/Processed") is True
        assert "INBOX.Review" in server.folders()
        assert server.whereabouts() == {"INBOX.Plans.Processed": ["<1@example.org>"]}
        box.close()


def test_an_inbox_of_another_name(dovecot: DovecotServer) -> None:
    with dovecot.client() as clerk:
        clerk.create_folder("แผน")
        clerk.append("แผน", mail(1))
    box = mailbox_of(dovecot, folders={"inbox": "แผน"})
    box.open()
    assert box.waiting() == ["1"]
    assert box.move("1", "Processed") is True
    box.close()
    missing = mailbox_of(dovecot, folders={"inbox": "nowhere"})
    with pytest.raises(Transient):
        missing.open()


def test_numbered_anew(dovecot: DovecotServer) -> None:
    box = mailbox_of(dovecot)
    before = box.open()
    dovecot.deliver(mail(1))
    assert box.waiting() == ["1"]
    dovecot.change_uidvalidity()
    after = box.open()
    assert after != before
    assert [box.move(uid, "Processed") for uid in box.waiting()] == [True]
    assert dovecot.whereabouts() == {"Processed": ["<1@example.org>"]}
    box.close()


def test_starttls(dovecot: DovecotServer) -> None:
    box = ImapMailbox(settings(dovecot.port, security="starttls", ca_file=dovecot.ca_file))
    box.open()
    dovecot.deliver(mail(1))
    assert box.move("1", "Processed") is True
    box.close()
    assert "TLS, session" in dovecot.log()


def test_an_hour_old_connection_is_replaced(dovecot: DovecotServer) -> None:
    now = [0.0]
    box = ImapMailbox(settings(dovecot.port_tls, ca_file=dovecot.ca_file), monotonic=lambda: now[0])
    validity = box.open()
    now[0] = 3601.0
    assert box.open() == validity
    assert dovecot.log().count("Login: user=<bot>") == 2
    box.close()


def test_settings_that_cannot_work_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="host and user"):
        ImapMailbox(MailboxSection(kind="imap"))
    with pytest.raises(ConfigError, match="only for a server on this machine"):
        ImapMailbox(MailboxSection(imap=ImapSection(host="mail.example.org", user="bot", security="none")))
    with pytest.raises(ConfigError, match="ca_file"):
        ImapMailbox(settings(993, ca_file=tmp_path / "missing.pem"))
