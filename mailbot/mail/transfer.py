"""Content-Transfer-Encoding undone (RFC 2045 6), also where it was done badly: attachments must come out whole."""

import binascii
import quopri
import re

_WHITE = b" \t\r\n\x0b\x0c"
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_JUNK = bytes(set(range(256)) - set(_ALPHABET) - {ord("=")})
_ONLY_BASE64 = re.compile(rb"[A-Za-z0-9+/\r\n]{40,}+={0,2}\s*+")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,400}?)[ \t]*\r?\n", re.MULTILINE)
_MOST_UU_FILES = 100
_MOST_RUNS = 1000


def undo(data: bytes, encoding: str) -> bytes:
    """Bytes of a part's body. encoding: the word of its header in lower case; unknown words mean no encoding."""
    if encoding == "base64":
        return from_base64(data)
    if encoding == "quoted-printable":
        return quopri.decodestring(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return from_uuencode(data)
    return data


def from_base64(data: bytes) -> bytes:
    """Decoded bytes of base64 with junk in it, padding missing, or several padded runs one after the other."""
    plain = data.translate(None, _WHITE)
    if len(plain) % 4 == 0:
        try:
            return binascii.a2b_base64(plain, strict_mode=True)
        except binascii.Error:
            pass
    *runs, rest = re.split(rb"=++", _without_footer(data).translate(None, _JUNK), maxsplit=_MOST_RUNS)
    return b"".join(_one_run(run.translate(None, b"=")) for run in (*runs, rest) if run)


def _one_run(run: bytes) -> bytes:
    if len(run) % 4 == 1:
        run = run[:-1]
    return binascii.a2b_base64(run + b"=" * (-len(run) % 4))


def _without_footer(data: bytes) -> bytes:
    """Leave out lines of text that a gateway hung below the padding; their letters would be read as base64."""
    padding = data.find(b"=")
    if padding < 0:
        return data
    newline = data.find(b"\n", padding)
    if newline < 0:
        return data
    kept = [
        line for line in data[newline + 1 :].splitlines() if not line.strip(_WHITE + b"=").translate(None, _ALPHABET)
    ]
    return data[: newline + 1] + b"\n".join(kept)


def looks_like_base64(data: bytes) -> bool:
    """Whether a body without a declared encoding is nothing but base64 (some gateways lose the header)."""
    return len(data) >= 40 and _ONLY_BASE64.fullmatch(data.strip()) is not None


def from_uuencode(data: bytes) -> bytes:
    """Decoded bytes of a uuencoded body; the begin line may be missing."""
    begin = _UU_BEGIN.search(data)
    return _uu_lines(data, begin.end() if begin else 0)[0]


def take_uuencoded(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """(text without them, [(file name as sent, bytes), ...]) for files uuencoded inside a text body."""
    found: list[tuple[bytes, bytes]] = []
    rest: list[bytes] = []
    position = 0
    for begin in _UU_BEGIN.finditer(data):
        if begin.start() < position or len(found) >= _MOST_UU_FILES:
            continue
        content, end = _uu_lines(data, begin.end())
        # Text may begin a line with "begin 644 ..." and mean nothing by it: a file has to come out.
        if content:
            rest.append(data[position : begin.start()])
            found.append((begin[1], content))
            position = end
    return b"".join([*rest, data[position:]]), found


def _uu_lines(data: bytes, position: int) -> tuple[bytes, int]:
    """(decoded bytes, offset after the end line) of the uuencoded lines that begin here; stops at any other."""
    decoded: list[bytes] = []
    while position < len(data):
        newline = data.find(b"\n", position)
        end = len(data) if newline < 0 else newline + 1
        line = data[position : min(end, position + 200)].strip(b"\r\n")
        if line.strip() == b"end":
            return b"".join(decoded), end
        if line.strip():
            piece = _uu_line(line)
            if piece is None:
                break
            decoded.append(piece)
        position = end
    return b"".join(decoded), position


def _uu_line(line: bytes) -> bytes | None:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders pad a line beyond the bytes it announces.
        count = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:count])
        except binascii.Error:
            return None
