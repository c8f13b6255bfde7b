"""Our own header lines: text as encoded words, ids never encoded, addresses that cannot be a command.

The standard library's folding loses letters of mixed text, takes minutes over some subjects, and writes an id longer
than a line as an encoded word, which breaks the thread of every Microsoft 365 user. These lines are few and simple
enough to be written by hand (RFC 5322 2.2.3 and 3.6.4, RFC 2047 2 and 5).
"""

import base64
import re
import unicodedata
from collections.abc import Sequence

from mailbot.replies.foreign import harmless

LINE = 76
"""Longest line that holds an encoded word (RFC 2047 section 2)."""
REFERENCES_BYTES = 4000
"""Longest References header; longer ones were met with refusal by servers."""
SUBJECT_LETTERS = 400

_ID = re.compile(r"<[^\s<>\x00-\x20\x7f-\uffff]{1,898}>")
_WORD_START, _WORD_END = "=?utf-8?B?", "?="
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")


def text_line(name: str, text: str) -> str:
    """A header of free text, made harmless first."""
    return f"{name}: {_encoded(harmless(text, limit=SUBJECT_LETTERS), len(name) + 2)}"


def address_line(name: str, display: str, address: str) -> str:
    """A header with one mailbox. Raises ValueError for an address that is not plain ASCII `local@domain`."""
    if not can_stand_in_header(address):
        raise ValueError(f"not an address that can stand in a header: {address!r}")
    shown = harmless(display, limit=120)
    if not shown:
        return f"{name}: {address}"
    if shown.isascii() and "=?" not in shown and len(shown) + len(name) < LINE - 4:
        phrase = '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    else:
        phrase = _encoded(shown, len(name) + 2)
    return f"{name}: {phrase}\r\n <{address}>"


def can_stand_in_header(address: str) -> bool:
    """Whether this is plain ASCII `local@domain`."""
    return bool(_ADDRESS.fullmatch(address))


def ids_line(name: str, ids: Sequence[str]) -> str:
    """A header of message ids, one a line, as they are."""
    return f"{name}: " + "\r\n ".join(ids)


def message_ids(text: str) -> list[str]:
    """All well-formed ids in a header value, ASCII only, in order; whatever else stands there is left out."""
    return _ID.findall(text)


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


def _encoded(text: str, used: int) -> str:
    """Short plain ASCII as it is, anything else as encoded words, cut between letters; `used`: columns already full."""
    if text.isascii() and "=?" not in text and used + len(text) <= LINE:
        return text
    words: list[str] = []
    piece = b""
    for cluster in _clusters(text):
        octets = cluster.encode("utf-8")
        start = used if not words else 1
        if piece and len(_word(piece + octets)) > LINE - start:
            words.append(_word(piece))
            piece = b""
        piece += octets
    return "\r\n ".join([*words, _word(piece)])


def _word(octets: bytes) -> str:
    return f"{_WORD_START}{base64.b64encode(octets).decode('ascii')}{_WORD_END}"


def _clusters(text: str) -> list[str]:
    """Letters with their marks: each reader decodes each word by itself, so none is cut inside one."""
    found: list[str] = []
    for letter in text:
        if found and unicodedata.category(letter) in ("Mn", "Me") and len(found[-1]) < 8:
            found[-1] += letter
        else:
            found.append(letter)
    return found
