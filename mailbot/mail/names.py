"""File name of a part, decoded as its sender meant it. Names are data: never a path, never changed."""

from mailbot.mail.charsets import decode, decode_header
from mailbot.mail.parameters import Parameter

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
    text = decode_header(parameter.value) if b"=?" in parameter.value else decode(parameter.value, parameter.charset)
    return text.replace("\r", "").replace("\n", "").strip()[:MAX_CHARACTERS]
