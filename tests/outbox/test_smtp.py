"""Every outcome of sending, on a real SMTP server: what was stored, and what we believe about it."""

import smtplib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mailbot.errors import ConfigError
from mailbot.outbox.sender import SendResult
from mailbot.outbox.smtp import SmtpSender
from mailbot.settings import SmtpSection
from tests.servers.certificate import make_certificate
from tests.servers.ports import free_port
from tests.servers.proxy import FaultProxy
from tests.servers.smtp_sink import SmtpSink
from tests.servers.tls_handshake import one_handshake

RAW = (
    "From: ระบบ <bcp@example.org>\r\n".encode("ascii", "xmlcharrefreplace")
    + b"To: agency@example.net\r\nMessage-ID: <ack.1@example.org>\r\nSubject: test\r\n\r\nline\r\n.dot\r\n..\r\nend\r\n"
)
FROM, TO = "bounces+token@example.org", "agency@example.net"


def _settings(port: int, ca_file: Path | None = None, **changes: Any) -> SmtpSection:
    known: dict[str, Any] = {"kind": "smtp", "host": "127.0.0.1", "port": port, "ca_file": ca_file, "user": "bot"}
    known |= {"password": "secret", "connect_seconds": 2, "command_seconds": 2, "final_seconds": 2}
    return SmtpSection(**(known | changes))


def _send(sink: SmtpSink, raw: bytes = RAW, port: int = 0, **changes: Any) -> SendResult:
    return SmtpSender(_settings(port or sink.port, sink.ca_file, **changes)).send(raw, FROM, TO)


@contextmanager
def _plain_sink(folder: Path, **how: Any) -> Iterator[SmtpSink]:
    sink = SmtpSink.start(folder, security="none", **how)
    try:
        yield sink
    finally:
        sink.stop()


def test_sent_over_starttls_with_login(smtp_sink: SmtpSink) -> None:
    result = _send(smtp_sink)
    assert (result.outcome, result.code) == ("sent", 250)
    (taken,) = smtp_sink.messages
    assert (taken.envelope_from, taken.recipients, taken.raw) == (FROM, (TO,), RAW)
    assert smtp_sink.logins == [("PLAIN", True)]


def test_sent_over_tls(tmp_path: Path) -> None:
    sink = SmtpSink.start(tmp_path, security="tls", user="bot", password="secret")
    assert _send(sink, security="tls").outcome == "sent"
    assert [taken.raw for taken in sink.messages] == [RAW]
    sink.stop()


def test_the_null_sender(smtp_sink: SmtpSink) -> None:
    sender = SmtpSender(_settings(smtp_sink.port, smtp_sink.ca_file))
    assert sender.send(RAW, "", TO).outcome == "sent"
    assert smtp_sink.messages[0].envelope_from == ""


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("451 4.3.0 later", "retry"),
        ("421 4.3.2 closing", "retry"),
        ("452 4.2.2 full", "retry"),
        ("550 5.1.1 nobody of this name", "refused"),
        ("554 5.7.1 not wanted", "refused"),
        ("530 5.7.0 log in first", "login_refused"),
    ],
)
def test_the_answer_decides(smtp_sink: SmtpSink, step: Any, answer: str, outcome: str) -> None:
    smtp_sink.fail_next(step, answer)
    result = _send(smtp_sink)
    assert (result.outcome, result.code, result.reason) == (outcome, int(answer[:3]), answer[4:])
    assert smtp_sink.messages == []
    assert _send(smtp_sink).outcome == "sent"


@pytest.mark.parametrize("step", ["mail", "rcpt"])
def test_a_line_that_goes_dead_before_the_last_byte(smtp_sink: SmtpSink, step: Any) -> None:
    smtp_sink.fail_next(step, "drop")
    assert _send(smtp_sink).outcome == "retry"
    smtp_sink.fail_next(step, "250 late", seconds=1.0)
    result = _send(smtp_sink, command_seconds=0.3)
    assert result.outcome == "retry"
    assert smtp_sink.messages == []


def test_a_line_that_goes_dead_after_the_last_byte(smtp_sink: SmtpSink) -> None:
    smtp_sink.fail_next("data", "drop")
    assert _send(smtp_sink).outcome == "uncertain"
    smtp_sink.fail_next("data", "drop-unstored")
    assert _send(smtp_sink).outcome == "uncertain"
    assert smtp_sink.message_ids() == ["<ack.1@example.org>"]


def test_the_final_answer_has_a_time_of_its_own(smtp_sink: SmtpSink) -> None:
    smtp_sink.fail_next("data", seconds=0.8)
    assert _send(smtp_sink, command_seconds=0.5, final_seconds=3).outcome == "sent"
    smtp_sink.fail_next("data", seconds=1.0)
    start = time.monotonic()
    result = _send(smtp_sink, final_seconds=0.3)
    assert (result.outcome, result.code) == ("uncertain", None)
    assert time.monotonic() - start < 1.5


