"""Rows of the ledger as the program sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MailState(StrEnum):
    """Way of one mail. fetched: bytes are in the spool · decided: judged, reply stored ·
    settled: reply has left (or there is none), the mail may leave the inbox · done: moved."""

    FETCHED = "fetched"
    DECIDED = "decided"
    SETTLED = "settled"
    DONE = "done"


class OutboxState(StrEnum):
    """pending and sending need work; uncertain: the server may or may not have taken it, sent again once,
    the same bytes; sent, refused (5xx) and dead (tried for too long) are ends."""

    PENDING = "pending"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    REFUSED = "refused"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class MailRow:
    """What the daemon must know of a mail to go on with it."""

    id: int
    uid: str
    state: MailState
    receipt: str | None
    raw_sha256: str
    received_at: datetime
    tries: int
    next_try_at: datetime | None
    folder: str | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One mail of ours, rendered once: these very bytes are sent, however often it takes."""

    kind: str
    message_id: str
    token: str
    recipient: str
    envelope_from: str
    subject: str
    raw: bytes = field(repr=False)
    agency_id: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A stored Outgoing with its fate."""

    id: int
    mail: Outgoing
    mail_id: int | None
    state: OutboxState
    tries: int
    resends: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """Automatic mails already stored for one address (last hour, last day) and for its domain (last day).

    acknowledged: of the versions in question those of which their agency (id, version) knows already that they are
    accepted, with the receipt under which it was told. standing: of the agencies of the mail's plans those whose plan
    counts as complete by an older mail, with its receipt.
    """

    address_hour: int
    address_day: int
    domain_day: int
    last_notices_day: int
    acknowledged: Mapping[tuple[str, str], str] = field(default_factory=dict)
    standing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReplyChoice:
    """What to do about answering one mail: a mail to send, or the reason why none is sent.

    folder: where the mail goes when it is settled. for_staff: one line each that a person must see. acknowledges:
    (agency id, version) of each plan that the mail tells to be accepted.
    """

    outgoing: Outgoing | None
    folder: str
    withheld: str | None = None
    for_staff: tuple[str, ...] = ()
    acknowledges: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """Result of deciding: the receipt (of the first mail when this one is a repetition), the outbox row of the answer
    if there is one, and the number of the judgment."""

    receipt: str
    duplicate: bool
    outbox_id: int | None
    judgment: int = 0


@dataclass(frozen=True, slots=True)
class Filed:
    """A mail that is filed in one folder and belongs in another. size: bytes as they were fetched."""

    id: int
    folder: str
    target: str
    sha256: str
    size: int
    message_id: str
