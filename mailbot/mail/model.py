"""What we read from one message: Mail, Address, Attachment. Data only; bytes are never changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal[
    "word",
    "word_legacy",
    "pdf",
    "archive",
    "tnef",
    "message",
    "image",
    "spreadsheet",
    "presentation",
    "text",
    "other",
]


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of a header: decoded display name and addr-spec in lower case (RFC 5322 3.4)."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """Part after the last @, or '' when there is none."""
        return self.address.rpartition("@")[2]

    @property
    def local_part(self) -> str:
        """Part before the last @, or '' when there is none."""
        return self.address.rpartition("@")[0]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One leaf part, also when it was unpacked from an archive, winmail.dat or a forwarded message.

    name: decoded file name as sent, '' when there was none; data only, never a path.
    data: the decoded bytes. kind: by content, never by name or declared type.
    problem: None or a finding code (file.password, archive.limit, ...).
    level: 0 in the outer mail, 1 in a message forwarded inside it, ...
    container: name of the archive, winmail.dat or message that held it, None for a part of the mail itself.
    """

    name: str
    data: bytes = field(repr=False)
    kind: Kind
    sha256: str
    declared_type: str = "application/octet-stream"
    inline: bool = False
    level: int = 0
    container: str | None = None
    problem: str | None = None

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self.data)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as received. Text fields are repaired Unicode without NUL; headers keep their order.

    text: the readable body (text/plain, else text made from HTML). own_text: text less quoted replies
    and forwarded headers. attachments: every leaf, flat, in order, those of archives and of forwarded
    messages included (a forwarded message itself is an attachment of kind 'message', followed by its leaves).
    forwarded: the messages inside, outermost first, without attachments of their own.
    received: date of the topmost Received header (our own server), date: the sender's Date header; both aware or None.
    content_key: hex sha256 over Message-ID, From, Date, attachment hashes and body text (notes on exactly-once:
    the same mail that came by two paths has one key although its raw bytes differ).
    """

    message_id: str | None
    subject: str
    senders: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    date: datetime | None
    received: datetime | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    return_path: str | None
    headers: tuple[tuple[str, str], ...]
    content_type: str
    text: str
    own_text: str
    attachments: tuple[Attachment, ...]
    forwarded: tuple["Mail", ...]
    defects: tuple[str, ...]
    content_key: str

    @property
    def sender(self) -> Address | None:
        """The one usable From address, or None when there is none or more than one (RFC 3834 section 4)."""
        return self.senders[0] if len(self.senders) == 1 and "@" in self.senders[0].address else None

    def header(self, name: str) -> str | None:
        """First value of a header, case-free, or None."""
        return next(self.header_all(name), None)

    def header_all(self, name: str) -> Iterator[str]:
        """Every value of a header, case-free, in order."""
        wanted = name.lower()
        return (value for key, value in self.headers if key.lower() == wanted)
