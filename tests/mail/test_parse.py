"""What a Mail tells beside the 99 cases: levels, own text, dates, threads, the content key."""

from datetime import UTC, datetime

import pytest

from mailbot.mail.html_text import html_to_text
from mailbot.mail.model import Mail
from mailbot.mail.parse import read_mail
from mailbot.mail.quotes import own_text
from mailbot.settings import LimitsSection
from tests.mail.samples import OTHER_PDF, PDF, TEXT_PART, attached, mixed, pdf_part, plain, thai


def _read(raw: bytes) -> Mail:
    return read_mail(raw, LimitsSection())


def _forwarded(inner: bytes, *more: bytes, **extra: bytes) -> bytes:
    part = b'Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="fw.eml"\r\n\r\n' + inner
    return mixed(TEXT_PART, part, *more, **extra)


def test_forwarded_messages_are_levels_of_their_own() -> None:
    inner = mixed(
        pdf_part(b'attachment; filename="in.pdf"'), boundary=b"I1", Subject=b"inner", From=b"agency@dol.go.th"
    )
    middle = mixed(
        b"Content-Type: text/plain\r\n\r\nmiddle text",
        b"Content-Type: message/rfc822\r\n\r\n" + inner,
        boundary=b"I2",
        Subject=b"middle",
        From=b"province@moi.go.th",
    )
    mail = _read(_forwarded(middle, pdf_part(), Subject=b"outer"))
    assert [(file.name, file.kind, file.level, file.container) for file in mail.attachments] == [
        ("fw.eml", "message", 0, None),
        ("", "message", 1, "fw.eml"),
        ("in.pdf", "pdf", 2, "inner"),
        ("p.pdf", "pdf", 0, None),
    ]
    assert [(one.subject, one.senders[0].address) for one in mail.forwarded] == [
        ("middle", "province@moi.go.th"),
        ("inner", "agency@dol.go.th"),
    ]
    assert all(one.attachments == () and one.forwarded == () for one in mail.forwarded)
    assert mail.text == "hello"
    assert mail.forwarded[0].text == "middle text"


def test_a_message_in_base64_inside_a_message_is_found() -> None:
    inner = mixed(pdf_part(b'attachment; filename="in.pdf"'), boundary=b"I1", Subject=b"inner")
    middle = mixed(attached(inner, b"Content-Type: message/rfc822"), boundary=b"I2", Subject=b"middle")
    mail = _read(_forwarded(middle))
    assert [(file.name, file.level) for file in mail.attachments][-1] == ("in.pdf", 2)
    assert [one.subject for one in mail.forwarded] == ["middle", "inner"]


def test_parts_of_a_digest_are_messages() -> None:
    inner = mixed(pdf_part(b'attachment; filename="in.pdf"'), boundary=b"I1", Subject=b"inner")
    digest = b'Content-Type: multipart/digest; boundary="D"\r\n\r\n--D\r\n\r\n' + inner + b"\r\n--D--"
    mail = _read(mixed(TEXT_PART, digest))
    assert [one.subject for one in mail.forwarded] == ["inner"]
    assert [file.name for file in mail.attachments] == ["", "in.pdf"]


def test_text_with_a_file_name_is_an_attachment_and_the_body_when_there_is_no_other() -> None:
    named = b'Content-Type: text/plain; name="body.txt"; charset=utf-8\r\n\r\nhello'
    with_body = _read(mixed(TEXT_PART, named))
    alone = _read(mixed(named, pdf_part()))
    assert ([file.kind for file in with_body.attachments], with_body.text) == (["text"], "hello")
    assert ([file.kind for file in alone.attachments], alone.text) == (["text", "pdf"], "hello")


def test_bodies_between_attachments_are_joined() -> None:
    more = b"Content-Type: text/plain\r\n\r\nbye"
    assert _read(mixed(TEXT_PART, pdf_part(), more)).text == "hello\nbye"


