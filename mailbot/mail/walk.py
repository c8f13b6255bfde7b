"""Every leaf of a mail, flat and in order: archives opened, forwarded messages read as their own level."""

import hashlib
import re
from dataclasses import dataclass, field, replace

from mailbot.documents.sniff import Sniffed, sniff
from mailbot.errors import Refused
from mailbot.mail.bodies import Bodies, Piece
from mailbot.mail.charsets import decode, decode_header
from mailbot.mail.leaves import Leaf, read_leaf
from mailbot.mail.model import Attachment
from mailbot.mail.names import file_name
from mailbot.mail.parameters import read_parameters
from mailbot.mail.smime import signed_content
from mailbot.mail.structure import Part, survey
from mailbot.mail.transfer import take_uuencoded
from mailbot.mail.unpack import unpack
from mailbot.mail.zips import Budget
from mailbot.settings import LimitsSection


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf was found: level of messages, name of its container, archives and messages around it."""

    level: int = 0
    container: str | None = None
    archives: int = 0
    nesting: int = 0


@dataclass(slots=True)
class Message:
    """One message of the mail: part is its header block, bodies its texts."""

    part: Part
    bodies: Bodies = field(default_factory=Bodies)


class Walk:
    """One walk over one mail; `messages` (the mail itself first) and `attachments` are the result."""

    def __init__(self, limits: LimitsSection) -> None:
        self.limits = limits
        self.budget = Budget.of(limits)
        self.leaves_left = limits.parts * 2 + limits.archive_entries
        self.messages: list[Message] = []
        self.attachments: list[Attachment] = []
        self.defects: list[str] = []

    def go(self, raw: bytes, parts: list[Part], place: Place = Place()) -> None:
        """Take in every part of one message and of the messages inside it."""
        owners: list[Message] = []
        places: list[Place] = []
        alternatives: list[int | None] = []
        for index, part in enumerate(parts):
            if part.parent < 0 or parts[part.parent].role == "message":
                owner = Message(part)
                self.messages.append(owner)
                here = place if part.parent < 0 else self._inside(places[part.parent], part, parts[part.parent])
                alternative = None
            else:
                owner, here = owners[part.parent], places[part.parent]
                alternative = alternatives[part.parent]
            owners.append(owner)
            places.append(here)
            alternatives.append(index if part.media_type == "multipart/alternative" else alternative)
            if part.role == "message":
                self._add_message(raw, part, here)
            elif part.role == "leaf" and (part.filled or _is_named(part)):
                self._take(read_leaf(raw, part), here, owner.bodies, alternatives[index])
            self.defects += (f"part {index + 1}: {fault}" if index else fault for fault in part.block.defects)

    def _inside(self, outer: Place, part: Part, container: Part) -> Place:
        subject = decode_header(part.block.get("subject") or b"")
        return Place(outer.level + 1, _part_name(container) or subject or "message", 0, outer.nesting + 1)

    def _add_message(self, raw: bytes, part: Part, place: Place) -> None:
        self._add(_part_name(part), raw[part.body : part.end], part.media_type, Sniffed("message"), place, inline=False)

    def _take(self, leaf: Leaf, place: Place, bodies: Bodies, alternative: int | None) -> None:
        if leaf.is_body:
            text, files = take_uuencoded(leaf.data) if leaf.declared_type == "text/plain" else (leaf.data, [])
            bodies.pieces.append(Piece(decode(text, leaf.charset), leaf.declared_type == "text/html", alternative))
            for name, data in files:
                self.file(decode_header(name), data, "application/octet-stream", place)
            return
        if leaf.declared_type in ("text/plain", "text/html") and leaf.disposition != "attachment" and not leaf.is_file:
            bodies.spare.append(Piece(leaf.text, leaf.declared_type == "text/html", None))
        self.file(leaf.name, leaf.data, leaf.declared_type, place, inline=leaf.disposition == "inline")

    def file(self, name: str, data: bytes, declared_type: str, place: Place, *, inline: bool = False) -> None:
        """Add a file and, right behind it, what lies inside it."""
        found = sniff(data, name)
        if declared_type.startswith("text/") and found.kind == "other" and found.problem is None:
            found = Sniffed("text", None, "text by its declared type")
        if declared_type == "message/partial":
            found = Sniffed(
                "message", "file.unsupported", "one piece of a mail that was sent in pieces (RFC 2046 5.2.2)"
            )
        if declared_type.startswith("text/") and found.kind == "message" and not name.lower().endswith(".eml"):
            found = Sniffed("text", None, "headers of a mail")
        if _is_message(found, name, declared_type):
            self._nested(name, data, declared_type, place)
            return
        if (signed := signed_content(data)) is not None:
            self._signed(name, data, signed, declared_type, place)
            return
        contents, problem = unpack(data, found, self.limits, self.budget, place.archives)
        if problem is not None and found.problem is None:
            found = Sniffed(found.kind, problem, found.detail)
        self._add(name, data, declared_type, found, place, inline=inline)
        container = name or ("winmail.dat" if found.kind == "tnef" else "archive")
        inner = Place(place.level, container, place.archives + 1, place.nesting)
        for content in contents:
            before = len(self.attachments)
            self.file(content.name, content.data, "application/octet-stream", inner)
            if content.problem is not None:
                self._mark(before, content.problem)

    def _signed(self, name: str, data: bytes, signed: bytes, declared_type: str, place: Place) -> None:
        """A signature that wraps what it signs: a whole message (smime.p7m) or one file (plan.docx.p7m)."""
        if place.nesting >= self.limits.depth:
            self._add(name, data, declared_type, Sniffed("message", "file.bomb", "signatures beyond the limits"), place)
        elif re.match(rb"\s*(?:content-|mime-version)", signed, re.IGNORECASE):
            self._nested(name, signed, "message/rfc822", place)
        else:
            self._add(name, data, declared_type, Sniffed("other", None, "signed file (CMS)"), place)
            inner = re.sub(r"\.p7[ms]$", "", name, flags=re.IGNORECASE)
            self.file(inner, signed, "application/octet-stream", replace(place, nesting=place.nesting + 1))

    def _nested(self, name: str, data: bytes, declared_type: str, place: Place) -> None:
        """A message that came as a file (.eml), or whose bytes were base64 although RFC 2046 5.2.1 forbids it."""
        try:
            if place.nesting >= self.limits.depth:
                raise Refused("mail.too_deep")
            parts = survey(data, self.limits)
        except Refused:
            self._add(name, data, declared_type, Sniffed("message", "file.bomb", "message beyond the limits"), place)
            return
        self._add(name, data, declared_type, Sniffed("message"), place)
        subject = decode_header(parts[0].block.get("subject") or b"")
        self.go(data, parts, Place(place.level + 1, name or subject or "message", place.archives, place.nesting + 1))

    def _add(
        self, name: str, data: bytes, declared_type: str, found: Sniffed, place: Place, *, inline: bool = False
    ) -> None:
        self.leaves_left -= 1
        if self.leaves_left < 0:
            raise Refused("mail.too_many_parts", {"limit": str(self.limits.parts)})
        digest = hashlib.sha256(data).hexdigest()
        self.attachments.append(
            Attachment(
                name, data, found.kind, digest, declared_type, inline, place.level, place.container, found.problem
            )
        )

    def _mark(self, index: int, problem: str) -> None:
        """Put a problem on an attachment that has none."""
        old = self.attachments[index]
        if old.problem is None:
            self.attachments[index] = replace(old, problem=problem)


def _is_message(found: Sniffed, name: str, declared_type: str) -> bool:
    if found.problem is not None or found.kind not in ("message", "text"):
        return False
    if declared_type in ("message/rfc822", "message/global"):
        return True
    is_told_so = name.lower().endswith(".eml") or not declared_type.startswith(("text/", "message/"))
    return found.kind == "message" and is_told_so


def _is_named(part: Part) -> bool:
    return bool(_part_name(part)) or part.block.get("content-disposition") is not None


def _part_name(part: Part) -> str:
    _, parameters = read_parameters(part.block.get("content-disposition") or b"")
    return file_name(parameters, part.parameters)