def test_an_answer_that_is_not_smtp_is_uncertain(smtp_sink: SmtpSink) -> None:
    smtp_sink.fail_next("data", "thanks a lot")
    assert _send(smtp_sink).outcome == "uncertain"


def test_the_answer_is_cut_off_by_the_network(tmp_path: Path) -> None:
    with _plain_sink(tmp_path) as sink:
        proxy = FaultProxy(sink.port)
        proxy.cut_after_sent(b"\r\n.\r\n")
        assert _send(sink, port=proxy.port, security="none", user="").outcome == "uncertain"
        assert sink.message_ids() == ["<ack.1@example.org>"]
        proxy.drop(refuse=True)
        assert _send(sink, port=proxy.port, security="none", user="").outcome == "retry"
        proxy.heal()
        assert _send(sink, port=proxy.port, security="none", user="").outcome == "sent"
        proxy.stop()


def test_half_open_before_and_after(tmp_path: Path) -> None:
    with _plain_sink(tmp_path) as sink:
        proxy = FaultProxy(sink.port)
        proxy.freeze()
        start = time.monotonic()
        assert _send(sink, port=proxy.port, security="none", user="", connect_seconds=0.3, command_seconds=0.3) == (
            SendResult("retry", "SMTPServerDisconnected: Connection unexpectedly closed: timed out", server_ails=True)
        )
        assert time.monotonic() - start < 2
        proxy.stop()
        assert sink.messages == []


