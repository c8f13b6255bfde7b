"""Raw bytes to Mail: guard, first stage, map of parts, repaired headers, texts and attachments."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailbot.mail import first_stage, guard
from mailbot.mail.addresses import read_addresses
from mailbot.mail.charsets import decode_header
from mailbot.mail.dates import read_date
from mailbot.mail.model import Address, Attachment, Mail
from mailbot.mail.quotes import own_text
from mailbot.mail.structure import Part
from mailbot.mail.walk import Message, Walk
from mailbot.settings import LimitsSection

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")
EMPTY = "mail.empty: no bytes at all"


def read_mail(raw: bytes, limits: LimitsSection) -> Mail:
    """One mail as received, with every attachment, from any bytes; same bytes, same answer.

    Raises Refused (mail.too_large, mail.header_too_large, mail.too_many_parts, mail.too_deep) and nothing else. What
    had to be repaired or left out stands in `Mail.defects`.
    """
    data = _with_line_feeds(raw)
    parts = guard.inspect(data, limits)
    walk = Walk(limits)
    walk.go(data, parts)
    outer, *inner = walk.messages
    mail = _mail(outer, tuple(walk.attachments), tuple(walk.defects) + ((EMPTY,) if not raw.strip() else ()))
    return replace(mail, forwarded=tuple(_mail(message, (), ()) for message in inner))


parse_mail = read_mail


def _with_line_feeds(raw: bytes) -> bytes:
    """Mail of programs that end lines with a bare CR is read as if they had not."""
    return raw.replace(b"\r", b"\n") if b"\n" not in raw and b"\r" in raw else raw


def _mail(message: Message, attachments: tuple[Attachment, ...], defects: tuple[str, ...]) -> Mail:
    part = message.part
    stage = first_stage.read(part.block.fields)
    senders = _addresses(part, "from")
    text = message.bodies.text()
    date = read_date(_value(part, "date")) or stage.date
    message_ids = _ids(part, "message-id")
    message_id = message_ids[0] if message_ids else None
    return Mail(
        message_id=message_id,
        subject=_value(part, "subject") or "",
        senders=senders,
        to=_addresses(part, "to"),
        cc=_addresses(part, "cc"),
        reply_to=_addresses(part, "reply-to"),
        date=date,
        received=stage.received,
        in_reply_to=_ids(part, "in-reply-to"),
        references=_ids(part, "references"),
        return_path=_return_path(part),
        headers=tuple((name, decode_header(value)) for name, value in part.block.fields),
        content_type=part.media_type or "text/plain",
        text=text,
        own_text=own_text(text),
        attachments=attachments,
        forwarded=(),
        defects=_defects(part, defects, stage.defects),
        content_key=content_key(message_id, senders, date, attachments, text),
    )


def content_key(
    message_id: str | None,
    senders: Sequence[Address],
    date: datetime | None,
    attachments: Sequence[Attachment],
    text: str,
) -> str:
    """Hex sha256 that is the same for one mail by whatever path it came (Received and the like do not count)."""
    lines = [
        message_id or "none",
        ",".join(sorted(sender.address for sender in senders)),
        date.isoformat() if date else "none",
        ",".join(sorted(attachment.sha256 for attachment in attachments)),
        hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest(),
    ]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def _value(part: Part, name: str) -> str | None:
    raw = part.block.get(name)
    return None if raw is None else decode_header(raw)


def _addresses(part: Part, name: str) -> tuple[Address, ...]:
    """Distinct addresses of every header of that name: two From headers make two senders, whom nobody can trust."""
    found: dict[str, Address] = {}
    for key, value in part.block.fields:
        if key.lower() == name:
            for address in read_addresses(value):
                found.setdefault(address.address or address.name, address)
    return tuple(found.values())


def _ids(part: Part, name: str) -> tuple[str, ...]:
    """Message ids with their angle brackets; a Message-ID without brackets gets them."""
    value = _value(part, name) or ""
    found = _MESSAGE_ID.findall(value)
    if not found and name == "message-id" and value.strip() and len(value) < 990:
        found = [f"<{''.join(value.split()).strip('<>')}>"]
    return tuple(found)


def _return_path(part: Part) -> str | None:
    """Envelope sender as our server noted it: '' for the null sender, None when it noted nothing."""
    value = _value(part, "return-path")
    if value is None:
        return None
    return value.strip().removeprefix("<").removesuffix(">").strip().lower()


def _defects(part: Part, own: tuple[str, ...], stage: tuple[str, ...]) -> tuple[str, ...]:
    doubled = []
    for name in ("from", "subject", "message-id", "date"):
        if sum(key.lower() == name for key, _ in part.block.fields) > 1:
            doubled.append(f"headers: {name} stands there more than once")
    return (*own, *doubled, *stage)
