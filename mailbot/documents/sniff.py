"""What a file is, by its bytes: names and declared types lie, and libmagic calls a valid Word file "octet-stream".

Order matters: OLE before zip, because `zipfile.is_zipfile` says yes to real .doc files (their theme is a zip inside).
"""

import codecs
import re
from dataclasses import dataclass

from mailbot.documents.sniff_ole import sniff_ole
from mailbot.documents.sniff_zip import sniff_zip
from mailbot.mail.model import Kind
from mailbot.mail.smime import is_encrypted

_PDF_WITHIN = 2048
"""Bytes of junk that may stand before %PDF-; Acrobat takes 1,024, real mails hold a little more."""
_TOLD_FIRST = ("file.executable", "file.password", "file.damaged", "file.unsupported", "archive.limit")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """kind: by content. problem: None or a finding code. detail: what exactly it is, in English, for logs and staff."""

    kind: Kind
    problem: str | None = None
    detail: str = ""


_APPLE_DOUBLE = "AppleDouble, the second half of a file of a Mac; it bears the file's name"
_UNSUPPORTED = "archive.unsupported"

_MAGIC: tuple[tuple[bytes, Kind, str | None, str], ...] = (
    (rb"MZ(?=[^\0]{0,4000}\0)", "other", "file.executable", "Windows program"),
    (rb"\x7fELF", "other", "file.executable", "ELF program"),
    (rb"\xca\xfe\xba\xbe", "other", "file.executable", "Java or Mach-O program"),
    (rb"[\xce\xcf]\xfa\xed\xfe", "other", "file.executable", "Mach-O program"),
    (rb"L\x00\x00\x00\x01\x14\x02\x00", "other", "file.executable", "Windows shortcut"),
    (rb"#! ?/[a-z]", "other", "file.executable", "script"),
    (rb"Rar!\x1a\x07", "archive", _UNSUPPORTED, "rar"),
    (rb"7z\xbc\xaf\x27\x1c", "archive", _UNSUPPORTED, "7z"),
    (rb"\x1f\x8b\x08", "archive", _UNSUPPORTED, "gzip"),
    (rb"BZh[1-9]1AY&SY", "archive", _UNSUPPORTED, "bzip2"),
    (rb"\xfd7zXZ\x00", "archive", _UNSUPPORTED, "xz"),
    (rb"MSCF\x00\x00\x00\x00", "archive", _UNSUPPORTED, "cab"),
    (rb"(?s).{257}ustar", "archive", _UNSUPPORTED, "tar"),
    (rb"\x89PNG\r\n\x1a\n", "image", None, "png"),
    (rb"\xff\xd8\xff", "image", None, "jpeg"),
    (rb"GIF8[79]a", "image", None, "gif"),
    (rb"(?s)BM.{4}\0{4}(?!\0{4}).{16}", "image", None, "bmp"),
    (rb"II\*\x00|MM\x00\*", "image", None, "tiff"),
    (rb"\xd7\xcd\xc6\x9a", "image", None, "wmf"),
    (rb"8BPS", "image", None, "psd"),
    (rb"(?s)RIFF.{4}WEBP", "image", None, "webp"),
    (rb"(?s).{4}ftyp(?:heic|heix|mif1|avif|hevc|msf1)", "image", None, "heif"),
    (rb"\x00\x05\x16[\x07\x00]", "other", None, _APPLE_DOUBLE),
)
_MAGIC_PATTERNS = tuple((re.compile(pattern), Sniffed(kind, problem, what)) for pattern, kind, problem, what in _MAGIC)
_EXECUTABLE_NAMES = re.compile(
    r"\.(?:exe|scr|com|pif|bat|cmd|vbs|vbe|js|jse|wsf|wsh|hta|msi|jar|ps1|lnk|cpl|dll|reg)\Z"
)
_EML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:>?From [^\r\n]{1,200}\r?\n)?"
    rb"(?:(?:Received|Return-Path|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To|X-[!-9;-~]{1,60}|DKIM-Signature"
    rb"|ARC-[A-Za-z-]{1,40}|Content-Type)[ \t]*:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,40}){3}",
    re.IGNORECASE,
)
_HTML = re.compile(rb"\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype html|<html|<head|<body|<!--)", re.IGNORECASE)
_WEB_PAGES = ("HTML", "MHTML")
_WORD_NAMES = (".doc", ".dot", ".docx", ".rtf")
_FLAT_WORD = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
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


def sniff(data: bytes, name: str = "") -> Sniffed:
    """Kind of a file's bytes; `name` is only used to tell when the content is not what the name says.

    Problems: file.empty, file.password (Office files; PDF passwords are found by the PDF reader), file.macro,
    file.damaged, file.wrong_type, file.executable, archive.unsupported.
    """
    if not data:
        return Sniffed("other", "file.empty", "no bytes")
    found = _by_content(data, name)
    suffix = _suffix(name)
    if found.kind == "text" and found.detail in _WEB_PAGES and suffix in _WORD_NAMES:
        # Word saves such pages itself, and systems that export "to Word" do: Word opens them under .doc alone.
        found = Sniffed("word_legacy", None, f"{found.detail} with a Word name")
        return found if suffix != ".docx" else Sniffed(found.kind, "file.wrong_type", found.detail)
    if found.problem is None and _EXECUTABLE_NAMES.match(suffix) and found.kind in ("other", "text"):
        return Sniffed("other", "file.executable", f"{suffix} by name")
    expected = _EXPECTED.get(suffix)
    if expected is None or found.kind in expected or found.problem in _TOLD_FIRST:
        return found
    if found.detail == _APPLE_DOUBLE:
        return found
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
    return next((found for pattern, found in _MAGIC_PATTERNS if pattern.match(head)), None) or _by_text(data, head)


def _by_text(data: bytes, head: bytes) -> Sniffed:
    if is_encrypted(head) or re.match(rb"\s*-----BEGIN PGP MESSAGE-----", head):
        return Sniffed("message", "file.unsupported", "encrypted mail (S/MIME or PGP)")
    if _EML.match(head if len(head) < 4096 else data[:65536]):
        return Sniffed("message", None, "mail (eml)")
    if _HTML.match(head):
        return Sniffed("text", None, "HTML")
    if re.search(rb"%PDF-[0-9]\.[0-9]", head[: _PDF_WITHIN + 8]):
        return Sniffed("pdf", None, "PDF after other bytes")
    if re.match(rb"\A\s*MIME-Version:", head, re.IGNORECASE):
        return Sniffed("text", None, "MHTML")
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith((b"<?xml", b"<pkg:package", b"<w:wordDocument")):
        if _FLAT_WORD in head:
            return Sniffed("word", None, "Word as one XML file")
        if _WORD_2003 in head:
            return Sniffed("word_legacy", None, "Word 2003 XML")
        if b'progid="Word.Document"' in head:
            return Sniffed("text", "file.unsupported", "an XML file of Word that we do not know")
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
