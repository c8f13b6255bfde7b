"""Message-IDs in our headers: never encoded, folded between ids, trimmed when a thread grows long.

The standard library writes an id longer than a line as an encoded word (=?utf-8?q?…?=), which breaks the thread of
every Microsoft 365 user; here an id stays as it is (RFC 5322 3.6.4 with 2.2.3).
"""

import re
from collections.abc import Sequence
from email.headerregistry import BaseHeader, UnstructuredHeader
from email.policy import Policy

REFERENCES_BYTES = 4000
"""Longest References header; FreeScout and debbugs met servers that refuse longer ones."""
ID_BYTES = 900
"""Longest id that is repeated: a line may have 998 bytes (RFC 5322 2.1.1)."""

_ID = re.compile(r"<[^\s<>\x00-\x20\x7f-\uffff]{1,898}>")


def message_ids(text: str) -> list[str]:
    """All well-formed ids in a header value, ASCII only, in order; whatever else stands there is left out."""
    return [found for found in _ID.findall(text) if len(found) <= ID_BYTES]


def trimmed(ids: Sequence[str], limit: int = REFERENCES_BYTES) -> list[str]:
    """Ids without repeats, the first and as many of the last as fit into `limit` bytes."""
    once = list(dict.fromkeys(ids))
    if not once:
        return []
    kept: list[str] = []
    room = limit - len("References: ") - len(once[0]) - 3
    for one in reversed(once[1:]):
        room -= len(one) + 3
        if room < 0:
            break
        kept.insert(0, one)
    return [once[0], *kept]


class IdList(UnstructuredHeader, BaseHeader):
    """Header class for the header registry: one id a line, never encoded."""

    def fold(self, *, policy: Policy) -> str:
        """`name: ` and the ids, joined by a line end and a space."""
        return f"{self.name}: {f'{policy.linesep} '.join(str(self).split())}{policy.linesep}"
