"""The test servers themselves do what the tests believe of them."""

import smtplib
import ssl
from pathlib import Path

import pytest

from tests.servers.dovecot import DovecotServer
from tests.servers.proxy import FaultProxy
from tests.servers.smtp_sink import SmtpSink

RAW = b"Message-ID: <one@example.org>\r\nSubject: test\r\n\r\nhello\r\n"


@pytest.mark.dovecot
def test_dovecot_takes_a_mail_and_numbers_the_folder_anew(dovecot: DovecotServer) -> None:
    dovecot.deliver(RAW)
    assert dovecot.whereabouts() == {"INBOX": ["<one@example.org>"]}
    assert dovecot.messages()[0].startswith(b"Return-Path: <sender@example.org>")
    with dovecot.client() as client:
        before = client.select_folder("INBOX")[b"UIDVALIDITY"]
    dovecot.change_uidvalidity()
    with dovecot.client() as client:
        assert client.select_folder("INBOX")[b"UIDVALIDITY"] != before
    assert dovecot.whereabouts() == {"INBOX": ["<one@example.org>"]}


def test_without_dovecot_tests_are_skipped_here_but_fail_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="dovecot-imapd"):
        DovecotServer.start()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="dovecot-imapd"):
        DovecotServer.start()


@pytest.mark.dovecot
def test_dovecot_without_capabilities() -> None:
    server = DovecotServer.start(without=("MOVE", "UIDPLUS", "IDLE"), prefix="INBOX.", separator=".")
    try:
        with server.client() as client:
            assert not {b"MOVE", b"UIDPLUS", b"IDLE"} & set(client.capabilities())
            assert client.namespace().personal == (("INBOX.", "."),)
    finally:
        server.stop()


def _send(port: int, ca_file: Path | None) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost", timeout=10) as client:
        if ca_file:
            client.starttls(context=ssl.create_default_context(cafile=str(ca_file)))
            client.login("bot", "secret")
        client.sendmail("a@example.org", ["b@example.org"], RAW)


def test_sink_keeps_and_fails(smtp_sink: SmtpSink) -> None:
    smtp_sink.fail_next("rcpt", "451 4.3.0 later")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        _send(smtp_sink.port, smtp_sink.ca_file)
    smtp_sink.fail_next("data", "drop")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        _send(smtp_sink.port, smtp_sink.ca_file)
    _send(smtp_sink.port, smtp_sink.ca_file)
    assert smtp_sink.message_ids() == ["<one@example.org>"] * 2
    assert smtp_sink.messages[0].envelope_from == "a@example.org"
    assert smtp_sink.messages[0].raw == RAW


def test_proxy_cuts_after_the_last_byte(tmp_path: Path) -> None:
    sink = SmtpSink.start(tmp_path, security="none")
    proxy = FaultProxy(sink.port)
    try:
        proxy.cut_after_sent(b"\r\n.\r\n")
        with pytest.raises(smtplib.SMTPServerDisconnected):
            _send(proxy.port, None)
        assert sink.message_ids() == ["<one@example.org>"]
        _send(proxy.port, None)
        assert len(sink.messages) == 2
    finally:
        proxy.stop()
        sink.stop()
