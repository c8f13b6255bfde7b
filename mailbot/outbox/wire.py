"""A message as SMTP wants it: every line ends in CR LF, and nothing in it can end the mail early or forge a command."""

import re

_LINE_END = re.compile(rb"\r\n|\r|\n")
_ADDRESS = re.compile(r"[^\s<>\x00-\x1f\x7f]{1,254}@[^\s<>@\x00-\x1f\x7f]{1,253}")


def wire_form(raw: bytes) -> bytes:
    """Bare CR and bare LF become CR LF (RFC 5321 2.3.8: a server must not see either; 'smuggling' lives on them).

    Raises ValueError on a NUL, which no server need take (RFC 5321 4.5.2 with RFC 5322 2.2).
    """
    if b"\0" in raw:
        raise ValueError("the mail holds a NUL byte")
    lines = _LINE_END.sub(b"\r\n", raw)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def dot_stuffed(wire: bytes) -> bytes:
    """Doubles a dot at the start of a line (RFC 5321 4.5.2). wire: from `wire_form`; the final dot is not added."""
    stuffed = wire.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed


def is_address(text: str) -> bool:
    """Whether this can stand between < and > of an envelope without becoming another command."""
    return bool(_ADDRESS.fullmatch(text))


def needs_eight_bit(wire: bytes) -> bool:
    """Whether the message may only be sent with BODY=8BITMIME (RFC 6152)."""
    return not wire.isascii()


def needs_utf8(wire: bytes, *addresses: str) -> bool:
    """Whether envelope or header go beyond ASCII, so that only SMTPUTF8 (RFC 6531) can carry them."""
    return not all(address.isascii() for address in addresses) or not wire.split(b"\r\n\r\n", 1)[0].isascii()
