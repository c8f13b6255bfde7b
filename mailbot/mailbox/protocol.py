"""The one protocol behind which IMAP and Maildir stand. Nothing here ever deletes a mail or touches a flag."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Waiting:
    """One mail in the inbox. uid: IMAP UID or Maildir key as text. size: bytes, asked before the body.

    received_at: when our own server took it (IMAP INTERNALDATE, file time in a Maildir), aware, UTC.
    """

    uid: str
    size: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of one mail as received."""

    uid: str
    raw: bytes = field(repr=False)
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """By what a mail is found again in a folder: the bytes that were fetched decide (SHA-256 in hexadecimal digits)."""

    message_id: str
    size: int
    sha256: str


class Mailbox(Protocol):
    """One inbox with its folders. Every method may raise Transient (LoginRefused for credentials):
    the caller then calls close() and, later, open() again. describe, fetch and fetch_header raise Poison for a mail
    that the server has failed to give out three times. Not thread-safe."""

    account: str
    """Who and where, for ledger and messages: 'bcp@mail.example.go.th' or the Maildir's path."""
    folder: str
    """Name of the inbox folder, usually INBOX."""

    def open(self) -> str:
        """Connect, log in, check or create every folder, select the inbox. Returns UIDVALIDITY as text.

        Called again on an open mailbox it makes sure that the connection lives (NOOP) and returns the same.
        """
        ...

    def close(self) -> None:
        """Let go of the connection; never raises."""
        ...

    def waiting(self) -> list[str]:
        """UIDs of all mails in the inbox now, oldest first (NOOP, then SEARCH; flags are not looked at)."""
        ...

    def describe(self, uid: str) -> Waiting | None:
        """Size and arrival of one mail without touching its body; None when it is no longer there."""
        ...

    def fetch(self, uid: str) -> Fetched | None:
        """The whole mail without marking it (BODY.PEEK[]); None when it is no longer there."""
        ...

    def fetch_header(self, uid: str) -> Fetched | None:
        """Only the header block of a mail that is too large to be taken whole; None when it is no longer there."""
        ...

    def move(self, uid: str, folder: str) -> bool:
        """Move one mail to a folder. True when the server proved it (COPYUID, rename), False when the mail
        was no longer in the inbox. Raises Transient when neither can be proved."""
        ...

    def carry(self, source: str, target: str, known: Known) -> bool:
        """Move one mail from a folder into which we had put it to another, because a person decided otherwise. True
        when it lies in the target, False when it is in neither: somebody took it. Raises Transient."""
        ...

    def append(self, folder: str, raw: bytes, when: datetime) -> None:
        """File a copy of one of our own mails (Sent)."""
        ...

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether the folder holds a mail with this Message-ID (used after a crash and after a restore)."""
        ...

    def wait(self, seconds: float) -> None:
        """Return when something may have arrived or after `seconds`, whichever is first (IDLE, else sleep).
        Never trusted to have noticed everything: the caller searches again."""
        ...
