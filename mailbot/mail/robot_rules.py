"""The table of signs that a machine wrote a mail, in the order in which they decide (RFC 3834, 5230, 3464, 5965)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from mailbot.mail.model import Mail
from mailbot.mail.robot_signs import (
    ANSWERED,
    AUTO_HEADERS,
    AUTO_SUBJECT,
    AUTOMAT,
    BOUNCE_SUBJECT,
    BOUNCES,
    BULK,
    COMPLAINTS,
    DAEMON,
    ENVELOPE_HEADERS,
    LIST,
    LIST_HEADER,
    NO_REPLY,
    OFFICE,
    OWN_MESSAGE_ID,
    RECEIPT_SUBJECT,
    REPORT_TYPES,
    UNSUBSCRIBE,
)

LOOP_HEADER = "X-Mailbot-Loop"
RECEIPT_HEADER = "X-Mailbot-Receipt"

_PLAN_KINDS = frozenset({"word", "word_legacy", "pdf"})


@dataclass(frozen=True, slots=True)
class OwnMail:
    """How we know our own mails.

    addresses: every address that is ours, lower case. loop_value: what we write into X-Mailbot-Loop.
    domains: domains of our Message-IDs beside those of the addresses.
    """

    addresses: frozenset[str]
    loop_value: str = ""
    domains: frozenset[str] = frozenset()


Check = Callable[[Mail, OwnMail], str | None]


class Rule(NamedTuple):
    """check gives what it saw when the rule hits, else None."""

    name: str
    kind: Literal["bounce", "auto_reply", "list", "report", "ours"] | None
    check: Check


def _without_tag(address: str) -> str:
    """bounces+TOKEN@x is bounces@x."""
    local, at, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def _loop_header(mail: Mail, own: OwnMail) -> str | None:
    if (value := mail.header(LOOP_HEADER)) is not None:
        return f"{LOOP_HEADER}: {value[:100]}"
    loops = (value.lower() for value in mail.header_all("X-Loop"))
    return next(
        (f"X-Loop: {value[:100]}" for value in loops if any(address in value for address in own.addresses)), None
    )


def _own_message_id(mail: Mail, own: OwnMail) -> str | None:
    match = OWN_MESSAGE_ID.fullmatch(mail.message_id or "")
    domains = own.domains | {address.rpartition("@")[2] for address in own.addresses}
    return mail.message_id if match and match[1].lower() in domains else None


def _own_address(mail: Mail, own: OwnMail) -> str | None:
    ours = {_without_tag(address) for address in own.addresses}
    senders = [sender.address for sender in mail.senders] + [mail.return_path or ""]
    return next((address for address in senders if address and _without_tag(address) in ours), None)


def _report_part(mail: Mail, wanted: str) -> str | None:
    if mail.content_type in REPORT_TYPES:
        return mail.content_type if REPORT_TYPES[mail.content_type] == wanted else None
    if mail.content_type != "multipart/report":
        return None
    header = (mail.header("Content-Type") or "").lower()
    types = [attachment.declared_type for attachment in mail.attachments if attachment.level == 0]
    kinds = {REPORT_TYPES[declared] for declared in types if declared in REPORT_TYPES}
    kind = "bounce" if "delivery-status" in header or "bounce" in kinds else "report"
    return "multipart/report" if kind == wanted else None


def _header_beside(name: str) -> Check:
    def check(mail: Mail, _own: OwnMail) -> str | None:
        value = mail.header(name)
        return f"{name}: {value[:100]}" if value is not None else None

    return check


def _sender_like(
    pattern: re.Pattern[str], *, whole: bool = False, only: Literal["from", "envelope"] | None = None
) -> Check:
    """Look at the local part (or the whole address) of From, of the envelope sender, or of both."""

    def check(mail: Mail, _own: OwnMail) -> str | None:
        addresses = [sender.address for sender in mail.senders] if only != "envelope" else []
        addresses += [mail.return_path or ""] if only != "from" else []
        for address in addresses:
            if address and pattern.search(address if whole else address.rpartition("@")[0] or address):
                return address
        return None

    return check


def _auto_submitted(mail: Mail, _own: OwnMail) -> str | None:
    for value in mail.header_all("Auto-Submitted"):
        # Comments and parameters may stand beside the word (RFC 3834 5): "auto-replied; owner-email=...", "(x) no".
        word = re.sub(r"\([^()]*\)", " ", value).partition(";")[0].strip().lower()
        if word and word != "no":
            return f"Auto-Submitted: {value[:100]}"
    return None


def _auto_header(mail: Mail, _own: OwnMail) -> str | None:
    for name in AUTO_HEADERS:
        value = mail.header(name)
        if value is not None and value.strip().lower() not in ("no", "false", "0"):
            return f"{name}: {value[:100]}"
    if any("autoresponder" in value.lower() for value in mail.header_all("Delivered-To")):
        return "Delivered-To: Autoresponder"
    return None


def _list_header(mail: Mail, _own: OwnMail) -> str | None:
    """A list writes more than one of these; List-Unsubscribe alone is hung on by providers of plain mail as well."""
    for name, value in mail.headers:
        if LIST_HEADER.match(name) and not name.lower().startswith(UNSUBSCRIBE):
            return f"{name}: {value[:100]}"
    if mail.header("List-Unsubscribe-Post") is not None and mail.header("Feedback-ID") is not None:
        return "List-Unsubscribe-Post and Feedback-ID"
    return None


def _no_reply(mail: Mail, _own: OwnMail, *, office: bool) -> str | None:
    """Gateways of offices (e-saraban) send from such addresses what a person wrote; other senders are machines."""
    found = _sender_like(NO_REPLY)(mail, _own)
    return found if found and bool(OFFICE.search(found)) == office else None


def _precedence(mail: Mail, _own: OwnMail) -> str | None:
    for name in ("Precedence", "X-Precedence"):
        for value in mail.header_all(name):
            words = re.sub(r"\([^()]*\)|[;,\"']", " ", value).lower().split()
            if words and words[0] in BULK:
                return f"{name}: {value[:100]}"
    return None


def _null_return_path(mail: Mail, _own: OwnMail) -> str | None:
    if mail.return_path in ("", '""'):
        return "Return-Path: <>"
    for name in ENVELOPE_HEADERS:
        value = mail.header(name)
        if value is not None and value.strip() in ("<>", ""):
            return f"{name}: <>"
    return None


def _spam_flag(mail: Mail, _own: OwnMail) -> str | None:
    for name in ("X-Spam-Flag", "X-Spam-Status", "X-Spam"):
        value = mail.header(name)
        if value is not None and value.strip().lower().startswith(("yes", "true")):
            return f"{name}: {value[:60]}"
    return None


def _no_address(mail: Mail, _own: OwnMail) -> str | None:
    if mail.sender is None:
        return "no From address" if not mail.senders else f"{len(mail.senders)} From entries, none of them usable alone"
    local, _, domain = mail.sender.address.rpartition("@")
    usable = local and re.fullmatch(r"[^\s@<>()\[\],;:\"]+", domain)
    return None if usable else "From address is malformed"


def _soft_subject(pattern: re.Pattern[str]) -> Check:
    def check(mail: Mail, _own: OwnMail) -> str | None:
        if any(attachment.kind in _PLAN_KINDS for attachment in mail.attachments) or ANSWERED.match(mail.subject):
            return None
        match = pattern.search(mail.subject[:500])
        return f"Subject: {match[0]}" if match else None

    return check


RULES: tuple[Rule, ...] = (
    Rule("own_loop_header", "ours", _loop_header),
    Rule("own_message_id", "ours", _own_message_id),
    Rule("own_address", "ours", _own_address),
    Rule("delivery_report", "bounce", lambda mail, _own: _report_part(mail, "bounce")),
    Rule("other_report", "report", lambda mail, _own: _report_part(mail, "report")),
    Rule("failed_recipients", "bounce", _header_beside("X-Failed-Recipients")),
    Rule("daemon_address", "bounce", _sender_like(DAEMON)),
    Rule("complaint_address", "report", _sender_like(COMPLAINTS, whole=True)),
    Rule("auto_submitted", "auto_reply", _auto_submitted),
    Rule("auto_reply_header", "auto_reply", _auto_header),
    Rule("list_header", "list", _list_header),
    Rule("precedence", "list", _precedence),
    Rule("bounce_address", "list", _sender_like(BOUNCES, only="from")),
    Rule("list_envelope", "list", _sender_like(LIST, only="envelope")),
    Rule("auto_reply_address", "auto_reply", _sender_like(AUTOMAT)),
    Rule("no_reply_machine", "auto_reply", partial(_no_reply, office=False)),
    Rule("spam_flag", None, _spam_flag),
    Rule("no_address", None, _no_address),
    Rule("bounce_subject", "bounce", _soft_subject(BOUNCE_SUBJECT)),
    Rule("auto_reply_subject", "auto_reply", _soft_subject(AUTO_SUBJECT)),
    Rule("read_receipt_subject", "report", _soft_subject(RECEIPT_SUBJECT)),
    # No answer by these either, but a person may have written: what kind of mail it is follows from its words.
    Rule("no_reply_address", None, partial(_no_reply, office=True)),
    Rule("bounce_envelope", None, _sender_like(BOUNCES, only="envelope")),
    Rule("list_address", None, _sender_like(LIST, only="from")),
    Rule("unsubscribe_header", None, _header_beside("List-Unsubscribe")),
    Rule("null_return_path", None, _null_return_path),
)


def _suppress_header(mail: Mail, _own: OwnMail) -> str | None:
    value = mail.header("X-Auto-Response-Suppress")
    return f"X-Auto-Response-Suppress: {value[:60]} (no proof of a robot)" if value is not None else None


def _not_addressed(mail: Mail, own: OwnMail) -> str | None:
    named = {address.address for address in (*mail.to, *mail.cc)}
    return None if named & own.addresses else "none of our addresses in To or Cc (Bcc from agencies is legitimate)"


NOTES: tuple[tuple[str, Check], ...] = (
    ("auto_response_suppress", _suppress_header),
    ("not_addressed_to_us", _not_addressed),
)
