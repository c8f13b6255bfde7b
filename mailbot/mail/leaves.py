"""One leaf part of the map as bytes, name and type: the transfer encoding undone, the name decoded."""

from dataclasses import dataclass

from mailbot.documents.sniff import Sniffed, sniff
from mailbot.mail.charsets import decode
from mailbot.mail.model import Kind
from mailbot.mail.names import file_name
from mailbot.mail.parameters import Parameter, read_parameters
from mailbot.mail.structure import Part, is_identity, transfer_encoding
from mailbot.mail.transfer import looks_like_base64, undo

_FILE_KINDS: frozenset[Kind] = frozenset(
    {"word", "word_legacy", "pdf", "archive", "tnef", "image", "spreadsheet", "presentation"}
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """declared_type: 'text/plain' when nothing usable was declared. disposition: first word of its header or ''."""

    data: bytes
    name: str
    declared_type: str
    charset: str | None
    disposition: str
    found: Sniffed

    @property
    def is_body(self) -> bool:
        """Whether it is text for the reader: plain or HTML, without name, not attached, not a file by its bytes."""
        if self.declared_type not in ("text/plain", "text/html", "text/enriched") or self.is_file:
            return False
        return self.disposition != "attachment" and not self.name

    @property
    def is_file(self) -> bool:
        """Whether the bytes are those of a file, whatever was declared."""
        return self.found.kind in _FILE_KINDS or self.found.problem == "file.executable"

    @property
    def text(self) -> str:
        """The bytes as text by the declared charset and the score."""
        return decode(self.data, self.charset)


def read_leaf(raw: bytes, part: Part) -> Leaf:
    """Decode one leaf. A body that is base64 all through without saying so is decoded when a file comes out."""
    disposition, parameters = read_parameters(part.block.get("content-disposition") or b"")
    name = file_name(parameters, part.parameters)
    data = undo(raw[part.body : part.end], transfer_encoding(part))
    found = sniff(data, name)
    if is_identity(part) and found.kind == "text" and looks_like_base64(data):
        decoded = undo(data, "base64")
        inside = sniff(decoded, name)
        if inside.kind in _FILE_KINDS:
            data, found = decoded, inside
    charset = part.parameters.get("charset")
    return Leaf(data, name, _declared(part), _label(charset), disposition, found)


def _declared(part: Part) -> str:
    """Media type, or text/plain for a missing or impossible one (RFC 2045 5.2)."""
    main, slash, sub = part.media_type.partition("/")
    return part.media_type if slash and main and sub else "text/plain"


def _label(charset: Parameter | None) -> str | None:
    return charset.value.decode("latin-1") if charset else None
