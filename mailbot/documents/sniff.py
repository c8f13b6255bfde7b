"""What a file is, by its bytes: names and declared types lie, and libmagic calls a valid Word file "octet-stream".

Order matters: OLE before zip, because `zipfile.is_zipfile` says yes to real .doc files (their theme is a zip inside).
"""

import codecs
import re
from dataclasses import dataclass

from mailbot.documents.sniff_ole import sniff_ole
from mailbot.documents.sniff_zip import sniff_zip
from mailbot.mail.model import Kind

_PDF_WITHIN = 2048
"""Bytes of junk that may stand before %PDF-; Acrobat takes 1,024, real mails hold a little more."""

_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"8BPS", "psd"),
)
_PACKED = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"MSCF\x00\x00\x00\x00", "cab"),
)
_EXECUTABLES = (
    (b"\x7fELF", "ELF program"),
    (b"\xca\xfe\xba\xbe", "Java or Mach-O program"),
    (b"\xcf\xfa\xed\xfe", "Mach-O program"),
)
_EXECUTABLE_NAMES = [
    ".exe",
    ".scr",
    ".com",
    ".pif",
    ".bat",
    ".cmd",
    ".vbs",
    ".vbe",
    ".js",
    ".jse",
    ".wsf",
    ".wsh",
    ".hta",
    ".msi",
    ".jar",
    ".ps1",
    ".lnk",
    ".cpl",
    ".dll",
    ".reg",
]
_EML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:>?From [^\r\n]{1,200}\r?\n)?"
    rb"(?:(?:Received|Return-Path|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To|X-[!-9;-~]{1,60}|DKIM-Signature"
    rb"|ARC-[A-Za-z-]{1,40}|Content-Type)[ \t]*:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,40}){3}",
    re.IGNORECASE,
)
_HTML = re.compile(rb"\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype html|<html|<head|<body|<!--)", re.IGNORECASE)
_EXPECTED: dict[str, tuple[Kind, ...]] = {
    ".docx": ("word",),
    ".docm": ("word",),
    ".dotx": ("word",),
    ".doc": ("word_legacy", "word"),
    ".dot": ("word_legacy", "word"),
    ".rtf": ("word_legacy",),
    ".odt": ("word_legacy",),
    ".pdf": ("pdf",),
}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """kind: by content. problem: None or a finding code. detail: what exactly it is, in English, for logs and staff."""

    kind: Kind
    problem: str | None = None
    detail: str = ""


def sniff(data: bytes, name: str = "") -> Sniffed:
    """Kind of a file's bytes; `name` is only used to tell when the content is not what the name says.

    Problems: file.empty, file.password (Office files; PDF passwords are found by the PDF reader), file.macro,
    file.damaged, file.wrong_type, file.executable, archive.unsupported.
    """
    if not data:
        return Sniffed("other", "file.empty", "no bytes")
    found = _by_content(data, name)
    suffix = _suffix(name)
    if found.problem is None and suffix in _EXECUTABLE_NAMES and found.kind in ("other", "text"):
        return Sniffed("other", "file.executable", f"{suffix} by name")
    expected = _EXPECTED.get(suffix)
    if expected is None or found.kind in expected or found.problem in ("file.executable", "file.password"):
        return found
    if found.problem == "file.damaged":
        return found
    if found.kind == "archive" and suffix in (".docx", ".docm"):
        return Sniffed("archive", "file.wrong_type", f"{suffix} by name, {found.detail} by content")
    return Sniffed(found.kind, "file.wrong_type", f"{suffix} by name, {found.detail or found.kind} by content")


def _by_content(data: bytes, name: str) -> Sniffed:
    head = data[:4096]
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Sniffed(*sniff_ole(data, _suffix(name)))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Sniffed(*sniff_zip(data, _suffix(name)))
    if head.startswith(b"%PDF-"):
        return Sniffed("pdf", None, "PDF")
    if head.startswith(b"\x78\x9f\x3e\x22"):
        return Sniffed("tnef", None, "TNEF (winmail.dat)")
    if head.lstrip().startswith(b"{\\rtf"):
        return Sniffed("word_legacy", None, "RTF")
    return _by_magic(data, head) or _by_text(data, head)


def _by_magic(data: bytes, head: bytes) -> Sniffed | None:
    if head.startswith(b"MZ") and b"\0" in head:
        return Sniffed("other", "file.executable", "Windows program")
    for magic, what in _EXECUTABLES:
        if head.startswith(magic):
            return Sniffed("other", "file.executable", what)
    for magic, what in _PACKED:
        if head.startswith(magic):
            return Sniffed("archive", "archive.unsupported", what)
    for magic, what in _IMAGES:
        if head.startswith(magic) and not (magic == b"BM" and not _is_bitmap(data)):
            return Sniffed("image", None, what)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Sniffed("image", None, "webp")
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"hevc", b"msf1"):
        return Sniffed("image", None, "heif")
    if re.match(rb"BZh[1-9]1AY&SY", head):
        return Sniffed("archive", "archive.unsupported", "bzip2")
    if data[257:262] == b"ustar":
        return Sniffed("archive", "archive.unsupported", "tar")
    if head.startswith(b"L\x00\x00\x00\x01\x14\x02\x00"):
        return Sniffed("other", "file.executable", "Windows shortcut")
    return None


def _is_bitmap(data: bytes) -> bool:
    return len(data) > 26 and int.from_bytes(data[6:10], "little") == 0 and data[10:14] != b"\0\0\0\0"


def _by_text(data: bytes, head: bytes) -> Sniffed:
    if _EML.match(head if len(head) < 4096 else data[:65536]):
        return Sniffed("message", None, "mail (eml)")
    if _HTML.match(head):
        return Sniffed("text", None, "HTML")
    if re.search(rb"%PDF-[0-9]\.[0-9]", head[: _PDF_WITHIN + 8]):
        return Sniffed("pdf", None, "PDF after other bytes")
    if re.match(rb"\A\s*MIME-Version:", head, re.IGNORECASE):
        return Sniffed("text", None, "MHTML")
    if head.lstrip().startswith(b"<?xml"):
        if b"schemas.microsoft.com/office/word" in head or b'progid="Word.Document"' in head:
            return Sniffed("text", "file.unsupported", "Word 2003 XML")
        return Sniffed("image", None, "svg") if b"<svg" in head else Sniffed("text", None, "XML")
    if head.lstrip()[:4] == b"<svg":
        return Sniffed("image", None, "svg")
    if _is_text(data[:65536]):
        return Sniffed("text", None, "text")
    return Sniffed("other", None, "unknown")


def _is_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    controls = sum(head.count(bytes([value])) for value in (*range(9), 11, *range(14, 27), *range(28, 32), 127))
    if b"\0" in head or controls > len(head) // 200:
        return False
    # Bytes cp874 does not know and UTF-8 never begins with would be rare in text and common in data.
    return _is_utf8(head) or sum(head.count(bytes([value])) for value in range(0x81, 0x85)) <= len(head) // 50


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _suffix(name: str) -> str:
    """Lower-case extension with its dot, '' when there is none; marks of writing direction do not hide it."""
    plain = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\s.]+$", "", name)
    match = re.search(r"\.[A-Za-z0-9]{1,5}$", plain)
    return match[0].lower() if match else ""
