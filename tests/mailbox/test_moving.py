"""Moving on servers that lack MOVE, UIDPLUS or COPYUID: nothing lost, nothing doubled, nobody else's mail expunged."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mailbot.errors import Transient
from mailbot.mailbox.imap import ImapMailbox
from tests.mailbox.servers import dovecot_without, mail, mailbox_of, settings
from tests.servers.dovecot import DovecotServer
from tests.servers.scripted_imap import ScriptedImap, Session, move_silently

WAYS = [pytest.param(("MOVE",), id="no MOVE"), pytest.param(("MOVE", "UIDPLUS"), id="no MOVE, no UIDPLUS")]


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[DovecotServer]:
    with dovecot_without(*request.param) as started:
        yield started


@pytest.mark.dovecot
@pytest.mark.parametrize("server", WAYS, indirect=True)
def test_moved_once(server: DovecotServer) -> None:
    box = mailbox_of(server)
    box.open()
    for number in (1, 2, 3):
        server.deliver(mail(number))
    assert [box.move("2", "Processed"), box.move("2", "Processed")] == [True, False]
    assert box.waiting() == ["1", "3"]
    expected = {"INBOX": ["<1@example.org>", "<3@example.org>"], "Processed": ["<2@example.org>"]}
    assert server.whereabouts() == expected
    box.close()
    assert mailbox_of(server).open()
    assert server.whereabouts() == expected


@pytest.mark.dovecot
@pytest.mark.parametrize("server", WAYS, indirect=True)
def test_a_crash_behind_the_copy_makes_no_second_copy(server: DovecotServer) -> None:
    box = mailbox_of(server)
    box.open()
    server.deliver(mail(1))
    with server.client() as crashed:
        crashed.select_folder("INBOX")
        crashed.copy([1], "Processed")
    assert box.waiting() == ["1"]
    assert box.move("1", "Processed") is True
    assert server.whereabouts() == {"Processed": ["<1@example.org>"]}
    assert box.waiting() == []
    box.close()


@pytest.mark.dovecot
@pytest.mark.parametrize("server", WAYS, indirect=True)
def test_mails_that_others_marked_deleted_stay(server: DovecotServer) -> None:
    box = mailbox_of(server)
    box.open()
    for number in (1, 2):
        server.deliver(mail(number))
    with server.client() as clerk:
        clerk.select_folder("INBOX")
        clerk.add_flags([1], [rb"\Deleted"])
    assert box.move("2", "Processed") is True
    assert (rb"\Deleted",) in server.flags()
    assert box.waiting() == ["1"]
    box.close()


@pytest.mark.dovecot
@pytest.mark.parametrize("server", WAYS, indirect=True)
def test_two_mails_of_one_message_id_are_two(server: DovecotServer) -> None:
    box = mailbox_of(server)
    box.open()
    server.deliver(mail(1, "first"))
    server.deliver(mail(1, "other"))
    assert [box.move(uid, "Processed") for uid in box.waiting()] == [True, True]
    assert [raw.rsplit(b"\r\n\r\n", 1)[1] for raw in server.messages("Processed")] == [b"first\r\n", b"other\r\n"]
    box.close()


@pytest.mark.dovecot
@pytest.mark.parametrize("server", WAYS, indirect=True)
@pytest.mark.parametrize(
    "head", [b"Subject: none\r\n", b'Message-ID: <"odd one"@x>\r\n', b"Message-ID: <\xe0\xb9\x81>\r\n"]
)
def test_without_a_usable_message_id(server: DovecotServer, head: bytes) -> None:
    box = mailbox_of(server)
    box.open()
    with server.client() as client:
        for text in (b"one", b"two"):
            client.append("INBOX", head + b"\r\n" + text + b"\r\n", msg_time=datetime(2026, 1, 1, tzinfo=UTC))
        client.select_folder("INBOX")
        client.copy([1], "Processed")
    assert [box.move(uid, "Processed") for uid in box.waiting()] == [True, True]
    assert len(server.messages("Processed")) == 2
    assert server.messages("INBOX") == []
    box.close()


@pytest.mark.dovecot
def test_a_large_mail_is_compared_in_parts() -> None:
    with dovecot_without("MOVE") as server:
        box = mailbox_of(server)
        box.open()
        body = b"".join(b"%075d\r\n" % number for number in range(40_000))
        server.deliver(mail(1) + body)
        with server.client() as crashed:
            crashed.select_folder("INBOX")
            crashed.copy([1], "Processed")
        assert box.move("1", "Processed") is True
        assert server.whereabouts() == {"Processed": ["<1@example.org>"]}
        box.close()


@pytest.mark.dovecot
def test_without_expunge_the_original_keeps_a_mark() -> None:
    with dovecot_without("MOVE", "UIDPLUS") as server:
        box = mailbox_of(server)
        box.open()
        server.deliver(mail(1))
        assert box.move("1", "Processed") is True
        assert server.flags() == [(b"$MailbotMoved", rb"\Deleted")]
        assert server.flags("Processed") == [()]
        box.close()


@pytest.fixture
def silent() -> Iterator[ScriptedImap]:
    server = ScriptedImap({"UID MOVE": move_silently}, capabilities="MOVE")
    server.folders |= {name: {} for name in ("Processed", "Review", "Sealed", "Quarantine", "Sent")}
    yield server
    server.stop()


def test_a_move_without_copyuid_is_proved_by_its_bytes(silent: ScriptedImap) -> None:
    box = ImapMailbox(settings(silent.port, security="none"))
    box.open()
    silent.folders["INBOX"][4] = mail(4)
    assert box.move("4", "Processed") is True
    assert silent.folders["Processed"] == {904: mail(4)}
    assert box.move("4", "Processed") is False


def test_a_server_that_says_ok_and_does_nothing(silent: ScriptedImap) -> None:
    def lie(session: Session, tag: str, rest: str) -> None:
        session.send(f"{tag} OK done")

    box = ImapMailbox(settings(silent.port, security="none"))
    silent.answers["UID MOVE"] = lie
    silent.folders["INBOX"][4] = mail(4)
    box.open()
    with pytest.raises(Transient, match="still in the inbox"):
        box.move("4", "Processed")
    assert box.open() == "7"
    assert box.waiting() == ["4"]


def test_a_move_that_somebody_else_made_first(silent: ScriptedImap) -> None:
    def too_late(session: Session, tag: str, rest: str) -> None:
        silent.folders["INBOX"].clear()
        session.send(f"{tag} OK done")

    box = ImapMailbox(settings(silent.port, security="none"))
    silent.answers["UID MOVE"] = too_late
    silent.folders["INBOX"][4] = mail(4)
    box.open()
    assert box.move("4", "Processed") is False


def test_the_inbox_numbered_anew_in_the_middle(silent: ScriptedImap) -> None:
    def renumber(session: Session, tag: str, rest: str) -> None:
        silent.uidvalidity = 8
        move_silently(session, tag, rest)

    box = ImapMailbox(settings(silent.port, security="none"))
    silent.answers["UID MOVE"] = renumber
    silent.folders["INBOX"][4] = mail(4)
    box.open()
    with pytest.raises(Transient, match="numbered anew"):
        box.move("4", "Processed")
    assert box.open() == "8"