def test_plain_wins_over_html_in_one_alternative_only() -> None:
    html = b"Content-Type: text/html\r\n\r\n<p>rich</p>"
    alternative = b'Content-Type: multipart/alternative; boundary="A"\r\n\r\n--A\r\n'
    both = alternative + TEXT_PART + b"\r\n--A\r\n" + html + b"\r\n--A--"
    empty = alternative + b"Content-Type: text/plain\r\n\r\n \r\n--A\r\n" + html + b"\r\n--A--"
    assert _read(mixed(both, html)).text == "hello\nrich"
    assert _read(mixed(empty)).text == "rich"


def test_a_body_that_is_base64_without_saying_so() -> None:
    lost = b'Content-Type: application/octet-stream; name="p.pdf"\r\n\r\n'
    body = attached(PDF, b"X: y").partition(b"\r\n\r\n")[2]
    assert [file.data for file in _read(mixed(TEXT_PART, lost + body)).attachments] == [PDF]


def test_a_footer_below_the_base64_does_no_harm() -> None:
    part = attached(PDF, b'Content-Type: application/pdf; name="p.pdf"')
    assert part.rstrip().endswith(b"=")
    mail = _read(mixed(part + b"\r\n______________\r\nscanned by gateway, no virus\r\n"))
    assert [file.data for file in mail.attachments] == [PDF]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (b"Mon, 23 Nov 2026 10:00:00 +0700", datetime(2026, 11, 23, 3, tzinfo=UTC)),
        (b"Mon, 23 Nov 2569 10:00:00 +0700", datetime(2026, 11, 23, 3, tzinfo=UTC)),
        (b"23 Nov 2026 10:00:00 -0000", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        (b"Mon, 23 Nov 2026 10:00:00 +0700 (ICT)", datetime(2026, 11, 23, 3, tzinfo=UTC)),
        (b"soon", None),
        (b"Mon, 99 Nov 99999999999 10:00:00 +0700", None),
    ],
)
def test_dates(date: bytes, expected: datetime | None) -> None:
    assert _read(plain(b"x", Date=date)).date == expected


def test_received_is_that_of_our_own_server() -> None:
    hops = b"Received: from b by ours; Mon, 23 Nov 2026 11:00:00 +0700\r\n"
    hops += b"Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0700\r\n"
    mail = _read(hops + plain(b"x"))
    assert mail.received == datetime(2026, 11, 23, 4, tzinfo=UTC)
    assert _read(plain(b"x")).received is None


def test_threads_and_return_path() -> None:
    raw = b"Return-Path: <Somchai@DOL.go.th>\r\nIn-Reply-To: <a@b>\r\nReferences: <x@y>\r\n <a@b>\r\n" + plain(b"x")
    mail = _read(raw)
    assert (mail.in_reply_to, mail.references, mail.return_path) == (
        ("<a@b>",),
        ("<x@y>", "<a@b>"),
        "somchai@dol.go.th",
    )
    assert _read(plain(b"x")).return_path is None
    assert _read(b"Return-Path: <>\r\n" + plain(b"x")).return_path == ""
    assert _read(plain(b"x", Message_ID=b"1@dol.go.th")).message_id == "<1@dol.go.th>"


def test_the_content_key_does_not_depend_on_the_way() -> None:
    raw = mixed(TEXT_PART, pdf_part())
    hops = b"Received: from b by c; Mon, 23 Nov 2026 11:00:00 +0700\r\nDelivered-To: x@y\r\n"
    same = [raw, hops + raw, raw.replace(b"\r\n", b"\n"), raw.replace(b"XX", b"YY")]
    assert len({_read(one).content_key for one in same}) == 1
    other = [mixed(TEXT_PART, pdf_part(), Message_ID=b"<2@dol.go.th>"), raw.replace(b"hello", b"other")]
    other += [mixed(TEXT_PART, attached(OTHER_PDF, b"Content-Type: application/pdf")), raw.replace(b"somchai@", b"x@")]
    assert len({_read(one).content_key for one in [raw, *other]}) == 5


