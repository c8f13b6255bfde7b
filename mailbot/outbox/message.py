"""Builds our outgoing mail: one letter in, the bytes out, the same for ever (RFC 5322, 3834, 2046)."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Literal

from mailbot.mail.robot_rules import LOOP_HEADER
from mailbot.outbox.ids import IdList, message_ids, trimmed
from mailbot.replies.foreign import harmless
from mailbot.replies.letter import Letter

AutoSubmitted = Literal["auto-replied", "auto-generated"]
SUPPRESS = "All"
"""X-Auto-Response-Suppress: Exchange then answers neither with receipts nor with absence notices ([MS-OXCMAIL])."""


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
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _address(sender_name, sender_address)
    mail["To"] = _address("", recipient)
    if reply_to:
        mail["Reply-To"] = _address("", reply_to)
    mail["Subject"] = harmless(letter.subject, limit=400)
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = _single_id(message_id)
    theirs = message_ids(in_reply_to or "")[:1]
    if theirs:
        mail["In-Reply-To"] = theirs[0]
    chain = trimmed([*(one for entry in references for one in message_ids(entry) if one not in theirs), *theirs])
    if chain:
        mail["References"] = " ".join(chain)
    mail["Auto-Submitted"] = auto_submitted
    mail["X-Auto-Response-Suppress"] = SUPPRESS
    mail["X-Loop"] = sender_address
    mail[LOOP_HEADER] = harmless(loop, limit=60)
    if receipt:
        mail["X-Mailbot-Receipt"] = harmless(receipt, limit=60)
    mail.set_content(letter.text, charset="utf-8", cte=_encoding(letter.text))
    mail.add_alternative(letter.html, subtype="html", charset="utf-8", cte=_encoding(letter.html))
    mail.set_boundary(f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:32]}")
    return mail.as_bytes()


def message_id(kind: str, content_key: str, version: str, domain: str) -> str:
    """Message-ID of our answer: `<ack.` and 32 hex digits of the sha256 of what it answers and how.

    The same mail judged under the same version gets the same id, so that two copies can be told as one.
    Raises ValueError for a domain that is none.
    """
    digest = hashlib.sha256("|".join((content_key, kind, version)).encode()).hexdigest()[:32]
    return _single_id(f"<ack.{digest}@{domain}>")


def token(secret: bytes, message_id: str) -> str:
    """Token of one mail of ours for its bounce address: 20 hex digits of an HMAC (lower case survives every server)."""
    return hmac.new(secret, message_id.encode(), hashlib.sha256).hexdigest()[:20]


def envelope_sender(bounce_address: str, token: str) -> str:
    """bounces@example.org and a token make bounces+TOKEN@example.org; '' stays '' (no bounces wanted)."""
    local, at, domain = bounce_address.rpartition("@")
    return f"{local}+{token}@{domain}" if at else ""


def _address(name: str, address: str) -> Address:
    if not address.isascii() or not address.isprintable() or any(sign in address for sign in ' <>,;:"()[]\\'):
        raise ValueError(f"not an address that can stand in a header: {address!r}")
    return Address(display_name=harmless(name, limit=120), addr_spec=address)


def _single_id(text: str) -> str:
    ids = message_ids(text)
    if ids != [text]:
        raise ValueError(f"not a Message-ID: {text!r}")
    return text


def _encoding(text: str) -> str:
    """base64 for Thai (4 bytes a letter, quoted-printable takes 9), quoted-printable for mostly English text."""
    return "base64" if sum(not letter.isascii() for letter in text) > len(text) // 10 else "quoted-printable"


_REGISTRY = HeaderRegistry()
_REGISTRY.map_to_type("in-reply-to", IdList)
_REGISTRY.map_to_type("references", IdList)
_REGISTRY.map_to_type("message-id", IdList)
_POLICY = EmailPolicy(header_factory=_REGISTRY, linesep="\r\n", cte_type="7bit", max_line_length=76)