def test_nobody_listens(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    sender = SmtpSender(_settings(free_port(), certificate.certificate))
    assert sender.send(RAW, FROM, TO).outcome == "retry"
    assert sender.check().outcome == "retry"


def test_the_hook_stands_on_both_sides_of_the_answer(smtp_sink: SmtpSink) -> None:
    steps: list[tuple[str, int]] = []

    def hook(step: str) -> None:
        steps.append((step, len(smtp_sink.messages)))

    smtp_sink.fail_next("data", seconds=0.3)
    SmtpSender(_settings(smtp_sink.port, smtp_sink.ca_file), on_step=hook).send(RAW, FROM, TO)
    smtp_sink.fail_next("data", "drop")
    SmtpSender(_settings(smtp_sink.port, smtp_sink.ca_file), on_step=hook).send(RAW, FROM, TO)
    smtp_sink.fail_next("rcpt", "550 no")
    SmtpSender(_settings(smtp_sink.port, smtp_sink.ca_file), on_step=hook).send(RAW, FROM, TO)
    assert [step for step, _count in steps] == ["data-sent", "data-accepted", "data-sent"]


def test_wrong_password(smtp_sink: SmtpSink) -> None:
    result = _send(smtp_sink, password="not-this-one")
    assert (result.outcome, result.code) == ("login_refused", 535)
    assert "not-this-one" not in result.reason
    assert smtp_sink.messages == []
    assert SmtpSender(_settings(smtp_sink.port, smtp_sink.ca_file, password="x")).check().outcome == "login_refused"
    assert SmtpSender(_settings(smtp_sink.port, smtp_sink.ca_file)).check().outcome == "sent"
    assert smtp_sink.messages == []


def test_no_login_where_one_is_demanded(smtp_sink: SmtpSink) -> None:
    assert _send(smtp_sink, user="").outcome == "login_refused"


def test_a_server_that_offers_no_auth(tmp_path: Path) -> None:
    with _plain_sink(tmp_path) as sink:
        result = _send(sink, security="none")
        assert result.outcome == "login_refused"
        assert "offers no AUTH" in result.reason
        assert sink.messages == []


def test_a_token_that_is_refused(smtp_sink: SmtpSink) -> None:
    command = [sys.executable, "-c", "print('token')"]
    result = _send(smtp_sink, oauth2_command=command)
    assert result.outcome == "login_refused"
    failing = _send(smtp_sink, oauth2_command=[sys.executable, "-c", "import sys; sys.exit(1)"])
    assert failing.outcome == "retry"
    assert _send(smtp_sink, oauth2_command=["/nonexistent/token-maker"]).outcome == "login_refused"


def test_no_starttls_means_no_password_and_no_mail(tmp_path: Path) -> None:
    with _plain_sink(tmp_path, user="bot", password="secret") as sink:
        result = _send(sink, security="starttls")
        assert result.outcome == "retry"
        assert "STARTTLS" in result.reason
        assert (sink.logins, sink.messages) == ([], [])


BAD_CERTIFICATES = [
    pytest.param({"ends_days": -1, "starts_days": -9}, True, "expired", id="expired"),
    pytest.param({"address": "127.0.0.9"}, True, "mismatch", id="another host"),
    pytest.param({}, False, "signed", id="unknown authority"),
]


@pytest.mark.parametrize(("how", "known", "reason"), BAD_CERTIFICATES)
def test_a_bad_certificate_behind_starttls(tmp_path: Path, how: dict[str, Any], known: bool, reason: str) -> None:
    made = make_certificate(tmp_path, **how)
    sink = SmtpSink.start(tmp_path, user="bot", password="secret", certificate=made)
    result = SmtpSender(_settings(sink.port, made.certificate if known else None)).send(RAW, FROM, TO)
    assert result.outcome == "retry"
    assert "certificate is not trusted" in result.reason
    assert reason in result.reason
    assert (sink.logins, sink.messages) == ([], [])
    sink.stop()


@pytest.mark.parametrize(("how", "known", "reason"), BAD_CERTIFICATES)
def test_a_bad_certificate_behind_tls(tmp_path: Path, how: dict[str, Any], known: bool, reason: str) -> None:
    made = make_certificate(tmp_path, **how)
    with one_handshake(made) as port:
        sender = SmtpSender(_settings(port, made.certificate if known else None, security="tls"))
        result = sender.send(RAW, FROM, TO)
    assert result.outcome == "retry"
    assert "certificate is not trusted" in result.reason
    assert reason in result.reason


@pytest.mark.parametrize(
    "address", ["", "no-at", "a b@example.org", "a@example.org>\r\nDATA", "<a@example.org>", "a@b\0"]
)
def test_addresses_that_cannot_stand_in_an_envelope(smtp_sink: SmtpSink, address: str) -> None:
    sender = SmtpSender(_settings(smtp_sink.port, smtp_sink.ca_file))
    assert sender.send(RAW, FROM, address).outcome == "refused"
    if address:
        assert sender.send(RAW, address, TO).outcome == "refused"
    assert smtp_sink.messages == []


def test_a_mail_cannot_smuggle_another(tmp_path: Path) -> None:
    evil = b"Message-ID: <e@x>\r\n\r\nhello"
    tricks = [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r\n.\r\n"]
    with _plain_sink(tmp_path) as sink:
        for trick in tricks:
            raw = evil + trick + b"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nforged\r\n.\r\n"
            assert _send(sink, raw, security="none", user="").outcome == "sent"
        assert len(sink.messages) == len(tricks)
        assert all(
            taken.raw.endswith(b"hello\r\n.\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nforged\r\n.\r\n")
            for taken in sink.messages
        )


def test_nul_is_refused(smtp_sink: SmtpSink) -> None:
    assert _send(smtp_sink, RAW + b"\0").outcome == "refused"


def test_a_mail_that_the_server_finds_too_large(tmp_path: Path) -> None:
    with _plain_sink(tmp_path, size_limit=1000) as sink:
        result = _send(sink, RAW + b"x" * 2000, security="none", user="")
        assert (result.outcome, result.code) == ("refused", 552)
        assert "1000 bytes" in result.reason
        assert _send(sink, security="none", user="").outcome == "sent"
        assert f"SIZE={len(RAW)}" in sink.messages[0].options


def test_eight_bit_bodies_are_announced(smtp_sink: SmtpSink) -> None:
    raw = RAW + "แผน\r\n".encode()
    assert _send(smtp_sink, raw).outcome == "sent"
    assert smtp_sink.messages[0].raw == raw
    assert "BODY=8BITMIME" in smtp_sink.messages[0].options


def test_utf8_addresses_only_where_the_server_takes_them(tmp_path: Path) -> None:
    for able, outcome in ((False, "refused"), (True, "sent")):
        with _plain_sink(tmp_path, smtputf8=able) as sink:
            sender = SmtpSender(_settings(sink.port, security="none", user=""))
            assert sender.send(RAW, FROM, "แผน@example.net").outcome == outcome
            assert [taken.recipients for taken in sink.messages] == ([("แผน@example.net",)] if able else [])


def test_settings_that_cannot_work_are_refused(tmp_path: Path) -> None:
    faults: list[tuple[Callable[[], object], str]] = [
        (lambda: SmtpSender(SmtpSection(kind="smtp")), "smtp.host"),
        (lambda: SmtpSender(SmtpSection(host="mail.example.org", security="none")), "only for a server on this"),
        (lambda: SmtpSender(_settings(25, tmp_path / "missing.pem")), "ca_file"),
    ]
    for make, reason in faults:
        with pytest.raises(ConfigError, match=reason):
            make()


def test_one_connection_for_each_mail_ends_politely(smtp_sink: SmtpSink) -> None:
    """A second client gets in at once: no connection of ours is left behind."""
    for _ in range(5):
        assert _send(smtp_sink).outcome == "sent"
    with smtplib.SMTP("127.0.0.1", smtp_sink.port, local_hostname="localhost", timeout=2) as client:
        assert client.noop()[0] == 250
