"""Whether a folder already holds the very same mail: what proves a COPY where the server gives no COPYUID."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient

from mailbot.errors import Transient

_SEARCHABLE_ID = re.compile(r"<[!#-\[\]-~]{3,240}>")  # printable ASCII without quotes, blanks and backslash
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\r\n]*>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What makes one stored mail this mail. message_id: '' when it cannot be searched for. digest: SHA-256."""

    message_id: str
    size: int
    digest: bytes


def searchable(message_id: str) -> bool:
    """Whether a Message-ID can stand in an ASCII SEARCH; servers refuse other character sets (Exchange)."""
    return bool(_SEARCHABLE_ID.fullmatch(message_id))


def fingerprint(raw: bytes) -> Fingerprint:
    """The fingerprint of a mail's bytes."""
    head = re.split(rb"\r?\n\r?\n", raw[:262_144], maxsplit=1)[0]
    found = _MESSAGE_ID.search(head)
    text = found[1].decode("ascii", "replace") if found else ""
    return Fingerprint(text if searchable(text) else "", len(raw), hashlib.sha256(raw).digest())


def selected_holds(client: IMAPClient, wanted: Fingerprint) -> bool:
    """Whether the selected folder holds a mail of exactly these bytes.

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
        if sizes[uid].get(b"RFC822.SIZE") == wanted.size:
            raw = body(client, uid)
            if raw is not None and hashlib.sha256(raw).digest() == wanted.digest:
                return True
    return False


def body(client: IMAPClient, uid: int) -> bytes | None:
    """Bytes of one mail of the selected folder, unmarked (PEEK); None when it is gone.

    Some servers name the answer RFC822 although BODY[] was asked for.
    """
    answer = ask(client, uid, "BODY.PEEK[]", (b"BODY[]", b"RFC822"))
    return None if answer is None else next(answer[key] for key in (b"BODY[]", b"RFC822") if key in answer)


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
