"""The table of robots: every sign of RFC 3834, 5230 and the field, hit and not hit, and what people send."""

import pytest

from mailbot.mail.model import Mail
from mailbot.mail.parse import read_mail
from mailbot.mail.robots import LOOP_HEADER, OwnMail, judge
from mailbot.settings import LimitsSection
from tests.mail.samples import DOCX, TEXT_PART, attached, mixed, pdf_part, plain

OWN = OwnMail(frozenset({"opdcbcm@opdc.go.th", "bounces@opdc.go.th"}), "opdcbcm@opdc.go.th")


def _mail(first: bytes = b"", body: bytes | None = None, **headers: bytes) -> Mail:
    return read_mail(first + (plain(b"x", **headers) if body is None else body), LimitsSection())


def _report(kind: bytes) -> bytes:
    part = b"Content-Type: message/" + kind + b"\r\n\r\nReporting-MTA: dns; x\r\n"
    return mixed(TEXT_PART, part, declared=b'multipart/report; report-type=x; boundary="XX"')


ROBOTS = [
    ("auto_submitted", "auto_reply", _mail(b"Auto-Submitted: auto-replied\r\n")),
    ("auto_submitted", "auto_reply", _mail(b"Auto-Submitted: auto-generated\r\n")),
    ("auto_submitted", "auto_reply", _mail(b"auto-submitted: Auto-Notified; owner-email=a@b.th\r\n")),
    ("auto_submitted", "auto_reply", _mail(b"Auto-Submitted: (vacation) auto-replied (really)\r\n")),
    ("precedence", "list", _mail(b"Precedence: bulk\r\n")),
    ("precedence", "list", _mail(b"PRECEDENCE: List\r\n")),
    ("precedence", "list", _mail(b"precedence: junk\r\n")),
    ("precedence", "list", _mail(b"Precedence: auto_reply\r\n")),
    ("precedence", "list", _mail(b"X-Precedence: bulk\r\n")),
    ("null_return_path", None, _mail(b"Return-Path: <>\r\n")),
    ("null_return_path", None, _mail(b"Return-Path: < >\r\n")),
    ("null_return_path", None, _mail(b"X-Envelope-From: <>\r\n")),
    ("list_header", "list", _mail(b"List-Id: <x.example.org>\r\n")),
    ("list_header", "list", _mail(b"List-Post: <mailto:x@y>\r\n")),
    ("unsubscribe_header", None, _mail(b"List-Unsubscribe: <mailto:x@y>\r\n")),
    ("list_header", "list", _mail(b"List-Software: x\r\n")),
    ("list_header", "list", _mail(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nFeedback-ID: 1:2:x\r\n")),
    ("list_header", "list", _mail(b"List-Unsubscribe: <mailto:x@y>\r\nList-Id: <x>\r\n")),
    ("list_header", "list", _mail(b"List-Help: <mailto:x@y>\r\n")),
    ("list_header", "list", _mail(b"List-Owner: <mailto:x@y>\r\n")),
    ("list_header", "list", _mail(b"List-Archive: <http://x>\r\n")),
    ("list_header", "list", _mail(b"Mailing-List: contact x\r\n")),
    ("auto_reply_header", "auto_reply", _mail(b"X-Autoreply: yes\r\n")),
    ("auto_reply_header", "auto_reply", _mail(b"X-Autorespond: plan\r\n")),
    ("auto_reply_header", "auto_reply", _mail(b"X-AutoResponder: 1\r\n")),
    ("auto_reply_header", "auto_reply", _mail(b"Delivered-To: Autoresponder\r\n")),
    ("auto_reply_header", "auto_reply", _mail(b"X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\r\n")),
    ("delivery_report", "bounce", _mail(body=_report(b"delivery-status"))),
    ("other_report", "report", _mail(body=_report(b"disposition-notification"))),
    ("other_report", "report", _mail(body=_report(b"feedback-report"))),
    ("delivery_report", "bounce", _mail(body=plain(b"x: y", b"message/delivery-status"))),
    ("other_report", "report", _mail(body=plain(b"x: y", b"message/disposition-notification"))),
    ("other_report", "report", _mail(body=plain(b"x: y", b"message/feedback-report"))),
    ("failed_recipients", "bounce", _mail(b"X-Failed-Recipients: a@b.th\r\n")),
    ("daemon_address", "bounce", _mail(From=b"MAILER-DAEMON@dol.go.th")),
    ("daemon_address", "bounce", _mail(From=b"Mail Delivery <mailer-daemon@dol.go.th>")),
    ("daemon_address", "bounce", _mail(From=b"postmaster@dol.go.th")),
    ("daemon_address", "bounce", _mail(From=b"post_master@dol.go.th")),
    ("bounce_envelope", None, _mail(b"Return-Path: <bounce-12@x.org>\r\n")),
    ("bounce_envelope", None, _mail(b"Return-Path: <list-bounces@x.org>\r\n")),
    ("daemon_address", "bounce", _mail(From=b"MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@dol.go.th")),
    ("list_envelope", "list", _mail(b"Return-Path: <owner-bcp@x.org>\r\n")),
    ("list_envelope", "list", _mail(b"Return-Path: <bcp-owner@x.org>\r\n")),
    ("list_address", None, _mail(From=b"bcp-request@x.org")),
    ("list_address", None, _mail(From=b"fml-admin@x.org", Subject=b"Loop Alert")),
    ("complaint_address", "report", _mail(From=b"staff@hotmail.com")),
    ("no_reply_address", None, _mail(From=b"no-reply@dol.go.th")),
    ("no_reply_address", None, _mail(From=b"noreply@dol.go.th")),
    ("no_reply_address", None, _mail(From=b"do-not-reply@dol.go.th")),
    ("no_reply_address", None, _mail(From=b"saraban_noreply@dol.go.th")),
    ("no_reply_machine", "auto_reply", _mail(From=b"drive-shares-noreply@google.com")),
    ("no_reply_machine", "auto_reply", _mail(From=b"dont-reply@shop.example")),
    ("auto_reply_address", "auto_reply", _mail(From=b"autoresponder@dol.go.th")),
    ("bounce_address", "list", _mail(From=b"bounces+12@x.org")),
    ("precedence", "list", _mail(b'Precedence: "bulk"\r\n')),
    ("precedence", "list", _mail(b"Precedence: bulk;\r\n")),
    ("null_return_path", None, _mail(b'Return-Path: <"">\r\n')),
    ("own_loop_header", "ours", _mail(LOOP_HEADER.encode() + b": anything\r\n")),
    ("own_loop_header", "ours", _mail(b"X-Loop: OPDCbcm@opdc.go.th\r\n")),
    ("own_message_id", "ours", _mail(Message_ID=b"<ack." + b"0a" * 16 + b"@opdc.go.th>")),
    ("own_address", "ours", _mail(From=b"OPDC <OPDCBCM@opdc.go.th>")),
    ("own_address", "ours", _mail(b"Return-Path: <bounces+0123456789@opdc.go.th>\r\n")),
    ("spam_flag", None, _mail(b"X-Spam-Flag: YES\r\n")),
    ("spam_flag", None, _mail(b"X-Spam-Status: Yes, score=9\r\n")),
    ("no_address", None, _mail(From=b"")),
    ("no_address", None, _mail(From=b"undisclosed-recipients:;")),
    ("no_address", None, _mail(From=b"somchai")),
    ("no_address", None, _mail(From=b"a@b.th, c@d.th")),
    ("bounce_subject", "bounce", _mail(Subject=b"Undeliverable: plan")),
    ("bounce_subject", "bounce", _mail(Subject="จดหมายของท่านส่งไม่ถึงผู้รับ".encode())),
    ("auto_reply_subject", "auto_reply", _mail(Subject=b"Automatic reply: plan")),
    ("auto_reply_subject", "auto_reply", _mail(Subject=b"autoreply")),
    ("auto_reply_subject", "auto_reply", _mail(Subject=b"Out of Office: plan")),
    ("auto_reply_subject", "auto_reply", _mail(Subject="ตอบกลับอัตโนมัติ: แผน".encode())),
    ("auto_reply_subject", "auto_reply", _mail(Subject="ไม่อยู่ที่สำนักงาน".encode())),
    ("bounce_subject", "bounce", _mail(Subject="ไม่สามารถส่งได้: ขอส่งแผน".encode())),
    ("bounce_subject", "bounce", _mail(Subject="ส่งไม่สำเร็จ: แผน".encode())),
    ("bounce_subject", "bounce", _mail(Subject="ส่งไม่ถึง: แผน".encode())),
    ("bounce_subject", "bounce", _mail(Subject="ส่งข้อความไม่สำเร็จ".encode())),
    ("bounce_subject", "bounce", _mail(Subject="การแจ้งเตือนสถานะการนำส่ง (ล้มเหลว)".encode())),
    ("bounce_subject", "bounce", _mail(Subject="การนำส่งล้มเหลว".encode())),
    ("bounce_subject", "bounce", _mail(Subject="อีเมลตีกลับ".encode())),
    ("auto_reply_subject", "auto_reply", _mail(Subject="การตอบกลับอัตโนมัติ: แจ้งผล".encode())),
    ("auto_reply_subject", "auto_reply", _mail(Subject="ไม่อยู่ในสำนักงาน: แผน".encode())),
    ("auto_reply_subject", "auto_reply", _mail(Subject="ไม่อยู่ระหว่างวันที่ ๒๓-๒๗ พฤศจิกายน".encode())),
    ("auto_reply_subject", "auto_reply", _mail(Subject="ลาพักผ่อน".encode())),
    ("auto_reply_subject", "auto_reply", _mail(Subject="OOO: แผน".encode())),
    ("bounce_subject", "bounce", _mail(Subject=b"Warning: could not send message for past 4 hours")),
    ("read_receipt_subject", "report", _mail(Subject="อ่านแล้ว: แผน".encode())),
    ("read_receipt_subject", "report", _mail(Subject=b"Not read: plan")),
]

PEOPLE = [
    _mail(),
    _mail(b"Auto-Submitted: no\r\n"),
    _mail(b"Auto-Submitted: NO (a person wrote this)\r\n"),
    _mail(b"X-Auto-Response-Suppress: All\r\n"),
    _mail(b"X-Auto-Response-Suppress: DR, OOF, AutoReply\r\n"),
    _mail(b"Precedence: normal\r\n"),
    _mail(b"X-Autoreply: no\r\n"),
    _mail(b"X-Spam-Flag: NO\r\n"),
    _mail(b"X-Spam-Status: No, score=0\r\n"),
    _mail(b"Return-Path: <somchai@dol.go.th>\r\n"),
    _mail(To=b"someone@else.th"),
    _mail(Subject=b"Re: Automatic reply: question"),
    _mail(Subject="ตอบกลับ: ตอบกลับอัตโนมัติ: แผน".encode()),
    _mail(b"In-Reply-To: <ack." + b"0a" * 16 + b"@opdc.go.th>\r\n"),
    _mail(Message_ID=b"<ack." + b"0a" * 16 + b"@dol.go.th>"),
    _mail(b"Return-Path: <prvs=0123abcdef=somchai@dol.go.th>\r\n"),
    _mail(From=b"noreen.reply@dol.go.th"),
    _mail(From=b"administrator@dol.go.th"),
    _mail(b"X-Loop: somebody@else.th\r\n"),
]


PLAIN_SENTENCES = [
    "ระบบตอบรับอัตโนมัติของ ก.พ.ร. แจ้งว่าไม่พบไฟล์ Word",
    "แผนสำรองไฟฟ้าอัตโนมัติ",
    "ผอ. ไม่อยู่ ลงนามไม่ได้",
    "ไม่อยู่ในบัญชีหน่วยงาน",
    "ผู้รับผิดชอบไม่อยู่สำนักงาน ขอเลื่อนส่ง",
    "เจ้าหน้าที่ลาพักผ่อน",
    "อีเมลส่งไม่ถึง ขออีเมลสำรอง",
    "ส่งแผนทางอีเมลแล้วส่งไม่ถึง ต้องทำอย่างไร",
    "ส่งไม่สำเร็จเพราะไฟล์ใหญ่",
    "ไม่สามารถส่งแผนได้ทันกำหนด",
    "ไม่สามารถส่งอีเมลได้ ขอช่องทางอื่น",
    "ไม่ได้ส่งแผน เนื่องจากยุบรวมหน่วยงาน",
    "ส่งล่าช้าเนื่องจากโควิด",
    "การส่งแผนทางไปรษณีย์ล่าช้า",
    "ได้รับอีเมลตอบกลับอัตโนมัติแล้ว ขอสอบถามเพิ่มเติม",
    "ตอบกลับหนังสือ ก.พ.ร.",
    "อ่านแล้วไม่เข้าใจ",
    "Delivery of the BCP plan",
    "Undelivered vaccine plan",
    "BCP of the Automatic Weather Station Office",
]


@pytest.mark.parametrize("subject", PLAIN_SENTENCES)
def test_words_of_robots_in_plain_sentences_silence_nobody(subject: str) -> None:
    assert judge(_mail(Subject=subject.encode()), OWN).may_reply


@pytest.mark.parametrize("address", [b"postmasterpol@dol.go.th", b"vacation.plan@dol.go.th", b"listyaporn@dol.go.th"])
def test_names_of_people_that_begin_like_machines(address: bytes) -> None:
    assert judge(_mail(From=address), OWN).may_reply


@pytest.mark.parametrize(("rule", "kind", "mail"), ROBOTS)
def test_robots_get_no_answer(rule: str, kind: str | None, mail: Mail) -> None:
    policy = judge(mail, OWN)
    assert not policy.may_reply
    assert policy.reason == rule
    assert policy.kind == kind
    assert next(hit for hit in policy.rules if hit.name == rule).detail


@pytest.mark.parametrize("mail", PEOPLE)
def test_people_get_an_answer(mail: Mail) -> None:
    policy = judge(mail, OWN)
    assert policy.may_reply
    assert (policy.reason, policy.kind) == (None, None)
    assert not any(hit.hit for hit in policy.rules)


def test_subject_words_do_not_count_beside_a_plan() -> None:
    word = attached(DOCX, b'Content-Type: application/octet-stream; name="plan.docx"')
    for part in (pdf_part(), word):
        assert judge(_mail(body=mixed(TEXT_PART, part, Subject=b"Automatic reply: plan")), OWN).may_reply
    hard = judge(_mail(b"Auto-Submitted: auto-replied\r\n", mixed(TEXT_PART, pdf_part())), OWN)
    assert not hard.may_reply


def test_every_rule_is_told_hit_or_missed_in_one_order() -> None:
    one = judge(_mail(), OWN)
    other = judge(_mail(b"List-Id: <x>\r\nPrecedence: list\r\nX-Auto-Response-Suppress: All\r\n"), OWN)
    assert [rule.name for rule in one.rules] == [rule.name for rule in other.rules]
    assert [rule.name for rule in other.rules if rule.hit] == ["list_header", "precedence"]
    assert other.reason == "list_header"
    notes = {rule.name: rule.detail for rule in other.rules if not rule.hit}
    assert "no proof" in notes["auto_response_suppress"]


def test_an_out_of_office_with_null_sender_is_no_bounce() -> None:
    policy = judge(_mail(b"Return-Path: <>\r\nAuto-Submitted: auto-replied (vacation)\r\n"), OWN)
    assert policy.kind == "auto_reply"


def test_a_daemon_that_says_auto_submitted_is_a_bounce() -> None:
    mail = _mail(b"Return-Path: <>\r\nAuto-Submitted: auto-generated\r\n", plain(b"x", From=b"MAILER-DAEMON@x.org"))
    assert judge(mail, OWN).kind == "bounce"
