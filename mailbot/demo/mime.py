"""MIME written by hand, byte for byte: the samples must carry the habits and faults of real mail programs."""

import base64
from collections.abc import Sequence

Header = tuple[str, bytes]


def header(name: str, value: str | bytes) -> Header:
    """One header line; a value given as bytes stands there as it is, 8-bit letters included."""
    return name, value.encode("ascii") if isinstance(value, str) else value


def encoded_word(text: str, charset: str = "utf-8", label: str | None = None) -> str:
    """text as RFC 2047 encoded words in base64, folded. charset is Python's name, label what the header calls it."""
    label = label or charset
    room = 39 if charset == "utf-8" else 45
    words, piece = [], b""
    for letter in text:
        encoded = letter.encode(charset)
        if len(piece) + len(encoded) > room:
            words.append(piece)
            piece = b""
        piece += encoded
    words.append(piece)
    return "\r\n ".join(f"=?{label}?B?{base64.b64encode(word).decode()}?=" for word in words)


def rfc2231(name: str, text: str) -> str:
    """The parameter name*0*=..., cut into segments of a line, as RFC 2231 has it."""
    encoded = "".join(f"%{byte:02X}" for byte in text.encode("utf-8"))
    pieces = [encoded[at : at + 54] for at in range(0, len(encoded), 54)]
    first, *rest = pieces
    lines = [f"{name}*0*=utf-8''{first}", *(f"{name}*{at}*={piece}" for at, piece in enumerate(rest, start=1))]
    return ";\r\n ".join(lines)


def part(headers: Sequence[Header], body: bytes) -> bytes:
    """Headers, an empty line, the body."""
    return b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers) + b"\r\n" + body


def base64_lines(data: bytes) -> bytes:
    """data in base64, 76 letters a line."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def multipart(boundary: str, parts: Sequence[bytes]) -> bytes:
    """The parts between their boundaries."""
    dash = b"--" + boundary.encode()
    return b"".join(dash + b"\r\n" + one + b"\r\n" for one in parts) + dash + b"--\r\n"


def text_part(text: str, charset: str = "utf-8", label: str | None = None, subtype: str = "plain") -> bytes:
    """A text part in base64."""
    return part(
        [
            header("Content-Type", f'text/{subtype}; charset="{label or charset}"'),
            header("Content-Transfer-Encoding", "base64"),
        ],
        base64_lines(text.replace("\n", "\r\n").encode(charset)),
    )
