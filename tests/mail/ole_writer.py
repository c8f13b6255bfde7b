"""Writes small OLE containers for the tests, after [MS-CFB]: one FAT sector, streams of at least one sector."""

import struct

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _NONE, right: int = _NONE) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    head = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, _NONE, right, child)
    return head + bytes(16) + struct.pack("<IQQIQ", 0, 0, 0, start, size)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams in its root; streams are padded to 4096 bytes so that no mini stream is needed."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries: list[bytes] = []
    names = list(streams)
    for index, name in enumerate(names):
        data = streams[name].ljust(4096, b"\0")
        start = len(sectors) + 2
        count = -(-len(data) // _SECTOR)
        sectors += [data[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0") for at in range(count)]
        fat += [*range(start + 1, start + count), _END]
        right = index + 2 if index + 1 < len(names) else _NONE
        entries.append(_entry(name, 2, start, len(data), right=right))
    directory = _entry("Root Entry", 5, _END, 0, child=1) + b"".join(entries)
    directory = directory.ljust(_SECTOR, b"\0")
    assert len(directory) == _SECTOR
    table = struct.pack("<128I", *([_FAT, _END, *fat] + [_FREE] * (126 - len(fat))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    return header.ljust(_SECTOR, b"\0") + table + directory + b"".join(sectors)
