"""Who sent a mail, and who holds its plans: mostly one and the same, but for what our own staff forward to the inbox,
and for addresses that our own mail server found to be forged."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailbot.agencies.identify import identifier
from mailbot.agencies.opinions import RECEIVER
from mailbot.bench import Bench, Hints
from mailbot.examination import Evidence, Identity
from mailbot.judging.recognised import sender_of
from mailbot.mail.authentication import authentication
from mailbot.mail.model import Address, Mail
from mailbot.plans.model import PlanFile

_FORWARD = re.compile(r"\s*(?:fwd?|ส่งต่อ)\s*:", re.IGNORECASE)
_FROM = re.compile(
    r"^[ \t>]{0,9}\*?(?:From|จาก|ผู้ส่ง)[ \t]{0,3}\*?[ \t]{0,3}:(?P<name>[^\n<@]{0,200}?)[<\[( \t](?P<mailto>mailto:)?"
    r"(?P<address>[\w.+-]{1,64}@[\w.-]{3,255})",
    re.IGNORECASE | re.MULTILINE,
)
_HEADERS = re.compile(
    r"^[ \t>]*\*?(?:Sent|Date|To|Subject|Cc|ส่ง|ส่งเมื่อ|วันที่|ถึง|เรื่อง|สำเนาถึง|สำเนา)[ \t]*\*?[ \t]*:.*$", re.I | re.M
)
_LONGEST = 20_000
_FAILED = -90.0

Senders = tuple[Identity, Identity]
"""A sender by text alone, and with what was recognised in scans (see `recognised`)."""


def senders_of(
    mail: Mail, halves: Sequence[PlanFile], files: Sequence[PlanFile], bench: Bench, hints: Hints
) -> tuple[Identity, Senders]:
    """The sender of the mail, and the sender for whom it brings its plans. halves: of its plans; files: all of them."""
    sure, heard = (_checked(one, mail, bench, hints) for one in sender_of(mail, halves, files, bench, hints))
    if heard.sender_id != RECEIVER or not (_FORWARD.match(mail.subject) or mail.forwarded):
        return heard, (sure, heard)
    inner = _inner(mail)
    if inner is None:
        nobody = Identity(status="unknown")
        return heard, (nobody, nobody)
    return heard, sender_of(inner, halves, files, bench, hints)


def _inner(mail: Mail) -> Mail | None:
    """What our staff forwarded, as a mail of its first sender: the message attached, or the one below their words."""
    if mail.forwarded:
        first = mail.forwarded[0]
        return replace(mail, senders=first.senders, subject=first.subject, text=first.text, own_text=first.own_text)
    text = mail.text[:_LONGEST]
    header = _FROM.search(text)
    if header is None:
        return None
    address = Address(header["name"].strip(" \t\"'*"), header["address"].lower().rstrip("."))
    told = _HEADERS.sub("", text[header.end() :].partition("\n")[2])
    return replace(mail, senders=(address,), own_text=re.sub(r"^[ \t]*> ?", "", told, flags=re.MULTILINE).strip())


def _checked(identity: Identity, mail: Mail, bench: Bench, hints: Hints) -> Identity:
    """The identity with what our server found of the address; a registered one that failed is a person's to judge."""
    found = authentication(mail.headers, bench.parts.authserv_ids)
    if not found or mail.sender is None:
        return identity
    address = mail.sender.address
    owners = identifier(bench.registry).owners(address)
    confirmed = hints.learned.get(address)
    failed = found.failed and bool(owners or confirmed)
    owner = owners[0] if len(owners) == 1 else confirmed
    piece = Evidence(
        source="authentication", text=found.told, agency_id=owner if failed else None, weight=_FAILED if failed else 0.0
    )
    evidence = [*identity.evidence, piece]
    if not failed:
        return identity.model_copy(update={"evidence": evidence})
    claimed = [*identity.agency_ids, *identity.candidates] or list(owners)
    return Identity(status="spoof_suspect", candidates=claimed, evidence=evidence)
