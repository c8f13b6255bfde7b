"""Writes the OLE compound files ([MS-CFB]) in which old Word keeps its streams; no more than that."""

import struct

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A version 3 file; every stream is padded to 4,096 bytes so that no mini stream is needed."""
    padded = {name: data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(padded) + 1) // 4)
    chain: list[int] = []
    body = b""
    starts = {}
    for name, data in padded.items():
        starts[name] = len(chain)
        count = len(data) // _SECTOR
        chain += [*range(len(chain) + 1, len(chain) + count), _END]
        body += data
    directory_start = len(chain)
    chain += [*range(directory_start + 1, directory_start + directory_sectors), _END]
    body += _directory(padded, starts).ljust(directory_sectors * _SECTOR, b"\0")
    fat_sectors = -(-(len(chain) + 1) // 127)
    fat_start = len(chain)
    chain += [_FAT] * fat_sectors
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(fat_sectors * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, directory_start, 0, 4096, _END, 0, _END, 0)
    places = [*range(fat_start, fat_start + fat_sectors)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - len(places)))
    return header + body + table


def _directory(streams: dict[str, bytes], starts: dict[str, int]) -> bytes:
    """The root and its children, each the right sibling of the one before it."""
    entries = [_entry("Root Entry", 5, _FREE, 1 if streams else _FREE, _END, 0)]
    for number, name in enumerate(streams, 1):
        following = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, following, _FREE, starts[name], len(streams[name])))
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def old_word(text: str, *, flags: int = 0, language: int = 0x041E, compressed: bool = False, extra: str = "") -> bytes:
    """A .doc whose body is `text` and whose footnotes are `extra`, in one or two pieces."""
    pieces = [piece for piece in (text, extra) if piece]
    main = bytearray(2048)
    places = []
    for number, piece in enumerate(pieces):
        start = len(main)
        single = compressed and number == 0
        main += piece.encode("cp874") if single else piece.encode("utf-16-le")
        places.append((start * 2) | 0x40000000 if single else start)
    positions = [0]
    for piece in pieces:
        positions.append(positions[-1] + len(piece))
    table = struct.pack(f"<{len(positions)}I", *positions)
    table += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x06, language)
    struct.pack_into("<H", main, 0x0A, flags | 0x0200)
    struct.pack_into("<8I", main, 0x4C, len(text), len(extra), 0, 0, 0, 0, 0, 0)
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return compound_file({"WordDocument": bytes(main), "1Table": clx})
