"""Whether a folder already holds the very same mail: what proves a COPY where the server gives no COPYUID."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient

from mailbot.errors import Transient

HEADER_BYTES = 262_144
"""Most that is read of a header: more than the guard lets through."""
_PIECE = 1_048_576
_SEARCHABLE_ID = re.compile(r"<[!#-\[\]-~]{3,240}>")  # printable ASCII without quotes, blanks and backslash
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\r\n]*>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What makes one stored mail this mail. message_id: '' when it cannot be searched for.
    size: RFC822.SIZE, which some servers only estimate. digest: SHA-256 of the bytes."""

    message_id: str
    size: int
    digest: bytes


def searchable(message_id: str) -> bool:
    """Whether a Message-ID can stand in an ASCII SEARCH; servers refuse other character sets (Exchange)."""
    return bool(_SEARCHABLE_ID.fullmatch(message_id))


def fingerprint(client: IMAPClient, uid: int) -> Fingerprint | None:
    """The fingerprint of a mail in the selected folder, None when it is gone.

    Read in parts, since a mail that is moved because it is too large must not be in memory whole.
    """
    answer = ask(client, uid, "RFC822.SIZE", (b"RFC822.SIZE",))
    first = part(client, uid, "BODY.PEEK[]", 0, HEADER_BYTES)
    digest = _digest(client, uid)
    if answer is None or first is None or digest is None:
        return None
    found = _MESSAGE_ID.search(re.split(rb"\r?\n\r?\n", first, maxsplit=1)[0])
    text = found[1].decode("ascii", "replace") if found else ""
    return Fingerprint(text if searchable(text) else "", int(answer[b"RFC822.SIZE"]), digest)


def selected_holds(client: IMAPClient, wanted: Fingerprint) -> bool:
    """Whether the selected folder holds a mail of exactly these bytes."""
    return selected_uid(client, wanted) is not None


def selected_uid(client: IMAPClient, wanted: Fingerprint) -> int | None:
    """UID of the newest mail of exactly these bytes in the selected folder.

    Candidates come by Message-ID or by size; the bytes decide, so that two mails under one Message-ID are two.
    """
    by_size = ["LARGER", wanted.size - 1, "SMALLER", wanted.size + 1]
    candidates: list[int] = []
    if wanted.message_id:
        candidates = client.search(["HEADER", "Message-ID", wanted.message_id])
    if not candidates and wanted.size > 0:
        candidates = client.search(by_size)
    sizes: dict[int, Any] = client.fetch(candidates, ["RFC822.SIZE"])
    for uid in sorted(sizes, reverse=True):
        same_size = sizes[uid].get(b"RFC822.SIZE") == wanted.size
        if same_size and _digest(client, uid) == wanted.digest:
            return int(uid)
    return None


def body(client: IMAPClient, uid: int) -> bytes | None:
    """Bytes of one mail of the selected folder, unmarked (PEEK); None when it is gone.

    Some servers name the answer RFC822 although BODY[] was asked for.
    """
    answer = ask(client, uid, "BODY.PEEK[]", (b"BODY[]", b"RFC822"))
    return None if answer is None else next(answer[key] for key in (b"BODY[]", b"RFC822") if key in answer)


def part(client: IMAPClient, uid: int, section: str, start: int, size: int) -> bytes | None:
    """At most `size` bytes of a section ('BODY.PEEK[HEADER]') from `start`; None when the mail is gone."""
    key = f"{section.replace('.PEEK', '')}<{start}>".encode()
    answer = ask(client, uid, f"{section}<{start}.{size}>", (key,))
    return None if answer is None else bytes(answer[key])


def _digest(client: IMAPClient, uid: int) -> bytes | None:
    digest, length = hashlib.sha256(), 0
    while (piece := part(client, uid, "BODY.PEEK[]", length, _PIECE)) is not None:
        digest.update(piece)
        length += len(piece)
        if len(piece) < _PIECE:
            return digest.digest()
    return None


def ask(client: IMAPClient, uid: int, items: str, wanted: tuple[bytes, ...]) -> dict[bytes, Any] | None:
    """UID FETCH of one mail: an answer that has one of the wanted keys, or None when the mail is gone.

    A mail that came after the last NOOP is asked for twice, since the session does not know it yet.
    Raises Transient when the mail is there but the server does not answer.
    """
    for _attempt in range(2):
        client._imap.untagged_responses.pop("FETCH", None)  # unasked-for flag news of other mails
        answer: dict[bytes, Any] = client.fetch([uid], items.split()).get(uid, {})
        known = {key: value for key, value in answer.items() if value is not None}
        if any(key in known for key in wanted):
            return known
        client.noop()
        if not client.search(["UID", str(uid)]):
            return None
    raise Transient(f"the server has mail {uid} but does not tell its {items}")
