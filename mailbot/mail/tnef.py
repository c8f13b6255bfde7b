"""winmail.dat (TNEF, [MS-OXTNEF]): the files that Outlook hid in it, read by tnefparse behind a check of its counts.

tnefparse believes every count it reads and would loop for hours on a false one; it also parses recipient tables and
properties that we do not need. So it gets a copy with the attachment objects only, each of them checked.
"""

import struct

from tnefparse import TNEF, TNEFAttachment
from tnefparse.properties import MAPI_ATTACH_LONG_FILENAME

from mailbot.mail.charsets import decode
from mailbot.mail.zips import Content

_HEADER = struct.Struct("<BHHI")
_SIGNATURE = b"\x78\x9f\x3e\x22"
_EMBEDDED = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
_MAX_OBJECTS = 2000
_MAX_EMBEDDED = 5
_CODEPAGE_OBJECT = 0x9007
_PROPERTIES_OBJECT = 0x9005
_VERSION_OBJECT = 0x9006
_ATTACHMENT_LEVEL = 2
_FIXED_SIZES = (
    {0x0002: 4, 0x000B: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4} | dict.fromkeys((5, 6, 7, 0x14, 0x40), 8) | {0x48: 16}
)
_VARIABLE = frozenset({0x001E, 0x001F, 0x000D, 0x0102, 0x0000})
_MULTIPLE = 0x1000


def read_tnef(data: bytes, *, depth: int = 0) -> tuple[list[Content], str | None]:
    """(files in order, None or 'tnef.unreadable'). Files of messages attached inside come too. Never raises."""
    try:
        objects = _objects(data)
        plain, embedded = _prepared(data[:6], objects)
        attachments = TNEF(plain, do_checksum=False).attachments
        found = [content for attachment in attachments if (content := _content(attachment)) is not None]
    except Exception:  # noqa: BLE001 - tnefparse raises whatever a damaged file makes it raise
        return [], "tnef.unreadable"
    for inner in embedded if depth < _MAX_EMBEDDED else ():
        found += read_tnef(inner, depth=depth + 1)[0]
    return found, None


def _objects(data: bytes) -> list[tuple[int, int, bytes]]:
    """(level, name, whole object) of each object; ValueError when the file is cut off or has too many."""
    if not data.startswith(_SIGNATURE):
        raise ValueError("no TNEF signature")
    found: list[tuple[int, int, bytes]] = []
    position = 6
    while position + _HEADER.size + 2 <= len(data):
        level, name, _, length = _HEADER.unpack_from(data, position)
        end = position + _HEADER.size + length + 2
        if level not in (1, 2) or end > len(data):
            raise ValueError("a TNEF object is cut off")
        found.append((level, name, data[position:end]))
        position = end
        if len(found) > _MAX_OBJECTS:
            raise ValueError("too many TNEF objects")
    return found


def _prepared(head: bytes, objects: list[tuple[int, int, bytes]]) -> tuple[bytes, list[bytes]]:
    """(a TNEF stream of attachment objects with counts that hold, the TNEF streams of messages inside)."""
    kept, embedded = [head], []
    for level, name, whole in objects:
        if level != _ATTACHMENT_LEVEL:
            if name in (_CODEPAGE_OBJECT, _VERSION_OBJECT):
                kept.append(whole)
            continue
        if name == _PROPERTIES_OBJECT:
            at = whole.find(_EMBEDDED + _SIGNATURE)
            if at >= 0:
                embedded.append(whole[at + len(_EMBEDDED) : -2])
                continue
            if not _counts_hold(whole[_HEADER.size : -2]):
                continue
        kept.append(whole)
    # tnefparse stops when fewer than 13 bytes are left: an object of no meaning guards the last real one.
    return b"".join([*kept, _HEADER.pack(1, 0, 0, 4), b"\0" * 20]), embedded


def _counts_hold(data: bytes) -> bool:
    """Whether every count of a MAPI property list could be true for its length."""
    try:
        return _walk(data)
    except struct.error:
        return False


def _walk(data: bytes) -> bool:
    (count,) = struct.unpack_from("<I", data, 0)
    position = 4
    if count * 4 > len(data):
        return False
    for _ in range(count):
        kind, name = struct.unpack_from("<HH", data, position)
        position += 4
        if name >= 0x8000:
            named, value = struct.unpack_from("<II", data, position + 16)
            position += 24 + (0 if named == 0 else value + -value % 4)
        values = 1
        if kind & _MULTIPLE or kind in _VARIABLE:
            (values,) = struct.unpack_from("<I", data, position)
            position += 4
        kind &= ~_MULTIPLE
        if values * 2 > len(data) or (kind not in _VARIABLE and kind not in _FIXED_SIZES):
            return False
        for _ in range(values):
            if kind in _FIXED_SIZES:
                position += _FIXED_SIZES[kind]
            else:
                (length,) = struct.unpack_from("<I", data, position)
                position += 4 + length + -length % 4
        if position > len(data):
            return False
    return True


def _content(attachment: TNEFAttachment) -> Content | None:
    if not attachment.data:
        return None
    long_names = [found.data for found in attachment.mapi_attrs if found.name == MAPI_ATTACH_LONG_FILENAME]
    name = next((name for name in long_names if name), attachment._name)
    text = decode(name) if isinstance(name, bytes) else name
    return Content(text.strip("\0").strip(), bytes(attachment.data))
