"""Another mail of the case of a mail that is being judged: its bytes, and what the ledger knows of it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CaseMail:
    """files: SHA-256 of those of its files that belong to the case. agency_id: whose they are by the ledger, None when
    nobody knows yet. accepted: they make a version that is accepted already. part: which part of a mailing in several
    mails it is (number, of how many). joined: staff said that it belongs to the mail that is being judged."""

    receipt: str
    raw: bytes = field(repr=False)
    received_at: datetime
    files: frozenset[str]
    agency_id: str | None = None
    accepted: bool = False
    part: tuple[int, int] | None = None
    joined: bool = False