def test_cr_only_mail() -> None:
    mail = _read(mixed(TEXT_PART, pdf_part()).replace(b"\r\n", b"\r"))
    assert (mail.subject, mail.text) == ("plan", "hello")
    assert mail.attachments[0].data == PDF


OWN_TEXTS = [
    ("answer\n> quoted\n> more", "answer"),
    ("answer\n\nOn Mon, 23 Nov 2026 at 10:00, OPDC <a@b.th> wrote:\n> quoted", "answer"),
    ("answer\n\nOn Mon, 23 Nov 2026 at 10:00, OPDC <a@b.th>\nwrote:\n> quoted", "answer"),
    ("เรียน\n\nเมื่อ จ. 23 พ.ย. 2020 เวลา 10:00 OPDC <a@b.th> เขียนว่า:\nเก่า", "เรียน"),
    ("เรียน\n\nในวันที่ จ. 23 พ.ย. 2020 เวลา 10:00 OPDC <a@b.th>\nเขียนว่า:\n> เก่า", "เรียน"),
    ("answer\n-----Original Message-----\nFrom: x", "answer"),
    ("เรียน\n---------- Forwarded message ---------\nจาก: ก", "เรียน"),
    ("เรียน\n\nจาก: ก <a@b.th>\nส่ง: 23 พฤศจิกายน 2563\nถึง: ข\nเรื่อง: แผน\n\nเก่า", "เรียน"),
    ("answer\n________________________________\nFrom: a@b.th\nSent: Monday\nTo: c\nSubject: d\n\nold", "answer"),
    ("จากการประชุม\nเรื่อง: แผน\nเรียน ผู้อำนวยการ", "จากการประชุม\nเรื่อง: แผน\nเรียน ผู้อำนวยการ"),
    ("เมื่อวันที่ ๑ มกราคม กรมได้จัดทำแผน", "เมื่อวันที่ ๑ มกราคม กรมได้จัดทำแผน"),
    ("________________________________\nสำนักงาน ก.พ.ร.", "________________________________\nสำนักงาน ก.พ.ร."),
    ("> only a quotation", ""),
]


@pytest.mark.parametrize(("text", "expected"), OWN_TEXTS)
def test_own_text(text: str, expected: str) -> None:
    assert own_text(text) == expected


def test_own_text_of_html_quotations() -> None:
    html = "<p>answer</p><blockquote><p>old</p><blockquote>older</blockquote></blockquote>"
    mail = _read(plain(html.encode(), b"text/html"))
    assert mail.text == "answer\n> old\n> > older"
    assert mail.own_text == "answer"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a&nbsp;b &amp; c</p><p>d</p>", "a b & c\nd"),
        ("<style>p{x}</style><script>1<2</script>text", "text"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ('<a href="https://drive.google.com/x?y=1&amp;z=2">file</a>', "https://drive.google.com/x?y=1&z=2 file"),
        ("a < b <br> c", "a < b\nc"),
        ("<!-- hidden -->shown<!-- never closed", "shown"),
        ("<p>แผน</p>" * 3, "แผน\nแผน\nแผน"),
        ("<div>" * 5000 + "deep", "deep"),
    ],
)
def test_html_to_text(html: str, expected: str) -> None:
    assert html_to_text(html) == expected


def test_thai_html_in_tis_620_without_label() -> None:
    assert _read(plain(b"<p>" + thai("เรียน") + b"</p>", b"text/html")).text == "เรียน"


def test_two_subjects_are_told() -> None:
    mail = _read(plain(b"x", Subject=b"first\r\nSubject: second"))
    assert "headers: subject stands there more than once" in mail.defects


def test_headers_of_strangers_do_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    read_mail(plain(b"x", Subject=b"=?utf-8?B?" * 1500), LimitsSection())
    assert caplog.records == []
