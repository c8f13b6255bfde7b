"""Our mails as others parse them: threads kept, robots told, nothing injected, the same bytes every time."""

import email
import email.policy
import re
import smtplib
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.mail.robot_rules import LOOP_HEADER
from mailbot.outbox.header_form import REFERENCES_BYTES, message_ids, trimmed
from mailbot.outbox.message import build, envelope_sender, message_id, token
from mailbot.outbox.wire import needs_eight_bit, needs_utf8, wire_form
from mailbot.replies.foreign import harmless
from mailbot.replies.letter import Letter

OURS = "<ack.0123456789abcdef0123456789abcdef@opdc.go.th>"
MICROSOFT = "<SEYPR06MB5064A1B2C3D4E5F60718293A4B5C6D7E8F90@SEYPR06MB5064.apcprd06.prod.outlook.com>"
LETTER = Letter("acknowledgment", "ตอบรับ: แผน BCP อบต.ตะพง [BCP2563-000123]", "เรียน ก\n\nขอเรียนว่า\n", "<p>เรียน</p>\n")


def built(letter: Letter = LETTER, **changes: Any) -> bytes:
    """The sample mail."""
    arguments: dict[str, Any] = {
        "sender_name": "ระบบรับแผนดำเนินธุรกิจอย่างต่อเนื่อง สำนักงาน ก.พ.ร.",
        "sender_address": "opdcbcm@opdc.go.th",
        "recipient": "taphong@example.go.th",
        "message_id": OURS,
        "date": datetime(2020, 6, 15, 3, 0, tzinfo=UTC),
        "auto_submitted": "auto-replied",
        "loop": "bcp-2563",
        "receipt": "BCP2563-000123",
        "reply_to": "opdcbcm@opdc.go.th",
        "in_reply_to": MICROSOFT,
        "references": ["<first@example.go.th>"],
    }
    return build(letter, **{**arguments, **changes})


