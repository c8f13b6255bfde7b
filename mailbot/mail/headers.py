"""Header block of a mail or of a part, from bytes, with limits and repairs, in linear time (RFC 5322 2.2).

Over-long headers that only carry text (Subject, To, References, X-...) are cut and the mail goes on; over-long
Content-Type and Content-Disposition, which decide how the rest is read, are refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from mailbot.errors import Refused
from mailbot.mail.parameters import is_long_continuation
from mailbot.settings import LimitsSection

_FIELD = re.compile(rb"([!-9;-~]{1,200}+)[ \t]*+:")
_STRUCTURAL = frozenset({"content-type", "content-disposition", "content-transfer-encoding"})
_KNOWN = re.compile(
    rb"(?:content-[a-z-]+|mime-version|from|to|cc|subject|date|message-id|received|return-path|sender|reply-to"
    rb"|in-reply-to|references)[ \t]*:",
    re.IGNORECASE,
)
_MIME = re.compile(rb"(?:content-(?:type|transfer-encoding|disposition)|mime-version)[ \t]*:", re.IGNORECASE)
_ALWAYS_KEPT = re.compile(
    r"(?:from|to|cc|subject|date|message-id|return-path|reply-to|sender|in-reply-to|references|precedence"
    r"|auto-submitted|mime-version|content-.*|list-.*|x-failed-recipients|x-mailbot-.*|x-auto.*)\Z",
    re.IGNORECASE,
)
_LOOKAHEAD_LINES = 60
_BLOCK_FACTOR = 16
"""A block may be this many times limits.header_block_kb before it is refused; what is beyond the limit is left out."""


@dataclass(slots=True)
class HeaderBlock:
    """fields: (name as sent, raw value, folded, as sent). body: offset of the first byte after the block."""

    body: int
    fields: list[tuple[str, bytes]] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    def get(self, name: str) -> bytes | None:
        """First raw value, case-free, or None."""
        return next((value for key, value in self.fields if key.lower() == name), None)


def read_block(
    raw: bytes, start: int, limits: LimitsSection, is_delimiter: Callable[[bytes], bool], *, top: bool = False
) -> HeaderBlock:
    """Header block that begins at `start`.

    is_delimiter: says of a line that begins with -- whether it ends the part we are in. top: the block is a message's,
    where blank lines and an mbox `From ` line may stand before it. Raises Refused(mail.header_too_large).
    """
    block = HeaderBlock(body=start)
    position = _skip_leading(raw, start) if top else start
    hard_stop = position + _BLOCK_FACTOR * limits.header_block_kb * 1024
    first, may_skip = position, True
    while position < len(raw):
        end = _line_end(raw, position)
        line = raw[position : min(end, position + 2000)]
        if not line.strip(b"\r\n"):
            position = end
            break
        if line.startswith(b"--") and is_delimiter(line.rstrip()):
            break
        match = _FIELD.match(line)
        if match is None and not _is_stray_continuation(line, block):
            may_skip = may_skip and _goes_on(raw, end)
            if not may_skip:
                if position > first:
                    block.defects.append("headers: the blank line before the body is missing")
                break
            block.defects.append("headers: a line without a colon was left out")
            position = end
            continue
        end = _unfolded_end(raw, end)
        if match is not None:
            value = raw[position + match.end() : end].rstrip(b"\r\n")
            block.fields.append((match[1].decode("ascii"), value))
        position = end
        if position > hard_stop:
            raise Refused("mail.header_too_large", {"limit": f"{limits.header_block_kb} kB"})
    block.body = position
    _apply_limits(block, limits)
    return block


def _is_stray_continuation(line: bytes, block: HeaderBlock) -> bool:
    return line[:1] in (b" ", b"\t") and not block.fields


def _skip_leading(raw: bytes, start: int) -> int:
    """Offset after a byte order mark, blank lines and an mbox separator, when a header follows; else `start`."""
    position = start + 3 if raw.startswith(b"\xef\xbb\xbf", start) else start
    for _ in range(_LOOKAHEAD_LINES):
        end = _line_end(raw, position)
        line = raw[position : min(end, position + 2000)]
        if line.strip() and not re.match(rb">?From ", line):
            break
        if end >= len(raw):
            break
        position = end
    return position if _FIELD.match(raw, position) else start


def _goes_on(raw: bytes, position: int) -> bool:
    """Whether a block goes on after a line that is no header: a known header next, or MIME headers further down."""
    if _KNOWN.match(raw, position):
        return True
    for _ in range(_LOOKAHEAD_LINES):
        if _MIME.match(raw, position):
            return True
        end = _line_end(raw, position)
        if end >= len(raw) or not raw[position : min(end, position + 4)].strip(b"\r\n"):
            return False
        position = end
    return False


def _unfolded_end(raw: bytes, end: int) -> int:
    """Offset after the continuation lines of a header whose first line ends at `end`.

    A line of blanks only continues a header in old mail programs; RFC 5322 4.2 wants it read so.
    """
    while raw[end : end + 1] in (b" ", b"\t"):
        end = _line_end(raw, end)
    return end


def _line_end(raw: bytes, position: int) -> int:
    newline = raw.find(b"\n", position)
    return len(raw) if newline < 0 else newline + 1


def _apply_limits(block: HeaderBlock, limits: LimitsSection) -> None:
    one, whole = limits.header_kb * 1024, limits.header_block_kb * 1024
    kept: list[tuple[str, bytes]] = []
    used = 0
    for name, value in block.fields:
        short = value
        if len(value) > one:
            if name.lower() in _STRUCTURAL:
                if not is_long_continuation(value):
                    raise Refused("mail.header_too_large", {"header": name[:60], "limit": f"{limits.header_kb} kB"})
            else:
                short = cut(value, one)
                block.defects.append(f"headers: {name[:60]} of {len(value)} bytes was cut")
        if used + len(short) > whole and not (_ALWAYS_KEPT.match(name) and used < 2 * whole):
            if "headers: too many, the rest was left out" not in block.defects:
                block.defects.append("headers: too many, the rest was left out")
            continue
        used += len(name) + len(short) + 4
        kept.append((name, short))
    block.fields = kept


def cut(value: bytes, size: int) -> bytes:
    """At most `size` bytes, ended at white space or a comma so that no encoded word or address is torn."""
    head = value[:size]
    at = max(head.rfind(b" "), head.rfind(b"\t"), head.rfind(b","), head.rfind(b"?="))
    return head if at < size // 2 else head[: at + 2 if head[at : at + 2] == b"?=" else at]
