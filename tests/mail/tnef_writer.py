"""Writes small winmail.dat files for the tests, after [MS-OXTNEF]; only what the reader has to cope with."""

import struct

SIGNATURE = b"\x78\x9f\x3e\x22"
MESSAGE_SIGNATURE = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
_MESSAGE, _ATTACHMENT = 1, 2
_UNICODE, _OBJECT = 0x001F, 0x000D
_LONG_NAME, _DATA_OBJECT = 0x3707, 0x3701


def _item(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _property(kind: int, name: int, data: bytes) -> bytes:
    return struct.pack("<HHII", kind, name, 1, len(data)) + data + b"\0" * (-len(data) % 4)


def _head() -> bytes:
    version = _item(_MESSAGE, 0x9006, 8, struct.pack("<I", 0x10000))
    codepage = _item(_MESSAGE, 0x9007, 6, struct.pack("<II", 874, 0))
    return SIGNATURE + b"\x01\x00" + version + codepage


def tnef(files: list[tuple[str, bytes]], *, long_names: bool = True, property_count: int = 1) -> bytes:
    """A winmail.dat of these files; names in cp874, and in UTF-16 properties when long_names."""
    out = _head()
    for name, data in files:
        out += _item(_ATTACHMENT, 0x9002, 6, b"\x01\x00" + b"\xff" * 12)
        out += _item(_ATTACHMENT, 0x8010, 1, name.encode("cp874") + b"\0")
        out += _item(_ATTACHMENT, 0x800F, 6, data)
        if long_names:
            wide = name.encode("utf-16-le") + b"\0\0"
            properties = struct.pack("<I", property_count) + _property(_UNICODE, _LONG_NAME, wide)
            out += _item(_ATTACHMENT, 0x9005, 6, properties)
    return out


def tnef_with_message(files: list[tuple[str, bytes]]) -> bytes:
    """A winmail.dat that holds one message, which holds these files."""
    inner = MESSAGE_SIGNATURE + tnef(files)
    properties = struct.pack("<I", 1) + _property(_OBJECT, _DATA_OBJECT, inner)
    out = _head() + _item(_ATTACHMENT, 0x9002, 6, b"\x05\x00" + b"\xff" * 12)
    return out + _item(_ATTACHMENT, 0x9005, 6, properties)