def parsed(raw: bytes) -> EmailMessage:
    """The mail as a modern reader sees it."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def test_headers_of_an_answer() -> None:
    mail = parsed(built())
    assert mail["Subject"] == LETTER.subject
    raw_name = parseaddr(str(email.message_from_bytes(built())["From"]).replace("\r\n", ""))[0]
    assert str(make_header(decode_header(raw_name))) == "ระบบรับแผนดำเนินธุรกิจอย่างต่อเนื่อง สำนักงาน ก.พ.ร."
    assert mail["From"].addresses[0].addr_spec == "opdcbcm@opdc.go.th"
    assert [str(address) for address in mail["To"].addresses] == ["taphong@example.go.th"]
    assert mail["Date"].datetime == datetime(2020, 6, 15, 3, 0, tzinfo=UTC)
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["X-Loop"] == "opdcbcm@opdc.go.th"
    assert mail[LOOP_HEADER] == "bcp-2563"
    assert mail["Precedence"] is None
    assert [key for key in mail if key.lower() in ("cc", "bcc")] == []


def test_a_reminder_says_that_nobody_asked() -> None:
    mail = parsed(built(auto_submitted="auto-generated", in_reply_to=None, references=[]))
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] is None
    assert mail["References"] is None


def test_long_ids_are_never_encoded() -> None:
    raw = built()
    assert b"In-Reply-To: " + MICROSOFT.encode() + b"\r\n" in raw
    assert b"References: <first@example.go.th>\r\n " + MICROSOFT.encode() + b"\r\n" in raw
    mail = parsed(raw)
    assert mail["In-Reply-To"] == MICROSOFT
    assert mail["References"].split() == ["<first@example.go.th>", MICROSOFT]


def test_plain_text_stands_first_and_both_forms_come_back_whole() -> None:
    mail = parsed(built())
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert isinstance(text, EmailMessage) and isinstance(html, EmailMessage)
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().replace("\r\n", "\n") == LETTER.html


def test_english_text_is_readable_on_the_wire() -> None:
    raw = built(Letter("review", "Received", "Dear Coordinator,\n\nThank you.\n", "<p>Dear</p>\n"))
    assert b"Content-Transfer-Encoding: quoted-printable" in raw
    assert b"Dear Coordinator,\r\n" in raw


def test_any_server_can_carry_it() -> None:
    raw = built()
    assert raw.isascii()
    assert wire_form(raw) == raw, "every line ends in CR LF"
    assert not needs_eight_bit(raw)
    assert not needs_utf8(raw, "opdcbcm@opdc.go.th", "taphong@example.go.th")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert smtplib._fix_eols(raw.decode("ascii")).encode("ascii") == raw  # type: ignore[attr-defined]


def test_same_arguments_same_bytes() -> None:
    assert built() == built()
    assert built() != built(message_id="<ack.1@opdc.go.th>")


@pytest.mark.parametrize(
    "recipient", ["a@b\r\nBcc: c@d.e", "a b@c.d", "<a@b.c>", "a@b.c, d@e.f", "ก@example.go.th", "a@b.c\n", ""]
)
def test_an_address_that_could_be_a_command_is_refused(recipient: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        built(recipient=recipient)


def test_our_own_id_must_be_one() -> None:
    for bad in ("<a@b> <c@d>", "a@b", "<a@b>\r\nX: y", ""):
        with pytest.raises(ValueError, match="Message-ID"):
            built(message_id=bad)


def test_a_date_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        built(date=datetime(2020, 6, 15))


def test_broken_ids_of_theirs_are_left_out() -> None:
    mail = parsed(built(in_reply_to="no id at all\r\nX-Evil: 1", references=["<ok@x>", "<bro ken@x>", "<ก@x>"]))
    assert mail["In-Reply-To"] is None
    assert mail["References"] == "<ok@x>"
    assert mail["X-Evil"] is None


def test_references_keep_the_first_and_the_last() -> None:
    ids = [f"<{n:04d}.{'x' * 80}@example.go.th>" for n in range(200)]
    mail = parsed(built(references=ids))
    kept = mail["References"].split()
    assert kept[0] == ids[0]
    assert kept[-1] == MICROSOFT
    assert kept[1:-1] == ids[-len(kept[1:-1]) :]
    assert sum(len(one) + 3 for one in kept) < REFERENCES_BYTES


def test_repeated_ids_are_told_once() -> None:
    assert trimmed(["<a@b>", "<a@b>", "<c@d>"]) == ["<a@b>", "<c@d>"]
    assert trimmed([]) == []
    mail = parsed(built(references=["<a@b>", MICROSOFT]))
    assert mail["References"].split() == ["<a@b>", MICROSOFT]


def test_ids_in_a_header_with_comments() -> None:
    assert message_ids("(thread) <a@b>\r\n <c@d> junk <>") == ["<a@b>", "<c@d>"]


def test_message_id_follows_from_what_is_answered() -> None:
    one = message_id(b"key of the office", "deficiency", "key", "1", "opdc.go.th")
    assert re.fullmatch(r"<ack\.[0-9a-f]{32}@opdc\.go\.th>", one)
    assert one == message_id(b"key of the office", "deficiency", "key", "1", "opdc.go.th")
    others = {
        message_id(b"key of the office", "review", "key", "1", "opdc.go.th"),
        message_id(b"key of the office", "deficiency", "key2", "1", "opdc.go.th"),
        message_id(b"key of the office", "deficiency", "key", "2", "opdc.go.th"),
        message_id(b"another key", "deficiency", "key", "1", "opdc.go.th"),
    }
    assert len(others | {one}) == 5
    with pytest.raises(ValueError, match="Message-ID"):
        message_id(b"key of the office", "deficiency", "key", "1", "two words")


def test_bounce_address_bears_the_token() -> None:
    made = token(b"secret", OURS)
    assert re.fullmatch(r"[0-9a-f]{20}", made)
    assert made != token(b"other", OURS)
    assert made != token(b"secret", "<x@y>")
    assert envelope_sender("bounces@opdc.go.th", made) == f"bounces+{made}@opdc.go.th"
    assert envelope_sender("", made) == ""


HEADER_TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from('\r\n\0:=?[]<>"ก่')), max_size=120)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(HEADER_TEXT)
def test_no_subject_breaks_the_header(subject: str) -> None:
    mail = parsed(built(Letter("review", subject, "x\n", "<p>x</p>\n")))
    assert set(mail.keys()) == set(parsed(built()).keys())
    assert mail["Subject"] == harmless(subject, limit=400)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(HEADER_TEXT)
def test_no_name_breaks_the_header(name: str) -> None:
    mail = parsed(built(sender_name=name))
    assert [address.addr_spec for address in mail["From"].addresses] == ["opdcbcm@opdc.go.th"]
    assert set(mail.keys()) == set(parsed(built()).keys())


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=300))
def test_any_text_comes_back_whole(text: str) -> None:
    body = text + "\n"
    part = next(iter(parsed(built(Letter("review", "s", body, "<p></p>\n"))).iter_parts()))
    assert isinstance(part, EmailMessage)
    told = part.get_content().replace("\r\n", "\n")
    assert told.rstrip("\n") == "\n".join(body.splitlines()).rstrip("\n")
