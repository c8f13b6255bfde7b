"""Parameters of Content-Type and Content-Disposition (RFC 2045 5.1, RFC 2231), in linear time whatever is sent.

The standard library's reader takes quadratic time on an open quote.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

_QUOTED = re.compile(rb'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_ESCAPED = re.compile(rb'\\(["\\])')
_CONTINUED = re.compile(rb"^(.+?)(?:\*(\d{1,6}))?(\*)?$", re.DOTALL)
_FOLD = re.compile(rb"\r\n|\r|\n")
_SEGMENTS = re.compile(
    rb'\s*+[^;"]{0,500}+(?:;\s*+[\w.-]{1,60}+(?:\*\d{1,6}+)?+\*?+=(?:"[^"\\]{0,2000}+"|[^;"\s]{0,2000}+)\s*+)++;?+\s*+'
)
_MIN_SEGMENTS = 8
_UNANNOUNCED = re.compile(rb"[\w.:+-]{2,40}'[\w-]{0,20}'[!-~]*?%[0-9A-Fa-f]{2}")
_OF_LETTERS = re.compile(rb"%[89A-Fa-f][0-9A-Fa-f]")
_CUT_INSIDE = re.compile(rb"%[0-9A-Fa-f]?$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, its RFC 2231 pieces joined. charset: the label of the extended form, None for a plain one."""

    value: bytes
    charset: str | None = None
    extended: bool = False


def read_parameters(value: bytes) -> tuple[str, dict[str, Parameter]]:
    """First word of a header value (lower case) and its parameters by lower-case name.

    An extended parameter (name*) wins over a plain one of the same name (RFC 6266 4.3), else the first one wins.
    """
    text = _FOLD.sub(b"", value.replace(b"\0", b""))
    token, _, rest = text.partition(b";")
    plain: dict[str, Parameter] = {}
    pieces: dict[str, dict[int, tuple[bytes, bool]]] = {}
    for name, content in _pairs(rest):
        match = _CONTINUED.match(name)
        base = (match[1] if match else name).decode("latin-1").lower()
        if match and (match[2] is not None or match[3] is not None):
            index = int(match[2]) if match[2] is not None else 0
            pieces.setdefault(base, {}).setdefault(index, (content, match[3] is not None))
        else:
            plain.setdefault(base, Parameter(content))
    return _first_word(token), plain | {base: _joined(found) for base, found in pieces.items()}


def is_long_continuation(value: bytes) -> bool:
    """Whether a very long header is nothing but well-formed RFC 2231 pieces, which are harmless at any length."""
    return value.count(b"*") >= _MIN_SEGMENTS and _SEGMENTS.fullmatch(value) is not None


def _first_word(token: bytes) -> str:
    words = re.sub(rb"\([^()]*\)", b" ", token[:1000]).split()
    return words[0].decode("latin-1").lower() if words else ""


def _pairs(rest: bytes) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    position, joinable = 0, False
    while position < len(rest):
        end = _or_end(rest.find(b";", position), rest)
        equals = rest.find(b"=", position, end)
        name = rest[position:equals].strip() if equals >= 0 else b""
        if not name:
            # A bare semicolon inside an unquoted file name: the next chunk belongs to it.
            if joinable and rest[position:end].strip():
                found[-1] = (found[-1][0], found[-1][1] + b";" + rest[position:end].rstrip())
            position = end + 1
            continue
        start = equals + 1
        while rest[start : start + 1] in (b" ", b"\t"):
            start += 1
        content, end, joinable = _value(rest, start)
        found.append((name, content))
        position = end + 1
    return found


def _value(rest: bytes, start: int) -> tuple[bytes, int, bool]:
    """Value that begins at `start`, offset of the semicolon that ends it, and whether it was unquoted."""
    match = _QUOTED.match(rest, start)
    if match is None:
        end = _or_end(rest.find(b";", start), rest)
        return rest[start:end].strip().strip(b'"'), end, rest[start : start + 1] != b'"'
    end = _or_end(rest.find(b";", match.end()), rest)
    if not re.sub(rb"\([^()]*\)", b"", rest[match.end() : end][:1000]).strip():
        return _ESCAPED.sub(rb"\1", match[1]), end, False
    # Quotes inside quotes, not escaped: `filename="plan "new".pdf"`.
    content = rest[start:end].strip()
    return _ESCAPED.sub(rb"\1", content[1:-1] if content.endswith(b'"') else content.replace(b'"', b"")), end, False


def _or_end(position: int, text: bytes) -> int:
    return len(text) if position < 0 else position


def _joined(pieces: dict[int, tuple[bytes, bool]]) -> Parameter:
    """The pieces in their order. Extended ones that follow one another are put together before their %XX are read:
    programs cut a long name at any column, also inside a %XX."""
    charset: str | None = None
    joined, run = bytearray(), bytearray()
    for order, index in enumerate(sorted(pieces)):
        content, extended = pieces[index]
        # Some programs write label and %XX and forget the asterisk that announces them, in the first piece or in all.
        if order == 0:
            extended = extended or _UNANNOUNCED.match(content) is not None
        elif run:
            extended = extended or bool(_OF_LETTERS.search(content) or _CUT_INSIDE.search(run))
        if extended and order == 0 and content.count(b"'") >= 2:
            label, _, content = content.split(b"'", 2)
            charset = label.decode("latin-1") or None
        if extended:
            run += content
        else:
            joined += unquote_to_bytes(bytes(run)) + content
            run.clear()
    return Parameter(bytes(joined) + unquote_to_bytes(bytes(run)), charset, extended=True)
