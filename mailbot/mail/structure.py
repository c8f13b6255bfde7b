"""Which parts a mail has and where their bytes lie: one pass over the raw bytes, no recursion (RFC 2046 5.1).

This is the guard's measure and the parser's map at once: hostile nesting is counted before any other parser runs, and
attachments are cut out of the raw bytes, so that nothing a parser does can change them.
"""

import re
from dataclasses import dataclass, field

from mailbot.errors import Refused
from mailbot.mail.headers import HeaderBlock, read_block
from mailbot.mail.parameters import Parameter, read_parameters
from mailbot.settings import LimitsSection

MAX_DEPTH = 1000
"""Containers within containers, counted as sent. Beyond, the mail is refused at once."""
MAX_PARTS = 20_000
"""Parts as sent, the empty ones included."""
MAX_DELIMITERS = 100_000
"""Lines that begin with two hyphens, as the boundaries of parts do."""

_HEADER_LINE = re.compile(rb"content-[a-z-]+[ \t]*:", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """One part as sent: containers (multipart, message) and leaves alike.

    start, body, end: offsets of its headers, of its body and after it. parent: index of its container, -1 for the mail.
    level: 0 in the mail, 1 in a message inside it. role: 'leaf', 'multipart' or 'message'.
    """

    block: HeaderBlock
    start: int
    body: int
    end: int
    parent: int
    level: int
    depth: int
    media_type: str
    parameters: dict[str, Parameter] = field(default_factory=dict)
    role: str = "leaf"
    children: int = 0
    filled: bool = False


@dataclass(slots=True)
class _Frame:
    """A container that is open at this point of the mail; boundary None: not known yet, b'' for a message."""

    index: int
    boundary: bytes | None


def survey(raw: bytes, limits: LimitsSection, *, level: int = 0) -> list[Part]:
    """Every part of a mail in the order sent; the first is the mail itself.

    Raises Refused (mail.header_too_large, mail.too_many_parts, mail.too_deep). Time grows linearly with the size.
    """
    parts = _Survey(raw, limits, level).run()
    _settle(raw, parts, limits)
    return parts


class _Survey:
    def __init__(self, raw: bytes, limits: LimitsSection, level: int) -> None:
        self.raw = raw
        self.limits = limits
        self.level = level
        self.parts: list[Part] = []
        self.frames: list[_Frame] = []
        self.active: dict[bytes, list[int]] = {}
        self.leaf: Part | None = None
        self.delimiters = _delimiters(raw)
        self.last_seen = {line: start for start, _, line in self.delimiters}

    def run(self) -> list[Part]:
        position = self._open(0)
        for start, end, line in self.delimiters:
            if start < position:
                continue
            found = self._match(line) or self._discover(line, end)
            if found is None:
                continue
            frame, is_last = found
            self._close(frame if is_last else frame + 1, start)
            if not is_last:
                position = self._open(end)
        self._close(0, len(self.raw))
        return self.parts

    def _open(self, position: int) -> int:
        """Read the part that begins here (and, in a message, the part inside it); offset where its body begins."""
        while True:
            part = self._read_part(position)
            position = part.body
            if part.role == "leaf":
                self.leaf = part
                return position
            self.leaf = None
            boundary = self._boundary(part) if part.role == "multipart" else b""
            self.frames.append(_Frame(len(self.parts) - 1, boundary))
            if boundary:
                self.active.setdefault(boundary, []).append(len(self.frames) - 1)
            if part.role == "multipart":
                return position

    def _read_part(self, position: int) -> Part:
        parent = self.frames[-1].index if self.frames else -1
        above = self.parts[parent] if parent >= 0 else None
        is_message = above is None or above.role == "message"
        level = self.level if above is None else above.level + (above.role == "message")
        block = read_block(self.raw, position, self.limits, lambda line: self._match(line) is not None, top=is_message)
        media_type, parameters = read_parameters(block.get("content-type") or b"")
        if not media_type and above is not None and above.media_type == "multipart/digest":
            media_type = "message/rfc822"  # RFC 2046 5.1.5
        depth = len(self.frames)
        part = Part(block, position, block.body, block.body, parent, level, depth, media_type, parameters)
        part.role = _role(part)
        self.parts.append(part)
        if above is not None:
            above.children += 1
        if len(self.parts) > MAX_PARTS:
            raise Refused("mail.too_many_parts", {"limit": str(self.limits.parts)})
        if depth > MAX_DEPTH:
            raise Refused("mail.too_deep", {"limit": str(self.limits.depth)})
        return part

    def _boundary(self, part: Part) -> bytes | None:
        """The boundary the part announces, None when no line of the rest of the mail bears it."""
        parameter = part.parameters.get("boundary")
        boundary = parameter.value.rstrip() if parameter else b""
        if not boundary:
            return None
        last = max(self.last_seen.get(b"--" + boundary, -1), self.last_seen.get(b"--" + boundary + b"--", -1))
        return boundary if last >= part.body - 1 else None

    def _match(self, line: bytes) -> tuple[int, bool] | None:
        """(index of the innermost open frame with this boundary, whether the line closes it), or None."""
        key = line[2:]
        if frames := self.active.get(key):
            return frames[-1], False
        if key.endswith(b"--") and (frames := self.active.get(key[:-2])):
            return frames[-1], True
        return None

    def _discover(self, line: bytes, end: int) -> tuple[int, bool] | None:
        """Take the first line that looks like a boundary as that of a multipart whose own is missing or wrong."""
        if not self.frames or self.frames[-1].boundary is not None or not _HEADER_LINE.match(self.raw, end):
            return None
        boundary = line[2:]
        self.frames[-1].boundary = boundary
        self.active.setdefault(boundary, []).append(len(self.frames) - 1)
        self.parts[self.frames[-1].index].block.defects.append(
            "structure: boundary missing or wrong, found by its look"
        )
        return len(self.frames) - 1, False

    def _close(self, keep: int, position: int) -> None:
        """End the open leaf and every frame from `keep` on at this offset, less the line break before a boundary."""
        end = position
        if position < len(self.raw):
            end -= 1 if self.raw[end - 1 : end] == b"\n" else 0
            end -= 1 if self.raw[end - 1 : end] == b"\r" else 0
        if self.leaf is not None:
            self.leaf.end = max(self.leaf.body, end)
            self.leaf = None
        while len(self.frames) > keep:
            frame = self.frames.pop()
            if frame.boundary:
                self.active[frame.boundary].pop()
            part = self.parts[frame.index]
            part.end = max(part.body, end)


def _delimiters(raw: bytes) -> list[tuple[int, int, bytes]]:
    """(offset, offset of the next line, line without trailing blanks) of every line that begins with two hyphens."""
    found: list[tuple[int, int, bytes]] = []
    position = 0 if raw.startswith(b"--") else raw.find(b"\n--") + 1 or -1
    while position >= 0:
        newline = raw.find(b"\n", position)
        end = len(raw) if newline < 0 else newline + 1
        if end - position <= 1000:
            found.append((position, end, raw[position:end].rstrip()))
        if len(found) > MAX_DELIMITERS:
            raise Refused("mail.too_many_parts", {"limit": str(MAX_DELIMITERS)})
        position = raw.find(b"\n--", end - 1) + 1 or -1
    return found


def _role(part: Part) -> str:
    if part.media_type.startswith("multipart/"):
        return "multipart"
    if part.media_type in ("message/rfc822", "message/global") and is_identity(part):
        return "message"
    return "leaf"


def is_identity(part: Part) -> bool:
    """Whether the body stands as it is (7bit, 8bit, binary or nothing said), without a transfer encoding."""
    return transfer_encoding(part) not in ("base64", "quoted-printable", "x-uuencode", "uuencode", "x-uue", "uue")


def transfer_encoding(part: Part) -> str:
    """Word of Content-Transfer-Encoding in lower case, comments and blanks out; '' when there is none."""
    return read_parameters(part.block.get("content-transfer-encoding") or b"")[0]


def _settle(raw: bytes, parts: list[Part], limits: LimitsSection) -> None:
    """Mark which parts hold something, make multiparts without parts leaves again, then apply the limits."""
    for part in reversed(parts):
        if part.role == "multipart" and not part.children:
            part.role, part.media_type = "leaf", "text/plain"
        if part.role == "leaf":
            part.filled = not _is_blank(raw, part.body, part.end)
        if part.filled and part.parent >= 0:
            parts[part.parent].filled = True
    filled_children = [0] * len(parts)
    for part in parts:
        if part.filled and part.parent >= 0:
            filled_children[part.parent] += 1
    if sum(part.filled and part.role == "leaf" for part in parts) > limits.parts:
        raise Refused("mail.too_many_parts", {"limit": str(limits.parts)})
    _check_depth(parts, filled_children, limits)


def _check_depth(parts: list[Part], filled_children: list[int], limits: LimitsSection) -> None:
    """A multipart that holds only one part adds nothing (300 such levels are harmless) and counts for nothing."""
    depths: list[int] = []
    for part in parts:
        if part.parent < 0:
            depths.append(0)
            continue
        above = parts[part.parent]
        counts = above.role == "message" or filled_children[part.parent] > 1
        depths.append(depths[part.parent] + counts)
        if depths[-1] > limits.depth:
            raise Refused("mail.too_deep", {"limit": str(limits.depth)})


def _is_blank(raw: bytes, start: int, end: int) -> bool:
    """Whether a stretch is white space only; looks at no more than it must."""
    return not raw[start : min(end, start + 200)].strip() and not raw[start:end].strip()
