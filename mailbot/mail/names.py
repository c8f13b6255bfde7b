"""File name of a part, decoded as its sender meant it. Names are data: never a path, never changed."""

import re
from urllib.parse import unquote_to_bytes

from mailbot.mail.charsets import decode, decode_header
from mailbot.mail.parameters import Parameter

_LETTER = re.compile(rb"(?:%[0-9A-Fa-f]{2}){2}")
_LABEL = re.compile(rb"^utf-?8'[\w-]{0,20}'", re.IGNORECASE)
MAX_CHARACTERS = 1000
"""Longer names are cut: no file system knows them, and they come from attackers only."""


def file_name(disposition: dict[str, Parameter], content_type: dict[str, Parameter]) -> str:
    """Decoded name, '' when there is none: Content-Disposition first, then name= of Content-Type.

    filename* wins over filename (RFC 6266 4.3). Read as well: RFC 2047 words in a parameter (forbidden, sent by
    Outlook), raw 8-bit names, and RFC 2231 names whose label lies.
    """
    for parameter in (disposition.get("filename"), content_type.get("name"), disposition.get("name")):
        if parameter is not None and (name := decode_name(parameter)):
            return name
    return ""


def decode_name(parameter: Parameter) -> str:
    """Text of one name parameter without NULs and line breaks."""
    value = parameter.value if parameter.extended else _unquoted(parameter.value)
    text = decode_header(value) if b"=?" in value else decode(value, parameter.charset)
    return text.replace("\r", "").replace("\n", "").strip()[:MAX_CHARACTERS]


def _unquoted(value: bytes) -> bytes:
    """A name written in %XX though nothing announces them, as web mailers do; only where letters come out of it."""
    if not value.isascii() or not _LETTER.search(value):
        return value
    read = unquote_to_bytes(_LABEL.sub(b"", value))
    try:
        return value if read.decode("utf-8").isascii() else read
    except UnicodeDecodeError:
        return value
