"""Address headers as people and programs really write them (RFC 5322 3.4, and what is sent in its place).

The structure is read before anything is decoded: an encoded word may hold a comma and must not make two addresses.
"""

import re

from mailbot.mail.charsets import decode, decode_header
from mailbot.mail.model import Address

_ANGLE = re.compile(rb"<([^<>]*)>")
# Begins where a word begins, so that a long word without @ is looked at once and not from each of its letters.
_BARE = re.compile(rb"(?<![^\s,;:<>()\"])[^\s,;:<>()\"]+@[^\s,;:<>()\"]+")
_SPECIAL = re.compile(rb'[",;<>()\\]')
MAX_ADDRESSES = 2000


def read_addresses(raw: bytes) -> tuple[Address, ...]:
    """Every mailbox of a header value in order; an empty group ('undisclosed recipients:;') gives ()."""
    value = re.sub(rb"\r\n|\r|\n", b"", raw.replace(b"\0", b""))
    found = [_one(chunk) for chunk in _chunks(value)[:MAX_ADDRESSES]]
    return tuple(address for address in found if address is not None)


def _chunks(value: bytes) -> list[bytes]:
    """The value split at commas and semicolons that stand outside quotes, comments and angle brackets."""
    chunks: list[bytes] = []
    start = position = depth = 0
    in_angle = False
    while match := _SPECIAL.search(value, position):
        char, position = match[0], match.end()
        if char == b"\\":
            position += 1
        elif char == b'"' and not depth:
            position = _after_quote(value, position)
        elif char == b"(":
            depth += 1 if value.find(b")", position) >= 0 else 0
        elif char == b")":
            depth = max(0, depth - 1)
        elif not depth and char in b"<>":
            in_angle = char == b"<" and value.find(b">", position) >= 0
        elif not depth and not in_angle and char in b",;":
            chunks.append(value[start : match.start()])
            start = position
    chunks.append(value[start:])
    return _merged(chunks)


def _after_quote(value: bytes, position: int) -> int:
    """Offset after the quote that closes the one before `position`; `position` itself when none closes."""
    at = position
    while (at := value.find(b'"', at)) >= 0:
        backslashes = at - len(value[position:at].rstrip(b"\\")) - position
        if backslashes % 2 == 0:
            return at + 1
        at += 1
    return position


def _merged(chunks: list[bytes]) -> list[bytes]:
    """Give a piece without an address to the next one with angle brackets: `Dept. of Lands, (Bangkok) <a@b.go.th>`."""
    merged: list[bytes] = []
    waiting = b""
    for chunk in chunks:
        if not chunk.strip():
            continue
        if b"@" not in chunk and b"<" not in chunk and b":" not in chunk:
            waiting += chunk + b","
        elif waiting and _ANGLE.search(chunk):
            merged.append(waiting + chunk)
            waiting = b""
        else:
            merged.extend([waiting.rstrip(b","), chunk] if waiting else [chunk])
            waiting = b""
    return [*merged, waiting.rstrip(b",")] if waiting else merged


def _one(chunk: bytes) -> Address | None:
    angles = list(_ANGLE.finditer(chunk))
    if angles:
        last = angles[-1]
        name = chunk[: last.start()]
        address = _without_comments(last[1])
    else:
        bare = _BARE.search(_without_comments(chunk))
        if bare is None:
            return _nameless(chunk)
        address = bare[0]
        comment = re.search(rb"\(([^()]*)\)", chunk)
        name = comment[1] if comment else b""
    name = _group_name_out(name)
    clean = re.sub(r"\s+", "", decode(address)).strip("'\"").rstrip(".").lower().removeprefix("mailto:")
    return Address(_display(name), clean) if clean or _display(name) else None


def _nameless(chunk: bytes) -> Address | None:
    """A word without @ is kept as sent, so that people see it; the name of an empty group is nothing."""
    text = decode_header(chunk)
    return None if not text or text.rstrip(" ;").endswith(":") else Address(_display(chunk), "")


def _group_name_out(name: bytes) -> bytes:
    head, colon, tail = name.partition(b":")
    return tail if colon and b'"' not in head and b"=?" not in head and b"(" not in head else name


def _without_comments(value: bytes) -> bytes:
    return re.sub(rb"\((?:[^()\\]|\\.)*\)", b"", value)


def _display(name: bytes) -> str:
    """Decoded display name without the quotes around it."""
    text = name.strip()
    if len(text) > 1 and text.startswith(b'"') and text.endswith(b'"'):
        text = text[1:-1]
    decoded = decode_header(re.sub(rb'\\(["\\])', rb"\1", text))
    if len(decoded) > 1 and decoded[0] == decoded[-1] == '"':
        decoded = decoded[1:-1]
    return re.sub(r"\s+", " ", decoded).strip()
