"""Delivery reports of the servers that agencies run, and what must not be taken for one."""

from mailbot.mail.bounces import Bounce, read
from mailbot.mail.parse import read_mail
from mailbot.settings import LimitsSection
from tests.mail.samples import TEXT_PART, mixed, pdf_part, plain

OURS = b"<ack.0123456789abcdef0123456789abcdef@opdc.go.th>"
_OURS_BACK = b"bounces+0a1b2c3d4e5f60718293@opdc.go.th"
RETURNED = b"From: opdcbcm@opdc.go.th\r\nTo: a@dol.go.th\r\nMessage-ID: " + OURS + b"\r\nSubject: x\r\n\r\nbody\r\n"


def _report(
    status: bytes, *, to: bytes = b"bounces+0a1b2c3d4e5f60718293@opdc.go.th", returned: bytes | None = None
) -> bytes:
    last = b"Content-Type: message/rfc822\r\n\r\n" + RETURNED if returned is None else returned
    part = b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.dol.go.th\r\n\r\n" + status
    declared = b'multipart/report; report-type=delivery-status; boundary="XX"'
    return mixed(TEXT_PART, part, last, declared=declared, From=b"MAILER-DAEMON@dol.go.th", To=to)


def _read(raw: bytes) -> Bounce | None:
    return read(read_mail(raw, LimitsSection()))


def _failed(status: bytes, diagnostic: bytes = b"", action: bytes = b"failed") -> bytes:
    lines = b"Final-Recipient: rfc822; A@dol.go.th\r\nAction: " + action + b"\r\nStatus: " + status + b"\r\n"
    return lines + (b"Diagnostic-Code: smtp; " + diagnostic + b"\r\n" if diagnostic else b"")


def test_postfix_report_of_a_dead_address() -> None:
    bounce = _read(_report(_failed(b"5.1.1", b"550 5.1.1 <a@dol.go.th>: user\r\n unknown")))
    assert bounce is not None
    assert bounce.recipients == ("a@dol.go.th",)
    assert (bounce.status, bounce.severity) == ("5.1.1", "hard")
    assert bounce.message_id == OURS.decode()
    assert bounce.token == "0a1b2c3d4e5f60718293"
    assert "user unknown" in bounce.diagnostic


def test_a_full_mailbox_and_a_delay_are_told_apart() -> None:
    full = _read(_report(_failed(b"5.2.2", b"552 mailbox full")))
    words = _read(_report(_failed(b"5.0.0", b"552 Quota exceeded")))
    delay = _read(_report(_failed(b"4.4.1", b"connection timed out", b"delayed")))
    assert full is not None and words is not None and delay is not None
    assert [full.severity, words.severity, delay.severity] == ["full", "full", "soft"]


def test_exchange_shape_with_headers_only_and_original_recipient() -> None:
    returned = b"Content-Type: text/rfc822-headers\r\n\r\nFrom: x@y\r\nSubject: z\r\nMessage-ID: " + OURS + b"\r\n"
    status = b"Original-Recipient: rfc822;first@dol.go.th\r\n" + _failed(b"5.4.14")
    bounce = _read(_report(status, to=b"opdcbcm@opdc.go.th", returned=returned))
    assert bounce is not None
    assert bounce.recipients == ("first@dol.go.th",)
    assert bounce.message_id == OURS.decode()
    assert bounce.token is None


def test_gmail_names_several_recipients() -> None:
    status = _failed(b"5.1.1") + b"\r\n" + _failed(b"5.1.1").replace(b"A@", b"b@")
    bounce = _read(b"X-Failed-Recipients: a@dol.go.th, b@dol.go.th\r\n" + _report(status))
    assert bounce is not None
    assert bounce.recipients == ("a@dol.go.th", "b@dol.go.th")


def test_exim_has_no_report_part() -> None:
    body = b"A message that you sent could not be delivered\r\n\r\n  a@dol.go.th\r\n    550 5.1.1 no such user\r\n\r\n"
    raw = b"X-Failed-Recipients: a@dol.go.th\r\n" + plain(body + RETURNED, From=b"Mailer-Daemon@x.org")
    bounce = _read(raw)
    assert bounce is not None
    assert (bounce.recipients, bounce.status, bounce.severity) == (("a@dol.go.th",), "5.1.1", "hard")
    assert bounce.message_id == OURS.decode()


def test_qmail_says_hi() -> None:
    body = b"Hi. This is the qmail-send program at dol.go.th.\r\n\r\n"
    body += b"<a@dol.go.th>:\r\nSorry, no mailbox here (#5.1.1)\r\n\r\n"
    bounce = _read(plain(body + b"--- Below this line is a copy of the message.\r\n\r\n" + RETURNED))
    assert bounce is not None
    assert bounce.recipients == ("a@dol.go.th",)
    assert bounce.severity == "hard"


def test_reports_of_success_and_ordinary_mail_are_no_bounce() -> None:
    assert _read(_report(_failed(b"2.0.0", action=b"delivered"))) is None
    assert _read(_report(_failed(b"2.0.0", action=b"relayed"))) is None
    assert _read(mixed(TEXT_PART, pdf_part())) is None
    assert _read(plain(b"550 5.1.1 is what the server said")) is None


def test_the_thread_names_our_mail_when_nothing_came_back() -> None:
    bounce = _read(b"X-Failed-Recipients: a@b.th\r\nIn-Reply-To: " + OURS + b"\r\n" + plain(b"gone"))
    assert bounce is not None
    assert bounce.message_id == OURS.decode()


def _words(subject: str, body: str, sender: bytes = b"postmaster@dol.go.th", to: bytes = _OURS_BACK) -> Bounce | None:
    raw = plain(body.encode() + b"\r\n", From=sender, To=to, Subject=subject.encode())
    return _read(raw)


def test_a_robot_that_speaks_thai_or_plain_english() -> None:
    dead = _words("แจ้งเตือน: ไม่สามารถส่งอีเมลถึงผู้รับ", "ไม่พบผู้รับ a@dol.go.th ในระบบ\r\n550 5.1.1")
    full = _words("ส่งอีเมลไม่สำเร็จ", "กล่องจดหมายเต็ม a@dol.go.th")
    later = _words("การส่งอีเมลล่าช้า", "ยังไม่สามารถส่งถึง a@dol.go.th จะพยายามส่งอีกครั้ง")
    old = _words("Returned mail", "The following addresses had permanent fatal errors\r\n<a@dol.go.th>")
    exchange = _words("Undeliverable: x", "Delivery has failed to these recipients: a@dol.go.th")
    for bounce in (dead, full, later, old, exchange):
        assert bounce is not None
        assert bounce.recipients == ("a@dol.go.th",)
        assert bounce.token == "0a1b2c3d4e5f60718293"
    found = [one.severity for one in (dead, full, later, old, exchange) if one]
    assert found == ["hard", "full", "soft", "hard", "hard"]


def test_words_of_people_and_robots_that_speak_of_something_else_are_no_bounce() -> None:
    assert _words("แผนส่งไม่ถึง", "ส่งอีเมลไม่สำเร็จ ขอส่งใหม่", b"somchai@dol.go.th") is None
    assert _words("ไม่สามารถส่งอีเมล", "a@dol.go.th", to=b"opdcbcm@opdc.go.th") is None, "nothing tells which mail"
    assert _words("เปลี่ยนที่อยู่อีเมล", "ที่อยู่ใหม่คือ b@dol.go.th") is None
