"""Delivery reports: which of our mails did not arrive, at whom, and whether it is worth trying again.

Shapes read: RFC 3464 (Postfix, Exchange, Gmail), Exim's X-Failed-Recipients, qmail's text, words of robots. A report of
success or of a relay is no bounce.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mailbot.mail.charsets import decode
from mailbot.mail.model import Mail

Severity = Literal["hard", "soft", "full"]

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_SMTP_CODE = re.compile(r"\b([45])\d\d[ -]")
_ADDRESS = re.compile(r"(?<![^\s<>\"(),;:])[^\s<>\"(),;:]+@[^\s<>\"(),;:]+")
_TOKEN = re.compile(r"\+([0-9a-z]{8,64})@", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"^message-id\s*:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)
_FULL = re.compile(
    r"quota|mailbox (?:is )?full|full mailbox|over ?quota|insufficient (?:system )?storage|storage (?:limit|allocation)"
    r"|กล่องจดหมายเต็ม|พื้นที่เต็ม",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"delayed|temporar|will (?:be )?retr|try again later|still being retried|deferred|ล่าช้า|จะพยายามส่ง|ชั่วคราว",
    re.IGNORECASE,
)
_BY_ROBOT = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|microsoftexchange\w*|mta|mail\.?delivery\w*)$")
_TOLD = re.compile(
    r"(?:could ?n.?t|could not|cannot|can.?t|not) be delivered|delivery (?:has failed|to the following|failed)"
    r"|undeliverable|permanent (?:fatal )?errors?|returned to sender"
    r"|ไม่สามารถ(?:จัด|นำ)?ส่ง|ส่ง(?:อีเมล|ข้อความ|จดหมาย)?ไม่(?:ถึง|สำเร็จ)|การส่ง(?:อีเมล|ข้อความ)?ล้มเหลว"
    r"|ไม่พบ(?:ที่อยู่|ผู้รับ|บัญชี)",
    re.IGNORECASE,
)
_QMAIL = re.compile(r"^Hi\. This is the .{1,200}send(?:-mail)? program at", re.MULTILINE)
_QMAIL_RECIPIENT = re.compile(r"^<([^<>\s]+@[^<>\s]+)>:", re.MULTILINE)
_MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """recipients: addresses that got nothing, lower case, in order. status: enhanced code (RFC 3463) or None.

    severity: hard (dead address), soft (later, or being tried), full (mailbox full). message_id: of our mail, None when
    not told. token: from bounces+TOKEN@, None when the report came to another address. diagnostic: one line for staff.
    """

    recipients: tuple[str, ...]
    status: str | None
    severity: Severity
    message_id: str | None
    token: str | None
    diagnostic: str = ""


def read(mail: Mail) -> Bounce | None:
    """What a delivery report says, None for every other mail (reports of success included)."""
    reports = [
        decode(attachment.data[:_MAX_TEXT])
        for attachment in mail.attachments
        if attachment.declared_type in ("message/delivery-status", "message/global-delivery-status")
        and attachment.level == 0
    ]
    failures = [group for report in reports for group in _groups(report) if _failed(group)]
    if failures:
        return _from_report(mail, failures)
    if reports and mail.header("X-Failed-Recipients") is None:
        return None
    return _from_text(mail)


def _groups(report: str) -> Iterator[dict[str, str]]:
    """Field groups of a delivery-status body (RFC 3464 2.1), names in lower case."""
    unfolded = re.sub(r"\r?\n[ \t]+", " ", report.strip())
    for block in re.split(r"\r?\n\s*\r?\n", unfolded):
        fields: dict[str, str] = {}
        for line in block.splitlines():
            name, colon, value = line.partition(":")
            if colon:
                fields.setdefault(name.strip().lower(), value.strip())
        if fields:
            yield fields


def _failed(group: dict[str, str]) -> bool:
    action = group.get("action", "").lower()
    has_recipient = "final-recipient" in group or "original-recipient" in group
    return has_recipient and (action in ("failed", "delayed") or (not action and group.get("status", "")[:1] in "45"))


def _from_report(mail: Mail, failures: list[dict[str, str]]) -> Bounce:
    recipients: dict[str, None] = {}
    for group in failures:
        for name in ("original-recipient", "final-recipient"):
            found = _ADDRESS.search(group.get(name, "").rpartition(";")[2])
            if found:
                recipients.setdefault(found[0].lower())
                break
    first = failures[0]
    match = _STATUS.search(first.get("status", "")) or _STATUS.search(first.get("diagnostic-code", ""))
    status = match[0] if match else None
    diagnostic = first.get("diagnostic-code", "") or first.get("status", "")
    delayed = all(group.get("action", "").lower() == "delayed" for group in failures)
    return _bounce(mail, tuple(recipients), status, diagnostic, delayed=delayed)


def _from_text(mail: Mail) -> Bounce | None:
    """Exim's header, qmail's opening words, and a mail robot that says in words, English or Thai, what did not arrive;
    other free text is left to people. Which mail of ours it was, its token or Message-ID must tell."""
    text = mail.text[:_MAX_TEXT]
    header = mail.header("X-Failed-Recipients")
    if header is not None:
        recipients = tuple(dict.fromkeys(found.lower() for found in _ADDRESS.findall(header)))
    elif _QMAIL.search(text):
        recipients = tuple(dict.fromkeys(found.lower() for found in _QMAIL_RECIPIENT.findall(text)))
    elif _told_by_robot(mail, text):
        found = [address.lower() for address in _ADDRESS.findall(text.partition("Message-ID")[0])]
        sender = mail.sender.address if mail.sender else ""
        recipients = tuple(address for address in dict.fromkeys(found) if address != sender)
    else:
        return None
    match = _STATUS.search(text)
    line = next((line.strip() for line in text.splitlines() if _STATUS.search(line) or _SMTP_CODE.search(line)), "")
    line = line or " ".join(text.split())[:200]
    return _bounce(mail, recipients, match[0] if match else None, line, delayed=bool(_LATER.search(mail.subject)))


def _told_by_robot(mail: Mail, text: str) -> bool:
    """A delivery report in free words: from a mail robot or with an empty return path, and about a mail that has its
    token or Message-ID in it."""
    robot = mail.return_path == "" or (mail.sender is not None and bool(_BY_ROBOT.match(mail.sender.local_part)))
    named = _token(mail) is not None or _original_id(mail) is not None
    return robot and named and bool(_TOLD.search(mail.subject) or _TOLD.search(text[:2000]))


def _bounce(mail: Mail, recipients: tuple[str, ...], status: str | None, diagnostic: str, *, delayed: bool) -> Bounce:
    short = " ".join(diagnostic.split())[:500]
    severity = _severity(status, short, delayed=delayed)
    return Bounce(recipients, status, severity, _original_id(mail), _token(mail), short)


def _severity(status: str | None, diagnostic: str, *, delayed: bool) -> Severity:
    if (status or "").endswith(".2.2") or _FULL.search(diagnostic):
        return "full"
    if delayed or (status or "").startswith("4"):
        return "soft"
    if status is None and (_LATER.search(diagnostic) or _code(diagnostic) == "4"):
        return "soft"
    return "hard"


def _code(diagnostic: str) -> str | None:
    match = _SMTP_CODE.search(diagnostic)
    return match[1] if match else None


def _original_id(mail: Mail) -> str | None:
    """Message-ID of the mail that came back: in the returned message, its headers, the body, or the threading."""
    for inner in mail.forwarded:
        if inner.message_id:
            return inner.message_id
    texts = [decode(part.data[:_MAX_TEXT]) for part in mail.attachments if part.declared_type == "text/rfc822-headers"]
    for text in [*texts, mail.text[:_MAX_TEXT]]:
        if match := _MESSAGE_ID.search(text):
            return match[1]
    return next(iter((*mail.in_reply_to, *reversed(mail.references))), None)


def _token(mail: Mail) -> str | None:
    """Token of bounces+TOKEN@ where the report was delivered, or in the envelope sender of what came back."""
    addresses = [address.address for address in (*mail.to, *mail.cc)]
    for name in ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"):
        addresses += mail.header_all(name)
    addresses += [inner.return_path or "" for inner in mail.forwarded]
    for address in addresses:
        if match := _TOKEN.search(address):
            return match[1].lower()
    return None
