"""Zip archives read with limits: names are data, nothing is written anywhere, and a bomb stops early."""

import io
import struct
import zipfile
from dataclasses import dataclass
from itertools import pairwise

from mailbot.mail.charsets import decode
from mailbot.settings import LimitsSection

FREE_BYTES = 10_000_000
"""Bytes an archive may unpack to before its ratio is looked at: small files of zeros are no bomb."""

_CHUNK = 1 << 20
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_READABLE_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_UNICODE_PATH_FIELD = 0x7075
_CLUTTER = ("thumbs.db", "desktop.ini", ".ds_store")


@dataclass(slots=True)
class Budget:
    """What all archives of one mail together may still unpack to."""

    entries: int
    size: int

    @classmethod
    def of(cls, limits: LimitsSection) -> "Budget":
        """The whole allowance of one mail."""
        return cls(limits.archive_entries, int(limits.archive_mb * 1_000_000))


@dataclass(frozen=True, slots=True)
class Content:
    """One file out of an archive. problem: None or a finding code, when it did not come out whole."""

    name: str
    data: bytes
    problem: str | None = None


def read_zip(data: bytes, limits: LimitsSection, budget: Budget) -> tuple[list[Content], str | None]:
    """(files in order, problem of the archive). The budget is used up; never raises.

    Problems: archive.password, archive.unsupported (packed in a way we do not read), archive.limit, archive.damaged.
    What could be read before a problem is there.
    """
    try:
        archive = _opened(data)
    except Exception:  # noqa: BLE001 - zipfile raises many kinds on damaged input
        return [], "archive.damaged"
    with archive:
        entries = [entry for entry in archive.infolist() if not _is_clutter(entry)]
        if len(archive.infolist()) > 20 * limits.archive_entries or len(entries) > budget.entries or _overlap(archive):
            return [], "archive.limit"
        budget.entries -= len(entries)
        found: list[Content] = []
        problem: str | None = None
        for entry in entries:
            content, trouble = _read(archive, entry, limits, budget)
            if content is not None:
                found.append(content)
            problem = trouble or problem
            if trouble == "archive.limit":
                break
        return found, problem


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        return zipfile.ZipFile(io.BytesIO(_without_utf8_flags(data)))


def _without_utf8_flags(data: bytes) -> bytes:
    """Take back a false promise of UTF-8 names, on which zipfile gives up the whole archive."""
    changed = bytearray(data)
    end = data.rfind(b"PK\x05\x06")
    position = int.from_bytes(data[end + 16 : end + 20], "little")
    while data.startswith(b"PK\x01\x02", position) and position + 46 <= len(data):
        (local,) = struct.unpack_from("<I", data, position + 42)
        changed[position + 9] &= ~(_UTF8_FLAG >> 8) & 0xFF
        if data.startswith(b"PK\x03\x04", local) and local + 30 <= len(data):
            changed[local + 7] &= ~(_UTF8_FLAG >> 8) & 0xFF
        position += 46 + sum(struct.unpack_from("<HHH", data, position + 28))
    return bytes(changed)


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/").lower()
    return name.endswith("/") or name.startswith("__macosx/") or name.rpartition("/")[2] in _CLUTTER


def _overlap(archive: zipfile.ZipFile) -> bool:
    """Whether entries share packed bytes: the mark of a bomb (this Python does not look itself)."""
    spans = sorted((entry.header_offset, entry.compress_size) for entry in archive.infolist())
    return any(start + size > following for (start, size), (following, _) in pairwise(spans))


def _read(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: LimitsSection, budget: Budget
) -> tuple[Content | None, str | None]:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        return None, "archive.password"
    if entry.compress_type not in _READABLE_METHODS:
        return None, "archive.unsupported"
    most = max(FREE_BYTES, int(limits.archive_ratio * max(1, entry.compress_size)))
    pieces: list[bytes] = []
    size = 0
    name = _name(entry)
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                budget.size -= len(chunk)
                if size > most or budget.size < 0:
                    return None, "archive.limit"
                pieces.append(chunk)
    except Exception:  # noqa: BLE001 - zlib, struct and zipfile errors alike mean: damaged
        data = b"".join(pieces)
        return (Content(name, data, "file.damaged") if data else None), "archive.damaged"
    return Content(name, b"".join(pieces)), None


def _name(entry: zipfile.ZipInfo) -> str:
    """Name as its sender saw it: Windows zip tools in Thailand write cp874 and say nothing, others UTF-8."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename.replace("\0", "")
    if (unicode_name := _unicode_path(entry.extra)) is not None:
        return unicode_name
    raw = entry.orig_filename.encode("cp437", "replace")
    text = decode(raw)
    is_thai = any("\u0e01" <= char <= "\u0e5b" for char in text)
    return text if is_thai or raw.isascii() or _is_utf8(raw) else entry.orig_filename.replace("\0", "")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unicode_path(extra: bytes) -> str | None:
    """Name in the Info-ZIP Unicode Path field (APPNOTE 4.6.9), or None."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        body = extra[position + 4 : position + 4 + length]
        if kind == _UNICODE_PATH_FIELD and len(body) > 5:
            return decode(body[5:], "utf-8")
        position += 4 + length
    return None
