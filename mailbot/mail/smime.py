"""What an opaque S/MIME signature wraps (RFC 8551 3.5.2, CMS signed-data): the message or the file inside it.

Outlook signs so when "send clear text signed message" is off; the plan then lies inside smime.p7m. Signatures are not
verified here, and what is encrypted stays shut.
"""

from collections.abc import Iterator

_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d01091001"))
_OCTETS, _OID, _SEQUENCE, _FIRST = 0x04, 0x06, 0x30, 0xA0
_OCTETS_IN_PIECES = 0x24
_MOST_PIECES = 200_000


def is_encrypted(head: bytes) -> bool:
    """Whether a file begins as CMS enveloped data does: nobody but the addressee's key opens it."""
    return head[:1] == b"0" and any(b"\x06" + bytes([len(oid)]) + oid in head[:40] for oid in _ENVELOPED)


def signed_content(data: bytes) -> bytes | None:
    """Bytes that a CMS signed-data object holds; None for every other file and for a detached signature."""
    if data[:1] != b"0" or _SIGNED not in data[:40]:
        return None
    try:
        inside = _only(data, _inner(data, 0), (_OID, _FIRST))
        inside = _only(data, _inner(data, inside), (_SEQUENCE,))
        inside = _only(data, _inner(data, inside), (0x02, 0x31, _SEQUENCE))
        inside = _only(data, _inner(data, inside), (_OID, _FIRST))
        return _octets(data, _inner(data, inside))
    except (IndexError, ValueError):
        return None


def _head(data: bytes, position: int) -> tuple[int, int, int | None]:
    """(tag, offset of the content, its length, None when two zero bytes end it) of a BER value (X.690 8.1)."""
    tag, length = data[position], data[position + 1]
    position += 2
    if length == 0x80:
        return tag, position, None
    if length > 0x80:
        size = length & 0x7F
        if size > 4:
            raise ValueError("a BER length of more than four bytes")
        length = int.from_bytes(data[position : position + size], "big")
        position += size
    return tag, position, length


def _inner(data: bytes, position: int) -> int:
    """Offset of the first value inside the one at `position`."""
    return _head(data, position)[1]


def _only(data: bytes, position: int, tags: tuple[int, ...]) -> int:
    """Offset of the last of these values, which must follow one another; only the last may be of unknown length."""
    for index, wanted in enumerate(tags):
        tag, start, length = _head(data, position)
        if tag != wanted:
            raise ValueError("not the shape of signed data")
        if index == len(tags) - 1:
            return position
        if length is None:
            raise ValueError("an open length where none is expected")
        position = start + length
    raise ValueError("no tags")


def _octets(data: bytes, position: int) -> bytes | None:
    """The octet string at `position`, its pieces joined; cut off ones give what is there."""
    tag, start, length = _head(data, position)
    if tag == _OCTETS and length is not None:
        return data[start : start + length]
    if tag != _OCTETS_IN_PIECES:
        return None
    return b"".join(_pieces(data, start, len(data) if length is None else start + length))


def _pieces(data: bytes, position: int, end: int) -> Iterator[bytes]:
    for _ in range(_MOST_PIECES):
        if position + 2 > end or data[position : position + 2] == b"\0\0":
            return
        tag, start, length = _head(data, position)
        if tag != _OCTETS or length is None:
            raise ValueError("not a piece of an octet string")
        yield data[start : start + length]
        position = start + length
