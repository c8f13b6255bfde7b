"""Bytes of a mail to text: the charsets Thai programs really send, whatever their labels say.

Python does not know `windows-874`, the name Outlook and Exchange use in Thailand; importing this module makes it
(and its other names) known to every codec user of the process, mail-parser and the standard library included.
"""

import base64
import binascii
import codecs
import re

from mailbot.mail.scoring import score

_CP874_NAMES = frozenset(
    [
        "windows_874",
        "x_windows_874",
        "dos_874",
        "cp_874",
        "874",
        "ms874",
        "ms_874",
        "ibm874",
        "ibm_874",
        "x_ibm874",
        "tis_620_2533",
        "tis620_2533",
        "tis_620_2529",
        "tis620_2529",
        "tis620.2533",
        "tis620.2529",
        "x_tis_620",
        "x_tis620",
        "iso_8859_11_2001",
        "iso_ir_166",
        "thai",
    ]
)
_THAI_LABELS = _CP874_NAMES | {
    "cp874",
    "tis620",
    "tis_620",
    "tis_620_0",
    "iso8859_11",
    "iso_8859_11",
    "iso8859_11_2001",
}
_WEAK_LABELS = frozenset(
    {"ascii", "us_ascii", "iso8859_1", "iso_8859_1", "latin_1", "latin1", "cp1252", "windows_1252"}
)

_LABEL_PRIOR = 0.5
_WEAK_PRIOR = 0.1
_UTF8_PRIOR = 0.1
_LAST_RESORT = -0.3
_GOOD_THAI = 0.7
_ENOUGH_THAI = 3
_SAMPLE = 10_000


def _find_cp874(name: str) -> codecs.CodecInfo | None:
    return codecs.lookup("cp874") if _label_key(name) in _CP874_NAMES else None


def _label_key(label: str) -> str:
    return re.sub(r"[\s\-:]+", "_", label.strip().strip("\"'").lower())


codecs.register(_find_cp874)


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of `data`, NULs dropped; never raises and never leaves bytes out without a U+FFFD in their place.

    declared: the label that came with the bytes, or None. It is a prior, not an order: the reading with the best
    score wins (`scoring.score`), so TIS-620 bytes labelled utf-8 and the reverse both come out right.
    """
    codec = text_codec(declared)
    if data.isascii() and not _is_stateful(codec):
        return data.decode("ascii").replace("\0", "")
    thai = _thai_utf8(data)
    if thai is not None:
        return thai.replace("\0", "")
    readings = _readings(data, codec)
    best = max(readings, key=lambda reading: reading[0] + score(reading[1]))
    return best[1].replace("\0", "")


def _thai_utf8(data: bytes) -> str | None:
    """The UTF-8 reading when it is whole and good Thai: TIS-620 text never looks like that, whatever the label."""
    if b"\xe0\xb8" not in data and b"\xe0\xb9" not in data:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    thai = sum("\u0e01" <= char <= "\u0e3a" or "\u0e3f" <= char <= "\u0e5b" for char in text[:_SAMPLE])
    foreign = sum(char >= "\x80" for char in text[:_SAMPLE])
    # Marks in a wrong order are no reason for doubt when there are letters enough.
    return text if thai >= _GOOD_THAI * foreign and (thai >= _ENOUGH_THAI or score(text) >= _GOOD_THAI) else None


def text_codec(label: str | None) -> str | None:
    """Python's name of the codec a label means, cp874 for every TIS-620 or ISO-8859-11 label, None when unknown.

    Codecs that do not make text (base64, rot13, zip) and those that fail on purpose (undefined) are unknown.
    """
    if not label or len(label) > 60:
        return None
    key = _label_key(label)
    if key in _THAI_LABELS:
        return "cp874"
    try:
        codec = codecs.lookup(key)
    except (LookupError, ValueError, UnicodeError):
        return None
    is_text = getattr(codec, "_is_text_encoding", True)
    if not is_text or codec.name in ("undefined", "idna", "punycode", "unicode_escape", "unicode-escape"):
        return None
    return None if codec.name in ("raw_unicode_escape", "raw-unicode-escape", "mbcs", "oem") else codec.name


def _is_stateful(codec: str | None) -> bool:
    """Whether ASCII bytes may mean something else in it (escape sequences, two-byte units)."""
    return codec is not None and codec.startswith(("iso2022", "utf-7", "utf-16", "utf-32", "hz"))


def _readings(data: bytes, codec: str | None) -> list[tuple[float, str]]:
    """Candidates as (prior, text), the more likely first: max() keeps the first of equals."""
    found: list[tuple[float, str]] = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found.append((_LABEL_PRIOR, data.decode("utf-16", "replace")))
    if codec is not None:
        weak = codec.replace("-", "_") in _WEAK_LABELS
        found.append((_WEAK_PRIOR if weak else _LABEL_PRIOR + _UTF8_PRIOR * (codec == "utf-8"), _lenient(data, codec)))
    for prior, other in ((_UTF8_PRIOR, "utf-8-sig"), (0.0, "cp874"), (_LAST_RESORT, "cp1252")):
        if other != codec:
            found.append((prior, _lenient(data, other)))
    return found


def _lenient(data: bytes, codec: str) -> str:
    try:
        return _whole(data.decode(codec, "replace"), codec)
    except (UnicodeError, LookupError, ValueError):
        return data.decode("latin-1")


def _whole(text: str, codec: str) -> str:
    """Half characters, which UTF-7 and UTF-16 can smuggle in and no ledger could store, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8") if _is_stateful(codec) else text


_ENCODED_WORD = re.compile(rb"=\?([^?\s]{1,80})\?([BbQq])\?([^?]*)\?=")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def decode_header(raw: bytes | str) -> str:
    """Unfolded, decoded text of a header value (RFC 2047, and what is sent in its place).

    Also reads: encoded words inside quotes or stuck together, words split inside a character, wrong padding, blanks
    inside a word, unknown and lying charsets, and raw 8-bit bytes. Surrounding white space is dropped.
    """
    data = _as_bytes(raw) if isinstance(raw, str) else raw
    data = re.sub(rb"\r\n|\r|\n", b"", data.replace(b"\0", b"")) if b"\n" in data or b"\r" in data else data
    pieces: list[tuple[str | None, bytes]] = []
    position = 0
    for match in _ENCODED_WORD.finditer(data):
        between = data[position : match.start()]
        # RFC 2047 6.2: white space between two encoded words is no part of the text.
        if between.strip() or not pieces or pieces[-1][0] is None:
            _append(pieces, None, between)
        charset = match[1].decode("ascii", "replace").partition("*")[0]
        _append(pieces, charset, _word_bytes(match[2], match[3]))
        position = match.end()
    _append(pieces, None, data[position:])
    return "".join(decode(part, charset) for charset, part in pieces).replace("\t", " ").strip()


def _as_bytes(text: str) -> bytes:
    """Bytes of a header that a parser gave as text, raw 8-bit bytes kept as surrogates."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _append(pieces: list[tuple[str | None, bytes]], charset: str | None, data: bytes) -> None:
    """Add bytes, joined to the piece before when the charset is the same: characters are split over words."""
    if not data:
        return
    if pieces and _same(pieces[-1][0], charset):
        pieces[-1] = (charset, pieces[-1][1] + data)
    else:
        pieces.append((charset, data))


def _same(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and one.lower() == other.lower())


def _word_bytes(encoding: bytes, text: bytes) -> bytes:
    if encoding in b"Qq":
        return binascii.a2b_qp(text.replace(b" ", b"_"), header=True)
    letters = _NOT_BASE64.sub(b"", text)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))
