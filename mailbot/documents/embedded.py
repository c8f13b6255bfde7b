"""Files that lie inside a document: programs are for a person to look at, other files are told, charts are neither.

An Excel sheet behind a chart, a picture or a formula is part of the document and is shown by it. A package ([MS-OLEDS]
2.3.6, a stream Ole10Native) is a file of any kind behind an icon, which opens for whoever clicks on it.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator

import olefile

from mailbot.documents.sniff import sniff

PROGRAM, FILE = "file.embedded_program", "file.embedded_file"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NATIVE = "\x01ole10native"
_HEAD = 4096  # bytes by which a program is known
_LARGEST = 32 * 2**20  # bytes of an object that is looked into
_MOST_OBJECTS = 200
_LONGEST_NAME = 1000  # bytes
_SHOWN = (".xml", ".rels", ".vml", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".ttf", ".odttf")
_RICH_OBJECT = re.compile(rb"\\objdata\b[ \r\n]*((?:\{\\\*?[a-z]+[^{}]{0,200}\}[ \r\n]*){0,4}[0-9a-fA-F\r\n\t ]{16,})")
_RICH_PACKAGE = b"Package\0"

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def in_package(package: zipfile.ZipFile) -> list[str]:
    """Finding codes of what lies in an Office or OpenDocument file; an entry that cannot be unpacked is passed over."""
    return _codes(code for entry in package.infolist() for code in _entry(package, entry))


def in_compound(ole: olefile.OleFileIO) -> list[str]:
    """Finding codes of the packages in an old Office file."""
    return _codes(_native(stream) for stream in _natives(ole))


def in_rich_text(data: bytes) -> list[str]:
    """Finding codes of the packages in an RTF file, whose objects are written in hexadecimal digits."""
    found = []
    for number, match in enumerate(_RICH_OBJECT.finditer(data)):
        if number == _MOST_OBJECTS:
            break
        digits = re.sub(rb"[^0-9a-fA-F]", b"", match[1][match[1].rfind(b"}") + 1 :])[: 2 * _LARGEST]
        plain = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        if plain.find(_RICH_PACKAGE, 0, 64) >= 0:
            found.append(_native(plain[plain.index(_RICH_PACKAGE) + len(_RICH_PACKAGE) + 12 :]))
        elif _OLE in plain[:200]:
            found += _compound(plain[plain.index(_OLE) :])
    return _codes(found)


def of_file(data: bytes, name: str) -> str:
    """What a file inside a document is: PROGRAM or FILE, by its first bytes and its name."""
    return PROGRAM if sniff(data[:_HEAD], name).problem == "file.executable" else FILE


def _codes(found: Iterable[str | None]) -> list[str]:
    told = set(found)
    return [code for code in (PROGRAM, FILE) if code in told]


def _entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[str]:
    name = entry.filename.replace("\\", "/").rpartition("/")[2].lower()
    if name.endswith(_SHOWN) or entry.is_dir() or entry.flag_bits & 1 or name == "mimetype":
        return
    try:
        with package.open(entry) as stream:
            head = stream.read(_HEAD)
            if head.startswith(_OLE) and entry.file_size <= _LARGEST:
                yield from _compound(head + stream.read(_LARGEST))
            elif head and of_file(head, name) == PROGRAM:
                yield PROGRAM
    except _BROKEN:
        return


def _compound(data: bytes) -> list[str]:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return in_compound(ole)
    except Exception:  # noqa: BLE001 - olefile raises whatever a damaged sector makes it raise
        return []


def _natives(ole: olefile.OleFileIO) -> Iterator[bytes]:
    """What is in each package, behind its length."""
    paths = [path for path in ole.listdir() if path[-1].lower() == _NATIVE]
    for path in paths[:_MOST_OBJECTS]:
        if ole.get_size(path) <= _LARGEST:
            yield ole.openstream(path).read()[4:]


def _native(data: bytes) -> str | None:
    """What a package holds: its label, the path it came from, the path it goes to, its bytes. None for what is no
    package (an equation has such a stream too)."""
    if not data.startswith(b"\x02\0"):
        return None
    texts = data[2 : 2 + 2 * _LONGEST_NAME].split(b"\0", 2)
    if len(texts) < 3:
        return None
    label, came_from = (text.decode("cp874", "replace") for text in texts[:2])
    at = 2 + len(texts[0]) + 1 + len(texts[1]) + 1 + 4
    try:
        at += 4 + struct.unpack_from("<I", data, at)[0]
        size = struct.unpack_from("<I", data, at)[0]
    except struct.error:
        return None
    content = data[at + 4 : at + 4 + min(size, _HEAD)]
    return PROGRAM if PROGRAM in (of_file(content, label), of_file(content, came_from)) else FILE
