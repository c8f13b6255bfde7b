"""The styles of a Word file by their names, each parsed when it is asked for: templates bring hundreds, files use ten.

Cut out of the bare bytes where these are written as programs write them; else the whole part is parsed, as ever.
"""

import re
from collections.abc import Iterable

from lxml import etree

from mailbot.documents.preflight import parsed
from mailbot.documents.word_names import qualified

_ROOT = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?P<declaration><\?xml[^<>]{0,200}\?>)?\s*(?P<root><w:styles\s[^<>]*[^<>/]>)", re.IGNORECASE
)
_OURS = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_UTF_8 = re.compile(rb"encoding=[\"']utf-8[\"']", re.IGNORECASE)
_LARGEST = 4 * 2**20  # bytes
_STYLE, _STYLE_END, _END = b"<w:style ", b"</w:style>", b"</w:styles>"
_DEFAULTS = re.compile(rb"<w:docDefaults>.*?</w:docDefaults>", re.DOTALL)
_IDENTIFIER = re.compile(rb'\sw:styleId="([^"<>&]*)"')
_DEFAULT = re.compile(rb'\sw:default="(?:1|true)"')
_PARAGRAPH = re.compile(rb'\sw:type="paragraph"')


class StyleSheet:
    """default_paragraph: name of the style of paragraphs that name none, '' when the file has none."""

    def __init__(self, parts: Iterable[bytes | None]) -> None:
        """parts: what may be the part with the styles, as it is stored: the first one that is sound is taken. Raises
        Refused('file.bomb')."""
        self._pieces: dict[str, bytes] = {}
        self._elements: dict[str, etree._Element] = {}
        self._root = b""
        self.default_paragraph = ""
        self.defaults: etree._Element | None = None
        for data in parts:
            if data is not None and (self._cut(data) or self._take_whole(parsed(data))):
                break

    def get(self, name: str) -> etree._Element | None:
        """The w:style of this name; None when there is none, or a damaged one."""
        if name not in self._elements and name in self._pieces:
            found = self._parse(_STYLE + self._pieces.pop(name))
            if found is not None:
                self._elements[name] = found
        return self._elements.get(name)

    def _cut(self, data: bytes) -> bool:
        """The part in pieces; False where it is written in any other way than the usual one."""
        start = _ROOT.match(data) if len(data) <= _LARGEST else None
        if start is None or not _is_usual(data, start):
            return False
        opening, *pieces = data[start.end() : -len(_END)].split(_STYLE)
        said = _DEFAULTS.search(opening)
        if (b"<w:docDefaults" in opening and said is None) or _STYLE_END in opening:
            return False
        found: dict[str, bytes] = {}
        default = ""
        for piece in map(bytes.rstrip, pieces):
            attributes = b" " + piece[: piece.find(b">")]
            name = _IDENTIFIER.search(attributes)
            if name is None or b"'" in attributes or piece.find(_STYLE_END) != len(piece) - len(_STYLE_END):
                return False
            identifier = name[1].decode("utf-8", "replace")
            found.setdefault(identifier, piece)
            if _DEFAULT.search(attributes) and _PARAGRAPH.search(attributes):
                default = identifier
        self._root, self._pieces, self.default_paragraph = start["root"], found, default
        self.defaults = self._parse(said[0]) if said else None
        return bool(found)

    def _parse(self, piece: bytes) -> etree._Element | None:
        root = parsed(self._root + piece + _END)
        return root[0] if root is not None and len(root) else None

    def _take_whole(self, root: etree._Element | None) -> bool:
        if root is None:
            return False
        for style in root.iterchildren(qualified("w:style")):
            identifier = style.get(qualified("w:styleId")) or ""
            self._elements.setdefault(identifier, style)
            if style.get(qualified("w:default")) in ("1", "true") and style.get(qualified("w:type")) == "paragraph":
                self.default_paragraph = identifier
        self.defaults = root.find(qualified("w:docDefaults"))
        return True


def _is_usual(data: bytes, start: re.Match[bytes]) -> bool:
    """UTF-8, in the usual namespace, without comments, sections of raw text or instructions in which anything may
    stand, and whole."""
    declaration = start["declaration"] or b""
    return (
        _OURS in start["root"]
        and (b"encoding" not in declaration or _UTF_8.search(declaration) is not None)
        and not (b"!" in data and b"<!" in data)
        and data.count(b"<?") == bool(declaration)
        and data.endswith(_END)
    )
