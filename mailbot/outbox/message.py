"""Builds our outgoing mail: one letter in, the bytes out, the same for ever (RFC 5322, 3834, 2045, 2046)."""

import base64
import hashlib
import hmac
import quopri
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Literal

from mailbot.mail.robot_rules import LOOP_HEADER
from mailbot.outbox.header_form import address_line, ids_line, message_ids, text_line, trimmed
from mailbot.replies.letter import Letter

AutoSubmitted = Literal["auto-replied", "auto-generated"]
SUPPRESS = "All"
"""X-Auto-Response-Suppress: Exchange then answers neither with receipts nor with absence notices ([MS-OXCMAIL])."""
RECEIPT_HEADER = "X-Mailbot-Receipt"


def build(
    letter: Letter,
    *,
    sender_name: str,
    sender_address: str,
    recipient: str,
    message_id: str,
    date: datetime,
    auto_submitted: AutoSubmitted,
    loop: str,
    receipt: str = "",
    reply_to: str = "",
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
) -> bytes:
    """The mail as bytes with CR LF line ends, only ASCII in them (no 8BITMIME or SMTPUTF8 needed).

    in_reply_to: their Message-ID, None when they had none. references: those of their mail, oldest first.
    auto_submitted: 'auto-replied' for answers, 'auto-generated' for reminders (RFC 3834 section 5.2).
    loop: our own mark, found again by the robot guard. date: aware. The same arguments give the same bytes.
    Raises ValueError for an address or Message-ID that could not stand in a header, or a date without zone.
    """
    if date.tzinfo is None:
        raise ValueError("the date of a mail needs its zone")
    theirs = message_ids(in_reply_to or "")[:1]
    chain = trimmed([*(one for entry in references for one in message_ids(entry) if one not in theirs), *theirs])
    lines = [
        address_line("From", sender_name, sender_address),
        address_line("To", "", recipient),
        *([address_line("Reply-To", "", reply_to)] if reply_to else []),
        text_line("Subject", letter.subject),
        f"Date: {format_datetime(date)}",
        ids_line("Message-ID", [_single_id(message_id)]),
        *([ids_line("In-Reply-To", theirs)] if theirs else []),
        *([ids_line("References", chain)] if chain else []),
        f"Auto-Submitted: {auto_submitted}",
        f"X-Auto-Response-Suppress: {SUPPRESS}",
        f"X-Loop: {sender_address}",
        text_line(LOOP_HEADER, loop),
        *([text_line(RECEIPT_HEADER, receipt)] if receipt else []),
        "MIME-Version: 1.0",
    ]
    return "\r\n".join([*lines, *_alternatives(letter, message_id)]).encode("ascii")


def message_id(secret: bytes, kind: str, content_key: str, version: str, domain: str) -> str:
    """Message-ID of our answer: `<ack.` and 32 hex digits of an HMAC of what it answers and how.

    The same mail judged under the same version gets the same id, so that two copies can be told as one; but nobody who
    knows what he sent us can tell the id of the answer, and feign that it came back. Raises ValueError for a domain
    that is none.
    """
    digest = hmac.new(secret, "|".join((content_key, kind, version)).encode(), hashlib.sha256).hexdigest()[:32]
    return _single_id(f"<ack.{digest}@{domain}>")


def token(secret: bytes, message_id: str) -> str:
    """Token of one mail of ours for its bounce address: 20 hex digits of an HMAC (lower case survives every server)."""
    return hmac.new(secret, message_id.encode(), hashlib.sha256).hexdigest()[:20]


def envelope_sender(bounce_address: str, token: str) -> str:
    """bounces@example.org and a token make bounces+TOKEN@example.org; '' stays '' (no bounces wanted)."""
    local, at, domain = bounce_address.rpartition("@")
    return f"{local}+{token}@{domain}" if at else ""


def _alternatives(letter: Letter, message_id: str) -> list[str]:
    """Body with plain text first; the boundary follows from the Message-ID and cannot occur in encoded text."""
    boundary = f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:32]}"
    return [
        "Content-Type: multipart/alternative;",
        f' boundary="{boundary}"',
        "",
        f"--{boundary}",
        *_part("plain", letter.text),
        f"--{boundary}",
        *_part("html", letter.html),
        f"--{boundary}--",
        "",
    ]


def _part(subtype: str, text: str) -> list[str]:
    """base64 for Thai (4 bytes a letter, quoted-printable takes 9), quoted-printable for mostly English text."""
    octets = "\r\n".join(text.splitlines()).encode("utf-8") + b"\r\n"
    thai = sum(not letter.isascii() for letter in text) > len(text) // 10
    encoded = base64.encodebytes(octets) if thai else quopri.encodestring(octets.replace(b"\r\n", b"\n"))
    return [
        f'Content-Type: text/{subtype}; charset="utf-8"',
        f"Content-Transfer-Encoding: {'base64' if thai else 'quoted-printable'}",
        "",
        *encoded.decode("ascii").rstrip("\n").split("\n"),
    ]


def _single_id(text: str) -> str:
    if message_ids(text) != [text]:
        raise ValueError(f"not a Message-ID: {text!r}")
    return text
