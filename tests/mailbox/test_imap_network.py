"""Network faults between us and a real Dovecot: each is a Transient in bounded time, and nothing is lost."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.errors import LoginRefused, Poison, Transient
from mailbot.mailbox.imap import ImapMailbox
from tests.mailbox.servers import mail, mailbox_of, settings
from tests.servers.certificate import make_certificate
from tests.servers.dovecot import DovecotServer
from tests.servers.ports import free_port
from tests.servers.proxy import FaultProxy
from tests.servers.scripted_imap import Answer, ScriptedImap, Session, ordinary
from tests.servers.tls_handshake import one_handshake

pytestmark = pytest.mark.dovecot


@pytest.fixture
def proxy(dovecot: DovecotServer) -> Iterator[FaultProxy]:
    made = FaultProxy(dovecot.port_tls)
    yield made
    made.stop()


@pytest.fixture
def box(dovecot: DovecotServer, proxy: FaultProxy) -> Iterator[ImapMailbox]:
    made = mailbox_of(dovecot, proxy.port, read_seconds=1, connect_seconds=1)
    made.open()
    yield made
    made.close()


def _settle(box: ImapMailbox) -> None:
    """What the daemon does after a Transient: close, open, and the rest of the work."""
    box.close()
    box.open()
    for uid in box.waiting():
        assert box.fetch(uid)
        assert box.move(uid, "Processed")


def test_a_dropped_connection_is_replaced(dovecot: DovecotServer, box: ImapMailbox, proxy: FaultProxy) -> None:
    dovecot.deliver(mail(1))
    proxy.drop()
    with pytest.raises(Transient):
        box.waiting()
    with pytest.raises(Transient, match="not connected"):
        box.waiting()
    _settle(box)
    assert dovecot.whereabouts() == {"Processed": ["<1@example.org>"]}


def test_open_replaces_a_connection_that_died_meanwhile(box: ImapMailbox, proxy: FaultProxy) -> None:
    validity = box.open()
    proxy.drop()
    assert box.open() == validity
    assert box.waiting() == []


@pytest.mark.parametrize("step", ["waiting", "fetch", "move", "wait", "append", "holds", "open"])
def test_half_open(dovecot: DovecotServer, box: ImapMailbox, proxy: FaultProxy, step: str) -> None:
    dovecot.deliver(mail(1))
    assert box.waiting() == ["1"]
    proxy.freeze()
    start = time.monotonic()
    with pytest.raises(Transient, match=r"in time|timed out"):
        {
            "waiting": box.waiting,
            "fetch": lambda: box.fetch("1"),
            "move": lambda: box.move("1", "Processed"),
            "wait": lambda: box.wait(0.3),
            "append": lambda: box.append("Sent", mail(2), datetime.now(UTC)),
            "holds": lambda: box.holds("Sent", "<1@example.org>"),
            "open": box.open,
        }[step]()
    assert time.monotonic() - start < 4
    proxy.heal()
    _settle(box)
    assert dovecot.whereabouts()["Processed"] == ["<1@example.org>"]
    assert "INBOX" not in dovecot.whereabouts()


def test_cut_in_mid_literal(dovecot: DovecotServer, box: ImapMailbox, proxy: FaultProxy) -> None:
    dovecot.deliver(mail(1) + b"x" * 70 + b"\r\n" * 200_000)
    described = box.describe("1")
    assert described is not None
    proxy.cut_after_received(described.size // 2)
    with pytest.raises(Transient):
        box.fetch("1")
    _settle(box)
    assert dovecot.flags("Processed") == [()]
    assert dovecot.whereabouts() == {"Processed": ["<1@example.org>"]}


def test_the_answer_to_a_move_is_lost(dovecot: DovecotServer, box: ImapMailbox, proxy: FaultProxy) -> None:
    """The server has moved, we never heard: the mail is in one folder, and the next session does not see it."""
    dovecot.deliver(mail(1))
    assert box.waiting() == ["1"]
    proxy.delay(1.5)
    with pytest.raises(Transient):
        box.move("1", "Processed")
    time.sleep(1.6)
    proxy.heal()
    box.open()
    for uid in box.waiting():
        box.move(uid, "Processed")
    assert dovecot.whereabouts() == {"Processed": ["<1@example.org>"]}


def test_a_slow_network_is_only_slow(dovecot: DovecotServer, box: ImapMailbox, proxy: FaultProxy) -> None:
    dovecot.deliver(mail(1))
    proxy.delay(0.1)
    _settle(box)
    assert dovecot.whereabouts() == {"Processed": ["<1@example.org>"]}


def test_refused_and_closed_connections(dovecot: DovecotServer, box: ImapMailbox, proxy: FaultProxy) -> None:
    proxy.drop(refuse=True)
    with pytest.raises(Transient) as closed:
        box.open()
    nobody = mailbox_of(dovecot, free_port())
    with pytest.raises(Transient) as refused:
        nobody.open()
    assert not isinstance(closed.value, LoginRefused)
    assert not isinstance(refused.value, LoginRefused)
    proxy.heal()
    assert box.open()


def test_a_silent_port_is_left_after_the_connect_time(dovecot: DovecotServer, proxy: FaultProxy) -> None:
    proxy.freeze()
    start = time.monotonic()
    with pytest.raises(Transient):
        mailbox_of(dovecot, proxy.port, connect_seconds=0.5).open()
    assert time.monotonic() - start < 2


def test_a_wrong_password_is_told_apart_and_not_shown(dovecot: DovecotServer) -> None:
    box = mailbox_of(dovecot, password="not-this-one")
    with pytest.raises(LoginRefused, match="AUTHENTICATIONFAILED") as refused:
        box.open()
    assert "not-this-one" not in str(refused.value)


def _hang_up(session: Session, tag: str, rest: str) -> None:
    session.cut()


def _ails(session: Session, tag: str, rest: str) -> None:
    session.send(f"{tag} NO [UNAVAILABLE] directory is down")


def test_a_mail_that_the_server_cannot_read_does_not_stop_the_others() -> None:
    def broken(session: Session, tag: str, rest: str) -> None:
        if rest.startswith("5 ") and "BODY" in rest:
            session.send(f"{tag} NO [SERVERBUG] internal error")
        else:
            ordinary("UID FETCH")(session, tag, rest)

    server = ScriptedImap({"UID FETCH": broken})
    server.folders["INBOX"] = {5: mail(5), 6: mail(6)}
    try:
        box = ImapMailbox(settings(server.port, security="none"))
        for _ in range(2):
            box.open()
            with pytest.raises(Transient, match="SERVERBUG"):
                box.fetch("5")
        box.open()
        with pytest.raises(Poison, match="mail 5 could not be read in 3 tries"):
            box.fetch("5")
        fetched = box.fetch("6")
        assert fetched is not None
        assert fetched.raw == mail(6)
        server.answers.clear()
        assert box.fetch("5") is not None
        box.close()
    finally:
        server.stop()


def _alert(session: Session, tag: str, rest: str) -> None:
    session.send(f"{tag} NO [ALERT] Application-specific password required")


def test_an_alert_at_login_is_for_staff() -> None:
    server = ScriptedImap({"LOGIN": _alert})
    try:
        with pytest.raises(LoginRefused, match="Application-specific password"):
            ImapMailbox(settings(server.port, security="none")).open()
    finally:
        server.stop()


@pytest.mark.parametrize("answer", [pytest.param(_hang_up, id="line dead"), pytest.param(_ails, id="server ails")])
def test_a_failure_in_the_login_that_is_not_about_us(answer: Answer) -> None:
    server = ScriptedImap({"LOGIN": answer})
    try:
        with pytest.raises(Transient) as failed:
            ImapMailbox(settings(server.port, security="none")).open()
        assert not isinstance(failed.value, LoginRefused)
    finally:
        server.stop()


def test_a_server_without_starttls_gets_no_password() -> None:
    server = ScriptedImap()
    try:
        with pytest.raises(Transient, match="STARTTLS"):
            ImapMailbox(settings(server.port, security="starttls")).open()
        assert not any(command.startswith(("LOGIN", "AUTHENTICATE")) for command in server.commands)
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        pytest.param({"starts_days": -9, "ends_days": -1}, "expired", id="expired"),
        pytest.param({"starts_days": 5, "ends_days": 9}, "not yet valid", id="not yet valid"),
        pytest.param({"address": "127.0.0.9"}, "mismatch", id="another host"),
    ],
)
def test_a_bad_certificate_is_refused(tmp_path: Path, how: dict[str, int], reason: str) -> None:
    made = make_certificate(tmp_path, **how)  # type: ignore[arg-type]
    with one_handshake(made) as port, pytest.raises(Transient, match=f"certificate is not trusted.*{reason}"):
        ImapMailbox(settings(port, ca_file=made.certificate)).open()


def test_an_unknown_authority_is_refused(dovecot: DovecotServer, tmp_path: Path) -> None:
    other = make_certificate(tmp_path)
    for port, security in ((dovecot.port_tls, "tls"), (dovecot.port, "starttls")):
        for ca_file in (None, other.certificate):
            with pytest.raises(Transient, match="certificate is not trusted"):
                ImapMailbox(settings(port, security=security, ca_file=ca_file)).open()
    assert "Login: user=<bot>" not in dovecot.log()
